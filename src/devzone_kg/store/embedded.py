"""The store inside this process: Oxigraph, in memory or in a directory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from devzone_kg.errors import StoreError
from devzone_kg.namespaces import BASE
from devzone_kg.store import INFERRED, QueryResult, Term, is_apart

_ENGINE_FILE = "CURRENT"  # RocksDB keeps it in every directory of its own


class EmbeddedStore:
    """A `Store` on Oxigraph. One process at a time may hold a directory.

    The union is kept written out as the engine's default graph: asked for at query time as a list of a thousand graphs
    it makes every pattern a thousand look-ups (measured: 60 times slower).
    """

    def __init__(self, path: Path | None = None, *, create: bool = True) -> None:
        self._in_memory = path is None
        self.path = path
        self._place = f"the store {path}" if path else "the store in memory"
        self._engine: ox.Store | None = ox.Store() if path is None else _open(path, create)

    @property
    def _store(self) -> ox.Store:
        if self._engine is None:
            raise StoreError(f"{self._place} is closed")
        return self._engine

    def replace_graph(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Put these triples in the place of what the graph held, in one transaction of the engine."""
        new = list(triples)  # read to the end before anything is touched
        try:
            name = ox.NamedNode(graph)
        except ValueError as error:
            raise StoreError(f"{self._place} was left as it was, since <{graph}> is no IRI: {error}") from error
        if self._store.contains_named_graph(name):
            data = (ox.serialize(new, format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8")
            self._update([*_removal(graph), f"INSERT DATA {{ GRAPH <{graph}> {{\n{data}}} }}", *_union(graph)])
        else:
            self._add(name, new)

    def _add(self, graph: ox.NamedNode, triples: Sequence[ox.Triple]) -> None:
        """Write a graph that is new: no update to parse, and as much one transaction."""
        places = (graph,) if is_apart(graph.value) else (graph, ox.DefaultGraph())
        try:
            self._store.extend(ox.Quad(t.subject, t.predicate, t.object, place) for place in places for t in triples)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self._place} was left as it was, since it could not be written: {error}") from error

    def add_graphs(self, graphs: Mapping[str, bytes]) -> None:
        """Add graphs that are new, given as N-Triples, in one write of the engine's bulk loader."""
        quads = [_in_graph(data, name) for name, data in graphs.items()]
        union = [data for name, data in graphs.items() if not is_apart(name)]
        try:
            self._store.bulk_load(b"".join([*quads, *union]), format=ox.RdfFormat.N_QUADS)
        except (OSError, RuntimeError, SyntaxError) as error:
            raise StoreError(f"{self._place} was left as it was, since it could not be written: {error}") from error

    def remove_graph(self, graph: str) -> None:
        """Remove a graph with all it holds; no error where there is none."""
        self._update(_removal(graph))

    def _update(self, steps: Sequence[str]) -> None:
        try:
            self._store.update(" ;\n".join(steps))
        except (OSError, RuntimeError, SyntaxError) as error:
            raise StoreError(f"{self._place} was left as it was, since it could not be written: {error}") from error

    def graphs(self) -> list[str]:
        """The IRIs of the graphs, sorted."""
        return sorted(name.value for name in self._store.named_graphs())

    def triples(self, graph: str) -> Iterator[ox.Triple]:
        """What a graph holds."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> QueryResult:
        """Answer a query (see `Store.query`)."""
        return self._store.query(
            sparql,
            base_iri=BASE,
            default_graph=None if default_graphs is None else [ox.NamedNode(iri) for iri in default_graphs],
            named_graphs=None if named_graphs is None else [ox.NamedNode(iri) for iri in named_graphs],
            substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()},
        )

    def snapshot(self, place: Path) -> None:
        """Write what the store holds now into a new directory, for readers beside this process.

        A store in a directory does it in milliseconds (by hard links where the file system has them); one in memory copies.
        """
        try:
            if self._in_memory:
                copy = ox.Store(place)
                copy.bulk_extend(iter(self._store))
                copy.flush()
            else:
                self._store.backup(place)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self._place} cannot be copied to {place}: {error}") from error

    def __len__(self) -> int:
        """How many triples all graphs hold together."""
        count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
        rows = self._store.query(count)
        return int(next(iter(rows))["n"].value) if isinstance(rows, ox.QuerySolutions) else 0

    def close(self) -> None:
        """Write what is open and let the files go."""
        self._engine = None  # the engine flushes and unlocks when it is dropped


def _open(path: Path, create: bool) -> ox.Store:
    held = sorted(p.name for p in path.iterdir()) if path.is_dir() else []
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file; a store is a directory")
    if held and _ENGINE_FILE not in held:
        raise StoreError(f"{path} is not a store: it holds other files ({held[0]})")
    if not held and not create:
        raise StoreError(f"{path} is not a store: there is nothing in it")
    try:
        return ox.Store(path)
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise StoreError(f"{path} is in use by another process; close it or choose another directory") from error
        raise StoreError(f"{path} cannot be opened, it is damaged or not a store: {error}") from error


def _in_graph(triples: bytes, graph: str) -> bytes:
    """N-Triples as N-Quads: a line ends in one place only, since literals hold no line ends."""
    return triples.replace(b" .\n", f" <{graph}> .\n".encode())


def _removal(graph: str) -> list[str]:
    """Take a graph away, and from the union what no other graph of the union holds."""
    apart = f'?other = <{graph}> || ?other = <{INFERRED}> || STRSTARTS(STR(?other), "{INFERRED}/")'
    only_here = f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(!({apart})) }}"
    forget = f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} {only_here} }}"
    return [*([] if is_apart(graph) else [forget]), f"DROP SILENT GRAPH <{graph}>"]


def _union(graph: str) -> list[str]:
    return [] if is_apart(graph) else [f"ADD SILENT GRAPH <{graph}> TO DEFAULT"]
