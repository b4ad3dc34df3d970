"""Tables of tasks: the heads of columns are the cues, a row is a duty; and rows of a cue and its units."""

import re
from dataclasses import dataclass, field, replace
from itertools import groupby

from devzone_kg.extraction.assigning.fields import read_field
from devzone_kg.extraction.assigning.grammar import Cue, Unit
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.reading.source import Block, Cell, Span

_LONGEST_HEAD = 16
_NUMBER = re.compile(r"[\d.]{1,6}|[一二三四五六七八九十]{1,3}|\(\d{1,3}\)|[①-⑳]")


@dataclass(slots=True)
class _Table:
    """A table under reading: the cue of each column that has one, and the cells that merged ones repeat."""

    heads: dict[int, Cue] = field(default_factory=dict)
    width: int = 0
    origin: dict[int, Span] = field(default_factory=dict)
    block: int | None = None  # where the rows that lead to a cue with its units start
    units: tuple[Unit, ...] = ()  # of those cues


def find_tables(reader: Reader) -> list[Statement]:
    """Statements that are a row of a table."""
    statements: list[Statement] = []
    before = _Table()
    rows = (row for block in reader.outline.source.blocks if (row := _row(reader, block)) is not None)
    for _, group in groupby(rows, key=lambda b: b.table or -b.line):
        table = _Table()
        for row in group:
            found = _read_row(reader, table, before, row)
            if found is None:
                continue
            if statements and statements[-1].start == found.start and found.span.start == statements[-1].span.end + 1:
                found = _joined(statements.pop(), found)
            statements.append(found)
        before = table if table.heads else before
    return statements


def _row(reader: Reader, block: Block) -> Block | None:
    """A row of a table; a line with tabs that stands alone is one too."""
    if block.kind == "row" and block.cells:
        return block
    if "\t" not in reader.text[block.span.start : block.span.end].strip():
        return None
    cells = re.compile(r"[^\t]*(?:\t|$)").finditer(reader.text, block.span.start, block.span.end)
    return replace(block, cells=tuple(Cell(Span(*m.span())) for m in cells if m.start() < m.end()))


def _read_row(reader: Reader, table: _Table, before: _Table, row: Block) -> Statement | None:
    cells = [_cell(reader, table, column, cell) for column, cell in enumerate(row.cells)]
    heads = {column: cue for column, span in enumerate(cells) if (cue := _head(reader, span)) is not None}
    if heads and _is_head_row(reader, cells, heads):
        table.heads, table.width, table.block = heads, len(cells), None
        reader.taken.append(Span(*row.span))
        return None
    if not heads and not table.heads and before.width == len(cells):
        table.heads, table.width = before.heads, before.width  # a table goes on over a page
    if heads:
        return _read_pairs(reader, table, row, _pairs(cells, heads))
    table.block = row.span.start if table.block is None or table.units else table.block
    table.units = ()
    pairs = [(table.heads[c], cells[c]) for c in table.heads if c < len(cells)]
    if len({reader.text[s.start : s.end] for s in cells if s.start < s.end}) < 2:
        return None  # the title of a section, over the whole width
    units = _units(reader, pairs)
    return Statement("table", Span(*row.span), units, _start(reader, row, cells, pairs), Span(*row.span)) if units else None


def _read_pairs(reader: Reader, table: _Table, row: Block, pairs: list[tuple[Cue, Span]]) -> Statement | None:
    """A row of cues with their units; it belongs to the task of the rows above it."""
    if table.block is None:
        table.block = row.span.start
    units = _units(reader, pairs)
    table.units += units
    span = Span(row.span.start, row.span.end)
    return Statement("table", span, units, table.block, span) if units else None


def _joined(first: Statement, second: Statement) -> Statement:
    span = Span(first.span.start, second.span.end)
    return Statement("table", span, first.units + second.units, first.start, span)


def _cell(reader: Reader, table: _Table, column: int, cell: Cell) -> Span:
    """The words of a cell; of a repeated one, those of the cell that it repeats."""
    said = reader.text[cell.span.start : cell.span.end]
    start = cell.span.start + len(said) - len(said.lstrip())
    here = Span(start, max(start, cell.span.start + len(said.rstrip())))
    if cell.repeated:
        for other in (column, column - 1):
            origin = table.origin.get(other)
            if origin is not None and reader.text[origin.start : origin.end] == reader.text[here.start : here.end]:
                here = origin
                break
    table.origin[column] = here
    return here


def _head(reader: Reader, span: Span) -> Cue | None:
    said = re.sub(r"\s", "", reader.text[span.start : span.end]).rstrip(":")
    if not said or len(said) > _LONGEST_HEAD or not reader.lexicon.words.head.fullmatch(said):
        return None
    return reader.cue(span)


def _is_head_row(reader: Reader, cells: list[Span], heads: dict[int, Cue]) -> bool:
    """A row of heads: every other cell is short, and none holds units."""
    others = [reader.text[s.start : s.end] for c, s in enumerate(cells) if c not in heads]
    if any(len(o) > _LONGEST_HEAD + 8 or reader.lexicon.names.is_formal(o.strip()) for o in others):
        return False
    return bool(others) or len(heads) > 1


def _pairs(cells: list[Span], heads: dict[int, Cue]) -> list[tuple[Cue, Span]]:
    """The cells after the cues of a row such as 牵头单位 | A | 配合单位 | B."""
    return [(cue, cells[c + 1]) for c, cue in heads.items() if c + 1 < len(cells) and c + 1 not in heads]


def _units(reader: Reader, pairs: list[tuple[Cue, Span]]) -> tuple[Unit, ...]:
    units: list[Unit] = []
    seen: set[Span] = set()
    for cue, span in sorted(pairs, key=lambda p: len(p[0].roles)):
        if span not in seen and span.start < span.end:
            seen.add(span)
            units += read_field(reader, span, cue, any(u.role == "lead" for u in units))
    return tuple(sorted(units, key=lambda u: u.span))


def _start(reader: Reader, row: Block, cells: list[Span], pairs: list[tuple[Cue, Span]]) -> int:
    """Where a row's duty starts: at its number, else at the last cell that an item starts, else at its first cell."""
    values = {span for _, span in pairs}
    filled = [s for s in cells if row.span.start <= s.start and s.start < s.end]
    own = [s for s in filled if s not in values]
    for span in own:
        if _NUMBER.fullmatch(reader.text[span.start : span.end]):
            return span.start
    items = [s.start for s in own if reader.next_item(s.start) == s.start]
    return items[-1] if items else filled[0].start if filled else row.span.start
