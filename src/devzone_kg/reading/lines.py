"""Lines that a reader found, put together to a `SourceText`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from devzone_kg.errors import ReadingError
from devzone_kg.reading.source import Block, Cell, Span
from devzone_kg.reading.text import MAX_BYTES

MAX_COLUMNS = 200
MAX_CELLS = 500_000
_CJK = "\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’…—"
_SOFT_BREAK = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]+[ \t\r\n]*(?=[{_CJK}])")
_INVISIBLE = re.compile(r"[\u200b\u200c\u200d\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WHITE = re.compile(r"[ \t\r\n\f\v\xa0\u2028\u2029]+")
_TIGHT = re.compile(r"[、，,．.。：:）)〕】》]$")
_STARTS_WITH_DIGIT = re.compile(r"[\dA-Za-z]")


@dataclass(slots=True)
class Line:
    """A paragraph or a table row, and where it stands in the file."""

    text: str
    table: int | None = None
    row: int | None = None
    cells: tuple[tuple[str, bool], ...] = ()  # text, and whether a merged value stands again
    page: int | None = None
    paragraph: int | None = None

    @classmethod
    def of_row(cls, cells: Sequence[tuple[str, bool]], table: int, row: int, page: int | None = None) -> "Line":
        """A table row: its cells joined by tabs."""
        return cls("\t".join(text for text, _ in cells), table, row, tuple(cells), page)


def plain(text: str) -> str:
    """The text as a browser shows it: white space collapsed, none where a line break stands between Chinese characters."""
    return _WHITE.sub(" ", _SOFT_BREAK.sub("", _CONTROL.sub("", _INVISIBLE.sub("", text)))).strip(" \u2002\u2003\u3000")


def joined(label: str, text: str) -> str:
    """A number and its text as one would type them: 一、总则, but 第一条 总则."""
    if not label:
        return text
    rest = text.lstrip()
    tight = _TIGHT.search(label) and not (label[-1] in ".．" and _STARTS_WITH_DIGIT.match(rest))
    return label + ("" if tight or not rest else " ") + rest


def assembled(lines: Sequence[Line], name: str) -> tuple[str, tuple[Block, ...]]:
    """The text of the lines, and a block for each.

    Raises:
        ReadingError: there is no text, or more than is read.
    """
    if not any(line.text.strip() for line in lines):
        raise ReadingError(f"{name}: the document holds no text")
    if sum(len(line.text) + 1 for line in lines) > MAX_BYTES:
        raise ReadingError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB of text, the most that is read")
    blocks: list[Block] = []
    place = 0
    for number, line in enumerate(lines, 1):
        span = Span(place, place + len(line.text))
        kind = "row" if line.cells else "paragraph"
        cells = tuple(_cells(line.cells, place))
        blocks.append(Block(span, kind, number, line.table, line.row, line.page, cells, line.paragraph))
        place = span.end + 1
    return "\n".join(line.text for line in lines), tuple(blocks)


def _cells(cells: tuple[tuple[str, bool], ...], place: int) -> Iterator[Cell]:
    for text, repeated in cells:
        yield Cell(Span(place, place + len(text)), repeated)
        place += len(text) + 1
