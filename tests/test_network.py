"""The networks of the sample."""

import io

import networkx as nx
import pytest

from devzone_kg.errors import QueryError
from devzone_kg.network import export, measures, network
from devzone_kg.reasoning import derived_triples
from devzone_kg.store import Store, open_store
from sample_plan import PLAN, UPSTREAM, plan_triples, upstream_triples

AGENCY = "https://w3id.org/devzone-kg/id/agency/620602/"


@pytest.fixture(scope="module")
def store() -> Store:
    filled = open_store()
    triples = plan_triples()
    filled.replace_graph(PLAN, [*triples, *derived_triples(triples)])
    filled.replace_graph(UPSTREAM, upstream_triples())
    return filled


def test_who_supports_whom(store: Store) -> None:
    graph = network(store, "lead-support")
    edges = {(a.removeprefix(AGENCY), b.removeprefix(AGENCY)): w for a, b, w in graph.edges(data="weight")}
    assert edges == {("fagai", "caizheng"): 1, ("zhujian", "caizheng"): 1, ("shangwu", "fagai"): 1, ("shangwu", "caizheng"): 1}
    assert graph.nodes[AGENCY + "fagai"]["name"] == "凉州区发改局"


def test_measures_of_a_directed_network_count_both_directions(store: Store) -> None:
    rows = {row.iri.removeprefix(AGENCY): row for row in measures(network(store, "lead-support"))}
    assert (rows["caizheng"].degree, rows["caizheng"].weight) == (3, 3)
    assert (rows["fagai"].degree, rows["zhujian"].degree) == (2, 1)
    assert next(iter(rows)) == "caizheng"


def test_units_of_one_duty_are_joined_whatever_their_roles(store: Store) -> None:
    graph = network(store, "co-responsibility")
    edges = {frozenset(node.removeprefix(AGENCY) for node in edge) for edge in graph.edges}
    assert {frozenset({"fagai", "zhujian"}), frozenset({"fagai", "caizheng"})} <= edges
    assert graph.edges[AGENCY + "fagai", AGENCY + "caizheng"]["weight"] == 2


def test_a_network_is_written_so_that_networkx_reads_it(store: Store) -> None:
    graph = network(store, "lead-support")
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        again = read(io.BytesIO(export(graph, form)))
        assert set(again.edges) == set(graph.edges)
        assert again.nodes[AGENCY + "fagai"]["label"] == "凉州区发改局"
    table = export(graph, "csv").decode("utf-8-sig").splitlines()
    assert table[0] == "source,sourceName,target,targetName,weight"
    assert len(table) == 1 + graph.number_of_edges()
    with pytest.raises(QueryError, match="graphml"):
        export(graph, "docx")


def test_communities_keep_apart_what_is_not_connected() -> None:
    graph = nx.Graph()
    for node in "abcxyz":
        graph.add_node(node, name=node)
    graph.add_weighted_edges_from([("a", "b", 1), ("b", "c", 1), ("a", "c", 1), ("x", "y", 1), ("y", "z", 1), ("x", "z", 1)])
    community = {row.iri: row.community for row in measures(graph)}
    assert community["a"] == community["b"] == community["c"] != community["x"] == community["y"] == community["z"]


def test_which_document_cites_which(store: Store) -> None:
    graph = network(store, "citations")
    assert list(graph.edges(data="weight")) == [(PLAN, UPSTREAM, 1)]


def test_betweenness_finds_the_one_in_the_middle() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for node in "abc":
        graph.add_node(node, name=node)
    graph.add_edge("a", "b", weight=2)
    graph.add_edge("b", "c", weight=1)
    first, *others = measures(graph)
    assert (first.iri, first.betweenness, first.weight) == ("b", 1.0, 3)
    assert {row.betweenness for row in others} == {0.0}


def test_an_unknown_network_is_told(store: Store) -> None:
    with pytest.raises(QueryError, match="no network named drawing; there are lead-support"):
        network(store, "drawing")


def test_an_empty_store_has_empty_networks() -> None:
    assert measures(network(open_store(), "co-responsibility")) == []
