"""Where graphs are kept: one small interface, so that the rest does not know which engine answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from devzone_kg.namespaces import ID

Term: TypeAlias = ox.NamedNode | ox.Literal
QueryResult: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

INFERRED = ID + "graph/inferred"
ONTOLOGY = ID + "graph/ontology"
REGISTRY = ID + "graph/registry"


def is_apart(graph: str) -> bool:
    """Whether a query sees a graph only where it names it: what was inferred, of all plans or (…/inferred/{slug}) of one."""
    return graph == INFERRED or graph.startswith(INFERRED + "/")


class Store(Protocol):
    """Named graphs, and a default graph that is the union of all of them but those that are kept apart (see `is_apart`).

    A graph is replaced as a whole or not at all; whatever goes wrong in doing so is a `StoreError`.
    """

    def replace_graph(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Put these triples in the place of what the graph held."""

    def add_graphs(self, graphs: Mapping[str, bytes]) -> None:
        """Add graphs that are new, given as N-Triples, all together or none: the fast way to fill a store."""

    def remove_graph(self, graph: str) -> None:
        """Remove a graph with all it holds; no error where there is none."""

    def graphs(self) -> list[str]:
        """The IRIs of the graphs, sorted."""

    def triples(self, graph: str) -> Iterator[ox.Triple]:
        """What a graph holds."""

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> QueryResult:
        """Answer a query; `bindings` gives values to variables that it selects, the graphs take the place of its own dataset.

        Wrong syntax is a `SyntaxError`. The text is run as it is: strangers' queries go through `devzone_kg.querying`.
        """

    def __len__(self) -> int:
        """How many triples all graphs hold together."""

    def close(self) -> None:
        """Write what is open and let the files go."""


def open_store(path: Path | None = None, *, create: bool = True) -> Store:
    """The store in a directory, or an empty one in memory where no path is given."""
    from devzone_kg.store.embedded import EmbeddedStore

    return EmbeddedStore(path, create=create)
