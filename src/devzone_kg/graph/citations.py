"""Citations, and the documents that they name."""

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.facts import Citation
from devzone_kg.graph.document import add_number
from devzone_kg.graph.plan_graph import PlanGraph, named
from devzone_kg.namespaces import DCTERMS


def add_citations(g: PlanGraph) -> None:
    """State every citation."""
    for number, citation in enumerate(g.facts.citations, 1):
        _citation(g, citation, number)


def _citation(g: PlanGraph, citation: Citation, number: int) -> None:
    node = g.node(f"citation/c{number:02d}")
    g.add(g.plan, "hasCitation", node)
    g.a(node, "Citation")
    g.label(node, g.facts.quote(citation.span))
    g.evidence(node, citation.span)
    g.add(node, "citedTitle", citation.title)
    g.add(node, "innerTitle", citation.inner_title)
    g.add(node, "numberText", citation.number)
    g.add(node, "year", citation.year)
    g.add(node, "citationRelation", g.concept("citation-relation", citation.relation))
    cited = _cited_document(g, citation)
    g.add(node, "citedDocument", cited)
    g.add(g.plan, citation.relation, cited)


def _cited_document(g: PlanGraph, citation: Citation) -> ox.NamedNode:
    if citation.number:
        node = named(iris.document_iri(citation.number))
        add_number(g, node, citation.number)
    else:
        node = g.node(f"cited/{iris.pinyin(citation.title or 'document')}")
    g.a(node, "PolicyDocument")
    g.say(node, DCTERMS + "title", citation.inner_title or citation.title)
    g.label(node, citation.inner_title or citation.title or citation.number)
    return node
