"""Checking: from a file, facts or a graph to a report."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from devzone_kg.errors import DevzoneError
from devzone_kg.facts import PlanFacts
from devzone_kg.namespaces import DZ, RDF
from devzone_kg.reading.source import Span
from devzone_kg.validation.engine import Result, engine
from devzone_kg.validation.findings import Finding, Related, Report
from devzone_kg.validation.places import Lines, Places
from devzone_kg.validation.rules import Rule, rules

if TYPE_CHECKING:
    from rdflib import Graph

PROFILES = ("draft", "issued")
_TASK_CLASSES = ("Duty", "OverallResponsibility", "Measure")


class NotAPlan(DevzoneError):  # noqa: N818 (it says what the text is)
    """A text in which there is no duty and no measure, so that there is nothing to judge."""


def check(
    plan: "PlanFacts | Graph | str | Path",
    *,
    profile: str = "draft",
    engine_name: str = "fast",
    shapes: Sequence[str | Path] = (),
) -> Report:
    """Check a plan, given as a file, as facts or as an rdflib graph, against the drafting rules and further shapes files.

    Raises:
        TypeError: the plan is none of these.
        ReadingError: the file cannot be read.
        ShapesError: a shapes file cannot be used.
        NotAPlan: no duty and no measure was found.
        DevzoneError: no such profile or engine, or a graph that holds no text.
    """
    if profile not in PROFILES:
        raise DevzoneError(f"no profile {profile}; there are {' and '.join(PROFILES)}")
    own = tuple(Path(s) for s in shapes)
    if isinstance(plan, PlanFacts):
        name = plan.document.source.path if plan.document.source else None
        return _check_facts(plan, profile, engine_name, name, own)
    if isinstance(plan, str | Path):
        from devzone_kg.extraction.pipeline import extract

        return _check_facts(extract(plan), profile, engine_name, str(plan), own)
    if not hasattr(plan, "serialize"):  # without loading rdflib
        raise TypeError(f"check takes the path of a file, a PlanFacts or an rdflib Graph, not {type(plan).__name__}")
    return check_triples(_triples(plan), profile, engine_name, shapes=own)


def _check_facts(facts: PlanFacts, profile: str, engine_name: str, name: str | None, shapes: tuple[Path, ...]) -> Report:
    from devzone_kg.graph import inferred_triples, plan_triples

    return check_triples(
        [*plan_triples(facts), *inferred_triples(facts)], profile, engine_name, name, facts.notes, shapes=shapes
    )


def check_triples(  # noqa: PLR0913
    triples: Iterable[ox.Triple],
    profile: str,
    engine_name: str = "fast",
    name: str | None = None,
    notes: tuple[str, ...] = (),
    *,
    shapes: tuple[Path, ...] = (),
) -> Report:
    """Check one document's graph; `name` is what the report calls it, else its IRI."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    document, text = _document(store)
    if not any(_any_of(store, DZ + kind) for kind in _TASK_CLASSES):
        raise NotAPlan(f"{name or document.value}: not a plan: found no duty and no measure")
    results = engine(engine_name).validate(store, rules())
    if shapes:
        from devzone_kg.validation.own_rules import own_results

        found, remarks = own_results(store, shapes)
        results, notes = [*results, *found], (*notes, *remarks)
    writer = _Writer(Places(store, document, text), Lines(text), text, _related(store, results), profile)
    findings = sorted(map(writer.finding, results), key=lambda f: (f.span, f.rule, f.focus, f.message["en"]))
    return Report(name or document.value, _once(findings), notes, text, results=tuple(results))


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    """One fault is one finding: two targets in one clause that lack the same are one."""
    return tuple({(f.rule, f.span, f.message["zh"]): f for f in reversed(findings)}.values())[::-1]


def _triples(graph: "Graph") -> Iterable[ox.Triple]:
    data = graph.serialize(format="nt", encoding="utf-8")
    return (q.triple for q in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))


def _document(store: ox.Store) -> tuple[ox.NamedNode, str]:
    """The document whose text the graph holds, and that text."""
    for version in store.quads_for_pattern(None, ox.NamedNode(DZ + "hasTextVersion"), None):
        if isinstance(version.subject, ox.NamedNode) and isinstance(version.object, ox.NamedNode):
            for content in store.quads_for_pattern(version.object, ox.NamedNode(DZ + "content"), None):
                if isinstance(content.object, ox.Literal):
                    return version.subject, content.object.value
    raise DevzoneError("the graph holds no document with its text (dz:hasTextVersion, dz:content)")


def _any_of(store: ox.Store, kind: str) -> bool:
    quads = store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))
    return next(iter(quads), None) is not None


_Key = tuple[str, str, str]


def _related(store: ox.Store, results: list[Result]) -> dict[_Key, list[ox.NamedNode]]:
    """The nodes that the rules' dz:relatedSelect names for each result, by rule, focus and value."""
    found: dict[_Key, list[ox.NamedNode]] = defaultdict(list)
    for rule in {r.rule.iri: r.rule for r in results}.values():
        for key, node in _related_of(store, rule):
            found[key].append(node)
    return found


def _related_of(store: ox.Store, rule: Rule) -> Iterable[tuple[_Key, ox.NamedNode]]:
    solutions = store.query(rule.related) if rule.related else ()
    assert not isinstance(solutions, ox.QueryBoolean | ox.QueryTriples)
    names = [v.value for v in solutions.variables] if isinstance(solutions, ox.QuerySolutions) else []
    for solution in solutions:
        node, this = solution["related"], solution["this"]
        value = solution["value"] if "value" in names else this
        if isinstance(node, ox.NamedNode):
            yield (rule.iri, str(this), str(value)), node


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns results over one document into findings."""

    places: Places
    lines: Lines
    text: str
    related: dict[_Key, list[ox.NamedNode]]
    profile: str

    def finding(self, result: Result) -> Finding:
        """The finding of a result, at the narrowest words that the graph knows for it."""
        rule = result.rule
        span = next(iter(self.places.spans(result.value, result.focus) or self.places.spans(result.focus)), Span(0, 0))
        line, column = self.lines.place(span.start)
        others = sorted({s for node in self.related.get(result.key, ()) for s in self.places.spans(node)[:1]} - {span})
        return Finding(
            rule=rule.identifier,
            severity=rule.severity_for(self.profile),
            message={"zh": result.zh, "en": result.en},
            span=span,
            line=line,
            column=column,
            item=self.places.item(span),
            quote=self.text[span.start : span.end],
            help=rule.help,
            focus=result.focus.value,
            related=tuple(Related(s, self.text[s.start : s.end]) for s in others),
            reason=rule.reason,
            source=rule.source,
            shape=rule.iri,
        )
