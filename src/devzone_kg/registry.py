"""The administrative divisions as triples: those that a graph speaks of and those that they lie in, not the whole list."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from devzone_kg import divisions, iris
from devzone_kg.namespaces import DZ, ID, RDF, RDFS, SKOS

_PREFIX = ID + "division/"


def division_triples(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Code, names, level and parent of every division that the triples name, and of those above it."""
    named = {code for triple in triples for code in map(_code, (triple.subject, triple.object)) if code}
    above = {division.code: division for code in named for division in divisions.chain(code)}
    return [triple for code in sorted(above) for triple in _about(above[code])]


def _code(term: object) -> str:
    return term.value.removeprefix(_PREFIX) if isinstance(term, ox.NamedNode) and term.value.startswith(_PREFIX) else ""


def _about(division: divisions.Division) -> Iterator[ox.Triple]:
    node = ox.NamedNode(iris.division_iri(division.code))
    yield ox.Triple(node, ox.NamedNode(RDF + "type"), ox.NamedNode(DZ + "AdministrativeDivision"))
    yield ox.Triple(node, ox.NamedNode(DZ + "divisionCode"), ox.Literal(division.code))
    yield ox.Triple(node, ox.NamedNode(RDFS + "label"), ox.Literal(division.name, language="zh"))
    yield ox.Triple(node, ox.NamedNode(SKOS + "altLabel"), ox.Literal(division.short_name, language="zh"))
    yield ox.Triple(node, ox.NamedNode(DZ + "divisionLevel"), ox.NamedNode(f"{ID}level/{division.level}"))
    if division.parent:
        yield ox.Triple(node, ox.NamedNode(DZ + "parentDivision"), ox.NamedNode(iris.division_iri(division.parent)))
