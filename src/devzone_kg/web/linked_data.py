"""Linked data: each IRI of the graph answers at its path on this server, as a page or as RDF by Accept."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from flask import Blueprint, Response, make_response, render_template, request

from devzone_kg.namespaces import BASE, DZ, ID, RDFS
from devzone_kg.querying import FORMATS, Query, text_of
from devzone_kg.store import INFERRED, ONTOLOGY
from devzone_kg.web import description, negotiation, pages
from devzone_kg.web.problems import ProblemError, refused
from devzone_kg.web.results_page import short
from devzone_kg.web.service import Dataset, Service

_POINTING = 200  # things that point at one, shown with it
_APART = f"GRAPH ?g {{ ?thing ?p ?o }} FILTER(STRSTARTS(STR(?g), '{INFERRED}'))"  # what the default graph lacks
_KNOWN = f"ASK {{ {{ ?thing ?p ?o }} UNION {{ ?s ?q ?thing }} UNION {{ {_APART} }} }}"
_ABOUT = (
    "CONSTRUCT { ?thing ?p ?o . ?s ?q ?thing . ?place ?r ?v } WHERE {"
    f" {{ ?thing ?p ?o }} UNION {{ {_APART} }} UNION {{ ?place <{DZ}inText> ?thing ; ?r ?v }}"
    f" UNION {{ SELECT ?s ?q ?thing {{ ?s ?q ?thing }} LIMIT {_POINTING} }} }}"
)
_WHOLE = Query("CONSTRUCT WHERE { ?s ?p ?o }", "construct", {})
_SAFE = "/:@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Line:
    """A statement on a page: a property and a value, or a thing and the property by which it points here."""

    name: str
    text: str
    href: str | None
    language: str = ""


def blueprint(service: Service) -> Blueprint:
    """The things of a store."""
    routes = Blueprint("linked_data", __name__)

    @routes.get("/id/<path:name>")
    def thing(name: str) -> Response:
        iri = _node(ID + name)
        about = Query(_ABOUT, "construct", {"thing": iri})
        known = Query(_KNOWN, "ask", {"thing": iri})
        if iri.value not in service.graphs and b"true" not in service.ask(known, FORMATS["csv"]).read():
            raise _unknown(iri.value)
        form, media_type = negotiation.by_accept(for_graphs=True)
        if form is None:
            return _page(service, about, iri)
        if iri.value in service.graphs:  # the graph of that name, whole
            return negotiation.answered(service, _WHOLE, form, media_type, Dataset((iri.value,)))
        return negotiation.answered(service, about, form, media_type)

    @routes.get("/def")
    def ontology() -> Response:
        form, media_type = negotiation.by_accept(for_graphs=True)
        dataset = Dataset((ONTOLOGY,))
        if form is None:
            return _terms(service, dataset)
        return negotiation.answered(service, _WHOLE, form, media_type, dataset)

    @routes.get("/.well-known/void")
    def void() -> Response:
        return description.dataset_description(service)

    return routes


def place(iri: str) -> str | None:
    """Where on this server an IRI answers; None for one that is not ours."""
    if not iri.startswith((ID, DZ)):
        return None
    path, hash_, fragment = iri.removeprefix(BASE).partition("#")
    return pages.local("/" + quote(path, _SAFE)) + hash_ + fragment


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise _unknown(iri) from error


def _unknown(iri: str) -> ProblemError:
    return refused(404, "thing", f"nothing is known here of <{iri}>", f"这里没有关于 <{iri}> 的内容")


def _triples(service: Service, query: Query, dataset: Dataset | None = None) -> list[ox.Triple]:
    data = service.ask(query, FORMATS["ntriples"], dataset, client=request.remote_addr or "").read()
    return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]


def _page(service: Service, about: Query, iri: ox.NamedNode) -> Response:
    triples = sorted(_triples(service, about), key=str)
    query = urlencode({"query": f"DESCRIBE {iri}"})
    return _html(
        "thing.html",
        title=next(
            (text_of(t.object) for t in triples if t.subject == iri and t.predicate.value == RDFS + "label"), short(iri.value)
        ),
        iri=iri.value,
        own=[_line(t.predicate, t.object) for t in triples if t.subject == iri],
        pointing=[_line(t.predicate, t.subject) for t in triples if t.object == iri and t.subject != iri],
        plan=pages.plan_path(iri.value)
        if any(t.predicate.value == DZ + "hasTextVersion" for t in triples if t.subject == iri)
        else "",
        downloads=[(suffix, f"/sparql.{suffix}?{query}") for suffix in ("ttl", "nt", "jsonld", "rdf")],
    )


def _line(name: ox.NamedNode, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Line:
    if isinstance(value, ox.NamedNode):
        return Line(short(name.value), short(value.value), place(value.value))
    language = value.language if isinstance(value, ox.Literal) else None
    return Line(short(name.value), text_of(value), None, language or "")


def _terms(service: Service, dataset: Dataset) -> Response:
    """The terms of the ontology with what is said of each."""
    terms: dict[str, list[Line]] = {}
    for triple in sorted(_triples(service, _WHOLE, dataset), key=str):
        if (
            isinstance(triple.subject, ox.NamedNode)
            and triple.subject.value.startswith(DZ)
            and not isinstance(triple.object, ox.BlankNode)
        ):
            terms.setdefault(triple.subject.value.removeprefix(DZ), []).append(_line(triple.predicate, triple.object))
    return _html("terms.html", terms=terms)


def _html(template: str, **values: object) -> Response:
    response = make_response(render_template(template, **values))
    response.vary.add("Accept")
    return response
