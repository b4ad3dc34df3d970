"""HermiT finds ontology and graph consistent, and finds the contradictions that are planted."""

import pytest
from rdflib import Graph

from devzone_kg.consistency import is_consistent

PREFIXES = """
@prefix dz: <https://w3id.org/devzone-kg/def#> .
@prefix level: <https://w3id.org/devzone-kg/id/level/> .
@prefix : <https://w3id.org/devzone-kg/id/plan/test/> .
"""

CONTRADICTIONS = {
    "an assignment with a lead and a support agent": ":a dz:leadAgent :u ; dz:supportAgent :v .",
    "a duty that is a measure": ":d a dz:Duty , dz:Measure .",
    "a zone with two levels": ":z dz:level level:national , level:provincial .",
    "an agency that is a group": ":u a dz:Agency , dz:AgencyGroup .",
    "a document that is its own part's agent": ":a dz:leadAgent :p . :p a dz:Plan .",
}


def test_the_seed_is_consistent(seed_path):
    graph = Graph().parse(seed_path.with_name("plan.ttl")).parse(seed_path.with_name("plan-inferred.ttl"))
    assert len(graph) > 1000
    assert is_consistent(graph)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_planted_contradiction_is_caught(name):
    assert not is_consistent(Graph().parse(data=PREFIXES + CONTRADICTIONS[name], format="turtle"))
