"""The plan's own title: above its text, of an attached plan where a notice transmits one, else in a header or a link."""

import re
from dataclasses import dataclass

from devzone_kg.outline.furniture import Frame
from devzone_kg.outline.words import alternation, pattern
from devzone_kg.reading.source import SourceText, Span

_REACH = 8000  # characters at the start of the body in which titles stand
_LINES = 120
_SUFFIX = r"[》”]?(?:\s*[（(〔][^（()）〕\n]{1,24}[)）〕])*[》”]?\s*\**\s*$"
_NOT_TITLE = re.compile(r"[。；;：:！？!?]|^[（(][一二三四五六七八九十\d]+[)）]|^[一二三四五六七八九十]{1,3}、|^\d{1,2}[.、．]|^第[一二三四五六七八九十]+[章节条]")
_ONLY_BRACKET = re.compile(r"\s*\**[（(〔][^（()）〕\n]{1,30}[)）〕]\**\s*$")
_MARKED = re.compile(r"《([^《》\n]{4,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,60})?)》")
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
    if last and (notice and last.start > notice.end or not notice and _transmits(source.text[frame.body.start : last.start])):
        return Head(last, notice, last.start)
    if not notice and plans:
        return Head(plans[0], None, None)
    flat = _flattened(source, frame)
    if flat:
        return flat
    return Head(notice or _outside_title(source, frame), notice, None)


def _lines(source: SourceText, frame: Frame) -> list[_Line]:
    """The lines of the body up to the first numbered item."""
    outside, found, text = set(frame.outside), [], source.text
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
    if below.line - above.line > 1 or not _may_be_title(above.text) or _ends_in_type(above.text):
        return False
    if pattern("layout", ("subject-of-title",)).search(above.text):
        return True
    return not pattern("layout", ("organ",), "{}$").search(above.text) and "〔" not in above.text and not above.text[-1:].isdigit()


def _is_notice(words: str) -> bool:
    return bool(re.search(r"通知" + _SUFFIX, words)) and _transmits(words)


def _transmits(words: str) -> bool:
    return bool(pattern("layout", ("transmission",)).search(words))


def _flattened(source: SourceText, frame: Frame) -> Head | None:
    """A title inside a long line: at its start before the number, or the name that the notice gives, where it stands without marks."""
    text, start = source.text, frame.body.start
    opening = re.compile(rf"[^。，：:\n]{{4,100}}?(?:{alternation('document-type')})(?=[\s\u3000]*[^\s\d，。]{{1,12}}[〔\[（(]\d{{4}}[〕\])）])")
    match = opening.match(text, start, min(frame.body.end, start + 200))
    head = text[: min(frame.body.end, start + _REACH)]
    for name in _names(head):
        place = _unmarked(head, name, start)
        if place is not None:
            return Head(Span(place, place + len(name)), None, place)
    return Head(Span(*match.span()), None, None) if match else None


def _names(head: str) -> list[str]:
    """Names that the head gives for what it transmits."""
    kind = alternation("document-type")
    verbs = alternation("layout", ("transmission",))
    names = [m.group(1) for m in _MARKED.finditer(head) if _ends_in_type(m.group(1))]
    plain = re.compile(rf"(?:{verbs})([^《》。，\n]{{4,80}}?(?:{kind})(?:[（(][^）)\n]{{1,24}}[)）])?)的通知")
    names += [m.group(1) for m in plain.finditer(head)]
    return list(dict.fromkeys(n for n in names if re.search(rf"(?:{verbs})[^。\n]{{0,12}}《?{re.escape(n)}|《{re.escape(n)}》[^。\n]{{0,60}}(?:{verbs})", head)))


def _unmarked(head: str, name: str, start: int) -> int | None:
    for match in re.finditer(re.escape(name), head[start:]):
        before, after = head[: start + match.start()][-2:], head[start + match.end() :][:3]
        if "《" not in before and not _transmits(before) and not after.startswith(("》", "的通知")):
            return start + match.start()
    return None


def _outside_title(source: SourceText, frame: Frame) -> Span | None:
    """The title that a crawler's header or a link to an explanation gives."""
    text = source.text
    field = pattern("furniture", ("header-title",), r"^[\s*\-#>]*{}[\s*]*[:：][\s*]*(?P<title>[^\n\r]{4,160})")
    for span in frame.outside:
        match = field.match(text, span.start, span.end)
        if match:
            return _inner(text, _strip(text, *match.span("title")))
    for span in frame.outside:
        heading = re.compile(r"\s*#+\s*([^\n\r]{4,160})").match(text, span.start, span.end)
        if heading and _ends_in_type(heading.group(1)):
            return _inner(text, _strip(text, *heading.span(1)))
    explained = pattern("furniture", ("interpretation",), r"{}[:：]?\s*《(?P<title>[^《》\n]{4,120}(?:《[^》\n]{1,80}》[^《》\n]{0,60})?)》")
    for span in frame.outside:
        match = explained.search(text, span.start, span.end)
        if match:
            return Span(*match.span("title"))
    return None


def _inner(text: str, span: Span) -> Span:
    """Of a notice's title the name of what it transmits."""
    words = text[span.start : span.end]
    marked = _MARKED.search(words) if _is_notice(words) else None
    return Span(span.start + marked.start(1), span.start + marked.end(1)) if marked else span
