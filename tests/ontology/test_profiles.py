"""The ontology keeps to OWL 2 DL and OWL 2 RL, alone and with its vocabularies, alignments and the seed's graph."""

import pytest
from rdflib import Graph

from devzone_kg import owl_api
from devzone_kg.consistency import ontology_graph
from devzone_kg.resources import folder

PREFIX = "@prefix dz: <https://w3id.org/devzone-kg/def#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . "
RDFS = "<http://www.w3.org/2000/01/rdf-schema#"


def everything() -> Graph:
    graph = ontology_graph(alignments=True)
    for file in [*sorted((folder("ontology") / "vocabulary").glob("*.ttl")), *sorted(folder("data").glob("*.ttl"))]:
        graph.parse(file)
    return graph


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_the_ontology_alone_keeps_to_the_profile(profile):
    assert owl_api.violations(ontology_graph(), profile) == []


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_all_that_this_installation_holds_keeps_to_the_profile(profile):
    assert owl_api.violations(everything(), profile) == []


def test_an_undeclared_term_leaves_the_profiles():
    graph = ontology_graph().parse(data=PREFIX + "<urn:a> dz:noSuchTerm <urn:b> .")
    assert owl_api.violations(graph, "DL")


def test_a_cardinality_on_a_chain_leaves_dl():
    graph = ontology_graph().parse(data=PREFIX + "dz:leadUnit a owl:FunctionalProperty .")
    assert owl_api.violations(graph, "DL")


def test_a_minimum_leaves_rl():
    minimum = "[ a owl:Restriction ; owl:onProperty dz:hasAssignment ; owl:minCardinality 1 ]"
    graph = ontology_graph().parse(data=f"{PREFIX} dz:Duty {RDFS}subClassOf> {minimum} .")
    assert owl_api.violations(graph, "RL")
