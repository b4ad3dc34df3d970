"""The document itself: title, number, issuer, dates, jurisdiction, and the text that was read."""

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.graph.agents import agent
from devzone_kg.graph.plan_graph import PlanGraph, named, xsd
from devzone_kg.namespaces import DCTERMS, DZ, ELI, ID
from devzone_kg.vocabulary import Concept


def add_document(g: PlanGraph) -> None:
    """State the document."""
    doc = g.facts.document
    kind = g.words.schemes.get("document-type", {}).get(doc.document_type or "")
    g.a(g.plan, "PolicyDocument")
    g.a(g.plan, _document_class(kind))
    g.say(g.plan, DCTERMS + "title", doc.title)
    g.label(g.plan, doc.title)
    g.evidence(g.plan, doc.title_span)
    g.add(g.plan, "documentType", g.concept("document-type", doc.document_type))
    if doc.number:
        add_number(g, g.plan, doc.number)
    g.say(g.plan, ELI + "date_document", date(doc.date))
    g.say(g.plan, ELI + "date_publication", date(doc.published))
    g.add(g.plan, "addressee", doc.addressee)
    g.add(g.plan, "validity", doc.validity)
    for span in (doc.number_span, doc.issuer_span, doc.date_span, doc.addressee_span, doc.validity_span):
        g.evidence(g.plan, span)
    if doc.issuer:
        g.say(g.plan, ELI + "passed_by", agent(g, "agency", doc.issuer, doc.issuer_agency, None))
    if doc.jurisdiction:
        _jurisdiction(g)
    _text_version(g)


def _document_class(kind: Concept | None) -> str:
    named = kind.texts("documentClass") if kind else ()
    return named[0].removeprefix(DZ) if named else "Plan"


def _jurisdiction(g: PlanGraph) -> None:
    place = g.facts.document.jurisdiction
    if place is None:
        return
    g.add(g.plan, "jurisdiction", _division(g, place.division, place.name))
    g.add(g.plan, "inferredJurisdiction", place.inferred)


def _division(g: PlanGraph, code: str, name: str | None) -> ox.NamedNode:
    node = named(iris.division_iri(code))
    g.a(node, "AdministrativeDivision")
    g.add(node, "divisionCode", code)
    g.label(node, name)
    return node


def _text_version(g: PlanGraph) -> None:
    g.add(g.plan, "hasTextVersion", g.text)
    g.a(g.text, "TextVersion")
    g.add(g.text, "sha256", g.digest)
    g.add(g.text, "content", g.facts.text)


def add_number(g: PlanGraph, document: ox.NamedNode, number: str) -> None:
    """State a document's number."""
    node = named(f"{ID}number/{iris.number_slug(number)}")
    g.add(document, "documentNumber", node)
    g.a(node, "DocumentNumber")
    g.label(node, number)
    g.add(node, "numberText", number)
    parts = iris.number_parts(number)
    if parts:
        g.add(node, "issuerCode", parts[0])
        g.add(node, "year", parts[1])
        g.add(node, "serial", parts[2])


def date(iso: str | None) -> ox.Literal | None:
    """A day as a literal; None for a date that names no day."""
    return ox.Literal(iso, datatype=xsd("date")) if iso and len(iso) == 10 else None
