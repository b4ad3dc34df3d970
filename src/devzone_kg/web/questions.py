"""The named queries as resources: `/query/NAME?parameter=value`, also with `.csv`, `.json`, `.html` and the like."""

import json
from typing import Any

from flask import Blueprint, Response, render_template, request

from devzone_kg.querying import NamedQuery, Query, named_queries
from devzone_kg.querying.answering import examine, unknown_query
from devzone_kg.web import negotiation, pages, results_page
from devzone_kg.web.protocol import Asked
from devzone_kg.web.results_page import given
from devzone_kg.web.service import Service


def blueprint(service: Service) -> Blueprint:
    """The named queries on a store."""
    routes = Blueprint("questions", __name__)

    @routes.get("/query", strict_slashes=False)
    def listing() -> Response:
        if request.accept_mimetypes.best_match(["application/json", negotiation.HTML]) == negotiation.HTML:
            return negotiation.written(render_template("query.html", questions=pages.questions()).encode(), negotiation.HTML)
        described = [_described(query) for query in named_queries().values()]
        return negotiation.written(json.dumps(described, ensure_ascii=False, indent=1).encode(), "application/json")

    @routes.get("/query/<name>")
    def question(name: str) -> Response:
        named, query, values = _named(service, name)
        form, media_type = negotiation.by_accept(for_graphs=query.gives_graph)
        if form is None:
            return results_page.page(service, query, Asked(named.name, values=values), named)
        return negotiation.answered(service, query, form, media_type)

    @routes.get("/query/<name>.<suffix>")
    def question_file(name: str, suffix: str) -> Response:
        named, query, values = _named(service, name)
        if suffix == "html":
            return results_page.page(service, query, Asked(named.name, values=values), named)
        if suffix == "rq":
            return negotiation.written(named.text.encode(), "application/sparql-query")
        form = negotiation.by_suffix(suffix, for_graphs=query.gives_graph)
        response = negotiation.answered(service, query, form)
        response.headers["Content-Disposition"] = f'attachment; filename="{named.name}.{suffix}"'
        return response

    return routes


def _named(service: Service, name: str) -> tuple[NamedQuery, Query, dict[str, str]]:
    """A named query with the values that the request gives its parameters; those that it leaves out have their defaults."""
    named = named_queries().get(name)
    if named is None:
        raise unknown_query(name)
    query = examine(name, given(), lambda: service.graphs)
    return named, query, {key: str(term) for key, term in query.bindings.items()}


def _described(query: NamedQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "href": f"/query/{query.name}",
        "title": {"zh": query.title, "en": query.title_en},
        "description": {"zh": query.description, "en": query.description_en},
        "parameters": [
            {"name": p.name, "type": p.kind, "default": p.default or None, "label": {"zh": p.label, "en": p.label_en}}
            for p in query.parameters
        ],
        "sparql": query.body,
    }
