"""What follows from a graph by the ontology's own axioms, published beside what the text states.

The axioms are the rules: each is read from the ontology and written as a SPARQL CONSTRUCT, and the constructs run over the
graph until nothing new comes. Kinds that are read: rdfs:subClassOf, rdfs:subPropertyOf, owl:inverseOf,
owl:propertyChainAxiom and owl:hasValue (a class that is defined by one value), between terms of our own namespace. All
supertypes are published, so that `?x a dz:Agency` finds every kind of agency in an engine that does not reason.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from devzone_kg.namespaces import DZ, OWL, RDF, RDFS
from devzone_kg.resources import folder

_OWN = f'FILTER(STRSTARTS(STR(?a), "{DZ}") && STRSTARTS(STR(?b), "{DZ}"))'
_SUBCLASSES = f"SELECT DISTINCT ?a ?b {{ ?a <{RDFS}subClassOf>+ ?b FILTER(isIRI(?b)) {_OWN} }} ORDER BY ?a ?b"
_SUBPROPERTIES = f"SELECT DISTINCT ?a ?b {{ ?a <{RDFS}subPropertyOf>+ ?b {_OWN} }} ORDER BY ?a ?b"
_INVERSES = f"SELECT DISTINCT ?a ?b {{ ?a <{OWL}inverseOf>|^<{OWL}inverseOf> ?b {_OWN} }} ORDER BY ?a ?b"
_CHAINS = f"SELECT ?a ?list {{ ?a <{OWL}propertyChainAxiom> ?list }} ORDER BY ?a"
_VALUES = f"SELECT ?a ?p ?v {{ ?a <{OWL}equivalentClass> ?r . ?r <{OWL}onProperty> ?p ; <{OWL}hasValue> ?v }} ORDER BY ?a"
_IRI = re.compile(r"<([^>]+)>")
_FIRST, _REST = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")


def derived_triples(triples: Iterable[ox.Triple], ontology: Iterable[ox.Triple] | None = None) -> list[ox.Triple]:
    """The triples that follow from these and are not among them, in a fixed order."""
    rules = installed_rules() if ontology is None else rules_of(ontology)
    predicates = _terms(rules)
    graph = ox.Store()
    graph.extend(ox.Quad(*triple) for triple in triples if triple.predicate.value in predicates)
    derived: dict[ox.Triple, None] = {}
    while new := [t for t in _fired(graph, rules) if t not in derived]:
        derived.update(dict.fromkeys(new))
        graph.extend(ox.Quad(*triple) for triple in new)
    return sorted(derived, key=str)


@cache
def installed_rules() -> tuple[str, ...]:
    """The rules of the ontology of this installation."""
    parsed = ox.parse(path=folder("ontology") / "devzone.ttl", format=ox.RdfFormat.TURTLE)
    return rules_of(quad.triple for quad in parsed)


def rules_of(ontology: Iterable[ox.Triple]) -> tuple[str, ...]:
    """The CONSTRUCT queries that an ontology's axioms amount to."""
    axioms = ox.Store()
    axioms.extend(ox.Quad(*triple) for triple in ontology)
    pairs = [
        *_rules(axioms, _SUBPROPERTIES, "?s ?b ?o", "?s ?a ?o"),
        *_rules(axioms, _INVERSES, "?o ?b ?s", "?s ?a ?o FILTER(!isLiteral(?o))"),
    ]
    types = [
        *_rules(axioms, _VALUES, f"?s <{RDF}type> ?a", "?s ?p ?v"),
        *_rules(axioms, _SUBCLASSES, f"?s <{RDF}type> ?b", f"?s <{RDF}type> ?a"),
    ]
    return (*pairs, *_chain_rules(axioms), *types)


@cache
def _terms(rules: tuple[str, ...]) -> frozenset[str]:
    """The IRIs in the rules; a triple with another predicate can set none of them off."""
    return frozenset(iri for rule in rules for iri in _IRI.findall(rule))


def _fired(graph: ox.Store, rules: Iterable[str]) -> Iterator[ox.Triple]:
    for rule in rules:
        found = graph.query(rule)
        if isinstance(found, ox.QueryTriples):
            yield from (triple for triple in found if ox.Quad(*triple) not in graph)


def _rows(axioms: ox.Store, question: str) -> Iterator[ox.QuerySolution]:
    found = axioms.query(question)
    return found if isinstance(found, ox.QuerySolutions) else iter(())


def _rules(axioms: ox.Store, question: str, then: str, given: str) -> Iterator[str]:
    """One rule an axiom, with its terms in the places of the variables."""
    found = axioms.query(question)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    for row in found:
        terms = {f"?{name}": str(row[name]) for name in names}
        yield f"CONSTRUCT {{ {_filled(then, terms)} }} WHERE {{ {_filled(given, terms)} }}"


def _filled(pattern: str, terms: dict[str, str]) -> str:
    return " ".join(terms.get(word, word) for word in pattern.split())


def _chain_rules(axioms: ox.Store) -> Iterator[str]:
    for row in _rows(axioms, _CHAINS):
        steps = list(_members(axioms, row["list"]))
        path = " . ".join(f"?x{i} {step} ?x{i + 1}" for i, step in enumerate(steps))
        yield f"CONSTRUCT {{ ?x0 {row['a']} ?x{len(steps)} }} WHERE {{ {path} }}"


def _members(axioms: ox.Store, node: ox.NamedNode | ox.BlankNode) -> Iterator[str]:
    while firsts := list(axioms.quads_for_pattern(node, _FIRST, None)):
        yield str(firsts[0].object)
        node = next(axioms.quads_for_pattern(node, _REST, None)).object  # type: ignore[assignment]
