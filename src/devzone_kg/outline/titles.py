"""The plan's own title: above its text, of an attached plan where a notice transmits one, else in a header or a link."""

import re
from dataclasses import dataclass

from devzone_kg.outline.furniture import Frame
from devzone_kg.outline.words import alternation, pattern, spaced
from devzone_kg.reading.source import SourceText, Span

_REACH = 8000  # characters at the start of the body in which titles stand
_LINES = 120
_SHORT_TAIL = 10  # shorter words are no title of their own: they end the one that a line above begins
_SUFFIX = r"[》”]?(?:\s*[（(〔][^（()）〕\n]{1,24}[)）〕])*[》”]?\s*\**\s*$"
_CN = "一二三四五六七八九十"
_NOT_TITLE = re.compile(rf"[。；;：:！？!?]|^[（(][{_CN}\d]+[)）]|^[{_CN}]{{1,3}}、|^\d{{1,2}}[.、．]|^第[{_CN}]+[章节条]")
_MARKED_TITLE = r"《(?P<title>[^《》\n]{4,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,60})?)》"
_ONLY_BRACKET = re.compile(r"\s*\**[（(〔][^（()）〕\n]{1,30}[)）〕]\**\s*$")
_HEAD_LINE = re.compile(r"[〔〕\[\]]|[日号]$|\d$|^\s*[（(].*[)）]$")  # a date, a number, a remark
_MARKED = re.compile(_MARKED_TITLE)
_EDGE = " \t\u3000\xa0\ufeff\u2003#*\r\n"


@dataclass(frozen=True, slots=True)
class Head:
    """The plan's title, the notice's title, and where an attached plan starts."""

    title: Span | None
    notice: Span | None
    attached: int | None


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str
    line: int


def find(source: SourceText, frame: Frame) -> Head:
    """The head of a document."""
    lines = _lines(source, frame)
    found = _candidates(lines)
    notice = next((s for s in found if _is_notice(source.quote(s))), None)
    plans = [s for s in found if not _is_notice(source.quote(s))]
    last = plans[-1] if plans else None
    if last and _is_attached(source.text, frame.body.start, notice, last):
        return Head(last, notice, last.start)
    if not notice and plans:
        return Head(plans[0], None, None)
    return _flattened(source, frame) or Head(notice or _outside_title(source, frame), notice, None)


def _is_attached(text: str, start: int, notice: Span | None, title: Span) -> bool:
    return title.start > notice.end if notice else _transmits(text[start : title.start])


def _lines(source: SourceText, frame: Frame) -> list[_Line]:
    """The lines of the body up to the first numbered item."""
    outside, text = set(frame.outside), source.text
    found: list[_Line] = []
    for block in source.blocks:
        if block.span.end <= frame.body.start or block.span in outside:
            continue
        if block.span.start > frame.body.start + _REACH or len(found) >= _LINES or block.cells:
            break
        span = _strip(text, max(block.span.start, frame.body.start), block.span.end)
        words = text[span.start : span.end]
        if _is_first_item(words):
            break
        found.append(_Line(span, words, block.line))
    return found


def _strip(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip(_EDGE))
    return Span(start + left, start + max(left, len(part.rstrip(_EDGE))))


def _is_first_item(words: str) -> bool:
    return bool(re.match(r"一、|第一[章节条]|[（(]一[)）]", words))


def _candidates(lines: list[_Line]) -> list[Span]:
    """Lines, and runs of lines that belong together, that end in a type of document."""
    found, start = [], 0
    for i, line in enumerate(lines):
        if i < start or not _may_be_title(line.text) or not _ends_in_type(line.text):
            continue
        first = i
        while first > start and _continues(lines[first - 1], lines[first]):
            first -= 1
        last = i
        if last + 1 < len(lines) and _ONLY_BRACKET.match(lines[last + 1].text):
            last += 1
        found.append(Span(lines[first].span.start, lines[last].span.end))
        start = last + 1
    return found


def _may_be_title(words: str) -> bool:
    return 4 < len(words) <= 120 and not _NOT_TITLE.search(words)


def _ends_in_type(words: str) -> bool:
    return bool(_type_end().search(words))


def _type_end() -> re.Pattern[str]:
    return pattern("document-type", (), "{}" + _SUFFIX)


def _continues(above: _Line, below: _Line) -> bool:
    """Whether a title that ends in the line below starts in the line above."""
    short, gap = len(below.text) < _SHORT_TAIL, below.line - above.line
    if gap > (2 if short else 1) or not _may_be_title(above.text) or _ends_in_type(above.text):
        return False
    about = pattern("layout", ("subject-of-title",))
    if about.search(above.text) or about.match(below.text):
        return not about.match(below.text)
    if _HEAD_LINE.search(above.text):
        return False
    return (short and gap == 1) or not pattern("layout", ("organ",), "{}$").search(above.text)


def _is_notice(words: str) -> bool:
    return bool(_notice_end().search(words)) and _transmits(words)


def _notice_after() -> re.Pattern[str]:
    return pattern("document-type", ("notice",), "的?{}")


def _notice_end() -> re.Pattern[str]:
    return pattern("document-type", ("notice",), "的?{}" + _SUFFIX)


def _transmits(words: str) -> bool:
    return bool(pattern("layout", ("transmission",)).search(words))


def _flattened(source: SourceText, frame: Frame) -> Head | None:
    """A title inside a long line: the name that the notice gives, where it stands bare, or the words before the number."""
    text, start = source.text, frame.body.start
    head = text[: min(frame.body.end, start + _REACH)]
    for name in _names(head):
        place = _unmarked(head, name, start)
        if place is not None:
            return Head(Span(place, place + len(name)), None, place)
    number = r"(?:[（(][^）)\n]{1,24}[)）])?(?=\s|[^\s\d，。]{1,12}[〔\[（(]\d{4}[〕\])）])"
    match = pattern("document-type", (), r"[^。，：:\s]{4,100}?{}" + number).match(
        text, start, min(frame.body.end, start + 200)
    )
    return Head(Span(*match.span()), None, None) if match else None


def _names(head: str) -> list[str]:
    """Names that the head gives for what it transmits."""
    verbs, notice = alternation("layout", ("transmission",)), alternation("document-type", ("notice",))
    names = [m["title"] for m in _MARKED.finditer(head) if _ends_in_type(m["title"])]
    plain = pattern(
        "document-type", (), rf"(?:{verbs})([^《》。，\n]{{4,80}}?{{}}(?:[（(][^）)\n]{{1,24}}[)）])?)的(?:{notice})"
    )
    names += [m.group(1) for m in plain.finditer(head)]
    return [n for n in dict.fromkeys(names) if _is_transmitted(head, re.escape(n), verbs)]


def _is_transmitted(head: str, name: str, verbs: str) -> bool:
    return bool(re.search(rf"(?:{verbs})[^。\n]{{0,12}}《?{name}|《{name}》[^。\n]{{0,60}}(?:{verbs})", head))


def _unmarked(head: str, name: str, start: int) -> int | None:
    for match in re.finditer(re.escape(name), head[start:]):
        before, after = head[: start + match.start()][-2:], head[start + match.end() :][:4]
        if "《" not in before and not _transmits(before) and after[:1] != "》" and not _notice_after().match(after):
            return start + match.start()
    return None


def _outside_title(source: SourceText, frame: Frame) -> Span | None:
    """The title that a crawler's header or a link to an explanation gives."""
    text = source.text
    field = spaced("furniture", ("header-title",), r"^[\s*\-#>]*{}[\s*]*[:：][\s*]*(?P<title>[^\n\r]{4,160})")
    for span in frame.outside:
        match = field.match(text, span.start, span.end)
        if match:
            return _inner(text, _strip(text, *match.span("title")))
    for span in frame.outside:
        heading = re.compile(r"\s*#+\s*([^\n\r]{4,160})").match(text, span.start, span.end)
        if heading and _ends_in_type(heading.group(1)):
            return _inner(text, _strip(text, *heading.span(1)))
    explained = pattern("furniture", ("interpretation",), r"{}[:：]?\s*" + _MARKED_TITLE)
    for span in frame.outside:
        match = explained.search(text, span.start, span.end)
        if match:
            return Span(*match.span("title"))
    return None


def _inner(text: str, span: Span) -> Span:
    """Of a notice's title the name of what it transmits."""
    words = text[span.start : span.end]
    marked = _MARKED.search(words) if _is_notice(words) else None
    return Span(span.start + marked.start("title"), span.start + marked.end("title")) if marked else span
