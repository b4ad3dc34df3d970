"""The tree of items: which numbers make items, how they nest, and what their headings are."""

import re
from dataclasses import dataclass

from devzone_kg.outline.model import Numbered
from devzone_kg.outline.numbers import NUMBER, Candidate
from devzone_kg.outline.words import pattern
from devzone_kg.reading.source import Span

_RANKS: dict[str, float] = {
    "第一编": 0, "第一章": 1, "第一节": 2, "第一条": 3, "一、": 4, "(一)": 5, "第一，": 5.5, "1.": 6, "1.1": 6.1, "1.1.1": 6.2,
    "1.1.1.1": 6.3, "(1)": 7, "1)": 8, "①": 9, "row": 10,
}  # fmt: skip
_RERANKED = {("一、", "第一条"), ("1.", "(一)")}  # an outer style that stands inside where the document began with the other
_SPACE = " \t\r\n\u3000\xa0\ufeff\u2002\u2003\u2009"
_SENTENCE_ENDS = "。；;！？!?：:）)】”’」』…"
_FIRM_ENDS = "。；;）)"  # after these even a number that skips one is an item
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z“‘\"《〈【「『（(*]")
_HEADED = re.compile(r"[^。，；：:;\s]{2,40}[ \u3000]{0,4}(?:1[.．、](?!\d)|[（(][一1][)）])")
_HEADING_BEFORE_CHILD = 40
_TITLE = re.compile(r"[^。：:；;！!？?\s]{1,60}")
_SPREAD_TITLE = re.compile(r"(?:[\u3400-\u9fff][ \u3000\xa0]+){1,4}[\u3400-\u9fff](?=[ \t\u3000\xa0]*(?:[\r\n]|$))")  # 总　则
_SENTENCE_TITLE = 40
_SAME_CELL = 8
_BRACKET = re.compile(r"[）)]\s*$")


@dataclass(slots=True)
class Open:
    """An item under construction; `end` is set when it is closed."""

    candidate: Candidate
    level: int
    parent: int | None
    end: int = -1


class Tree:
    """Takes candidates in order, keeps those that sequence and surroundings make items, and nests them."""

    def __init__(self, text: str, boundaries: list[int]):
        self._text = text
        self._boundaries = boundaries
        self._next_boundary = 0
        self._ranks = dict(_RANKS)
        self._stack: list[int] = []
        self._latest: dict[str, int] = {}  # the last ordinal of each style since the last boundary
        self._items: list[Open] = []

    def offer(self, candidate: Candidate) -> None:
        """Take a candidate, or leave it."""
        self._cross(candidate.start)
        if self._accepts(candidate):
            self._push(candidate)

    def items(self, end: int) -> list[Open]:
        """The items, all closed."""
        self._cross(end)
        self._close(0, end)
        return self._items

    def _cross(self, place: int) -> None:
        """Close what boundaries and ends of tables before a place end."""
        while self._next_boundary < len(self._boundaries) and self._boundaries[self._next_boundary] <= place:
            self._close(0, self._boundaries[self._next_boundary])
            self._latest.clear()
            self._next_boundary += 1
        for depth, index in enumerate(self._stack):
            table_end = self._items[index].candidate.table_end
            if table_end is not None and table_end <= place:
                self._close(depth, table_end)
                break

    def _close(self, depth: int, end: int) -> None:
        for index in self._stack[depth:]:
            limit = self._items[index].candidate.table_end
            self._items[index].end = end if limit is None else min(end, limit)
        del self._stack[depth:]

    def _accepts(self, c: Candidate) -> bool:
        if c.style == "row" or (c.row and self._goes_on(c)):
            return c.style == "row"
        expected = self._expected(c)
        if self._is_reference(c) and (c.style.startswith("第") or not (expected and c.first)):
            return False
        if c.first:
            return self._accepts_first(c, expected)
        if c.start == 0 or not _WORD.match(self._text, c.text_start):
            return False
        before = self._text[c.start - 1]
        if before in _SPACE or before in _SENTENCE_ENDS:
            return expected or (before in _FIRM_ENDS and not c.style.startswith("第") and self._skips_one(c))
        return expected and not c.style.startswith("第") and self._run_on(c)

    def _is_reference(self, c: Candidate) -> bool:
        """Whether the words after the number cite it: (一)至(三), 第三条规定的."""
        spaced = c.style.startswith("第") and self._text[c.text_start - 1] in _SPACE
        return not spaced and bool(pattern("layout", ("reference",)).match(self._text, c.text_start))

    def _goes_on(self, c: Candidate) -> bool:
        """Whether a cell only says again what it says above, since the table was broken there."""
        sibling = self._sibling(c.style)
        if sibling is None or sibling.candidate.ordinal != c.ordinal:
            return False
        start, length = sibling.candidate.text_start, _SAME_CELL
        return self._text[start : start + length] == self._text[c.text_start : c.text_start + length]

    def _accepts_first(self, c: Candidate, expected: bool) -> bool:
        """A number at the start of a line counts whatever its value, so that a gap or a repeat can be reported."""
        if expected:
            return not (c.label.endswith("、") and NUMBER.match(self._text, c.text_start))
        if c.style.startswith("第"):
            return self._text[c.text_start - 1] in _SPACE
        if NUMBER.match(self._text, c.text_start) or "." in c.style[:-1]:
            return False
        return c.ordinal < 300 and not self._text[c.text_start : c.text_start + 1].isdigit()

    def _sibling(self, style: str) -> Open | None:
        for index in reversed(self._stack):
            if self._items[index].candidate.style == style:
                return self._items[index]
        return None

    def _expected(self, c: Candidate) -> bool:
        """Whether the number is the next of its siblings, the first of its kind here, or goes on from an earlier section."""
        sibling = self._sibling(c.style)
        if sibling:
            restarts = "." in c.style[:-1] and c.ordinal == 1  # 2.1 behind 1.3, where 2 has no number of its own
            return restarts or c.ordinal == sibling.candidate.ordinal + 1
        return c.ordinal in (1, self._latest.get(c.style, 0) + 1)

    def _skips_one(self, c: Candidate) -> bool:
        sibling = self._sibling(c.style)
        return sibling is not None and c.ordinal == sibling.candidate.ordinal + 2

    def _run_on(self, c: Candidate) -> bool:
        """Whether a number that follows a word directly goes on in a text without line breaks."""
        sibling = self._sibling(c.style)
        if sibling:
            return not sibling.candidate.first
        if c.style == "一、":
            return c.ordinal == 1 and bool(_HEADED.match(self._text, c.text_start))
        parent = self._items[self._stack[-1]].candidate if self._stack else None
        if not parent or self._ranks[parent.style] >= self._ranks[c.style]:
            return False
        heading = self._text[parent.text_start : min(c.start, parent.text_start + _HEADING_BEFORE_CHILD + 1)]
        return 0 < len(heading) <= _HEADING_BEFORE_CHILD and not any(mark in heading for mark in "。；，,")

    def _push(self, c: Candidate) -> None:
        if len(self._stack) == 1 and c.ordinal == 1 and c.style not in self._latest:
            top = self._items[self._stack[0]].candidate.style
            if (top, c.style) in _RERANKED:
                self._ranks[c.style] = self._ranks[top] + 0.5
        depth = len(self._stack)
        while depth and not self._contains(self._items[self._stack[depth - 1]].candidate, c):
            depth -= 1
        depth = min(depth, self._ended_row(c.start))
        self._close(depth, c.start if c.row is None or self._in_row(depth, c.row) else c.row.start)
        self._items.append(Open(c, depth + 1, self._stack[-1] if self._stack else None))
        self._stack.append(len(self._items) - 1)
        self._latest[c.style] = c.ordinal

    def _ended_row(self, place: int) -> int:
        """The depth of an open row item whose row ends before a place; the stack's depth where there is none."""
        for depth, index in enumerate(self._stack):
            candidate = self._items[index].candidate
            if candidate.style == "row" and candidate.row and candidate.row.end <= place:
                return depth
        return len(self._stack)

    def _in_row(self, depth: int, row: Span) -> bool:
        """Whether what is to be closed began in the same row."""
        return depth < len(self._stack) and self._items[self._stack[-1]].candidate.start >= row.start

    def _contains(self, outer: Candidate, inner: Candidate) -> bool:
        if outer.style == "row" and outer.row and inner.start < outer.row.end:
            return True
        return self._ranks[outer.style] < self._ranks[inner.style]


def numbered(text: str, items: list[Open]) -> list[Numbered]:
    """The items with trimmed ends and with the titles of their headings."""
    result = []
    for index, item in enumerate(items):
        c = item.candidate
        end = _rtrim(text, c.start + 1, item.end)
        start = min(c.text_start, end)
        following = items[index + 1] if index + 1 < len(items) else None
        has_child = following is not None and following.parent == index
        limit = min(following.candidate.start, end) if following else end
        title = None if c.style == "row" else _title(text, start, limit, has_child)
        result.append(Numbered(c.label, c.style, c.ordinal, item.level, c.start, start, title, end, item.parent))
    return result


def _rtrim(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1] in _SPACE or text[end - 1] in "*#"):
        end -= 1
    return max(start, end)


def _title(text: str, start: int, end: int, has_child: bool) -> Span | None:
    """The words of a heading: a line of its own, or the short sentence ahead of the text."""
    spread = _SPREAD_TITLE.match(text, start, end)
    if spread:
        return Span(*spread.span())
    match = _TITLE.match(text, start, end)
    if not match:
        return None
    stop, after = match.end(), text[match.end()] if match.end() < end else "\n"
    if after not in "。：:" and after not in _SPACE:
        return None
    if after == "。" and not has_child and not _heads(text, start, stop, end):
        return None
    stop = _before_open_bracket(text, start, stop)
    while stop > start and text[stop - 1] in "*,，、":
        stop -= 1
    return Span(start, stop) if stop > start else None


def _before_open_bracket(text: str, start: int, stop: int) -> int:
    """A heading that a mark inside a bracket would cut (修路（责任单位：…）) ends before the bracket."""
    opened = max(text.rfind("（", start, stop), text.rfind("(", start, stop))
    closed = max(text.rfind("）", start, stop), text.rfind(")", start, stop))
    return opened if opened > max(closed, start) else stop


def _heads(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a first sentence is a heading, not the task itself."""
    if stop - start > _SENTENCE_TITLE:
        return False
    line_end = text.find("\n", stop, end)
    rest = text[stop + 1 : end if line_end < 0 else line_end].strip()
    if not rest:
        return "，" not in text[start:stop] and "," not in text[start:stop] and stop - start <= _SENTENCE_TITLE // 2
    alone = rest[0] in "（(" and bool(_BRACKET.search(rest)) and "。" not in rest
    return not alone or ("，" not in text[start:stop] and stop - start <= _SENTENCE_TITLE // 2)
