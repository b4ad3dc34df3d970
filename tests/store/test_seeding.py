"""Loading the graphs of documents."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from devzone_kg.errors import StoreError
from devzone_kg.querying import table
from devzone_kg.resources import folder
from devzone_kg.store import INFERRED, ONTOLOGY, REGISTRY, open_store
from devzone_kg.store.seeding import load_plan, read_turtle, seeded_store
from sample_plan import PLAN, plan_triples


def test_a_plan_is_loaded_under_its_own_name(tmp_path: Path) -> None:
    file = tmp_path / "plan.ttl"
    ox.serialize(plan_triples(), file, format=ox.RdfFormat.TURTLE)
    store = open_store()
    assert load_plan(store, file) == PLAN
    assert store.graphs() == [PLAN]
    assert len(store) == len(set(plan_triples()))


def test_a_file_without_a_document_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("<urn:s> <urn:p> <urn:o> .")
    with pytest.raises(StoreError, match="not the graph of one document"):
        load_plan(open_store(), file)


def test_a_broken_or_missing_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("<urn:s> <urn:p> ")
    with pytest.raises(StoreError, match="cannot be read"):
        read_turtle(file)
    with pytest.raises(StoreError, match="cannot be read"):
        read_turtle(tmp_path / "none.ttl")


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    one, other = tmp_path / "one.ttl", tmp_path / "other.ttl"
    for file in (one, other):
        file.write_text("_:b <urn:p> 1 , [ <urn:q> 2 ] .")
    assert {t.subject for t in read_turtle(one)}.isdisjoint(t.subject for t in read_turtle(other))
    assert read_turtle(one) == read_turtle(one), "named by their order, so that a store is the same each time"


def test_the_installation_brings_the_seed_with_it() -> None:
    store = seeded_store()
    assert {INFERRED, ONTOLOGY, REGISTRY} < set(store.graphs())
    assert len(table(store, "plans").rows) == 1
    led = {row["task"] for row in table(store, "who-leads-what").records()}
    assert len(led) == 7
    for row in table(store, "unit-duties").records():
        assert row["unit"] == "区发改局"
    ((content,),) = table(store, "SELECT ?c { ?text <https://w3id.org/devzone-kg/def#content> ?c }").texts()
    assert content == (folder("data") / "plan.txt").read_bytes().decode("utf-8")
