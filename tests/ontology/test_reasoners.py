"""A DL reasoner, an OWL RL engine and our own rules find the same facts on the seed."""

from collections.abc import Iterable

import owlrl
import pyoxigraph as ox
import pytest
from rdflib import OWL, BNode, Graph, Literal, URIRef

from devzone_kg import owl_api
from devzone_kg.consistency import ontology_graph
from devzone_kg.namespaces import DZ, RDF
from devzone_kg.reasoning import derived_triples
from devzone_kg.resources import folder

Triples = set[tuple[str, str, str]]
CHAINS = ("leadUnit", "supportUnit", "implementingBody", "leadOfficial", "worksWith")
INVERSES = ("leads", "supports", "carriesOut", "hasPart")


@pytest.fixture(scope="module")
def stated() -> Graph:
    """The seed without what was derived of it."""
    triples = [q.triple for q in ox.parse(path=folder("data") / "plan.ttl", format=ox.RdfFormat.TURTLE)]
    names = {DZ + name for name in (*CHAINS, *INVERSES, "agent", "cites", "responsibleUnit", "isResponsibleFor")}
    kept = [t for t in triples if t.predicate.value not in names]
    return Graph().parse(data=ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES), format="nt")


@pytest.fixture(scope="module")
def by_hermit(stated) -> Triples:
    return own(owl_api.entailed(stated + ontology_graph()))


@pytest.fixture(scope="module")
def by_owlrl(stated) -> Triples:
    """Without the keys: owlrl 7.6 does not compare the last property of a key. They are tested with HermiT."""
    graph = stated + ontology_graph()
    graph.remove((None, OWL.hasKey, None))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    things = {s for s in stated.all_nodes() if isinstance(s, URIRef)}
    return own((str(s), str(p), str(o)) for s, p, o in graph if s in things and not isinstance(o, Literal | BNode))


@pytest.fixture(scope="module")
def by_rules(stated) -> Triples:
    triples = [q.triple for q in ox.parse(input=stated.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)]
    found = (t for t in [*triples, *derived_triples(triples)] if isinstance(t.object, ox.NamedNode))
    return own((t.subject.value, t.predicate.value, t.object.value) for t in found)


def own(triples: Iterable[tuple[str, str, str]]) -> Triples:
    """Facts in our own terms about things of the seed: types and values of object properties."""
    things = (t for t in triples if t[1].startswith(DZ) or (t[1] == RDF + "type" and t[2].startswith(DZ)))
    return {t for t in things if not t[0].startswith(DZ) and "/id/level/" not in t[0]}


def test_hermit_and_owlrl_derive_the_same(by_hermit, by_owlrl):
    assert by_hermit == by_owlrl


@pytest.mark.parametrize("name", [*CHAINS, *INVERSES])
def test_chains_and_inverses_come_out(name, by_hermit, by_rules):
    found = {t for t in by_hermit if t[1] == DZ + name}
    assert found
    assert found == {t for t in by_rules if t[1] == DZ + name}


def test_our_rules_find_all_but_the_types_of_things_outside_the_document(by_owlrl, by_rules):
    assert by_rules <= by_owlrl
    missing = by_owlrl - by_rules
    assert {t[1] for t in missing} == {RDF + "type"}
    shared = ("agency-function/", "division/", "role/", "level/")
    assert all(t[0].removeprefix("https://w3id.org/devzone-kg/id/").startswith(shared) for t in missing)


def test_the_published_graph_holds_what_follows(by_rules):
    published = [q.triple for q in ox.parse(path=folder("data") / "plan.ttl", format=ox.RdfFormat.TURTLE)]
    found = (t for t in published if isinstance(t.object, ox.NamedNode))
    assert by_rules == own((t.subject.value, t.predicate.value, t.object.value) for t in found)
