"""The process that runs a user's shapes: it reads shapes and data from stdin, writes results as JSON, and has limits."""

import json
import resource
import sys
from typing import Any

import pyoxigraph as ox

from devzone_kg.namespaces import DCTERMS, DZ, RDF, RDFS, SH
from devzone_kg.validation.rules import SEVERITIES, Rule

_MEMORY = 2_000_000_000  # bytes of address space
_CPU_SECONDS = 60
_TEXTS = {"help": DZ + "help", "reason": RDFS + "comment", "source": DCTERMS + "source"}
_PLAIN = {
    "sparql", "severity", "message", "targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode", "select", "prefixes",
    "declare", "prefix", "namespace",
}  # fmt: skip
_KNOWN_TEXT = """
targetClass targetNode targetObjectsOf targetSubjectsOf target property node path inversePath alternativePath zeroOrMorePath
oneOrMorePath zeroOrOnePath class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone
qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount closed ignoredProperties hasValue in sparql
severity message deactivated name description order group defaultValue select ask construct prefixes declare prefix namespace
parameter optional labelTemplate validator nodeValidator propertyValidator rule condition subject predicate object values
expression filterShape nodes intersection union entailment shapesGraph suggestedShapesGraph returnType
NodeShape PropertyShape SPARQLConstraint Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral
IRIOrLiteral Parameter ConstraintComponent SPARQLSelectValidator SPARQLAskValidator SPARQLTarget SPARQLTargetType
PrefixDeclaration PropertyGroup Shape SPARQLRule TripleRule Function SPARQLFunction this
"""
_KNOWN = set(_KNOWN_TEXT.split())


def main() -> None:
    """Run the shapes and print the answer."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    given = sys.stdin.buffer.read()
    end = 8 + int.from_bytes(given[:8], "big")
    json.dump(answer(given[8:end], given[end:]), sys.stdout)


def answer(shapes: bytes, data: bytes) -> dict[str, Any]:
    """Results and remarks of a shapes file over N-Triples."""
    graph = ox.Store()
    graph.extend(ox.parse(shapes, format=ox.RdfFormat.TURTLE))
    remarks = [f"no SHACL term sh:{name}; is it misspelt? It has no effect" for name in unknown_terms(graph)]
    store = ox.Store()
    store.extend(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    why, rules = fast_rules(graph)
    if why:
        remarks.append(f"run by pySHACL as a whole, since {why}")
        return {"results": _by_pyshacl(store, shapes, graph), "remarks": remarks}
    from devzone_kg.validation.fast import FastEngine

    found = FastEngine().validate(store, rules)
    rows = [_row(graph, r.rule.iri, str(r.focus), str(r.value), r.rule.constraint) | {"zh": r.zh, "en": r.en} for r in found]
    return {"results": rows, "remarks": remarks}


def unknown_terms(graph: ox.Store) -> list[str]:
    """The names in the namespace of SHACL that SHACL does not have."""
    terms = {t.value for q in graph for t in (q.predicate, q.object) if isinstance(t, ox.NamedNode) and t.value.startswith(SH)}
    names = {t.removeprefix(SH) for t in terms}
    return sorted(n for n in names if n not in _KNOWN and not n.endswith("ConstraintComponent"))


def fast_rules(graph: ox.Store) -> tuple[str, list[Rule]]:
    """The rules, where all shapes have the form that the fast engine takes; else why not."""
    from devzone_kg.validation.lint import lint

    used = {q.predicate.value.removeprefix(SH) for q in graph if q.predicate.value.startswith(SH)}
    if other := sorted(used - _PLAIN):
        return f"it uses sh:{other[0]}", []
    rules = []
    for quad in graph.quads_for_pattern(None, ox.NamedNode(SH + "sparql"), None):
        select = _one(graph, quad.object, SH + "select")
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode) or not select:
            return "a shape or a constraint has no name", []
        if faults := lint(select):
            return faults[0], []
        rules.append(_rule(graph, quad.subject, quad.object, select))
    if not rules:
        return "it holds no sh:sparql constraint", []
    if any(not rule.targets for rule in rules) or len({rule.iri for rule in rules}) < len(rules):
        return "a shape has no target, or several constraints", []
    return "", rules


def _rule(graph: ox.Store, shape: ox.NamedNode, constraint: ox.NamedNode, select: str) -> Rule:
    from devzone_kg.validation.own_rule import own_rule
    from devzone_kg.validation.rules import prefixes_of, targets_of

    row = _row(graph, shape.value, "", "", constraint.value) | _message(graph, constraint, shape)
    rule = own_rule(row)
    return Rule(**{**{name: getattr(rule, name) for name in Rule.__slots__}, "targets": targets_of(graph, shape),
                   "select": prefixes_of(graph, constraint) + select})  # fmt: skip


def _message(graph: ox.Store, *holders: ox.NamedNode) -> dict[str, str]:
    for holder in holders:
        texts = _texts(graph, holder, SH + "message")
        if texts:
            fallback = next(iter(texts.values()))
            return {"zh": texts.get("zh", fallback), "en": texts.get("en", fallback)}
    name = holders[-1].value
    return {"zh": f"不符合 {name}", "en": f"does not conform to {name}"}


def _row(graph: ox.Store, shape: str, focus: str, value: str, constraint: str) -> dict[str, Any]:
    node = ox.NamedNode(shape)
    severity, draft = _one(graph, node, SH + "severity"), _one(graph, node, DZ + "severityInDraft")
    return {
        "shape": shape,
        "identifier": _one(graph, node, DCTERMS + "identifier") or shape.rsplit("#", 1)[-1].rsplit("/", 1)[-1],
        "severity": SEVERITIES.get(severity or "", "violation"),
        "in_draft": SEVERITIES.get(draft or ""),
        "focus": focus,
        "value": value,
        "constraint": constraint,
        "component": SH + "SPARQLConstraintComponent",
        **{name: _texts(graph, node, predicate) for name, predicate in _TEXTS.items()},
    }


def _by_pyshacl(store: ox.Store, shapes: bytes, graph: ox.Store) -> list[dict[str, Any]]:
    import pyshacl
    from rdflib import Graph, URIRef

    from devzone_kg.validation.reference import as_rdflib

    _, report, text = pyshacl.validate(
        as_rdflib(store), shacl_graph=Graph().parse(data=shapes, format="turtle"), inplace=True, inference="none",
        advanced=False, js=False, meta_shacl=False, do_owl_imports=False, allow_infos=True, allow_warnings=True,
    )  # fmt: skip
    if not isinstance(report, Graph):
        raise SystemExit(f"pySHACL could not validate: {text}")
    return [_pyshacl_row(report, node, graph) for node in report.objects(None, URIRef(SH + "result"))]


def _pyshacl_row(report: Any, node: Any, graph: ox.Store) -> dict[str, Any]:
    from rdflib import BNode, URIRef

    def of(name: str) -> Any:
        return report.value(node, URIRef(SH + name))

    source = of("sourceShape")
    shape = _owner(graph, str(source)) if isinstance(source, BNode) or source is None else str(source)
    focus, value = of("focusNode"), of("value")
    message = str(of("resultMessage") or "")
    return _row(graph, shape, focus.n3(), (focus if value is None else value).n3(), "") | {
        "severity": SEVERITIES.get(str(of("resultSeverity")), "violation"),
        "component": str(of("sourceConstraintComponent")),
        "zh": message,
        "en": message,
    }


def _owner(graph: ox.Store, name: str) -> str:
    """A shape with a name, for a result of one without: the only one there is, else none in particular."""
    quads = graph.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(SH + "NodeShape"))
    named = sorted(q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode))
    return named[0] if len(named) == 1 else f"urn:shape:{name}" if not named else "urn:shape:own"


def _one(graph: ox.Store, subject: Any, predicate: str) -> str | None:
    quads = graph.quads_for_pattern(subject, ox.NamedNode(predicate), None)
    return next((q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)), None)


def _texts(graph: ox.Store, subject: ox.NamedNode, predicate: str) -> dict[str, str]:
    quads = graph.quads_for_pattern(subject, ox.NamedNode(predicate), None)
    return {q.object.language or "en": q.object.value for q in quads if isinstance(q.object, ox.Literal)}
