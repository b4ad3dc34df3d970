"""The pages, one module each; what they show comes from `devzone_kg.views`, which the command line shows as well."""

from urllib.parse import urlencode

from flask import Blueprint, Response

from devzone_kg.querying import named_queries, table
from devzone_kg.store import Store
from devzone_kg.views.asking import path_of
from devzone_kg.views.duties import duties_of
from devzone_kg.web import check_page, graph_page, network_page, rules_page, search_page, thing_pages, wording
from devzone_kg.web.assets import assets
from devzone_kg.web.rendering import page, shown

_PLANS_SHOWN = 3  # with all their duties; the others by title
_PLANS_LISTED = 200


def blueprint(store: Store) -> Blueprint:
    """The pages on a store."""
    routes = Blueprint("pages", __name__)
    routes.app_context_processor(lambda: {"t": wording.either, "assets": assets})

    @page(routes, "/")
    def start() -> Response:
        rows = table(store, "plans").records()
        plans = [{**row, "path": path_of(row["plan"]), "counts": row} for row in rows]
        full = [{**plan, "duties": duties_of(store, str(plan["plan"]))} for plan in plans[:_PLANS_SHOWN]]
        others = plans[_PLANS_SHOWN:_PLANS_LISTED]
        return shown("start.html", {"plans": full, "others": others, "count": len(rows)}, questions=questions())

    for module in (search_page, check_page, rules_page, network_page, graph_page, thing_pages):
        module.add(routes, store)
    return routes


def local(path: str) -> str:
    """A path on this server that keeps the language of the request."""
    return wording.local(path)


def plan_path(iri: str) -> str:
    """Where the page of a plan is."""
    return path_of(iri)


def questions() -> list[dict[str, str]]:
    """The named queries with what they are called, as links to the endpoint."""
    english = wording.language() == "en"
    found = []
    for query in named_queries().values():
        values = {f"${name}": str(term) for name, term in query.bindings({}).items()}
        found.append(
            {
                "name": query.name,
                "title": query.title_en if english else query.title,
                "description": query.description_en if english else query.description,
                "query": query.body,
                "href": local("/sparql?" + urlencode({"query": query.body, **values})),
            }
        )
    return found
