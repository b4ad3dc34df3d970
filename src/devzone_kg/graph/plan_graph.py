"""The triples of one plan under construction: nodes, labels, and the spans that are evidence."""

import hashlib
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.facts import PlanFacts
from devzone_kg.namespaces import DZ, OA, RDF, RDFS, XSD
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

Term: TypeAlias = ox.NamedNode | ox.Literal


def digest(facts: PlanFacts) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(facts.text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def named(iri: str) -> ox.NamedNode:
    """A node by its IRI."""
    return ox.NamedNode(iri)


def xsd(name: str) -> ox.NamedNode:
    """A datatype of XML Schema."""
    return named(XSD + name)


@dataclass
class PlanGraph:
    """The triples of one plan under construction."""

    facts: PlanFacts
    words: Vocabulary
    given: str | None = None  # the plan's IRI, where it has one
    triples: list[ox.Triple] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.digest = digest(self.facts)
        slug = iris.plan_slug(self.facts.document, self.digest[:12], self.words)
        self.plan = named(self.given or iris.plan_iri(slug))
        self.text = named(iris.text_iri(self.digest))
        self._spans: set[Span] = set()

    def node(self, local: str) -> ox.NamedNode:
        """A thing of this plan."""
        return ox.NamedNode(f"{self.plan.value}/{local}")

    def a(self, subject: ox.NamedNode, name: str) -> None:
        """State the class of a thing, by its name in our namespace."""
        self.triples.append(ox.Triple(subject, named(RDF + "type"), named(DZ + name)))

    def add(self, subject: ox.NamedNode, predicate: str, value: Term | str | int | bool | None) -> None:
        """State a property of our own; nothing where the value is None."""
        self.say(subject, DZ + predicate, value)

    def say(self, subject: ox.NamedNode, predicate: str, value: Term | str | int | bool | None) -> None:
        """State a property by its IRI; nothing where the value is None."""
        if value is not None:
            term = value if isinstance(value, ox.NamedNode | ox.Literal) else ox.Literal(value)
            self.triples.append(ox.Triple(subject, named(predicate), term))

    def label(self, subject: ox.NamedNode, text: str | None) -> None:
        """A Chinese label."""
        if text:
            self.say(subject, RDFS + "label", ox.Literal(text, language="zh"))

    def evidence(self, subject: ox.NamedNode, span: Span | None, predicate: str = "evidence") -> None:
        """Point at the words."""
        if span is not None:
            self.add(subject, predicate, self.span(span, exact=predicate != "extent"))

    def span(self, span: Span, *, exact: bool) -> ox.NamedNode:
        """The node of a stretch of the text; `exact` states its words."""
        node = ox.NamedNode(iris.span_iri(self.text.value, span))
        if span not in self._spans:
            self._spans.add(span)
            self.a(node, "TextSpan")
            self.add(node, "inText", self.text)
            self.say(node, OA + "start", span.start)
            self.say(node, OA + "end", span.end)
        if exact:
            self.say(node, OA + "exact", self.facts.quote(span))
        return node

    def concept(self, scheme: str, notation: str | None) -> ox.NamedNode | None:
        """A concept of the vocabulary, with its labels, so that the graph can be read alone."""
        entry = self.words.schemes.get(scheme, {}).get(notation or "")
        if entry is None:
            return None
        node = named(entry.iri)
        self.label(node, entry.label)
        if entry.label_en:
            self.say(node, RDFS + "label", ox.Literal(entry.label_en, language="en"))
        return node
