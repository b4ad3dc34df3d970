"""What an installation brings with it, in a store: the seed plan, what was inferred of it, the ontology, the vocabularies."""

import re
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from devzone_kg.errors import StoreError
from devzone_kg.namespaces import DZ
from devzone_kg.resources import folder
from devzone_kg.store import INFERRED, ONTOLOGY, REGISTRY, Store, open_store

_T = TypeVar("_T")
_HAS_TEXT = ox.NamedNode(DZ + "hasTextVersion")


def seeded_store() -> Store:
    """An in-memory store with all that this installation holds."""
    store = open_store()
    load_plan(store, folder("data") / "plan.ttl")
    store.replace_graph(INFERRED, read_turtle(folder("data") / "plan-inferred.ttl"))
    load_terms(store)
    return store


def load_terms(store: Store) -> None:
    """Load the ontology and the vocabularies of this installation, where the store does not hold the same already."""
    words = sorted((folder("ontology") / "vocabulary").glob("*.ttl"))
    terms = [folder("ontology") / name for name in ("devzone.ttl", "alignments.ttl")]
    for graph, files in ((ONTOLOGY, terms), (REGISTRY, words)):
        triples = [triple for file in files for triple in read_turtle(file)]
        if set(store.triples(graph)) != set(triples):
            store.replace_graph(graph, triples)


def load_plan(store: Store, path: Path) -> str:
    """Load the graph of one document; its name is the IRI of the document whose text the graph holds."""
    triples = read_turtle(path)
    documents = {t.subject.value for t in triples if t.predicate == _HAS_TEXT and isinstance(t.subject, ox.NamedNode)}
    if len(documents) != 1:
        raise StoreError(f"{path} is not the graph of one document: it holds the text of {len(documents)}")
    (name,) = documents
    store.replace_graph(name, triples)
    return name


def read_turtle(path: Path) -> list[ox.Triple]:
    """The triples of a Turtle file; blank nodes are named by the file and their order, so that no two files share one."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}
    stem = re.sub(r"[^0-9A-Za-z]+", "-", path.stem)

    def own(term: _T) -> _T | ox.BlankNode:
        return names.setdefault(term, ox.BlankNode(f"{stem}-{len(names) + 1}")) if isinstance(term, ox.BlankNode) else term

    try:
        parsed = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        return [ox.Triple(own(t.subject), t.predicate, own(t.object)) for t in (quad.triple for quad in parsed)]
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from error
