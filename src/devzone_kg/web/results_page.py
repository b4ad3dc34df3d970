"""The endpoint for people: a form for the query and its results as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from flask import Response, make_response, render_template, request

from devzone_kg.namespaces import BASE, DZ, ID, PREFIXES, RDFS
from devzone_kg.querying import FORMATS, NamedQuery, Query, Table, named_by_text, named_queries, table, tabulate, text_of
from devzone_kg.querying.answering import Cell
from devzone_kg.store import Store, Term
from devzone_kg.views.asking import iri_of
from devzone_kg.web import pages
from devzone_kg.web.service import Service

if TYPE_CHECKING:
    from devzone_kg.web.protocol import Asked

_ROWS_SHOWN = 1_000
_NAMED = 500  # things whose names are looked up for a page
_WITH_PAGES = ("plan", "agency", "zone")
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
    names = _names(service.store, found)
    rows = [[_shown(cell, places, names, row) for cell in row] for row in found.rows]
    suffixes = ("ttl", "nt", "jsonld") if query.gives_graph else ("csv", "json", "xml", "tsv")
    response = make_response(
        render_template(
            "sparql.html",
            text=named.body if named else asked.text,
            named=named or named_by_text(asked.text),
            unknown=[] if found.rows else _unknown(service.store, query),
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


def _unknown(store: Store, query: Query) -> list[str]:
    """The values given to a query that nothing in the store is called."""
    return [text_of(term) for term in query.bindings.values() if not _is_known(store, term)]


def _is_known(store: Store, term: Term) -> bool:
    subject = f"UNION {{ {term} ?p ?o }}" if isinstance(term, ox.NamedNode) else ""
    return table(store, f"ASK {{ {{ ?s ?p {term} }} {subject} }}").texts() == [("true",)]


def _names(store: Store, found: Table) -> dict[str, str]:
    """What the things of a result are called, where there are not too many to ask for."""
    iris = {cell.value for row in found.rows for cell in row if isinstance(cell, ox.NamedNode) and cell.value.startswith(ID)}
    if not iris or len(iris) > _NAMED:
        return {}
    values = " ".join(f"<{iri}>" for iri in sorted(iris))
    query = (
        f"SELECT ?thing (MIN(?label) AS ?name) {{ VALUES ?thing {{ {values} }} ?thing <{RDFS}label> ?label }} GROUP BY ?thing"
    )
    return {r["thing"]: r["name"] for r in table(store, query).records()}


def _places(store: Store) -> dict[str, str]:
    """Where the pages show what an IRI names: texts and plans."""
    found = table(store, "SELECT ?plan ?text { ?plan <https://w3id.org/devzone-kg/def#hasTextVersion> ?text }").records()
    pairs = {r["text"]: pages.plan_path(r["plan"]) for r in found}
    return pairs | {r["plan"]: pages.plan_path(r["plan"]) for r in found}


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its text, whether it is an IRI, where the pages show what that names, and what it is called."""

    text: str
    iri: bool = False
    href: str | None = None
    name: str = ""


def _shown(cell: Cell, places: Mapping[str, str], names: Mapping[str, str], row: Sequence[Cell]) -> Shown:
    if not isinstance(cell, ox.NamedNode):
        return Shown(text_of(cell))
    name = names.get(cell.value, "")
    said = any(text_of(other) == name for other in row if isinstance(other, ox.Literal))  # the row has the name already
    return Shown(short(cell.value), True, _place(cell.value, places), "" if said else name)


def _place(iri: str, places: Mapping[str, str]) -> str | None:
    """Where the pages show what an IRI of ours names."""
    thing, hash_, fragment = iri.partition("#")
    if thing in places:
        return pages.local(places[thing]) + hash_ + fragment
    if not iri.startswith((ID, DZ)):
        return None
    path = thing.removeprefix(ID)
    own = path.partition("/")[0] in _WITH_PAGES and iri_of(path)
    return pages.local("/" + path if own else "/" + quote(thing.removeprefix(BASE))) + hash_ + fragment


def short(iri: str) -> str:
    """An IRI with a prefix where we have one."""
    for prefix, namespace in {**PREFIXES, "id": ID}.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
