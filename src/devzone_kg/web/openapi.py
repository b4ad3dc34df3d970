"""The HTTP resources described with OpenAPI, at `/openapi.json`."""

import json
import re
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, current_app

from devzone_kg.querying import FORMATS, NamedQuery, named_queries
from devzone_kg.web import negotiation
from devzone_kg.web.service import Service

_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
_TABLES = [f.media_type for f in FORMATS.values() if not f.for_graphs and not f.bom]
_GRAPHS = [f.media_type for f in FORMATS.values() if f.for_graphs]
_TYPES = {"string": "string", "label": "string", "iri": "string", "integer": "integer"}
_PROBLEM = {
    "description": "Problem details: what, where in the query, how to mend it; zh and en.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "detail_zh"],
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "code", "detail", "detail_zh", "mend", "mend_zh")},
        **{name: {"type": "integer"} for name in ("status", "line", "column")},
    },
}


def blueprint(service: Service) -> Blueprint:
    """The description of a service."""
    routes = Blueprint("openapi", __name__)

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return negotiation.written(json.dumps(described(service), ensure_ascii=False).encode(), "application/json")

    return routes


def described(service: Service) -> dict[str, Any]:
    """The description as a whole."""
    limits = service.limits
    told = (
        f"At most {limits.seconds:g} s, {limits.rows} rows (`X-Truncated` tells), {limits.bytes >> 20} MB a query;"
        f" a query has at most {limits.query_bytes} bytes; {limits.waiting} queries wait, more get 503 with Retry-After;"
        f" {limits.per_client} at once of one client, more get 429."
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "devzone-kg", "version": version("devzone-kg"), "description": told},
        "paths": {**_others(), **_endpoint(), **_queries(), **_things(), **_pages()},
        "components": {"schemas": {"Problem": _PROBLEM_SCHEMA}},
    }


def _parameter(name: str, where: str, description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    schema = schema or {"type": "string"}
    return {"name": name, "in": where, "description": description, "required": where == "path", "schema": schema}


def _operation(summary: str, types: list[str], parameters: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    content: dict[str, Any] = {kind: {} for kind in types}
    responses = {
        "200": {"description": summary, "content": content},
        "304": {"description": "Not modified."},
        "default": _PROBLEM,
    }
    return {"summary": summary, "parameters": parameters or [], "responses": responses, **more}


_MANY = {"type": "array", "items": {"type": "string"}}
_DATASET = [
    _parameter("default-graph-uri", "query", "A graph of the default graph.", _MANY),
    _parameter("named-graph-uri", "query", "A named graph.", _MANY),
]
_SUFFIX = _parameter("suffix", "path", "One of " + ", ".join(negotiation.SUFFIXES))


def _endpoint() -> dict[str, Any]:
    query = _parameter("query", "query", "A SPARQL 1.1 query; without it the service description.")
    required = {**query, "required": True}
    body: dict[str, Any] = {"content": {"application/sparql-query": {}, "application/x-www-form-urlencoded": {}}}
    graph = [_parameter("graph", "query", "IRI of a graph."), _parameter("default", "query", "The default graph.")]
    types = [*_TABLES, *_GRAPHS, negotiation.HTML]
    forbidden = {"summary": "Writing is refused.", "responses": {"403": _PROBLEM}}
    return {
        "/sparql": {
            "get": _operation("The answer to a query", types, [query, *_DATASET]),
            "post": _operation("The answer to a query", types, _DATASET, requestBody=body),
        },
        "/sparql.{suffix}": {"get": _operation("The answer as a file", types, [_SUFFIX, required, *_DATASET])},
        "/rdf-graph-store": {
            "get": _operation("A graph as a whole", _GRAPHS, graph),
            **dict.fromkeys(("put", "post", "delete", "patch"), forbidden),
        },
    }


def _queries() -> dict[str, Any]:
    paths: dict[str, Any] = {"/query": {"get": _operation("The named queries", ["application/json", negotiation.HTML])}}
    for query in named_queries().values():
        parameters = [_of(query, p.name, p.kind, p.label_en) for p in query.parameters]
        types = [*_TABLES, negotiation.HTML]
        paths[f"/query/{query.name}"] = {"get": _operation(query.title_en, types, parameters, description=query.description_en)}
    name = _parameter("name", "path", "Name of a named query.")
    paths["/query/{name}.{suffix}"] = {"get": _operation("The answer as a file", _TABLES, [name, _SUFFIX])}
    return paths


def _of(query: NamedQuery, name: str, kind: str, label: str) -> dict[str, Any]:
    return _parameter(name, "query", f"{label} ({kind}, of {query.name})", {"type": _TYPES[kind]})


def _things() -> dict[str, Any]:
    types = [*_GRAPHS, negotiation.HTML]
    name = _parameter("name", "path", "What follows id/ in its IRI.")
    return {
        "/id/{name}": {"get": _operation("What is known of a thing", types, [name])},
        "/def": {"get": _operation("The ontology", types)},
        "/.well-known/void": {"get": _operation("The dataset described (VoID)", _GRAPHS)},
    }


def _others() -> dict[str, Any]:
    """The pages and whatever else there is, by its address and the first line of its documentation."""
    paths: dict[str, Any] = {}
    for rule in current_app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        summary = (current_app.view_functions[rule.endpoint].__doc__ or rule.endpoint.rpartition(".")[2]).partition("\n")[0]
        parameters = [_parameter(name, "path", name) for name in sorted(rule.arguments)]
        types = ["application/json"] if rule.rule.endswith(".json") else [negotiation.HTML]
        operations = {m.lower(): _operation(summary, types, parameters) for m in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
        paths.setdefault(_ARGUMENT.sub(r"{\1}", rule.rule), {}).update(operations)
    return paths


def _pages() -> dict[str, Any]:
    slug = _parameter("slug", "path", "Slug of a plan.")
    return {
        "/": {"get": _operation("The plans with their duties", [negotiation.HTML])},
        "/plan/{slug}": {"get": _operation("The text of a plan with the words marked", [negotiation.HTML], [slug])},
        "/healthz": {"get": _operation("Whether the server is well", ["application/json"])},
        "/openapi.json": {"get": _operation("This description", ["application/json"])},
    }
