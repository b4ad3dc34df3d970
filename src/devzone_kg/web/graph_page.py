"""The graph as a picture that can be walked, with a table that says the same."""

from flask import Blueprint, Response, request

from devzone_kg.namespaces import ID
from devzone_kg.network import VIEWS, links, network
from devzone_kg.querying import table
from devzone_kg.store import Store
from devzone_kg.views.asking import iri_of, path_of
from devzone_kg.views.neighbourhood import RELATIONS, Node, neighbourhood
from devzone_kg.web.problems import missing
from devzone_kg.web.rendering import as_json, page, shown

_LIMIT, _MOST = 40, 2_000


def add(routes: Blueprint, store: Store) -> None:
    """Register the page and what its picture asks for."""

    @page(routes, "/graph")
    def graph() -> Response:
        wanted = request.args.get("node", "")
        start = wanted or _first(store)
        found = neighbourhood(store, ID + start, _limit()) if start and iri_of(start) else None
        if wanted and found is None:
            raise missing("there is no such thing in the graph", "图谱里没有这一事物")
        return shown("graph.html", {"neighbourhood": found}, start=start, relations=RELATIONS, views=VIEWS)

    @routes.get("/graph/network.json")
    def graph_network() -> Response:
        name = request.args.get("name", "")
        if name not in VIEWS:
            raise missing("there is no such network", "没有这一网络")
        return as_json(_drawn(store, name))


def _first(store: Store) -> str:
    rows = table(store, "SELECT ?p { ?p <https://w3id.org/devzone-kg/def#hasTextVersion> ?t } ORDER BY ?p LIMIT 1").records()
    return path_of(rows[0]["p"])[1:] if rows else ""


def _limit() -> int:
    text = request.args.get("limit", "")
    return min(int(text), _MOST) if text.isdecimal() and len(text) < 6 else _LIMIT


def _drawn(store: Store, name: str) -> dict[str, object]:
    found = network(store, name)
    edges = links(found)
    kind = "policy" if name == "citations" else "unit"
    names = {e.source: e.source_name for e in edges} | {e.target: e.target_name for e in edges}
    return {
        "nodes": [Node(iri, label, kind, path_of(iri), "", "") for iri, label in names.items()],
        "edges": [{"source": e.source, "target": e.target, "relation": name, "weight": e.weight} for e in edges],
    }
