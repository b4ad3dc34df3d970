"""Rich Text Format, with tables: striprtf takes the text out; marks put in before say where cells and rows end."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from devzone_kg.errors import ReadingError
from devzone_kg.reading.lines import MAX_CELLS, MAX_COLUMNS, Line, assembled, joined, plain
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import read_bytes

MAX_BYTES = 30_000_000
_LONGEST_LABEL = 12
_CELL, _ROW, _START, _EDGE, _FIRST, _NEXT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
_MARKS = {"cell": _CELL, "nestcell": " ", "row": _ROW, "trowd": _START, "clvmgf": _FIRST, "clvmrg": _NEXT}
_WORD = re.compile(r"\\(?:(cell|nestcell|row|trowd|clvmgf|clvmrg|deleted)|cellx(\d{1,7}))(?![a-z\d-])[ ]?")
_BINARY = re.compile(r"\\bin(\d{1,9})[ ]?")
_HIGH = re.compile(r"[\x80-\xff]")
_CHINESE_PAGE = re.compile(r"\\ansicpg936(?!\d)")
_FONT_CHARSET = re.compile(r"(\\fcharset)\d{1,3}(?!\d)")
_DEFINITION = re.compile(rf"[{_FIRST}{_NEXT}]|{_EDGE}(\d{{1,7}});")
_DEFINITIONS = re.compile(rf"{_START}(?:[{_FIRST}{_NEXT}\s]|{_EDGE}\d{{1,7}};)*")


def read_rtf(path: Path) -> SourceText:
    """Read a file in Rich Text Format: deleted text, notes, headers and pictures are left out.

    Raises:
        ReadingError: see `devzone_kg.reading.read`.
    """
    data, name = read_bytes(path, MAX_BYTES), str(path)
    try:
        text = str(rtf_to_text(_marked(data.decode("latin-1")), errors="replace"))  # type: ignore[no-untyped-call]
    except (LookupError, ValueError, OverflowError) as error:
        raise ReadingError(f"{name}: a damaged RTF file ({error})") from error
    text, blocks = assembled(list(_lines(text, name)), name)
    return SourceText(text, blocks, name, "rtf", hashlib.sha256(data).hexdigest())


def _marked(text: str) -> str:
    """The file with private characters where cells and rows begin and end, without bytes that are no text."""
    text = _HIGH.sub(lambda m: f"\\'{ord(m[0]):02x}", _without_binary(text))
    if _CHINESE_PAGE.search(text, 0, 1000):
        text = _FONT_CHARSET.sub(r"\g<1>134", text)  # Word names the Western font of Chinese text too
    return _WORD.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    if match[1] == "deleted":
        return "\\*"  # the rest of the group is not shown
    code = _EDGE + match[2] + ";" if match[2] else _MARKS[match[1]]
    return "{\\uc0" + "".join(f"\\u{ord(c)} " if c > "\x7f" else c for c in code) + "}"


def _without_binary(text: str) -> str:
    pieces, place = [], 0
    for match in _BINARY.finditer(text):
        if match.start() >= place:
            pieces.append(text[place : match.start()])
            place = match.end() + int(match[1])
    return "".join(pieces) + text[place:]


@dataclass(slots=True)
class _Row:
    """A row: the right edges of its cells, which of them are merged downwards, and their texts."""

    edges: list[int] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def _lines(text: str, name: str) -> Iterator[Line]:
    rows: list[_Row] = []
    tables = 0
    for chunk in _chunks(text):
        if isinstance(chunk, _Row):
            rows.append(chunk)
        elif chunk.strip():
            tables += bool(rows)
            yield from _table(rows, tables, name)
            rows = []
            yield from (Line(part) for line in chunk.split("\n") if (part := plain(_numbered(line))))
    yield from _table(rows, tables + 1, name)


def _numbered(line: str) -> str:
    """A line whose automatic number is set off by a tab, as one would type it."""
    label, tab, rest = line.partition("\t")
    return joined(label.strip(), rest) if tab and 0 < len(label.strip()) <= _LONGEST_LABEL else line


def _chunks(text: str) -> Iterator[str | _Row]:
    """The text between rows, and the rows."""
    *rows, tail = text.split(_ROW)
    edges: list[int] = []
    for chunk in rows:
        first, *rest = chunk.split(_CELL)
        before, start, cell = first.rpartition(_START)
        if not start:
            before, _, cell = first.rpartition("\n")
        yield _DEFINITIONS.sub("", before)
        row = _Row(texts=[cell, *rest[:-1]] if rest else [])
        for part in chunk.split(_START)[1:]:
            row.edges, row.merges = _definition(part)
        row.edges = row.edges or edges
        edges = row.edges
        row.texts = [plain(_DEFINITION.sub("", t.partition(_START)[0]).replace("\n", " ")) for t in row.texts]
        yield row
    yield _DEFINITIONS.sub("", tail)


def _definition(part: str) -> tuple[list[int], list[str]]:
    edges: list[int] = []
    merges: list[str] = []
    merge = ""
    for match in _DEFINITION.finditer(part):
        if match[1] is None:
            merge = match[0]
        else:
            edges.append(int(match[1]))
            merges.append(merge)
            merge = ""
    return edges, merges


def _table(rows: list[_Row], number: int, name: str) -> Iterator[Line]:
    """The rows on the grid of all their edges; a merged value is repeated."""
    if all(len(row.texts) < 2 for row in rows):
        yield from (Line(text) for row in rows for text in row.texts if text)
        return
    grid = sorted({edge for row in rows for edge in row.edges})
    if len(grid) > MAX_COLUMNS or len(grid) * len(rows) > MAX_CELLS:
        raise ReadingError(f"{name}: a table of more than {MAX_COLUMNS} columns or {MAX_CELLS} cells")
    above: dict[int, str] = {}
    shown = 0
    for row in rows:
        cells = list(_cells(row, grid, above))
        if any(text for text, _ in cells):
            shown += 1
            yield Line.of_row(cells, number, shown)


def _cells(row: _Row, grid: list[int], above: dict[int, str]) -> Iterator[tuple[str, bool]]:
    edges = row.edges if len(row.edges) == len(row.texts) else grid[: len(row.texts)]
    merges = row.merges if len(row.merges) == len(row.texts) else [""] * len(row.texts)
    left = 0
    for text, edge, merge in zip(row.texts, edges, merges, strict=False):
        columns = [i for i, e in enumerate(grid) if left < e <= edge] or [len(grid)]
        shown = above.get(columns[0], "") if merge == _NEXT else text
        above[columns[0]] = shown
        for place in range(len(columns)):
            yield shown, merge == _NEXT or place > 0
        left = edge
