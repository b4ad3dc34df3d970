"""SPARQL 1.1 Protocol, the query operation: `/sparql` by GET and both forms of POST; and the graphs to read (GSP)."""

from dataclasses import dataclass, field

from flask import Blueprint, Response, request

from devzone_kg.querying import FORMATS, Query
from devzone_kg.querying.answering import examine, unknown_graph
from devzone_kg.web import description, negotiation, results_page
from devzone_kg.web.problems import ProblemError, refused
from devzone_kg.web.service import Dataset, Service

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_CORS = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, X-Truncated, Retry-After, Server-Timing",
    "Access-Control-Max-Age": "86400",
}
_EVERYTHING = "CONSTRUCT WHERE { ?s ?p ?o }"
_ALL = 1 << 40  # triples of a graph that is read as a whole; the limit of bytes holds
_WRITING = ["PUT", "POST", "DELETE", "PATCH"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: a query, the dataset it names in place of the query's own, values of variables."""

    text: str
    dataset: Dataset = field(default_factory=Dataset)
    values: dict[str, str] = field(default_factory=dict)  # of parameters `$name`, as RDF4J has them


def blueprint(service: Service) -> Blueprint:
    """The endpoint on a store."""
    routes = Blueprint("protocol", __name__)

    @routes.route("/sparql", methods=["GET", "POST"], strict_slashes=False)
    def sparql() -> Response:
        asked = _asked(service)
        if asked is None:
            return _without_query(service)
        query = _prepared(service, asked)
        form, media_type = negotiation.by_accept(for_graphs=query.gives_graph)
        if form is None:
            return results_page.page(service, query, asked)
        return negotiation.answered(service, query, form, media_type, asked.dataset)

    @routes.get("/sparql.<suffix>")
    def sparql_file(suffix: str) -> Response:
        asked = _asked(service) or _no_query()
        query = _prepared(service, asked)
        form = negotiation.by_suffix(suffix, for_graphs=query.gives_graph)
        response = negotiation.answered(service, query, form, dataset=asked.dataset)
        response.headers["Content-Disposition"] = f'attachment; filename="results.{suffix}"'
        return response

    @routes.get("/rdf-graph-store")
    def graph_store() -> Response:
        return _graph(service, _graph_wanted(service))

    @routes.get("/rdf-graph-store/<path:_name>")
    def graph_by_its_own_address(_name: str) -> Response:
        return _graph(service, _known_graph(service, request.base_url))

    @routes.route("/rdf-graph-store", methods=_WRITING)
    @routes.route("/rdf-graph-store/<path:_name>", methods=_WRITING)
    def graph_store_written(_name: str = "") -> Response:
        raise _only_reading()

    @routes.after_request
    def readable_from_anywhere(response: Response) -> Response:
        response.headers.update(_CORS)
        return response

    return routes


def _asked(service: Service) -> Asked | None:
    """The query of a request; None where a GET has none."""
    if "update" in request.values or request.mimetype == _UPDATE:
        raise _only_reading()
    texts = _texts()
    if not texts and request.method != "POST":
        return None
    if len(texts) != 1:
        raise refused(
            400,
            "one-query",
            f"a request has exactly one 'query'; this one has {len(texts)}",
            f"一次请求只能有一个 query 参数，这里有 {len(texts)} 个",
        )
    if len(texts[0].encode()) > service.limits.query_bytes:
        limit = service.limits.query_bytes
        raise refused(413, "query-length", f"a query has at most {limit} bytes", f"查询最长 {limit} 字节")
    lists = (tuple(request.values.getlist(name)) for name in ("default-graph-uri", "named-graph-uri"))
    values = {k[1:]: v for k, v in request.values.items() if k.startswith("$")}
    return Asked(texts[0], Dataset(*lists), values)


def _texts() -> list[str]:
    if request.method in ("GET", "HEAD"):
        return request.args.getlist("query")
    if request.mimetype == _FORM:
        return request.form.getlist("query")
    if request.mimetype != _DIRECT:
        kind = request.mimetype or "a body without a Content-Type"
        raise refused(
            415,
            "media-type",
            f"a query is posted as {_FORM} or {_DIRECT}, not as {kind}",
            f"查询应以 {_FORM} 或 {_DIRECT} 提交",
        )
    try:
        return [request.get_data().decode("utf-8")]
    except UnicodeDecodeError as error:
        raise refused(400, "encoding", "the query is not UTF-8", "查询不是 UTF-8 编码") from error


def _no_query() -> Asked:
    raise refused(400, "no-query", "there is no query: give it as the parameter 'query'", "没有查询：请用参数 query 给出")


def _only_reading() -> ProblemError:
    return refused(403, "update", "updates are refused; only queries are answered here", "这里不接受更新，只回答查询")


def _without_query(service: Service) -> Response:
    """The form for people, the service description for programs."""
    graphs = [f.media_type for f in FORMATS.values() if f.for_graphs]
    if (
        request.accept_mimetypes.best_match([*graphs, negotiation.HTML]) == negotiation.HTML
        and request.accept_mimetypes.accept_html
    ):
        return results_page.empty()
    return description.service_description(service)


def _prepared(service: Service, asked: Asked) -> Query:
    for graph in (*asked.dataset.default, *asked.dataset.named):
        if graph not in service.graphs:
            raise refused(400, "outside", *unknown_graph(graph))
    return examine(asked.text, asked.values, lambda: service.graphs, by_name=False)


def _graph_wanted(service: Service) -> str | None:
    """The graph that a request of the Graph Store Protocol names; None for the default graph."""
    graphs = request.args.getlist("graph")
    if len(graphs) + ("default" in request.args) != 1:
        raise refused(400, "graph", "name one graph: ?graph=IRI, or ?default", "请指明一个图：?graph=IRI 或 ?default")
    if not graphs:
        return None
    return _known_graph(service, graphs[0])


def _known_graph(service: Service, graph: str) -> str:
    if graph not in service.graphs:
        raise refused(404, "graph", *unknown_graph(graph))
    return graph


def _graph(service: Service, graph: str | None) -> Response:
    form, media_type = negotiation.by_accept(for_graphs=True, html=False)
    assert form is not None
    dataset = Dataset((graph,) if graph else ())
    return negotiation.answered(service, Query(_EVERYTHING, "construct", {}), form, media_type, dataset, rows=_ALL)
