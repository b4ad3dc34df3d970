"""Networks of the graph: who supports whom, who answers for duties together, which document cites which."""

import csv
import io
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
    community: int  # 1 is the largest; members of one are connected more closely with each other than with the rest


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of a network."""

    source: str
    source_name: str
    target: str
    target_name: str
    weight: int


@dataclass(frozen=True, slots=True)
class View:
    """A network that can be asked for by name: a named query whose rows are its edges."""

    title: tuple[str, str]  # zh, en
    query: str
    source: tuple[str, str]  # columns of IRI and name
    target: tuple[str, str]
    directed: bool
    weight: str | None = None  # column


VIEWS = {
    "lead-support": View(
        ("牵头与配合", "Who supports whom"), "lead-support", ("lead", "leadName"), ("support", "supportName"), True, "duties"
    ),
    "co-responsibility": View(
        ("共同承担", "Who shares duties"), "working-together", ("first", "firstName"), ("second", "secondName"), False, "duties"
    ),
    "citations": View(
        ("政策引用", "Which document cites which"), "citations", ("plan", "planTitle"), ("cited", "citedTitle"), True
    ),
}
_SAMPLED = 500  # nodes from which betweenness is estimated in a larger graph
FORMS = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml", "csv": "text/csv"}


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
    """Every member with its degree, betweenness and community, the best connected first."""
    import networkx as nx

    between = nx.betweenness_centrality(graph, k=min(len(graph), _SAMPLED) if len(graph) > _SAMPLED else None, seed=1)
    community = _communities(graph)
    rows = [
        Row(
            node,
            graph.nodes[node]["name"],
            _neighbours(graph, node),
            _weight(graph, node),
            round(between[node], 4),
            community[node],
        )
        for node in graph
    ]
    return sorted(rows, key=lambda r: (-r.degree, -r.weight, r.name, r.iri))


def links(graph: "Network") -> list[Link]:
    """The edges, the heaviest first."""
    pairs: list[tuple[str, str, int]] = list(graph.edges(data="weight"))
    named = [Link(a, graph.nodes[a]["name"], b, graph.nodes[b]["name"], weight) for a, b, weight in pairs]
    return sorted(named, key=lambda link: (-link.weight, link.source, link.target))


def _communities(graph: "Network") -> dict[str, int]:
    """The number of the community of each member (Louvain, with a fixed seed)."""
    import networkx as nx

    plain = nx.Graph(graph) if graph.is_directed() else graph
    found = sorted(nx.community.louvain_communities(plain, weight="weight", seed=1), key=lambda c: (-len(c), min(c)))
    return {node: number for number, members in enumerate(found, 1) for node in members}


def export(graph: "Network", form: str) -> bytes:
    """A network as GraphML or GEXF with the measures of each node, or its edges as CSV (with the mark that Excel needs)."""
    import networkx as nx

    if form not in FORMS:
        raise QueryError(f"a network is written as {', '.join(FORMS)}, not as {form}")
    out = io.BytesIO()
    if form == "csv":
        return _edge_table(graph)
    measured = graph.copy()
    for row in measures(graph):
        measured.nodes[row.iri].update(label=row.name, degree=row.degree, betweenness=row.betweenness, community=row.community)
    (nx.write_graphml if form == "graphml" else nx.write_gexf)(measured, out)
    return out.getvalue()


def _edge_table(graph: "Network") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["source", "sourceName", "target", "targetName", "weight"])
    for link in links(graph):
        writer.writerow([link.source, link.source_name, link.target, link.target_name, link.weight])
    return text.getvalue().encode("utf-8-sig")


def _neighbours(graph: "Network", node: str) -> int:
    return len({other for edge in _edges(graph, node) for other in edge[:2]} - {node})


def _weight(graph: "Network", node: str) -> int:
    return sum(weight for _, _, weight in _edges(graph, node))


def _edges(graph: "Network", node: str) -> Iterable[tuple[str, str, int]]:
    edges = [*graph.edges(node, data="weight")]
    return [*edges, *graph.in_edges(node, data="weight")] if graph.is_directed() else edges  # type: ignore[attr-defined]
