"""Networks of the graph: who supports whom, who answers for duties together, which document cites which."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from devzone_kg.errors import QueryError
from devzone_kg.querying import table
from devzone_kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

    Network: TypeAlias = nx.Graph[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A member of a network with its measures."""

    iri: str
    name: str
    degree: int  # neighbours
    weight: int  # duties or citations that it shares with them
    betweenness: float  # 0 to 1: how often it lies on the shortest ways between others


@dataclass(frozen=True, slots=True)
class View:
    """A network that can be asked for by name: a named query whose rows are its edges."""

    query: str
    source: tuple[str, str]  # columns of IRI and name
    target: tuple[str, str]
    directed: bool
    weight: str | None = None  # column


VIEWS = {
    "lead-support": View("lead-support", ("lead", "leadName"), ("support", "supportName"), True, "duties"),
    "co-responsibility": View("co-responsibility", ("first", "firstName"), ("second", "secondName"), False, "duties"),
    "citations": View("citations", ("plan", "planTitle"), ("cited", "citedTitle"), True),
}


def network(store: Store, name: str) -> "Network":
    """A network by name; the nodes are IRIs with a `name`, the edges have a `weight`."""
    import networkx as nx

    if name not in VIEWS:
        raise QueryError(f"there is no network named {name}; there are {', '.join(VIEWS)}")
    view = VIEWS[name]
    graph: Network = nx.DiGraph() if view.directed else nx.Graph()
    for row in table(store, view.query).records():
        _add(graph, row, view)
    return graph


def _add(graph: "Network", row: dict[str, str], view: View) -> None:
    for iri, name in (view.source, view.target):
        graph.add_node(row[iri], name=row[name] or row[iri])
    source, target = row[view.source[0]], row[view.target[0]]
    weight = int(row[view.weight]) if view.weight else 1
    known = graph.get_edge_data(source, target, {"weight": 0})["weight"]
    graph.add_edge(source, target, weight=known + weight)


def measures(graph: "Network") -> list[Row]:
    """Every member with its degree and betweenness, the best connected first."""
    import networkx as nx

    between = nx.betweenness_centrality(graph)
    rows = [
        Row(node, graph.nodes[node]["name"], _neighbours(graph, node), _weight(graph, node), round(between[node], 4))
        for node in graph
    ]
    return sorted(rows, key=lambda r: (-r.degree, -r.weight, r.name, r.iri))


def _neighbours(graph: "Network", node: str) -> int:
    return len({other for edge in _edges(graph, node) for other in edge[:2]} - {node})


def _weight(graph: "Network", node: str) -> int:
    return sum(weight for _, _, weight in _edges(graph, node))


def _edges(graph: "Network", node: str) -> Iterable[tuple[str, str, int]]:
    edges = [*graph.edges(node, data="weight")]
    return [*edges, *graph.in_edges(node, data="weight")] if graph.is_directed() else edges  # type: ignore[attr-defined]
