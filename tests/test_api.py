"""The Python API: what is exported, and that it does what its page says."""

import doctest
import subprocess
import sys

import pytest
from rdflib import Graph, Namespace

import devzone_kg as dz

DZ = Namespace("https://w3id.org/devzone-kg/def#")


def test_the_exports():
    assert dz.__all__ == ["DevzoneError", "PlanFacts", "check", "extract", "read", "to_graph"]
    assert all(getattr(dz, name) for name in dz.__all__)
    with pytest.raises(AttributeError):
        dz.nothing  # noqa: B018


def test_the_example_of_the_package(monkeypatch, seed_path):
    monkeypatch.chdir(seed_path.parent.parent)
    assert doctest.testmod(dz).failed == 0
    assert doctest.testmod(dz).attempted == 4


def test_from_file_to_findings(seed_path):
    plan = dz.extract(seed_path)
    assert isinstance(plan, dz.PlanFacts)
    graph = dz.to_graph(plan)
    assert isinstance(graph, Graph)
    assert len(set(graph.subjects(DZ.leadUnit))) == 8
    by_graph, by_facts = dz.check(graph, profile="issued"), dz.check(plan, profile="issued")
    inferred = {"R10", "R11"}  # they judge inferred coverage, which the graph of what is stated does not hold
    places = [(f.rule, f.span) for f in by_graph.findings if f.rule not in inferred]
    assert places == [(f.rule, f.span) for f in by_facts.findings if f.rule not in inferred]
    assert len(places) > 9
    assert not by_graph.conforms


def test_a_graph_is_not_taken_for_a_file(tmp_path):
    with pytest.raises(dz.DevzoneError):
        dz.check(tmp_path / "missing.txt")


def test_importing_the_package_loads_no_library():
    code = (
        "import devzone_kg, sys; print([m for m in ('rdflib', 'pyoxigraph', 'flask', 'click', 'pyshacl') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("thing", [42, None, b"plan.txt", ["plan.txt"]])
def test_what_is_none_of_the_things_that_are_taken(thing):
    with pytest.raises(TypeError, match="check takes the path of a file, a PlanFacts or an rdflib Graph, not"):
        dz.check(thing)
    with pytest.raises(TypeError, match="to_graph takes the PlanFacts"):
        dz.to_graph(thing)
