"""The signature of a document (bodies above a date), dates of documents, and the body that a title names."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.names import alternatives
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_CN_DIGITS = "零一二三四五六七八九"
_ZEROS = str.maketrans("〇○０", "零零零")
_YEAR, _PART = rf"(?:\d{{4}}|[〇○０{_CN_DIGITS}]{{4}})", r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_SPACE = r"[ \t\u3000\xa0\u2003]"
_DATE = rf"{_YEAR}{_SPACE}{{0,3}}年{_SPACE}{{0,3}}{_PART}{_SPACE}{{0,3}}月{_SPACE}{{0,3}}{_PART}{_SPACE}{{0,3}}日"
_SIGNED_LINE = re.compile(rf"(?P<names>[^。，；：:;,、\d]{{0,80}}?){_SPACE}*[（(]?(?P<date>{_DATE})[）)]?{_SPACE}*$")
_ANY_DATE = re.compile(_DATE)
_NAMES_BEFORE = re.compile(r"[^。，；：:;,、\d）)\n]{1,100}$")
_WIDE_GAP = re.compile(rf".*{_SPACE}{{2}}", re.DOTALL)
_FIGURES = re.compile(r"\d+|[〇○０零一二三四五六七八九十]+")
_MARKS = re.compile(r"[。，；：:;,、]|^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_LINES, _LINE_LENGTH = 20, 60
_TAIL, _LONGEST_NAMES = 400, 101
_TITLE_REACH = 1500


@dataclass(frozen=True, slots=True)
class Signature:
    """The first body that signs, the date, and the span of both; `is_above` where the plan's own title follows."""

    issuer: Span | None
    date: Span
    span: Span
    is_above: bool


def signature(outline: Outline, vocabulary: Vocabulary) -> Signature | None:
    """The first date that stands alone or beneath the names of bodies; in flattened text a date behind such names."""
    organ = _organ(vocabulary)
    for index, paragraph in enumerate(outline.paragraphs):
        if paragraph.end - paragraph.start > 120:
            continue
        match = _SIGNED_LINE.match(outline.source.text, paragraph.start, paragraph.end)
        if match and (not match["names"].strip() or organ.search(match["names"].strip())):
            names = list(_names(outline, index, organ)) if not match["names"].strip() else [Span(*match.span("names"))]
            start = names[0].start if names else match.start("date")
            return _signature(outline, names, Span(*match.span("date")), Span(start, paragraph.end))
    return _flattened(outline, organ)


def _signature(outline: Outline, names: list[Span], date: Span, span: Span) -> Signature:
    title = outline.title
    issuer = first_name(outline.source.text, names[0]) if names else None
    return Signature(issuer, date, span, title is not None and title.start >= date.end)


def _names(outline: Outline, index: int, organ: re.Pattern[str]) -> Iterator[Span]:
    """The lines of names above the date at a paragraph, from the top."""
    text, first = outline.source.text, index
    while first > 0 and index - first < _LINES:
        span = outline.paragraphs[first - 1]
        if span.end - span.start > _LINE_LENGTH or _MARKS.search(text[span.start : span.end]):
            break
        first -= 1
    lines = outline.paragraphs[first:index]
    while lines and not organ.search(text, lines[0].start, lines[0].end):
        lines = lines[1:]
    yield from lines


def _flattened(outline: Outline, organ: re.Pattern[str]) -> Signature | None:
    """A signature inside a line: bodies and a date between a sentence and the plan's title or the end."""
    text, body, title = outline.source.text, outline.body, outline.title
    above = title is not None and body.start < title.start < body.end
    end = title.start if title and above else body.end
    low = max(body.start, end - _TAIL)
    for match in _ANY_DATE.finditer(text, low, end):
        names = _names_before(text, low, match.start(), organ)
        if names:
            return _signature(outline, [names], Span(*match.span()), Span(names.start, match.end()))
    return None


def _names_before(text: str, low: int, end: int, organ: re.Pattern[str]) -> Span | None:
    """The bodies named directly before a date, after the end of a sentence or a wide gap."""
    floor = max(low, end - _LONGEST_NAMES)
    before = text[floor:end].rstrip()
    found = _NAMES_BEFORE.search(before) if organ.search(before) else None
    if not found:
        return None
    gap = _WIDE_GAP.match(before, found.start())
    start = gap.end() if gap else found.start()
    if not gap and (start == 0 or before[start - 1] not in "。）)"):
        return None
    return Span(floor + start, floor + len(before))


def first_name(text: str, names: Span) -> Span:
    """The first of several names on one line: ahead of white space, or ahead of a second name that starts like it."""
    words = text[names.start : names.end]
    left = len(words) - len(words.lstrip())
    words = words.strip()
    if not all(len(token) == 1 for token in words.split()):
        words = words.split()[0] if words else words
    again = words.find(words[:2], 4) if len(words) > 8 else -1
    return Span(names.start + left, names.start + left + (again if again > 0 else len(words)))


@cache
def _organ(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(vocabulary.scheme('layout')['organ'].words)}$")


@cache
def _in_title(vocabulary: Vocabulary) -> re.Pattern[str]:
    layout, parts = vocabulary.scheme("layout"), vocabulary.scheme("document-part")
    organ, joint = alternatives(layout["organ"].words), alternatives(parts["joint-issue"].words)
    about = alternatives([*layout["subject-of-title"].words, *layout["transmission"].words])
    head = alternatives(parts["head"].words)
    name = rf"(?P<name>[^\s，。；：:、《》〔〕\[\]#>*（）()]{{2,40}}?{organ})"
    more = rf"(?:{joint}[^\s，。；：:《》]{{1,8}}|(?:{_SPACE}+[^\s，。；：:《》]{{2,40}}?){{0,8}})"
    return re.compile(rf"(?:^|(?<=[\s:：*#])){name}{more}{_SPACE}*(?:{about}|{head}(?=\s|$))", re.MULTILINE)


def issuer_of_title(outline: Outline, vocabulary: Vocabulary) -> Span | None:
    """The body named in the red head, at the start of the issuing notice's title, or of the plan's own."""
    pattern, text, body = _in_title(vocabulary), outline.source.text, outline.body
    first = outline.items[0].start if outline.items else body.end
    match = pattern.search(text, body.start, min(first, body.start + _TITLE_REACH))
    if match and not text[match.start() : match.end()].strip().startswith("《"):
        return Span(*match.span("name"))
    for span in outline.outside:
        match = pattern.search(text, span.start, span.end)
        if match:
            return Span(*match.span("name"))
    return None


def iso(text: str, span: Span | None) -> str | None:
    """The ISO form of a date as written, cut to the precision that it has; None where it is no date of the calendar."""
    if span is None:
        return None
    figures = [_value(f) for f in _FIGURES.findall(text, span.start, span.end)]
    year, month, day = [*figures, 0, 0, 0][:3]
    if not 1000 <= year <= 9999 or month > 12:
        return None
    if not month:
        return f"{year:04d}"
    if not day:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day <= monthrange(year, month)[1] else None


def _value(figure: str) -> int:
    if figure.isdecimal():
        return int(figure)
    digits = figure.translate(_ZEROS)
    if "十" not in digits:
        return int("".join(str(_CN_DIGITS.index(c)) for c in digits))
    tens, _, ones = digits.partition("十")
    return (_CN_DIGITS.find(tens) if tens else 1) * 10 + (_CN_DIGITS.find(ones) if ones else 0)
