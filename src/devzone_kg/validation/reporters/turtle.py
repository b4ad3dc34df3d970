"""The report as a standard sh:ValidationReport in Turtle: all results of the selected shapes, in SHACL's own meaning."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from devzone_kg.namespaces import RDF, SH
from devzone_kg.validation.engine import Result
from devzone_kg.validation.findings import Report

_SEVERITIES = {"violation": "Violation", "warning": "Warning", "info": "Info"}


def render(reports: Iterable[Report]) -> str:
    """One report for each document."""
    triples = [t for report in reports for t in _report(report.results)]
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={"sh": SH})
    return data.decode() if data else ""


def _report(results: tuple[Result, ...]) -> Iterator[ox.Triple]:
    report = ox.BlankNode()
    yield ox.Triple(report, ox.NamedNode(RDF + "type"), _sh("ValidationReport"))
    yield ox.Triple(report, _sh("conforms"), ox.Literal(not results))
    for result in results:
        node = ox.BlankNode()
        yield ox.Triple(report, _sh("result"), node)
        yield from _result(node, result)


def _result(node: ox.BlankNode, result: Result) -> Iterator[ox.Triple]:
    rule = result.rule
    yield ox.Triple(node, ox.NamedNode(RDF + "type"), _sh("ValidationResult"))
    yield ox.Triple(node, _sh("focusNode"), result.focus)
    yield ox.Triple(node, _sh("value"), result.value)
    yield ox.Triple(node, _sh("resultSeverity"), _sh(_SEVERITIES[rule.severity]))
    yield ox.Triple(node, _sh("sourceShape"), ox.NamedNode(rule.iri))
    yield ox.Triple(node, _sh("sourceConstraintComponent"), ox.NamedNode(rule.component))
    if rule.constraint:
        yield ox.Triple(node, _sh("sourceConstraint"), ox.NamedNode(rule.constraint))
    for lang, text in (("zh", result.zh), ("en", result.en)):
        yield ox.Triple(node, _sh("resultMessage"), ox.Literal(text, language=lang))


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)
