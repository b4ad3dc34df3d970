"""Tables that lost their cells on the way to plain text: all run together, or a cell on each line."""

import re
from bisect import bisect_left

from devzone_kg.extraction.assigning.grammar import Cue, Unit, read_list, read_names
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.reading.source import Span

_NUMBER_LINE = re.compile(r"^[ \t]*(\d{1,3})[ \t]*$", re.M)
_NUMBERED_LINE = re.compile(r"^[ \t]*\d{1,3}[ \t][^\n]{2,400}$", re.M)
_CELL = re.compile(r"\S+")
_LONGEST_ROW = 1500


def find_flat_tables(reader: Reader) -> list[Statement]:
    """Statements that are a row of a table without cells; its heads tell the roles, in the order of the columns."""
    statements: list[Statement] = []
    body = reader.outline.body
    heads = list(reader.lexicon.words.flat_heads.finditer(reader.text, body.start, body.end))
    for match, end in zip(heads, [*(m.start() for m in heads[1:]), body.end], strict=False):
        cues = [reader.cue(Span(*m.span())) for m in reader.lexicon.words.head.finditer(reader.text, *match.span("cues"))]
        if reader.is_taken(match.start()) or not cues:
            continue
        by_lines = "\n" in match.group().strip()
        numbered = reader.lexicon.words.numbered.search(match.group()) is not None
        if numbered and not by_lines:
            statements += _spaced(reader, match, end)
        rows = _number_rows(reader, match.end(), end) if by_lines and numbered else []
        if not rows and reader.next_item(match.end()) - match.end() <= 2:
            rows = _item_rows(reader, match.end(), end)
        read = _read_lines if by_lines else _read_run
        statements += [s for row in rows for s in read(reader, row, cues)]
    return statements


def _spaced(reader: Reader, heads: re.Match[str], stop: int) -> list[Statement]:
    """Rows on a line each, with white space between their cells: those that have as many cells as there are heads."""
    columns = [Span(*m.span()) for m in _CELL.finditer(reader.text, *heads.span())]
    cues = {i: reader.cue(c) for i, c in enumerate(columns) if reader.lexicon.words.head.fullmatch(reader.text, *c)}
    found: list[Statement] = []
    for line in _NUMBERED_LINE.finditer(reader.text, heads.end(), stop):
        cells = [Span(*m.span()) for m in _CELL.finditer(reader.text, *line.span())]
        if len(cells) == len(columns):
            found += _statement(reader, Span(cells[0].start, line.end()), [(cue, cells[i]) for i, cue in cues.items()])
    return found


def _number_rows(reader: Reader, start: int, stop: int) -> list[Span]:
    """Rows that start with a line that is their number, counting up."""
    rows: list[int] = []
    for match in _NUMBER_LINE.finditer(reader.text, start, stop):
        if int(match.group(1)) == len(rows) + 1:
            rows.append(match.start(1))
    ends = [*rows[1:], min((rows[-1] if rows else start) + _LONGEST_ROW // 3, stop)]
    return [Span(s, e) for s, e in zip(rows, ends, strict=False) if e - s <= _LONGEST_ROW]


def _item_rows(reader: Reader, start: int, stop: int) -> list[Span]:
    """Rows that are the innermost items from a place on."""
    items, starts = reader.outline.items, reader.starts
    rows = []
    for index in range(bisect_left(starts, start), bisect_left(starts, stop)):
        end = starts[index + 1] if index + 1 < len(items) else items[index].end
        if end - items[index].start <= _LONGEST_ROW:
            rows.append(Span(items[index].start, min(end, items[index].end)))
    return rows


def _read_run(reader: Reader, row: Span, cues: list[Cue]) -> list[Statement]:
    """A row run together: its units follow the last full stop; white space there is an empty cell."""
    text = reader.text
    stop = text.rfind("。", row.start, row.end)
    if stop < 0:
        return []
    number = reader.lexicon.names.next_number.search(text, stop + 1, row.end)
    tail = Span(stop + 1, number.start() if number else row.end)
    empty = text[tail.start : tail.start + 1].isspace()
    seam = reader.lexicon.names.last_seam(text, tail)
    parts = [(cues[-1], tail)]
    if len(cues) > 1 and not empty:
        cut = tail.end if seam is None else seam
        parts = [(cues[0], Span(tail.start, cut)), (cues[-1], Span(cut, tail.end))]
    return _statement(reader, row, parts)


def _read_lines(reader: Reader, row: Span, cues: list[Cue]) -> list[Statement]:
    """A row with a cell on each line: the lines that are lists of units go to the columns in their order."""
    lines = [Span(*m.span()) for m in re.compile(r"[^\n]+").finditer(reader.text, row.start, row.end)]
    cells = [line for line in lines if read_names(reader.lexicon, reader.text, line)]
    if not cells:
        return []
    last = len(cues) - 1
    parts = [(cues[min(i, last)], cell) for i, cell in enumerate(cells)]
    end = max(line.end for line in lines if line.end <= cells[-1].end)
    return _statement(reader, Span(row.start, end), parts)


def _statement(reader: Reader, row: Span, parts: list[tuple[Cue, Span]]) -> list[Statement]:
    units: list[Unit] = []
    for cue, span in parts:
        reading = read_list(reader.lexicon, reader.text, span, cue, any(u.role == "lead" for u in units))
        units += reading.units
    return [Statement("table", row, tuple(units), row.start, row)] if units else []
