"""The pages, one module each; what they show comes from `devzone_kg.views`, which the command line shows as well."""

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from devzone_kg.namespaces import ID, PREFIXES
from devzone_kg.packages import installed
from devzone_kg.querying import named_queries, table
from devzone_kg.store import Store
from devzone_kg.views.asking import path_of
from devzone_kg.views.duties import duties_of
from devzone_kg.web import check_page, graph_page, network_page, rules_page, search_page, thing_pages, wording
from devzone_kg.web.assets import assets
from devzone_kg.web.rendering import page, shown

_PLANS_SHOWN = 3  # with all their duties; the others by title
_PLANS_LISTED = 200
_WITH_EDITOR = ("/sparql", "/query")


def blueprint(store: Store) -> Blueprint:
    """The pages on a store."""
    routes = Blueprint("pages", __name__)
    routes.app_context_processor(
        lambda: {"t": wording.either, "assets": assets, "installed": installed, "prefixes": {**PREFIXES, "id": ID}}
    )

    @page(routes, "/")
    def start() -> Response:
        rows = table(store, "plans").records()
        plans = [{**row, "path": path_of(row["plan"]), "counts": row} for row in rows]
        full = [{**plan, "duties": duties_of(store, str(plan["plan"]))} for plan in plans[:_PLANS_SHOWN]]
        others = plans[_PLANS_SHOWN:_PLANS_LISTED]
        return shown("start.html", {"plans": full, "others": others, "count": len(rows)}, questions=questions())

    @routes.after_app_request
    def styled(response: Response) -> Response:
        """The query editor writes styles of its own; scripts are never written into a page."""
        policy = response.headers.get("Content-Security-Policy", "")
        if response.mimetype == "text/html" and request.path.startswith(_WITH_EDITOR):
            response.headers["Content-Security-Policy"] = policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
        return response

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
