"""From files to graphs: a Turtle file for one document, or a store for many."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from devzone_kg import graph
from devzone_kg.errors import DevzoneError, ReadingError
from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import PlanFacts
from devzone_kg.namespaces import PREFIXES, RDF
from devzone_kg.reasoning import derived_triples
from devzone_kg.store import INFERRED, Store, open_store, seeding

if TYPE_CHECKING:
    from rdflib import Graph


def document_graph(facts: PlanFacts) -> list[ox.Triple]:
    """All triples of a document's graph: what the text states and what follows from it by the ontology."""
    stated = graph.plan_triples(facts)
    return [*stated, *derived_triples(stated)]


def to_graph(facts: PlanFacts) -> "Graph":
    """The document's graph as an rdflib Graph: what the text states and what follows from it."""
    from rdflib import Graph

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
        _replace_file(path, data)
    return facts.notes


def build_store(files: Iterable[Path], place: Path, note: Callable[[str], None]) -> int:
    """Put the graph of each document into the store in a folder, each as a whole; returns how many could not be read.

    What cannot be read, and what there is to note on the rest, is told to `note`; it changes nothing in the store.
    """
    failed = 0
    store = open_store(place)
    try:
        seeding.load_terms(store)
        inferred: dict[str, list[ox.Triple]] = {}
        for file in files:
            try:
                facts = extract(file)
            except ReadingError as error:
                failed += 1
                note(str(error))
                continue
            for text in facts.notes:
                note(f"{file}: {text}")
            plan = graph.plan_iri(facts)
            store.replace_graph(plan, document_graph(facts))
            inferred[plan] = graph.inferred_triples(facts)
        _replace_inferred(store, inferred)
    finally:
        store.close()
    return failed


def _replace_inferred(store: Store, inferred: dict[str, list[ox.Triple]]) -> None:
    """One graph holds what was inferred of all plans: that of these plans anew, the rest as it was."""
    others = [t for t in store.triples(INFERRED) if not any(_about(t, plan) for plan in inferred)]
    store.replace_graph(INFERRED, [*others, *(t for triples in inferred.values() for t in triples)])


def _about(triple: ox.Triple, plan: str) -> bool:
    return isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(plan + "/")


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


def _replace_file(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".part")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DevzoneError(f"{path}: cannot be written ({error.strerror})") from error
