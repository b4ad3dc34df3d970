"""Facts as RDF: one graph a document, every node with the words that say it, no blank nodes, no times."""

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.facts import PlanFacts
from devzone_kg.graph.citations import add_citations
from devzone_kg.graph.corrections import add_corrections
from devzone_kg.graph.document import add_document
from devzone_kg.graph.drafting import add_drafting
from devzone_kg.graph.parts import add_parts
from devzone_kg.graph.plan_graph import PlanGraph, digest, xsd
from devzone_kg.graph.targets import add_goals, add_targets
from devzone_kg.graph.things import add_things, add_wording, add_zones
from devzone_kg.vocabulary import Vocabulary, vocabulary

__all__ = ["inferred_triples", "plan_iri", "plan_triples"]


def plan_triples(facts: PlanFacts, words: Vocabulary | None = None, plan: str | None = None) -> list[ox.Triple]:
    """The triples that the text states, without what follows from them (see `reasoning`).

    `plan` is the document's IRI where it was given one before.
    """
    graph = PlanGraph(facts, words or vocabulary(), plan)
    stated = (add_document, add_parts, add_targets, add_citations, add_goals, add_zones, add_things, add_wording)
    for add in (*stated, add_drafting, add_corrections):
        add(graph)
    return list(dict.fromkeys(graph.triples))


def inferred_triples(facts: PlanFacts, words: Vocabulary | None = None, plan: str | None = None) -> list[ox.Triple]:
    """What was inferred and not stated: which measure a duty of a responsibilities section seems to answer."""
    graph = PlanGraph(facts, words or vocabulary(), plan)
    for coverage in facts.coverage:
        node = graph.node(f"coverage/{coverage.duty}-{coverage.measure}")
        duty, measure = graph.node(coverage.duty), graph.node(coverage.measure)
        graph.add(duty, "likelyCovers", measure)
        graph.a(node, "InferredCoverage")
        graph.add(node, "coveringDuty", duty)
        graph.add(node, "coveredPart", measure)
        graph.add(node, "score", ox.Literal(f"{coverage.score:.3f}", datatype=xsd("decimal")))
        graph.add(node, "method", coverage.method)
    return graph.triples


def plan_iri(facts: PlanFacts, words: Vocabulary | None = None) -> str:
    """The IRI of the document and of its graph."""
    return iris.plan_iri(iris.plan_slug(facts.document, digest(facts)[:12], words or vocabulary()))
