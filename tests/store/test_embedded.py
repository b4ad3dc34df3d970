"""The embedded store: graphs whole or not at all, the union, clear errors."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from devzone_kg.errors import StoreError
from devzone_kg.store import INFERRED, Store, open_store
from sample_plan import parse

A, B = "https://example.org/graph/a", "https://example.org/graph/b"
ONE = parse('<urn:x> <urn:p> "一" , <urn:y> .')
TWO = parse('<urn:x> <urn:p> "二" , <urn:y> .')


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(None if request.param == "memory" else tmp_path / "store")
    yield opened
    opened.close()


def held(store: Store, graph: str) -> set[str]:
    return {str(triple.object) for triple in store.triples(graph)}


def union(store: Store) -> set[str]:
    return {str(row["o"]) for row in store.query("SELECT ?o WHERE { ?s ?p ?o }")}  # type: ignore[index]


def test_a_graph_takes_the_place_of_what_was_there(store: Store) -> None:
    store.replace_graph(A, ONE)
    store.replace_graph(A, TWO)
    assert held(store, A) == {'"二"', "<urn:y>"} == union(store)
    assert (len(store), store.graphs()) == (2, [A])


def test_an_iterator_that_fails_half_way_changes_nothing(store: Store) -> None:
    def failing() -> Iterator[ox.Triple]:
        yield TWO[0]
        raise RuntimeError("the reader broke off")

    store.replace_graph(A, ONE)
    with pytest.raises(RuntimeError, match="broke off"):
        store.replace_graph(A, failing())
    assert held(store, A) == {'"一"', "<urn:y>"} == union(store)


def test_what_the_engine_refuses_changes_nothing(store: Store) -> None:
    store.replace_graph(A, ONE)
    with pytest.raises(StoreError, match="left as it was"):
        store.replace_graph("not an iri", TWO)
    assert store.graphs() == [A]
    assert held(store, A) == {'"一"', "<urn:y>"} == union(store)


def test_a_failing_step_undoes_the_steps_before_it() -> None:
    engine = ox.Store()
    with pytest.raises(OSError, match="invalid"):
        engine.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } } ; LOAD <file:///nowhere>")
    assert len(engine) == 0


def test_the_union_keeps_what_another_graph_still_holds(store: Store) -> None:
    store.replace_graph(A, ONE)
    store.replace_graph(B, TWO)
    store.remove_graph(A)
    assert (union(store), store.graphs()) == ({'"二"', "<urn:y>"}, [B])
    store.remove_graph(A)
    store.remove_graph(B)
    assert (union(store), len(store)) == (set(), 0)


def test_what_was_inferred_stays_out_of_the_union(store: Store) -> None:
    store.replace_graph(A, ONE)
    store.replace_graph(INFERRED, TWO)
    assert union(store) == {'"一"', "<urn:y>"}
    assert bool(store.query(f'ASK {{ GRAPH <{INFERRED}> {{ ?s ?p "二" }} }}'))
    store.remove_graph(A)
    assert union(store) == set()
    assert len(store) == 2


def test_bindings_and_graphs_of_a_query(store: Store) -> None:
    store.replace_graph(A, ONE)
    store.replace_graph(B, TWO)
    text = "SELECT ?s ?o WHERE { ?s <urn:p> ?o }"
    assert len(list(store.query(text, bindings={"o": ox.Literal("二")}))) == 1
    assert not list(store.query(text, bindings={"o": ox.Literal("二")}, default_graphs=[A]))
    named = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert {str(row["g"]) for row in store.query(named, named_graphs=[B])} == {f"<{B}>"}  # type: ignore[index]


def test_hostile_text_stays_text(store: Store) -> None:
    text = 'a"} } ; DROP ALL # \\ \n\r\t\u2028 \U0001f600'
    store.replace_graph(A, [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(text))])
    assert [t.object.value for t in store.triples(A)] == [text]  # type: ignore[union-attr]


def test_a_directory_keeps_its_graphs(tmp_path: Path) -> None:
    first = open_store(tmp_path / "store")
    first.replace_graph(A, ONE)
    first.close()
    second = open_store(tmp_path / "store", create=False)
    assert held(second, A) == union(second) == {'"一"', "<urn:y>"}
    second.close()
    with pytest.raises(StoreError, match="is closed"):
        second.graphs()


def test_a_store_in_use_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    code = (
        "import sys, pathlib\nfrom devzone_kg.store import open_store\nfrom devzone_kg.errors import StoreError\n"
        "try: open_store(pathlib.Path(sys.argv[1]))\nexcept StoreError as e: print(e)"
    )
    other = subprocess.run([sys.executable, "-c", code, str(tmp_path / "store")], capture_output=True, text=True, check=True)
    assert "in use by another process" in other.stdout
    store.close()


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.replace_graph(A, ONE)
    store.close()
    for manifest in tmp_path.glob("MANIFEST*"):
        manifest.write_bytes(b"no manifest" * 20)
    with pytest.raises(StoreError, match="damaged"):
        open_store(tmp_path)


def test_other_peoples_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(StoreError, match=r"not a store.*thesis\.docx"):
        open_store(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "thesis.docx")
    with pytest.raises(StoreError, match="nothing in it"):
        open_store(tmp_path / "elsewhere", create=False)
    assert not (tmp_path / "elsewhere").exists()
