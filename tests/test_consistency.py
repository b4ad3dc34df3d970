"""HermiT finds ontology and graph consistent, and finds the contradictions that are planted."""

import io

import pytest
from rdflib import Graph

from devzone_kg import owl_api
from devzone_kg.consistency import is_consistent, ontology_graph

PREFIXES = """
@prefix dz: <https://w3id.org/devzone-kg/def#> .
@prefix level: <https://w3id.org/devzone-kg/id/level/> .
@prefix fn: <https://w3id.org/devzone-kg/id/agency-function/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <https://w3id.org/devzone-kg/id/plan/test/> .
"""

CONTRADICTIONS = {
    "an assignment with a lead and a support agent": ":a dz:leadAgent :u ; dz:supportAgent :v .",
    "an assignment with a lead agent typed as one of support": ":a a dz:SupportAssignment ; dz:leadAgent :u .",
    "a duty that is a measure": ":d a dz:Duty , dz:Measure .",
    "a duty that is the general list": ":d a dz:Duty , dz:OverallResponsibility .",
    "a measure that has assignments": ":m a dz:Measure ; dz:hasAssignment :a .",
    "a zone with two levels": ":z dz:level level:national , level:provincial .",
    "a division with two levels": ":d dz:divisionLevel level:prefectural , level:county .",
    "two levels that are one": "level:county owl:sameAs level:township .",
    "an agency that is a group": ":u a dz:Agency , dz:AgencyGroup .",
    "a document that is its own part's agent": ":a dz:leadAgent :p . :p a dz:Plan .",
    "a target with and without a figure": ":t a dz:QuantitativeTarget , dz:QualitativeTarget .",
    "an upgrade goal with a metric": ":t dz:upgrades :z ; dz:metric :m .",
    "a span in a document": ":s dz:inText :p . :p dz:hasCitation :c .",
    "one number of a law and of an agency": ":a dz:documentNumber :n . :a a dz:Agency .",
    "two documents of one number that are said to differ": (
        ":p dz:documentNumber :n . :q dz:documentNumber :n . :p owl:differentFrom :q ."
    ),
}


def parse(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def same(text: str, first: str, second: str) -> bool:
    base = "https://w3id.org/devzone-kg/id/plan/test/"
    return owl_api.are_same(parse(text) + ontology_graph(), base + first, base + second)


@pytest.fixture(scope="module")
def seed(seed_path) -> Graph:
    return Graph().parse(seed_path.with_name("plan.ttl")).parse(seed_path.with_name("plan-inferred.ttl"))


def test_the_seed_is_consistent(seed):
    assert len(seed) > 1000
    assert is_consistent(seed)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_planted_contradiction_is_caught(name):
    assert not is_consistent(parse(CONTRADICTIONS[name]))


def test_what_is_no_contradiction_is_not_caught():
    assert is_consistent(parse(":a dz:leadAgent :u . :b dz:supportAgent :u . :z dz:level level:national . :d a dz:Duty ."))


def test_two_documents_with_one_number_are_the_same():
    assert same(":p dz:documentNumber :n . :q dz:documentNumber :n .", "p", "q")
    assert not same(":p dz:documentNumber :n . :q dz:documentNumber :m .", "p", "q")


def test_two_numbers_with_one_code_year_and_serial_are_the_same_and_so_are_their_documents():
    number = 'a dz:DocumentNumber ; dz:issuerCode "某政发" ; dz:year 2020 ; dz:serial'
    stated = f":n {number} 3 . :m {number} 3 . :o {number} 4 . :p dz:documentNumber :n . :q dz:documentNumber :m ."
    assert same(stated, "n", "m")
    assert same(stated, "p", "q")
    assert not same(stated, "n", "o")


def test_two_divisions_with_one_code_are_the_same():
    stated = ':d a dz:AdministrativeDivision ; dz:divisionCode "1" . :e a dz:AdministrativeDivision ; dz:divisionCode'
    assert same(f'{stated} "1" .', "d", "e")
    assert not same(f'{stated} "2" .', "d", "e")


def test_owlready2_reads_graph_and_ontology(seed):
    import owlready2

    world = owlready2.World()
    merged = world.get_ontology("https://w3id.org/devzone-kg/test#")
    merged.load(fileobj=io.BytesIO((seed + ontology_graph()).serialize(format="xml", encoding="utf-8")))
    assert len(list(world["https://w3id.org/devzone-kg/def#Duty"].instances())) == 7
