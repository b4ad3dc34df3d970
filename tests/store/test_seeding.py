"""Loading the graphs of documents."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from devzone_kg.errors import StoreError
from devzone_kg.store import open_store
from devzone_kg.store.seeding import load_plan, read_turtle
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
    file = tmp_path / "blank.ttl"
    file.write_text("_:b <urn:p> 1 .")
    assert read_turtle(file)[0].subject != read_turtle(file)[0].subject
