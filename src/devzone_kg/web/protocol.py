"""SPARQL 1.1 Protocol, the query operation: `/sparql` by GET and both forms of POST, read-only.

Queries run in this process and cannot be stopped; the limits of time and memory come with the worker processes.
"""

from dataclasses import dataclass
from typing import NoReturn

from flask import Blueprint, Response, abort, make_response, request

from devzone_kg.querying import FORMATS, Format, Query, answer, format_named, prepare, serialise
from devzone_kg.querying.answering import errors_told
from devzone_kg.store import Store
from devzone_kg.web import results_page

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_HTML = "text/html"
_ONLY_QUERIES = "Updates are refused; only queries are answered here."
_SUFFIXES = {
    "json": "json",
    "xml": "xml",
    "csv": "excel",
    "tsv": "tsv",
    "ttl": "turtle",
    "nt": "ntriples",
    "jsonld": "jsonld",
    "rdf": "rdfxml",
}
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: a query, the dataset it names in place of the query's own, values of variables."""

    text: str
    default_graphs: list[str]
    named_graphs: list[str]
    values: dict[str, str]  # of parameters `$name`, as RDF4J has them

    @property
    def dataset(self) -> tuple[list[str] | None, list[str] | None]:
        """The default and the named graphs; one that is given leaves the other empty, as the protocol has it."""
        if not self.default_graphs and not self.named_graphs:
            return None, None
        return self.default_graphs, self.named_graphs


def blueprint(store: Store) -> Blueprint:
    """The endpoint on a store."""
    routes = Blueprint("protocol", __name__)

    @routes.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        asked = _asked()
        if asked is None:
            return results_page.empty() if _wants_page() else _no_query()
        query = _prepared(store, asked)
        form, media_type = _negotiated(query)
        return _answered(store, query, asked, form, media_type) if form else results_page.page(store, query, asked)

    @routes.route("/sparql.<suffix>", methods=["GET"])
    def sparql_file(suffix: str) -> Response:
        asked = _asked() or _no_query()
        if suffix not in _SUFFIXES:
            abort(404, f"There is no form of results '.{suffix}'; there are {', '.join(f'.{s}' for s in _SUFFIXES)}.")
        query = _prepared(store, asked)
        form = format_named(_SUFFIXES[suffix], for_graphs=query.gives_graph)
        response = _answered(store, query, asked, form, form.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="results.{suffix}"'
        return response

    @routes.after_request
    def readable_from_anywhere(response: Response) -> Response:
        response.headers.update(_CORS)
        return response

    return routes


def _asked() -> Asked | None:
    """The query of a request; None where a GET has none."""
    if "update" in request.values or request.mimetype == _UPDATE:
        abort(403, _ONLY_QUERIES)
    if request.method in ("GET", "HEAD"):
        texts = request.args.getlist("query")
    elif request.mimetype == _FORM:
        texts = request.form.getlist("query")
    elif request.mimetype == _DIRECT:
        texts = [_body()]
    else:
        abort(415, f"A query is posted as {_FORM} or {_DIRECT}, not as {request.mimetype or 'a body without a Content-Type'}.")
    if not texts and request.method != "POST":
        return None
    if len(texts) != 1:
        abort(400, f"A request has exactly one 'query'; this one has {len(texts)}.")
    values = {k[1:]: v for k, v in request.values.items() if k.startswith("$")}
    return Asked(texts[0], request.values.getlist("default-graph-uri"), request.values.getlist("named-graph-uri"), values)


def _body() -> str:
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError:
        abort(400, "The query is not UTF-8.")


def _no_query() -> NoReturn:
    abort(400, "There is no query: give it as the parameter 'query'.")


def _wants_page() -> bool:
    return request.accept_mimetypes.best_match(["text/plain", _HTML]) == _HTML


def _prepared(store: Store, asked: Asked) -> Query:
    known = set(store.graphs()) if asked.dataset != (None, None) else set()
    for graph in (*asked.default_graphs, *asked.named_graphs):
        if graph not in known:
            abort(400, f"The graph <{graph}> is not in the store, and none is fetched from elsewhere.")
    return prepare(store, asked.text, asked.values)


def _negotiated(query: Query) -> tuple[Format | None, str]:
    """The form of results that the Accept header prefers, under the media type that it asks for; no form for a page."""
    suited = [f for f in FORMATS.values() if f.for_graphs == query.gives_graph and not f.bom]
    offered = {f.media_type: f for f in suited} | {alias: f for f in suited for alias in f.aliases}
    chosen = request.accept_mimetypes.best_match([*offered, _HTML]) if request.accept_mimetypes else suited[0].media_type
    if chosen is None:
        abort(406, f"This result can be written as {', '.join([*offered, _HTML])}.")
    return offered.get(chosen), chosen


def _answered(store: Store, query: Query, asked: Asked, form: Format, media_type: str) -> Response:
    with errors_told():
        body = serialise(answer(store, query, *asked.dataset), form)
    response = make_response(body)
    response.headers["Content-Type"] = media_type + ("; charset=utf-8" if media_type.startswith("text/") else "")
    response.headers["Vary"] = "Accept"
    return response
