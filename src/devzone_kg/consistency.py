"""Whether ontology and graph are consistent, by HermiT (an OWL 2 DL reasoner). Needs the extra `[owl]`."""

from typing import TYPE_CHECKING

from devzone_kg import owl_api
from devzone_kg.resources import folder

if TYPE_CHECKING:
    from rdflib import Graph

_OWL_NOTHING = "http://www.w3.org/2002/07/owl#Nothing"


def ontology_graph(*, alignments: bool = False) -> "Graph":
    """The ontology of this installation, with or without what links it to other vocabularies."""
    from rdflib import Graph

    graph = Graph().parse(folder("ontology") / "devzone.ttl")
    return graph.parse(folder("ontology") / "alignments.ttl") if alignments else graph


def is_consistent(graph: "Graph") -> bool:
    """Whether ontology, alignments and graph together have a model in which every class can have members.

    Raises:
        DevzoneError: no Java is at hand.
    """
    hermit = owl_api.reasoner(owl_api.load(graph + ontology_graph(alignments=True)))
    if not hermit.isConsistent():
        return False
    return {str(c.getIRI()) for c in hermit.getUnsatisfiableClasses().getEntities()} == {_OWL_NOTHING}
