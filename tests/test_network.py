"""The networks of the sample."""

import pytest

from devzone_kg.errors import QueryError
from devzone_kg.network import measures, network
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


def test_who_answers_together(store: Store) -> None:
    graph = network(store, "co-responsibility")
    assert {frozenset(edge) for edge in graph.edges} == {frozenset({AGENCY + "fagai", AGENCY + "zhujian"})}
    assert [row.degree for row in measures(graph)] == [1, 1]


def test_which_document_cites_which(store: Store) -> None:
    graph = network(store, "citations")
    assert list(graph.edges(data="weight")) == [(PLAN, UPSTREAM, 1)]


def test_betweenness_finds_the_one_in_the_middle() -> None:
    import networkx as nx

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
