"""The terms of the ontology, read for people: labels, definitions, examples, how terms hang together."""

from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from devzone_kg.namespaces import DZ, OWL, PREFIXES, RDF, RDFS, SKOS
from devzone_kg.resources import folder

KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_MORE_PREFIXES = {
    "m8g": "http://data.europa.eu/m8g/",
    "qudt": "http://qudt.org/schema/qudt/",
    "schema": "https://schema.org/",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "id": "https://w3id.org/devzone-kg/id/",
}
_LINKS = {"subClassOf": "parents", "subPropertyOf": "parents", "domain": "domain", "range": "range", "inverseOf": "inverse"}
_LINKS |= {"propertyChainAxiom": "chain", "disjointWith": "disjoint", "hasKey": "key"}
_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@dataclass(slots=True)
class Term:
    """A class or a property."""

    name: str
    kind: str
    labels: dict[str, str] = field(default_factory=dict)  # by language
    definitions: dict[str, str] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=dict)  # by kind of axiom: names of ours, or prefixed names
    characteristics: list[str] = field(default_factory=list)
    matches: list[tuple[str, str]] = field(default_factory=list)  # how it stands to a term of another vocabulary

    def linked(self, kind: str) -> list[str]:
        """The terms that it is linked to by an axiom of a kind."""
        return self.links.get(kind, [])


@cache
def terms() -> dict[str, Term]:
    """All own terms by local name, in the order of the ontology."""
    graph = _graph()
    found = _declared(graph)
    for term in found.values():
        for quad in graph.quads_for_pattern(ox.NamedNode(DZ + term.name), None, None):
            _note(graph, term, quad)
    for prop, inverse in [(t.name, i) for t in found.values() for i in t.linked("inverse")]:
        if inverse in found and prop not in found[inverse].linked("inverse"):
            found[inverse].links.setdefault("inverse", []).append(prop)
    return found


def children(name: str) -> list[str]:
    """The terms directly under a term."""
    return [term.name for term in terms().values() if name in term.linked("parents")]


def shortened(iri: str) -> str:
    """A name of ours without a prefix, another with one."""
    if iri.startswith(DZ):
        return iri.removeprefix(DZ)
    prefixes = {**PREFIXES, **_MORE_PREFIXES}
    fitting = [(prefix, base) for prefix, base in prefixes.items() if iri.startswith(base)]
    return f"{fitting[-1][0]}:{iri.removeprefix(fitting[-1][1])}" if fitting else iri


def _graph() -> ox.Store:
    store = ox.Store()
    for file in ("devzone.ttl", "alignments.ttl"):
        store.extend(ox.parse(path=folder("ontology") / file, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
    return store


def _declared(graph: ox.Store) -> dict[str, Term]:
    declared = {
        quad.subject.value.removeprefix(DZ): kind
        for kind in KINDS
        for quad in graph.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + kind))
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(DZ)
    }
    return {name: Term(name, kind) for name, kind in sorted(declared.items(), key=lambda pair: (KINDS.index(pair[1]), pair[0]))}


def _note(graph: ox.Store, term: Term, quad: ox.Quad) -> None:
    predicate, value = quad.predicate.value, quad.object
    name = predicate.rpartition("#")[2]
    if isinstance(value, ox.Literal):
        _note_words(term, predicate, value)
    elif predicate == RDF + "type" and isinstance(value, ox.NamedNode):
        if value.value.removeprefix(OWL) not in KINDS:
            term.characteristics.append(value.value.removeprefix(OWL).removesuffix("Property"))
    elif name in _MATCHES and isinstance(value, ox.NamedNode):
        term.matches.append((name, shortened(value.value)))
    elif name in _LINKS and isinstance(value, ox.NamedNode):
        term.links.setdefault(_LINKS[name], []).append(shortened(value.value))
    elif name in ("propertyChainAxiom", "hasKey") and isinstance(value, ox.BlankNode):
        term.links[_LINKS[name]] = _members(graph, value)
    elif name == "equivalentClass" and isinstance(value, ox.BlankNode):
        term.links["defined"] = [_value(graph, value, "onProperty"), _value(graph, value, "hasValue")]


def _note_words(term: Term, predicate: str, value: ox.Literal) -> None:
    if predicate == RDFS + "label":
        term.labels[value.language or ""] = value.value
    elif predicate == SKOS + "definition":
        term.definitions[value.language or ""] = value.value
    elif predicate == SKOS + "example":
        term.examples.append(value.value)


def _value(graph: ox.Store, node: ox.BlankNode, name: str) -> str:
    found = next(graph.quads_for_pattern(node, ox.NamedNode(OWL + name), None)).object
    return shortened(found.value) if isinstance(found, ox.NamedNode) else ""


def _members(graph: ox.Store, node: ox.NamedNode | ox.BlankNode) -> list[str]:
    members = []
    while firsts := list(graph.quads_for_pattern(node, ox.NamedNode(RDF + "first"), None)):
        members.append(shortened(firsts[0].object.value) if isinstance(firsts[0].object, ox.NamedNode) else "")
        node = next(graph.quads_for_pattern(node, ox.NamedNode(RDF + "rest"), None)).object  # type: ignore[assignment]
    return members
