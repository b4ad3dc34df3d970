"""Characters of PDF pages to lines and paragraphs, as one would type them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from devzone_kg.reading.lines import Line

_LATIN = re.compile(r"[!-~\u00a1-\u024f]")
_GAP = 0.25  # of the size, between Latin words
_WIDE_GAP = 1.5  # of the size, between any words
_RULE = r"[\s—\-–─·.－]*"
_PAGE_NUMBER = re.compile(rf"{_RULE}(?:第\s*)?\d{{1,4}}(?:\s*页)?(?:\s*[/／,，共]*\s*(?:共\s*)?\d{{1,4}}\s*页?)?{_RULE}")
_MARGIN = 0.12  # of the page's height, where running heads and page numbers stand
_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[。！？；：;:!?”」』）)]$")
_HAN = "一二三四五六七八九十百"
_NUMBERED = re.compile(rf"[{_HAN}]{{1,3}}、|[（(][{_HAN}\d]{{1,3}}[）)]|\d{{1,2}}[.、．]|第[{_HAN}\d]{{1,5}}[章节条]|[①-⑳]")
_Character: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text on a page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    page_height: float


def lines_of(characters: Iterable[_Character], page: int, page_height: float) -> Iterator[PdfLine]:
    """The lines that characters form, from top to bottom; a character that is drawn twice counts once."""
    rows: list[list[_Character]] = []
    for character in sorted(characters, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (character["top"] + character["bottom"]) / 2
        row = rows[-1] if rows else None
        if row and middle < row[0]["bottom"] - 0.2 * (row[0]["bottom"] - row[0]["top"]):
            row.append(character)
        else:
            rows.append([character])
    for row in rows:
        line = _line(sorted(row, key=lambda c: c["x0"]), page, page_height)
        if line.text.strip():
            yield line


def _line(row: Sequence[_Character], page: int, page_height: float) -> PdfLine:
    pieces: list[str] = []
    before: _Character | None = None
    for character in row:
        if before is not None:
            if before["text"] == character["text"] and abs(before["x0"] - character["x0"]) < 0.3 * character["size"]:
                continue  # bold by drawing twice
            pieces.append(_between(before, character))
        pieces.append("-" if character["text"] == "\u00ad" else character["text"])  # shown, so no soft one
        before = character
    size = Counter(round(c["size"], 1) for c in row).most_common(1)[0][0]
    shown = [c for c in row if not c["text"].isspace()] or row
    return PdfLine(
        "".join(pieces),
        min(c["x0"] for c in shown),
        max(c["x1"] for c in shown),
        min(c["top"] for c in shown),
        max(c["bottom"] for c in shown),
        size,
        page,
        page_height,
    )


def _between(left: _Character, right: _Character) -> str:
    """The space that one would type between two characters."""
    gap = right["x0"] - left["x1"]
    if left["text"].isspace() or right["text"].isspace():
        return ""
    latin = _LATIN.match(left["text"]) and _LATIN.match(right["text"])
    return " " if gap > (_GAP if latin else _WIDE_GAP) * right["size"] else ""


def without_furniture(pages: Sequence[Sequence[PdfLine | Line]]) -> list[list[PdfLine | Line]]:
    """The pages without page numbers, and without heads and feet that come again on most pages."""
    running = Counter(key for page in pages for key in {_key(e) for e in page if isinstance(e, PdfLine) and _at_margin(e)})
    often = max(3, len(pages) // 2)

    def is_furniture(entry: PdfLine | Line) -> bool:
        if not isinstance(entry, PdfLine) or not _at_margin(entry):
            return False
        return bool(_PAGE_NUMBER.fullmatch(entry.text)) or running[_key(entry)] >= often

    return [[entry for entry in page if not is_furniture(entry)] for page in pages]


def _at_margin(line: PdfLine) -> bool:
    return line.bottom < _MARGIN * line.page_height or line.top > (1 - _MARGIN) * line.page_height


def _key(line: PdfLine) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text.strip()), round(line.top / 10)


def paragraphs(pages: Sequence[Sequence[PdfLine | Line]]) -> Iterator[PdfLine | Line]:
    """Lines joined to paragraphs, over page breaks too; table rows as they are."""
    frame = _frame([e for page in pages for e in page if isinstance(e, PdfLine)])
    open_line: PdfLine | None = None
    for entry in (entry for page in pages for entry in page):
        if open_line is not None and isinstance(entry, PdfLine) and _continues(open_line, entry, frame):
            open_line = _joined(open_line, entry)
            continue
        if open_line is not None:
            yield open_line
        open_line = entry if isinstance(entry, PdfLine) else None
        if open_line is None:
            yield entry
    if open_line is not None:
        yield open_line


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where full lines of the text begin and end, and the size of its characters."""

    left: float
    right: float
    size: float


def _frame(lines: Sequence[PdfLine]) -> _Frame:
    """The left edge of many lines, the right edge that many reach, the size that most have."""
    if not lines:
        return _Frame(0.0, 0.0, 0.0)
    starts = Counter(round(line.x0) for line in lines)
    often = [x for x, count in starts.items() if count >= max(2, 0.2 * len(lines))]
    ends = sorted(line.x1 for line in lines)
    size = Counter(round(line.size) for line in lines).most_common(1)[0][0]
    return _Frame(min(often or starts), ends[int(0.8 * (len(ends) - 1))], size)


def _continues(before: PdfLine, line: PdfLine, frame: _Frame) -> bool:
    """Whether a line goes on with the sentence before: that line was full, this one is not indented and of the same size."""
    full = before.x1 > frame.right - 1.6 * frame.size and before.x0 < frame.left + 4 * frame.size
    indented = line.x0 > frame.left + 1.2 * frame.size
    same_size = abs(before.size - line.size) < 0.15 * before.size
    far = line.page == before.page and line.top - before.bottom > 2.2 * before.size
    new_item = bool(_ENDED.search(before.text.rstrip()) and _NUMBERED.match(line.text.lstrip()))
    return full and not indented and same_size and not far and not new_item


def _joined(before: PdfLine, line: PdfLine) -> PdfLine:
    first, second = before.text.rstrip(), line.text.lstrip()
    latin = _LATIN.match(first[-1:]) and _LATIN.match(second[:1])
    if latin and first[-1] in "-\u00ad":
        first, latin = first[:-1] if first[-1] == "\u00ad" else first, None
    return replace(line, text=first + (" " if latin else "") + second, page=before.page)
