"""Numbers of items: where one may stand, and the tree that they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from devzone_kg.outline.model import Numbered
from devzone_kg.outline.words import pattern
from devzone_kg.reading.source import Block, Span

_CN = "一二三四五六七八九十百〇零"
_NUMBER = re.compile(
    rf"第(?P<unit_n>[{_CN}]{{1,5}}|\d{{1,3}})(?P<unit>[编篇章节条])"
    rf"|[（(][ \u3000]?(?:(?P<pcn>[{_CN}]{{1,4}})|(?P<pn>\d{{1,3}}))[ \u3000]?[)）]"
    rf"|(?P<cn>(?<![{_CN}])[{_CN}]{{1,4}})(?:[、．]|\.(?!\d))"
    r"|(?P<n>(?<![\d.．])\d{1,3})(?:[.．](?![\d])|[.．](?=(?:19|20)\d\d年)|、|(?P<half>[)）]))"
    r"|(?P<circled>[①-⑳㉑-㉟])|(?P<pcircled>[⑴-⒇])|(?P<dotted>[⒈-⒛])|(?P<pcnc>[㈠-㈩])"
)
_RANKS = {"第一编": 0, "第一章": 1, "第一节": 2, "第一条": 3, "一、": 4, "(一)": 5, "1.": 6, "(1)": 7, "1)": 8, "①": 9, "row": 10}
_UNITS = {"编": "第一编", "篇": "第一编", "章": "第一章", "节": "第一节", "条": "第一条"}
_SPACE = " \t\r\n\u3000\xa0\ufeff\u2002\u2003\u2009"
_SENTENCE_ENDS = "。；;！？!?：:）)】”’」』…"
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z“‘\"《〈【「『（(*]")
_INDENT = re.compile(r"[\u3000\xa0\u2003]{2}|[ \u3000\xa0\u2003]{4}")
_TITLE_MAX = 60
_TITLE = re.compile(r"[^。：:；;！!？?\s]{1,60}")


@dataclass(slots=True)
class Candidate:
    """A number that may start an item."""

    label: str
    style: str
    ordinal: int
    start: int
    text_start: int
    first: bool  # it is the first thing on its line, or after an indent
    row_end: int = 0


@dataclass(slots=True)
class _Open:
    candidate: Candidate
    level: int
    parent: int | None
    end: int = -1


def numeral(text: str) -> int:
    """The value of a Chinese or Arabic numeral below a thousand."""
    if text.isascii():
        return int(text)
    value = digit = 0
    for character in text:
        if character in "十百":
            value += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(character.replace("〇", "零"))
    return value + digit


def candidates(text: str, body: Span, blocks: tuple[Block, ...], skip: tuple[Span, ...]) -> Iterator[Candidate]:
    """Every number in the body that has the form of an item's number, in order."""
    firsts = _first_places(text, body, blocks)
    rows = {c.start: c for c in _rows(text, blocks, body)}
    inner = iter(skip)
    hole = next(inner, None)
    for match in _NUMBER.finditer(text, body.start, body.end):
        start = match.start()
        while hole and hole.end <= start:
            hole = next(inner, None)
        if hole and hole.start <= start:
            continue
        if start in rows:
            continue
        style, figure = _style(match)
        first = start in firsts or bool(_INDENT.match(text, max(0, start - 2), start) or _INDENT.match(text, max(0, start - 4), start))
        yield Candidate(match.group().strip(), style, figure, start, _skip_space(text, match.end(), body.end), first)


def _first_places(text: str, body: Span, blocks: tuple[Block, ...]) -> set[int]:
    places = set()
    for block in blocks:
        if body.start <= block.span.end and block.span.start <= body.end:
            for span in [c.span for c in block.cells if not c.repeated] or [block.span]:
                places.add(_skip_markup(text, max(span.start, body.start), span.end))
    return places


def _skip_markup(text: str, place: int, end: int) -> int:
    while place < end and (text[place] in _SPACE or text[place] in "#*>"):
        place += 1
    return place


def _skip_space(text: str, place: int, end: int) -> int:
    while place < end and text[place] in " \t\u3000\xa0\u2003*":
        place += 1
    return place


def _style(match: re.Match[str]) -> tuple[str, int]:
    group = match.lastgroup
    found = match.groupdict()
    if found["unit"]:
        return _UNITS[found["unit"]], numeral(found["unit_n"])
    for name, style in (("pcn", "(一)"), ("pn", "(1)"), ("cn", "一、")):
        if found[name]:
            return style, numeral(found[name])
    if found["n"]:
        return "1)" if found["half"] else "1.", int(found["n"])
    character = match.group()
    base = {"circled": "①", "pcircled": "⑴", "dotted": "⒈", "pcnc": "㈠"}[group or "circled"]
    if "㉑" <= character <= "㉟":
        return "①", ord(character) - ord("㉑") + 21
    return {"①": "①", "⑴": "(1)", "⒈": "1.", "㈠": "(一)"}[base], ord(character) - ord(base) + 1


def _rows(text: str, blocks: tuple[Block, ...], body: Span) -> Iterator[Candidate]:
    for block in blocks:
        if block.cells and body.start <= block.span.start < body.end:
            yield from ()


class Tree:
    """Takes candidates in order, keeps those that sequence and surroundings make items, and nests them."""

    def __init__(self, text: str, boundaries: list[int]):
        self._text = text
        self._boundaries = boundaries
        self._next_boundary = 0
        self._ranks: dict[str, float] = dict(_RANKS)
        self._stack: list[int] = []
        self._latest: dict[str, int] = {}
        self._items: list[_Open] = []

    def offer(self, candidate: Candidate) -> None:
        """Take a candidate, or leave it."""
        self._cross(candidate.start)
        if self._accepts(candidate):
            self._push(candidate)

    def items(self, end: int) -> list[_Open]:
        """The items, all closed."""
        self._cross(end)
        self._close(0, end)
        return self._items

    def _cross(self, place: int) -> None:
        while self._next_boundary < len(self._boundaries) and self._boundaries[self._next_boundary] <= place:
            self._close(0, self._boundaries[self._next_boundary])
            self._latest.clear()
            self._next_boundary += 1

    def _close(self, depth: int, end: int) -> None:
        for index in self._stack[depth:]:
            self._items[index].end = end
        del self._stack[depth:]

    def _accepts(self, c: Candidate) -> bool:
        text = self._text
        expected = self._expected(c)
        if pattern("layout", ("reference",)).match(text, c.text_start) and not (expected and c.first):
            return False
        if c.first:
            return self._accepts_first(c, expected)
        if not _WORD.match(text, c.text_start) or not c.start:
            return False
        before = text[: c.start][-1:] if c.start < 2 else text[c.start - 1]
        strong = before in _SENTENCE_ENDS or (before in _SPACE and not text[c.start - 1 : c.start].isdigit())
        if c.style == "第一条" or c.style.startswith("第"):
            return expected and strong
        if strong:
            return expected or (self._nearly(c) and before in "。；;）)")
        return expected and self._run_on(c)

    def _accepts_first(self, c: Candidate, expected: bool) -> bool:
        after = self._text[c.text_start : c.text_start + 1]
        if c.style.startswith("第") and c.style != "第一章":
            spaced = self._text[c.text_start - 1] in _SPACE
            return spaced or expected
        if c.style in ("1.", "一、") and _NUMBER.match(self._text, c.text_start) and c.label.endswith("、"):
            return False
        if after.isdigit() and not expected:
            return False
        return c.ordinal < 300 or expected

    def _open(self, style: str) -> _Open | None:
        for index in reversed(self._stack):
            if self._items[index].candidate.style == style:
                return self._items[index]
        return None

    def _expected(self, c: Candidate) -> bool:
        """Whether the number is the next of its siblings, the first of its kind here, or goes on from the last section."""
        sibling = self._open(c.style)
        if sibling:
            return c.ordinal == sibling.candidate.ordinal + 1
        return c.ordinal in (1, self._latest.get(c.style, 0) + 1)

    def _nearly(self, c: Candidate) -> bool:
        sibling = self._open(c.style)
        return bool(sibling) and c.ordinal == sibling.candidate.ordinal + 2 if sibling else False

    def _run_on(self, c: Candidate) -> bool:
        """Whether a number that follows a word directly goes on in a text without line breaks."""
        sibling = self._open(c.style)
        if sibling:
            return not sibling.candidate.first
        if c.style == "一、":
            return False
        parent = self._items[self._stack[-1]].candidate if self._stack else None
        if not parent or self._ranks[parent.style] >= self._ranks[c.style]:
            return False
        heading = self._text[parent.text_start : c.start]
        return 0 < len(heading) <= 40 and not any(mark in heading for mark in "。；，,")

    def _push(self, c: Candidate) -> None:
        if self._stack:
            top = self._items[self._stack[-1]].candidate.style
            if len(self._stack) == 1 and c.ordinal == 1 and (top, c.style) in (("一、", "第一条"), ("1.", "(一)")) and (
                c.style not in self._latest
            ):
                self._ranks[c.style] = self._ranks[top] + 0.5
        rank = self._ranks[c.style]
        depth = len(self._stack)
        while depth and self._ranks[self._items[self._stack[depth - 1]].candidate.style] >= rank:
            depth -= 1
        self._close(depth, c.start)
        parent = self._stack[-1] if self._stack else None
        self._items.append(_Open(c, depth + 1, parent))
        self._stack.append(len(self._items) - 1)
        self._latest[c.style] = c.ordinal


def numbered(text: str, items: list[_Open]) -> list[Numbered]:
    """The items with trimmed ends and with the titles of their headings."""
    result = []
    for index, item in enumerate(items):
        c = item.candidate
        end = _rtrim(text, c.text_start, item.end)
        limit = min(items[index + 1].candidate.start, end) if index + 1 < len(items) else end
        result.append(
            Numbered(c.label, c.style, c.ordinal, item.level, c.start, min(c.text_start, end), _title(text, c.text_start, limit), end, item.parent)
        )
    return result


def _rtrim(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1] in _SPACE or text[end - 1] in "*#"):
        end -= 1
    return max(start, end)


def _title(text: str, start: int, end: int) -> Span | None:
    match = _TITLE.match(text, start, end)
    if not match:
        return None
    after = text[match.end() : match.end() + 1] if match.end() < end else "\n"
    if after not in "。：:\n\r\t \u3000\xa0\u2003":
        return None
    if after == "。" and "，" in match.group() and not text[match.end() + 1 : match.end() + 2].strip():
        return None
    stop = match.end()
    while stop > start and text[stop - 1] in "*,，、":
        stop -= 1
    return Span(start, stop) if stop > start else None
