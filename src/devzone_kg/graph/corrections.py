"""What people corrected: also what they dropped, which leaves no other trace."""

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.graph.plan_graph import PlanGraph, named
from devzone_kg.namespaces import DCTERMS, FOAF, PROV, RDF


def add_corrections(g: PlanGraph) -> None:
    """State each correction that was applied, with its author and its words."""
    for number, correction in enumerate(g.facts.corrections, 1):
        node = g.node(f"correction/k{number:02d}")
        g.add(g.plan, "hasCorrection", node)
        g.a(node, "Correction")
        g.add(node, "correctionAction", correction.action)
        g.label(node, correction.text)
        g.evidence(node, correction.span)
        g.say(node, DCTERMS + "description", correction.reason)
        g.say(node, PROV + "wasAttributedTo", corrector(g, correction.by))


def corrector(g: PlanGraph, name: str) -> ox.NamedNode:
    """The person who corrected; one of another plan may have the same name and is not taken for the same."""
    node = g.node(f"corrector/{iris.pinyin(name)}")
    g.say(node, RDF + "type", named(PROV + "Person"))
    g.say(node, FOAF + "name", name)
    return node
