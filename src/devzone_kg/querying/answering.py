"""From the text or the name of a query to its answer."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

import pyoxigraph as ox

from devzone_kg.namespaces import XSD
from devzone_kg.querying.errors import OutsideCallError, PlacedQueryError, UnknownQueryError
from devzone_kg.querying.formats import format_named, serialise
from devzone_kg.querying.named import named_by_text, named_queries
from devzone_kg.querying.scanner import scan
from devzone_kg.querying.syntax import syntax_error
from devzone_kg.store import QueryResult, Store, Term

_NAME = re.compile(r"[\w-]+")
_WORTH_KEEPING = 10_000  # characters; what was learned of longer queries is not kept
_scan_again = lru_cache(maxsize=256)(scan)
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
    return examine(text, params or {}, store.graphs)


def examine(text: str, params: Mapping[str, str], graphs: Callable[[], Collection[str]], *, by_name: bool = True) -> Query:
    """Look over a query (see `prepare`) against the graphs that there are."""
    named = named_queries().get(text.strip()) if by_name else None
    if by_name and named is None and _NAME.fullmatch(text.strip()):
        raise unknown_query(text.strip())
    bindings = named.bindings(params) if named else _values(text, params)
    wanted = named.text if named else text
    scanned = (_scan_again if len(wanted) < _WORTH_KEEPING else scan)(wanted)
    known = graphs() if scanned.graphs else ()
    for graph, position in scanned.graphs:
        if graph not in known:
            raise OutsideCallError.at(wanted, position, *unknown_graph(graph))
    return Query(wanted, scanned.form, bindings)


def _values(text: str, params: Mapping[str, str]) -> dict[str, Term]:
    """The terms for values of a text's variables; plain ones are typed as its named query says where it is one."""
    named = named_by_text(text) if params else None
    kinds = {p.name: p for p in named.parameters} if named else {}
    plain = {name for name, value in params.items() if value[:1] not in ("<", '"')}
    return {k: kinds[k].term(v) if k in plain and k in kinds else term(v) for k, v in params.items()}


def unknown_graph(graph: str) -> tuple[str, str]:
    """That a graph is not here, in English and in Chinese."""
    return (
        f"the graph <{graph}> is not in the store, and none is fetched from elsewhere",
        f"图 <{graph}> 不在库中，也不会从别处获取",
    )


def unknown_query(name: str) -> UnknownQueryError:
    """That no named query has this name."""
    names = ", ".join(named_queries())
    return UnknownQueryError(f"there is no query named {name}; there are {names}", zh=f"没有名为 {name} 的查询；现有：{names}")


def term(value: str) -> Term:
    """A term in N-Triples syntax; an integer and any other text as they are."""
    if value[:1] not in ("<", '"'):
        return (
            ox.Literal(value, datatype=ox.NamedNode(XSD + "integer")) if re.fullmatch(r"[+-]?\d+", value) else ox.Literal(value)
        )
    try:
        (quad,) = ox.parse(f"<urn:s> <urn:p> {value} .", format=ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise PlacedQueryError(
            f"{value} is neither an IRI nor a literal in N-Triples", zh=f"{value} 不是 N-Triples 写法的 IRI 或字面量"
        ) from error
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object


@contextmanager
def errors_told(text: str = "") -> Iterator[None]:
    """Turn what an engine raises at a query's text into a `PlacedQueryError` with the place."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(str(error), text) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise unanswerable(str(error)) from error


def unanswerable(message: str) -> PlacedQueryError:
    """That the engine could not answer a query that is well-formed."""
    return PlacedQueryError(f"the query could not be answered: {message}", zh=f"无法回答这一查询：{message}")


def answer(
    store: Store, query: Query, default_graphs: Sequence[str] | None = None, named_graphs: Sequence[str] | None = None
) -> QueryResult:
    """Let the store answer; graphs that are given take the place of the query's own dataset."""
    with errors_told(query.text):
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
