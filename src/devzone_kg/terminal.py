"""Answers and lists for the terminal."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from devzone_kg.namespaces import BASE, PREFIXES
from devzone_kg.querying import NamedQuery, Table

if TYPE_CHECKING:
    from devzone_kg.network import Row

_SHORT = {iri: f"{prefix}:" for prefix, iri in PREFIXES.items()} | {BASE + "id/": "id:"}


def table(answer: Table) -> str:
    """An answer as a ruled table; IRIs shortened by their prefix."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Ruled

    ruled = Ruled(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in answer.columns:
        ruled.add_column(column, overflow="fold")
    for row in answer.texts():
        ruled.add_row(*map(_short, row))
    console = Console(soft_wrap=False, highlight=False, markup=False)
    if not console.is_terminal:
        console.width = 160
    with console.capture() as captured:
        console.print(ruled)
    rows = len(answer.rows)
    count = f"{rows} {'row' if rows == 1 else 'rows'}{' (there are more)' if answer.truncated else ''}"
    lines = "\n".join(line.rstrip() for line in captured.get().splitlines()).strip("\n")
    return f"{lines}\n\n{count}"


def members(rows: Iterable["Row"]) -> str:
    """The members of a network with their measures."""
    import pyoxigraph as ox

    columns = ("name", "degree", "weight", "betweenness", "community", "iri")
    cells = [tuple(ox.Literal(str(getattr(row, column))) for column in columns) for row in rows]
    return table(Table(columns, list(cells)))


def listing(queries: Iterable[NamedQuery]) -> str:
    """The named queries with what they answer and what they take."""
    lines = []
    for query in queries:
        taken = "".join(f" --param {p.name}={p.default or '…'}" for p in query.parameters)
        lines.append(f"{query.name}{taken}\n    {query.title} · {query.title_en}")
    return "\n".join(lines)


def _short(text: str) -> str:
    for iri, prefix in _SHORT.items():
        if text.startswith(iri):
            return prefix + text[len(iri) :]
    return text
