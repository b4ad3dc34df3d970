"""The graph of every real plan has a model under the ontology."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from devzone_kg.consistency import is_consistent
from devzone_kg.extraction.pipeline import extract
from devzone_kg.graph import plan_triples


def graph_of(plan: Path) -> Graph:
    return Graph().parse(data=ox.serialize(plan_triples(extract(plan)), format=ox.RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.corpus
def test_the_graph_of_every_real_plan_is_consistent(corpus: Path) -> None:
    plans = sorted(corpus.rglob("*.txt"))
    assert len(plans) > 20
    assert [plan.name for plan in plans if not is_consistent(graph_of(plan))] == []
