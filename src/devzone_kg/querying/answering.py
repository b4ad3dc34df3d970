"""From the text or the name of a query to its answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import pyoxigraph as ox

from devzone_kg.namespaces import XSD
from devzone_kg.querying.errors import PlacedQueryError, QuerySyntaxError
from devzone_kg.querying.formats import format_named, serialise
from devzone_kg.querying.named import named_queries
from devzone_kg.querying.scanner import scan
from devzone_kg.store import QueryResult, Store, Term

_PLACE = re.compile(r"^error at (\d+):(\d+): (?:expected (?:one of )?)?([\s\S]*)")
_NAME = re.compile(r"[\w-]+")
Cell: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was looked over and may be run."""

    text: str
    form: str  # select | ask | construct | describe
    bindings: dict[str, Term]

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is triples."""
        return self.form in ("construct", "describe")


@dataclass(frozen=True, slots=True)
class Table:
    """An answer in columns and rows: a terminal's, a page's, a network's view of it."""

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    truncated: bool = False

    def texts(self) -> list[tuple[str, ...]]:
        """The rows as text; an unbound value is empty."""
        return [tuple(text_of(cell) for cell in row) for row in self.rows]

    def records(self) -> list[dict[str, str]]:
        """The rows as text by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.texts()]


def text_of(cell: Cell) -> str:
    """A term as a person reads it."""
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, ox.Triple | ox.BlankNode) else cell.value


def prepare(store: Store, text: str, params: Mapping[str, str] | None = None) -> Query:
    """Look over a query, given by its text or by the name of a named query; `PlacedQueryError` where it may not be run.

    Values for a named query's parameters are typed as it says; for another text they are in N-Triples or plain strings.
    """
    named = named_queries().get(text.strip())
    if named is None and _NAME.fullmatch(text.strip()):
        raise PlacedQueryError(f"there is no query named {text.strip()}; there are {', '.join(named_queries())}")
    bindings = named.bindings(params or {}) if named else {name: term(value) for name, value in (params or {}).items()}
    wanted = named.text if named else text
    scanned = scan(wanted)
    known = set(store.graphs()) if scanned.graphs else set()
    for graph, position in scanned.graphs:
        if graph not in known:
            raise PlacedQueryError.at(
                wanted, position, f"the graph <{graph}> is not in the store, and none is fetched from elsewhere"
            )
    return Query(wanted, scanned.form, bindings)


def term(value: str) -> Term:
    """A term in N-Triples syntax; an integer and any other text as they are."""
    if value[:1] not in ("<", '"'):
        return (
            ox.Literal(value, datatype=ox.NamedNode(XSD + "integer")) if re.fullmatch(r"[+-]?\d+", value) else ox.Literal(value)
        )
    try:
        (quad,) = ox.parse(f"<urn:s> <urn:p> {value} .", format=ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise PlacedQueryError(f"{value} is neither an IRI nor a literal in N-Triples") from error
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object


@contextmanager
def errors_told() -> Iterator[None]:
    """Turn what an engine raises into a `PlacedQueryError` with the place."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise PlacedQueryError(f"the query could not be answered: {error}") from error


def _syntax_error(message: str) -> QuerySyntaxError:
    match = _PLACE.match(message)
    if match is None:
        return QuerySyntaxError(message)
    return QuerySyntaxError(f"not SPARQL from here on; expected {match[3]}", int(match[1]), int(match[2]))


def answer(
    store: Store, query: Query, default_graphs: Sequence[str] | None = None, named_graphs: Sequence[str] | None = None
) -> QueryResult:
    """Let the store answer; graphs that are given take the place of the query's own dataset."""
    with errors_told():
        return store.query(query.text, bindings=query.bindings, default_graphs=default_graphs, named_graphs=named_graphs)


def run(store: Store, text: str, params: Mapping[str, str] | None = None, format: str | None = None) -> bytes:
    """Answer a query and write the result: json, xml, csv, tsv, excel; turtle, ntriples, jsonld, rdfxml for triples."""
    query = prepare(store, text, params)
    form = format_named(format or ("turtle" if query.gives_graph else "json"), for_graphs=query.gives_graph)
    with errors_told():
        return serialise(answer(store, query), form)


def table(store: Store, text: str, params: Mapping[str, str] | None = None, limit: int | None = None) -> Table:
    """Answer a query in columns and rows, at most `limit` of them."""
    return tabulate(answer(store, prepare(store, text, params)), limit)


def tabulate(result: QueryResult, limit: int | None = None) -> Table:
    """A result in columns and rows."""
    if isinstance(result, ox.QueryBoolean):
        return Table(("answer",), [(ox.Literal(bool(result)),)])
    with errors_told():
        if isinstance(result, ox.QueryTriples):
            rows: list[tuple[Cell, ...]] = [tuple(triple) for triple in islice(result, limit)]
            return Table(("subject", "predicate", "object"), rows, next(result, None) is not None)
        columns = tuple(variable.value for variable in result.variables)
        rows = [tuple(solution[name] for name in columns) for solution in islice(result, limit)]
        return Table(columns, rows, next(result, None) is not None)
