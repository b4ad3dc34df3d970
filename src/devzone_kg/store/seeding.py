"""What an installation brings with it, in a store: the seed plan, what was inferred of it, the ontology, the vocabularies."""

from pathlib import Path

import pyoxigraph as ox

from devzone_kg.errors import StoreError
from devzone_kg.namespaces import DZ
from devzone_kg.resources import folder
from devzone_kg.store import INFERRED, ONTOLOGY, REGISTRY, Store, open_store

_HAS_TEXT = ox.NamedNode(DZ + "hasTextVersion")


def seeded_store() -> Store:
    """An in-memory store with all that this installation holds."""
    store = open_store()
    load_plan(store, folder("data") / "plan.ttl")
    store.replace_graph(INFERRED, read_turtle(folder("data") / "plan-inferred.ttl"))
    load_terms(store)
    return store


def load_terms(store: Store) -> None:
    """Load the ontology and the vocabularies of this installation."""
    store.replace_graph(ONTOLOGY, read_turtle(folder("ontology") / "devzone.ttl"))
    words = sorted((folder("ontology") / "vocabulary").glob("*.ttl"))
    store.replace_graph(REGISTRY, [triple for file in words for triple in read_turtle(file)])


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
    """The triples of a Turtle file; blank nodes get names of their own, so that two files never share one."""
    try:
        return [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)]
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from error
