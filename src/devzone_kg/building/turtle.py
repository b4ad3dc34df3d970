"""The graph of one document, and its Turtle form."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from devzone_kg import graph
from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import PlanFacts
from devzone_kg.namespaces import PREFIXES, RDF
from devzone_kg.reasoning import derived_triples
from devzone_kg.registry import division_triples
from devzone_kg.writing import write_file

if TYPE_CHECKING:
    from rdflib import Graph


def document_graph(facts: PlanFacts, plan: str | None = None) -> list[ox.Triple]:
    """All triples of a document's graph: what the text states and what follows from it by the ontology.

    `plan` is the document's IRI where it has been given one before.
    """
    stated = graph.plan_triples(facts, plan=plan)
    stated += division_triples(stated)
    return [*stated, *derived_triples(stated)]


def to_graph(facts: PlanFacts) -> "Graph":
    """The document's graph as an rdflib Graph: what the text states and what follows from it."""
    from rdflib import Graph

    if not isinstance(facts, PlanFacts):
        raise TypeError(f"to_graph takes the PlanFacts that extract gives, not {type(facts).__name__}")
    result = Graph()
    for prefix, iri in PREFIXES.items():
        result.bind(prefix, iri)
    return result.parse(data=turtle(document_graph(facts)), format="turtle")


def build_turtle(file: Path, output: Path, inferred: Path | None = None) -> tuple[str, ...]:
    """Write the graph of a document (and what was inferred) as Turtle, each file as a whole; returns the notes on the facts.

    Raises:
        ReadingError: the document cannot be read; nothing is written then.
    """
    facts = extract(file)
    texts = [(output, turtle(document_graph(facts)))]
    if inferred:
        texts.append((inferred, turtle(graph.inferred_triples(facts))))
    for path, data in texts:
        write_file(path, data)
    return facts.notes


def turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Turtle in a fixed order, so that equal graphs give equal bytes."""
    ordered = sorted(set(triples), key=_order)
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if prefix != "sh"}
    data = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    assert data is not None
    return data


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return (str(triple.subject), predicate != RDF + "type", predicate, str(triple.object))
