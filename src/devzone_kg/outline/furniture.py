"""What is not the plan: navigation, crawler headers, share buttons, footers, links and page numbers around and in the text."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from devzone_kg.outline.words import pattern, spaced
from devzone_kg.reading.source import Block, SourceText, Span

_HEAD = 60  # lines at the start of a text that may be furniture
_TAIL = 60
_MARKUP = r"[\s\ufeff#>*_\-•·\[【(（「]*"
_AFTER_KEY = r"(?:[\s*_\]】]*[:：]|[ \u3000]*\t)"  # or the cell of a table
_SEPARATOR = re.compile(r"[\s\-=*_#—]{3,}$")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–―－]+\s*\d{1,4}\s*[-—–―－]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*$"
)
_LINK = re.compile(r"[\s\-*•]*(?:\[[^\]\n]*\]\([^)\n]*\)?|!\[.*|https?://\S+)\s*(?:\(\w+\))?$")
_DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_BREADCRUMB = re.compile(r"[>»›＞]")
_SENTENCE_END = re.compile(r"[。！？；]\s*$")


@dataclass(frozen=True, slots=True)
class Frame:
    """The body of a text, what lies outside it, and the lines of a header that a crawler wrote."""

    body: Span
    outside: tuple[Span, ...]
    header: tuple[Span, ...]


def find(source: SourceText) -> Frame:
    """Separate the plan from what was wrapped around it; a text that is all furniture is all body."""
    text, blocks = source.text, source.blocks
    header = _crawler_header(text, blocks[:_HEAD])
    outside = set(header) | _page_lines(text, blocks[:_HEAD]) | {b.span for b in blocks if _is_page_number(text, b)}
    outside |= set(_tail(text, [b for b in blocks[-_TAIL:] if b.span not in outside]))
    inside = [b.span for b in blocks if b.span not in outside]
    if not inside:
        return Frame(Span(0, len(text)), (), ())
    start, end = _inline_prefix(text, inside[0]), _inline_suffix(text, inside[-1])
    if start > inside[0].start:
        outside.add(Span(inside[0].start, start))
    if end < inside[-1].end:
        outside.add(Span(end, inside[-1].end))
    return Frame(_trimmed(text, start, end), tuple(sorted(outside)), tuple(header))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _crawler_header(text: str, blocks: tuple[Block, ...]) -> list[Span]:
    """The lines of a header of fields ('文号: …'), with the headings, notes and rules that belong to it."""
    lines = [text[b.span.start : b.span.end] for b in blocks]
    kinds = [_header_kind(line) for line in lines]
    reach = len(list(takewhile(lambda pair: pair[1] or not _is_prose(pair[0]), zip(lines, kinds, strict=True))))
    fields = [i for i in range(reach) if kinds[i] == "field"]
    if len(fields) < 2 and not (fields and any(k in ("rule", "end") for k in kinds[:reach])):
        return []
    first, last = fields[0], fields[-1]
    while last + 1 < reach and kinds[last + 1] in ("rule", "end", "note", "link", "field", "file"):
        last += 1
    closing = [i for i in range(last, reach) if kinds[i] == "end" or (kinds[i] == "rule" and i - last <= 3)]
    last = max([last, *closing])
    while last + 1 < reach and kinds[last + 1] == "note":
        last += 1
    while first > 0 and kinds[first - 1]:
        first -= 1
    return [b.span for i, b in enumerate(blocks) if first <= i <= last]


def _is_prose(line: str) -> bool:
    return len(line) > 120 or bool(_SENTENCE_END.search(line))


def _header_kind(line: str) -> str | None:
    return next((kind for kind, form in _header_forms() if form.match(line)), None)


@cache
def _header_forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    fields = ("header-field", "header-title", "header-number")
    return (
        ("rule", _SEPARATOR),
        ("end", pattern("furniture", ("header-end",), r"[\s=#*\-【\[]*{}[\s=#*\-】\]:：]*$")),
        ("field", spaced("furniture", fields, _MARKUP + "{}" + _AFTER_KEY)),
        ("file", pattern("layout", ("annex",), r"\*\*{}\*\*\s*[:：]")),
        ("link", _LINK),
        ("note", re.compile(r"[\ufeff \t]*>")),
        ("heading", re.compile(r"[\ufeff ]*#")),
    )


def _page_lines(text: str, blocks: tuple[Block, ...]) -> set[Span]:
    """Navigation, the place in the site, the line of author, source and date, and share buttons above the text."""
    return {b.span for b in blocks if _is_page_line(text[b.span.start : b.span.end])}


def _is_page_line(line: str) -> bool:
    if len(line) > 200:
        return False
    if pattern("furniture", ("place",), _MARKUP + "{}").match(line):
        return True
    if len(pattern("furniture", ("byline",), "{}" + _AFTER_KEY).findall(line)) >= 2:
        return True
    if pattern("furniture", ("byline",), _MARKUP + "{}" + _AFTER_KEY + r"\s*(?:\d{4}\D|$)").match(line) and len(line) < 60:
        return True
    tokens = [t for t in re.split(r"[\s|｜>»›＞:：\[\]【】()（）/]+", line) if t]
    words = pattern("furniture", ("navigation", "share", "byline"), "{}$")
    known = sum(1 for t in tokens if words.match(t))
    if tokens and known == len(tokens):
        return True
    return len(tokens) >= 4 and 2 * known >= len(tokens)


def _is_page_number(text: str, block: Block) -> bool:
    return block.span.end - block.span.start < 24 and bool(_PAGE_NUMBER.match(text, block.span.start, block.span.end))


def _tail(text: str, blocks: list[Block]) -> list[Span]:
    """The footer, and the links and notes beneath the text: all lines after the first that is surely such a line."""
    lines = [text[b.span.start : b.span.end] for b in blocks]
    sure = pattern("furniture", ("footer",))
    weak = pattern("furniture", ("footer-weak", "tail-source"), _MARKUP + "{}")
    tail = pattern("furniture", ("tail",), _MARKUP + "{}")
    start = len(lines)
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if len(line) > 300 or _SENTENCE_END.search(line):
            break
        is_footer = sure.search(line) or (weak.match(line) and any(sure.search(x) for x in lines[i + 1 :]))
        if is_footer or tail.match(line) or _LINK.match(line) or _SEPARATOR.match(line) or _is_page_line(line):
            start = i
    return [b.span for b in blocks[start:]]


def _inline_prefix(text: str, line: Span) -> int:
    """Where the text starts in a first line that opens with the place in the site, share buttons and fields of a header."""
    opening = (
        pattern("furniture", ("place",), _MARKUP + "{}"),
        pattern("furniture", ("navigation",), _MARKUP + r"{}\s*[>»›＞|｜]"),
        spaced("furniture", ("header-field", "header-number"), _MARKUP + "{}" + _AFTER_KEY),
    )
    if not any(form.match(text, line.start, line.end) for form in opening):
        return line.start
    reach = min(line.end, line.start + 800)
    shared = pattern("furniture", ("share",), r"[\s|]{}(?:[\s|]+{})*[\s|]+").search(text, line.start, reach)
    if shared:
        return shared.end()
    dated = pattern("furniture", ("header-published",), r"{}[:：]\s*\d{4}\D\d{1,2}\D\d{1,2}日?(?:\s+[\d:]+)?\s+").search(
        text, line.start, reach
    )
    return dated.end() if dated else line.start


def _inline_suffix(text: str, line: Span) -> int:
    """Where the text ends in a last line that carries links or a source note."""
    low = max(line.start, line.end - 600)
    cue = pattern("furniture", ("tail", "tail-source"), r"(?:(?<![\u3400-\u9fff])|(?=[A-Z])){}(?=[\s:：])")
    for match in cue.finditer(text, low, line.end):
        if "。" not in text[match.start() : line.end]:
            return match.start()
    return line.end
