"""The endpoint for people: a form for the query and its results as a table."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox
from flask import Response, make_response, render_template, request

from devzone_kg.namespaces import ID, PREFIXES
from devzone_kg.querying import FORMATS, NamedQuery, Query, Table, named_queries, table, tabulate, text_of
from devzone_kg.querying.answering import Cell
from devzone_kg.store import Store
from devzone_kg.web import pages
from devzone_kg.web.service import Service

if TYPE_CHECKING:
    from devzone_kg.web.protocol import Asked

_ROWS_SHOWN = 1_000
_EXAMPLE = "who-leads-what"


def empty() -> Response:
    """The form with an example in it."""
    return make_response(
        render_template("sparql.html", text=named_queries()[_EXAMPLE].body, values={}, questions=pages.questions())
    )


def page(service: Service, query: Query, asked: "Asked", named: NamedQuery | None = None) -> Response:
    """A query with its results."""
    found = _found(service, query, asked)
    places = _places(service.store)
    rows = [[_shown(cell, places) for cell in row] for row in found.rows]
    suffixes = ("ttl", "nt", "jsonld") if query.gives_graph else ("csv", "json", "xml", "tsv")
    response = make_response(
        render_template(
            "sparql.html",
            text=named.body if named else asked.text,
            named=named or next((q for q in named_queries().values() if _same(q.body, asked.text)), None),
            values=asked.values,
            table=found,
            rows=rows,
            shown=_ROWS_SHOWN,
            downloads=[(suffix, _download(suffix, asked, named)) for suffix in suffixes],
            questions=pages.questions(),
        )
    )
    response.headers["Vary"] = "Accept"
    if found.truncated:
        response.headers["X-Truncated"] = f"rows={_ROWS_SHOWN}"
    return response


def _download(suffix: str, asked: "Asked", named: NamedQuery | None) -> str:
    if named:
        values = urlencode(given())
        return f"/query/{named.name}.{suffix}" + (f"?{values}" if values else "")
    graphs = [("default-graph-uri", iri) for iri in asked.dataset.default]
    graphs += [("named-graph-uri", iri) for iri in asked.dataset.named]
    values = urlencode([("query", asked.text), *((f"${name}", value) for name, value in asked.values.items()), *graphs])
    return f"/sparql.{suffix}?{values}"


def given() -> dict[str, str]:
    """The values that a request gives a named query's parameters."""
    return {key: value for key, value in request.args.items() if key != "lang"}


def _found(service: Service, query: Query, asked: "Asked") -> Table:
    form = FORMATS["ntriples" if query.gives_graph else "json"]
    answer = service.ask(query, form, asked.dataset, rows=_ROWS_SHOWN, client=request.remote_addr or "")
    data = answer.read()
    if isinstance(form.engine, ox.RdfFormat):
        rows: list[tuple[Cell, ...]] = [tuple(quad.triple) for quad in ox.parse(data, format=form.engine)]
        return Table(("subject", "predicate", "object"), rows, answer.truncated)
    return replace(tabulate(ox.parse_query_results(data, form.engine)), truncated=answer.truncated)


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but the ends of lines, which a browser's form writes in its own way."""
    return one.split() == other.split()


def _places(store: Store) -> dict[str, str]:
    """Where the pages show what an IRI names: texts and plans."""
    found = table(store, "SELECT ?plan ?text { ?plan <https://w3id.org/devzone-kg/def#hasTextVersion> ?text }").records()
    pairs = {r["text"]: pages.plan_path(r["plan"]) for r in found}
    return pairs | {r["plan"]: pages.plan_path(r["plan"]) for r in found}


def _shown(cell: Cell, places: Mapping[str, str]) -> tuple[str, bool, str | None]:
    """The text of a cell, whether it is an IRI, and where the pages show what that names."""
    if not isinstance(cell, ox.NamedNode):
        return text_of(cell), False, None
    thing, _, fragment = cell.value.partition("#")
    place = pages.local(places[thing]) + (f"#{fragment}" if fragment else "") if thing in places else None
    return short(cell.value), True, place


def short(iri: str) -> str:
    """An IRI with a prefix where we have one."""
    for prefix, namespace in {**PREFIXES, "id": ID}.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
