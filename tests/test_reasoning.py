"""What follows from the ontology's axioms, checked against owlrl."""

import time

import owlrl
import pyoxigraph as ox
import rdflib

from devzone_kg.namespaces import DZ, OWL, RDF, RDFS
from devzone_kg.reasoning import derived_triples
from devzone_kg.resources import folder
from sample_plan import parse, plan_triples

ONTOLOGY = folder("ontology") / "devzone.ttl"
TBOX = (
    "subClassOf",
    "subPropertyOf",
    "inverseOf",
    "propertyChainAxiom",
    "first",
    "rest",
    "equivalentClass",
    "onProperty",
    "hasValue",
)


def own(triples: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Facts in our own terms."""
    return {t for t in triples if t[1].startswith(DZ) or (t[1] == RDF + "type" and t[2].startswith(DZ))}


def plain(triples: list[ox.Triple]) -> set[tuple[str, str, str]]:
    return {(t.subject.value, t.predicate.value, getattr(t.object, "value", "")) for t in triples}


def by_owlrl(triples: list[ox.Triple]) -> set[tuple[str, str, str]]:
    """The closure by a general OWL RL reasoner under the axioms of the kinds that are read."""
    graph = rdflib.Graph()
    for s, p, o in rdflib.Graph().parse(ONTOLOGY):
        if str(p).rpartition("#")[2] in TBOX:
            graph.add((s, p, o))
    facts = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    subjects = {s for s in facts.subjects() if isinstance(s, rdflib.URIRef)}
    graph += facts
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return own({(str(s), str(p), str(o)) for s, p, o in graph if s in subjects or (o in subjects and str(p) != RDF + "type")})


def test_the_same_facts_follow_as_by_owlrl() -> None:
    triples = [t for t in plan_triples() if not t.predicate.value.startswith("http://www.w3.org/ns/oa#")]
    mine = own(plain([*triples, *derived_triples(triples)]))
    assert mine == {t for t in by_owlrl(triples) if t[0] != t[2]}
    assert len(mine) > len(own(plain(triples))) + 40


def test_a_chain_that_needs_an_inverse_of_a_chain_comes_out() -> None:
    triples = parse(f"@prefix d: <{DZ}> . <urn:d> d:hasAssignment <urn:a> ; d:covers <urn:m> . <urn:a> d:leadAgent <urn:u> .")
    derived = plain(derived_triples(triples))
    assert ("urn:u", DZ + "leads", "urn:d") in derived
    assert ("urn:u", DZ + "accountableFor", "urn:m") in derived
    assert ("urn:a", DZ + "agent", "urn:u") in derived


def test_a_class_that_is_defined_by_a_value_is_found() -> None:
    function = "https://w3id.org/devzone-kg/id/agency-function/guanweihui"
    derived = plain(derived_triples(parse(f"@prefix d: <{DZ}> . <urn:u> d:agencyFunction <{function}> .")))
    assert ("urn:u", RDF + "type", DZ + "ParkCommittee") in derived
    assert ("urn:u", RDF + "type", DZ + "Agency") in derived


def test_every_supertype_of_our_own_is_published_and_no_other() -> None:
    derived = plain(derived_triples(parse(f"@prefix d: <{DZ}> . <urn:d> a d:Duty ."), _axioms()))
    assert derived == {("urn:d", RDF + "type", DZ + "ResponsibilityItem"), ("urn:d", RDF + "type", DZ + "Part")}


def _axioms() -> list[ox.Triple]:
    own_axioms = [q.triple for q in ox.parse(path=ONTOLOGY, format=ox.RdfFormat.TURTLE)]
    return [*own_axioms, *parse(f"<{DZ}Duty> <{RDFS}subClassOf> <http://example.org/Thing> .")]


def test_a_rule_comes_from_the_ontology_and_not_from_the_code() -> None:
    axioms = parse(f"@prefix d: <{DZ}> . d:one <{OWL}propertyChainAxiom> ( d:a d:b d:c ) .")
    triples = parse(f"@prefix d: <{DZ}> . <urn:1> d:a <urn:2> . <urn:2> d:b <urn:3> . <urn:3> d:c <urn:4> .")
    assert plain(derived_triples(triples, axioms)) == {("urn:1", DZ + "one", "urn:4")}
    assert derived_triples(triples, []) == []


def test_nothing_new_follows_a_second_time_and_the_order_is_fixed() -> None:
    triples = plan_triples()
    derived = derived_triples(triples)
    assert derived_triples([*triples, *derived]) == []
    assert derived_triples(list(reversed(triples))) == derived


def test_it_is_quick() -> None:
    triples = plan_triples()
    derived_triples(triples)
    best = min(_timed(triples) for _ in range(5))
    assert best < 0.1


def _timed(triples: list[ox.Triple]) -> float:
    start = time.process_time()
    derived_triples(triples)
    return time.process_time() - start
