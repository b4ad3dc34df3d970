"""The networks as tables with their measures, and as files."""

from flask import Blueprint, Response

from devzone_kg.network import FORMS, VIEWS, export, links, measures, network
from devzone_kg.store import Store
from devzone_kg.views.asking import path_of
from devzone_kg.web.problems import missing
from devzone_kg.web.rendering import download, page, shown


def add(routes: Blueprint, store: Store) -> None:
    """Register the pages."""

    @page(routes, "/networks")
    def listing() -> Response:
        found = []
        for name, view in VIEWS.items():
            graph = network(store, name)
            found.append({"name": name, "title": view.title, "nodes": len(graph), "edges": graph.number_of_edges()})
        return shown("networks.html", {"networks": found})

    @page(routes, "/networks/<name>")
    def one(name: str) -> Response:
        if name not in VIEWS:
            raise missing(f"there is no network {name[:40]}", f"没有名为 {name[:40]} 的网络")
        graph = network(store, name)
        data = {"name": name, "directed": VIEWS[name].directed, "members": measures(graph), "edges": links(graph)}
        return shown("network.html", data, view=VIEWS[name], forms=FORMS, path_of=path_of)

    @routes.get("/networks/<name>.<any(graphml, gexf, csv):form>")
    def network_file(name: str, form: str) -> Response:
        if name not in VIEWS:
            raise missing(f"there is no network {name[:40]}", f"没有名为 {name[:40]} 的网络")
        return download(export(network(store, name), form), FORMS[form], f"{name}.{form}")
