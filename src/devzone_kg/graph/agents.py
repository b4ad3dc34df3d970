"""Who acts: agencies that were resolved, and what stays a name with the reason."""

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.extraction.resolve import official_name
from devzone_kg.graph.plan_graph import PlanGraph, named
from devzone_kg.namespaces import ID, SKOS

_AGENT_CLASS = {"agency": "Agency", "group": "AgencyGroup", "enterprise": "Enterprise", "zone": "Agent", "person": "Official"}


def agent(g: PlanGraph, kind: str, text: str, iri: str | None, reason: str | None) -> ox.NamedNode:
    """The node of who acts, with its class and names."""
    node = named(iri) if iri else g.node(f"{kind}/{iris.pinyin(text)}")
    g.a(node, _AGENT_CLASS[kind])
    if iri and kind == "agency":
        _linked_agency(g, node, text)
    else:
        g.label(node, text)
        g.add(node, "unresolved", reason)
    return node


def _linked_agency(g: PlanGraph, node: ox.NamedNode, text: str) -> None:
    code, _, slug = node.value.removeprefix(ID + "agency/").partition("/")
    doc = g.facts.document
    year = int((doc.date or doc.published or "0")[:4])
    g.label(node, official_name(node.value, year or None, text, doc.jurisdiction) or text)
    g.say(node, SKOS + "altLabel", ox.Literal(text, language="zh"))
    g.add(node, "division", named(iris.division_iri(code)))
    function = g.concept("agency-function", slug)
    g.add(node, "agencyFunction", function)
    if function is not None and "true" in g.words.scheme("agency-function")[slug].texts("verticallyManaged"):
        g.a(node, "VerticalAgency")
