"""The rules as data, loaded from `shapes/*.ttl`; what a rule says stands there and nowhere in the code."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from devzone_kg.errors import ShapesError
from devzone_kg.namespaces import DCTERMS, DZ, RDF, RDFS, SH
from devzone_kg.resources import folder

SEVERITIES = {SH + "Violation": "violation", SH + "Warning": "warning", SH + "Info": "info"}
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: one node shape with one SPARQL constraint. Texts are by language (zh, en)."""

    iri: str
    identifier: str
    family: str
    label: dict[str, str]
    severity: str
    severity_in_draft: str | None
    message: dict[str, str]
    help: dict[str, str]
    reason: dict[str, str]
    source: dict[str, str]
    breaking: str
    keeping: str
    targets: tuple[tuple[str, str], ...]  # kind of target (targetClass …), IRI
    select: str  # with its prefixes
    related: str | None  # dz:relatedSelect, with its prefixes
    constraint: str = ""  # IRI of the constraint
    component: str = SH + "SPARQLConstraintComponent"

    def severity_for(self, profile: str) -> str:
        """The severity under a profile: a draft has no number, date or signature yet."""
        return self.severity_in_draft or self.severity if profile == "draft" else self.severity


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this installation, in the order of their identifiers."""
    return load(files())


def files() -> tuple[Path, ...]:
    """The shapes files of this installation."""
    return tuple(sorted(folder("shapes").glob("*.ttl")))


def load(paths: Iterable[Path]) -> tuple[Rule, ...]:
    """Load rules from Turtle files.

    Raises:
        ShapesError: a file cannot be read, or a shape lacks something that every rule has.
    """
    store = ox.Store()
    for path in paths:
        try:
            store.load(path=path, format=ox.RdfFormat.TURTLE)
        except (OSError, SyntaxError, ValueError) as error:
            raise ShapesError(f"{path}: {error}") from error
    shapes = store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(SH + "NodeShape"))
    found = [_rule(store, quad.subject) for quad in shapes if isinstance(quad.subject, ox.NamedNode)]
    return tuple(sorted(found, key=lambda rule: (rule.identifier, rule.iri)))


def _rule(store: ox.Store, shape: ox.NamedNode) -> Rule:
    constraint = _values(store, shape, SH + "sparql")
    if len(constraint) != 1 or not isinstance(constraint[0], ox.NamedNode):
        raise ShapesError(f"{shape.value}: a rule has one sh:sparql constraint with a name")
    prefixes = prefixes_of(store, constraint[0])
    related = _values(store, constraint[0], DZ + "relatedSelect")
    severity = _severity(_values(store, shape, DZ + "severityInDraft"))
    return Rule(
        iri=shape.value,
        identifier=_one(store, shape, DCTERMS + "identifier"),
        family=_one(store, shape, DZ + "family"),
        label=_texts(store, shape, RDFS + "label"),
        severity=_severity(_values(store, shape, SH + "severity")) or "violation",
        severity_in_draft=severity,
        message=_texts(store, constraint[0], SH + "message"),
        help=_texts(store, shape, DZ + "help"),
        reason=_texts(store, shape, RDFS + "comment"),
        source=_texts(store, shape, DCTERMS + "source"),
        breaking=_one(store, shape, DZ + "breakingExample"),
        keeping=_one(store, shape, DZ + "keepingExample"),
        targets=_targets(store, shape),
        select=prefixes + _one(store, constraint[0], SH + "select"),
        related=prefixes + related[0].value if related else None,
        constraint=constraint[0].value,
    )


def _targets(store: ox.Store, shape: ox.NamedNode) -> tuple[tuple[str, str], ...]:
    found = targets_of(store, shape)
    if not found:
        raise ShapesError(f"{shape.value}: no target")
    return found


def targets_of(store: ox.Store, shape: ox.NamedNode) -> tuple[tuple[str, str], ...]:
    """The targets of a shape: kind (targetClass …) and IRI."""
    return tuple(sorted((kind, node.value) for kind in _TARGETS for node in _values(store, shape, SH + kind)))


def _values(store: ox.Store, subject: ox.NamedNode, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    quads = store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
    return [q.object for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)]


def _one(store: ox.Store, subject: ox.NamedNode, predicate: str) -> str:
    values = _values(store, subject, predicate)
    if len(values) != 1:
        raise ShapesError(f"{subject.value}: expected one {predicate}, found {len(values)}")
    return values[0].value


def _texts(store: ox.Store, subject: ox.NamedNode, predicate: str) -> dict[str, str]:
    found = {v.language: v.value for v in _values(store, subject, predicate) if isinstance(v, ox.Literal)}
    if set(found) != {"zh", "en"}:
        raise ShapesError(f"{subject.value}: expected {predicate} in zh and in en")
    return {"zh": found["zh"], "en": found["en"]}


def _severity(values: list[ox.NamedNode | ox.Literal]) -> str | None:
    return SEVERITIES.get(values[0].value) if values else None


def prefixes_of(store: ox.Store, constraint: ox.NamedNode) -> str:
    """The PREFIX lines of a constraint's queries."""
    lines = []
    for block in _values(store, constraint, SH + "prefixes"):
        for declaration in _values(store, block, SH + "declare") if isinstance(block, ox.NamedNode) else ():
            if isinstance(declaration, ox.NamedNode):
                prefix, namespace = _one(store, declaration, SH + "prefix"), _one(store, declaration, SH + "namespace")
                lines.append(f"PREFIX {prefix}: <{namespace}>\n")
    return "".join(sorted(lines))
