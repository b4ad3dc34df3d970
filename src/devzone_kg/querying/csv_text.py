"""CSV as programs read it: the engine leaves an IRI with a comma unquoted, and the places in texts have such IRIs.

Imports nothing but the engine: the processes that answer queries load this file alone.
"""

import csv
import io
from typing import BinaryIO

import pyoxigraph as ox


def is_sound(file: BinaryIO, columns: int) -> bool:
    """Whether each row of what the engine wrote has as many cells as there are columns."""
    with_text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        csv.field_size_limit(1 << 30)
        return all(len(row) == columns or (columns == 1 and not row) for row in csv.reader(with_text))
    finally:
        with_text.detach()


def write(result: ox.QuerySolutions, file: BinaryIO) -> None:
    """Write a table, every cell quoted that needs it."""
    names = [variable.value for variable in result.variables]
    with_text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(with_text, lineterminator="\r\n")
        writer.writerow(names)
        for solution in result:
            writer.writerow([_cell(solution[name]) for name in names])
        with_text.flush()
    finally:
        with_text.detach()


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
