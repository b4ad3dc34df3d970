"""The facts of a plan, each with the span of the words that state it, and their JSON form.

A span is `[start, end)` in code points of `SourceText.text`. `None` stands for what the text does not say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from devzone_kg.reading.source import Span


@dataclass(frozen=True, slots=True)
class Source:
    """The file that the facts were taken from."""

    path: str
    sha256: str
    length: int  # code points


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The administrative division that a plan is for (GB/T 2260 code); `basis` holds the words it was inferred from."""

    division: str
    name: str
    inferred: bool
    basis: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What the text states of the document itself; the spans are those of the words."""

    title: str | None = None
    title_span: Span | None = None
    document_type: str | None = None  # notation in the vocabulary of document types (文种)
    number: str | None = None  # 发文字号
    number_span: Span | None = None
    issuer: str | None = None  # 发文机关, as written
    issuer_span: Span | None = None
    issuer_agency: str | None = None  # IRI
    date: str | None = None  # 成文日期, ISO
    date_span: Span | None = None
    published: str | None = None  # date of publication on the web, ISO
    published_span: Span | None = None
    addressee: str | None = None  # 主送机关
    addressee_span: Span | None = None
    validity: str | None = None  # when it takes effect or how long it holds, as written
    validity_span: Span | None = None
    jurisdiction: Jurisdiction | None = None
    body: Span | None = None  # the plan, without what a page wrapped around it
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered part of the plan, or a sentence of a measure (`sub_action`)."""

    id: str  # s2.m03
    kind: str  # section | measure | sub_action | duty | acceptance | item
    label: str | None  # the number as written: (三)
    ordinal: int | None
    title: str | None
    title_span: Span | None
    span: Span  # from the number to the end of its last descendant
    parent: str | None
    level: int  # depth in the tree, from 1
    style: str | None = None  # the form of the number: 一、 (一) 1. (1) 1) ① 第一章 第一节 第一条 第一， 1.1 row
    section: str | None = None  # the kind of section that its heading, or one around it, names (notation)


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a task is to be done; `date` is ISO, cut to the precision that the words have (2021-06)."""

    text: str
    span: Span
    date: str | None
    precision: str | None  # year | quarter | month | day | ongoing


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit in one role of one duty."""

    role: str  # lead | support | responsible | implement | official
    text: str  # the unit as written
    span: Span
    cue: Span | None = None  # the words that give the role
    kind: str = "agency"  # agency | group | zone | enterprise | person
    agency: str | None = None  # IRI
    reason: str | None = None  # why it could not be resolved
    inherited_from: Span | None = None  # the document-wide rule that carries it here
    corrected_by: str | None = None  # the person who stated or changed it in a correction


@dataclass(frozen=True, slots=True)
class Duty:
    """One statement of assignment: a bracket, a block of role lines, a table row, a prose sentence, a heading."""

    id: str
    kind: str  # duty | overall (the general unit list ahead of the duties)
    item: str | None  # id of the innermost item
    span: Span  # from the number of its item to the end of the statement
    form: str  # bracket | lines | table | prose | heading
    covers: str | None  # id of the item whose task the assignment states, where that is stated
    assignments: tuple[Assignment, ...]
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that the plan commits to reach."""

    id: str
    item: str | None
    metric: str | None
    metric_span: Span | None
    comparator: str | None  # >= | <= | = | ~
    value: float | None
    value_max: float | None
    unit: str | None  # as written
    year: int | None
    year_span: Span | None
    number_span: Span
    span: Span  # the clause that states it
    baseline_span: Span | None = None
    change: str | None = None  # growth | reduction: the figure is by how much the metric changes (增长10%)
    recurrence: str | None = None  # yearly | half-yearly | quarterly | monthly: to be reached anew each time (每年不少于4次)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal without a figure: `vague` (by degree alone) or `coverage` (全部…)."""

    id: str
    item: str | None
    kind: str
    text: str
    span: Span
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document, named in 《》 or by its number."""

    title: str | None  # inside the outermost marks, as written
    inner_title: str | None  # inside the inner marks, of an issuing notice
    number: str | None
    number_span: Span | None
    relation: str  # notation in the vocabulary of citation relations: implements | basedOn | cites | repeals | amends
    span: Span
    year: int | None = None  # that the citation states: of the number, of the version
    issuer: str | None = None  # named before the title
    issuer_span: Span | None = None
    item: str | None = None
    refers_to: Span | None = None  # the citation that a short form (《意见》) stands for


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named in the text: an agency, a zone, an industry, a facility … (the list it stands in says which)."""

    text: str
    span: Span
    kind: str | None = None  # notation in the vocabulary of that list
    iri: str | None = None
    item: str | None = None
    reason: str | None = None  # why it could not be resolved
    refers_to: Span | None = None  # the citation that 上述意见 points back at


@dataclass(frozen=True, slots=True)
class ZoneMention:
    """A development zone by its proper name."""

    text: str
    span: Span
    zone: str | None = None  # IRI
    zone_type: str | None = None  # notation
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A zone that is to reach a level: 支持…申报国家级开发区."""

    zone: str  # surface
    zone_span: Span
    level: str  # notation in the vocabulary of levels
    level_span: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Speciality:
    """An industry that the plan names as a zone's strength."""

    zone: str
    zone_span: Span
    industry: str
    industry_span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """A named person, with the post where the text gives it."""

    name: str
    post: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A clause on inspection or acceptance, with how often."""

    item: str | None
    span: Span
    frequency: str | None  # yearly | half-yearly | quarterly | monthly
    frequency_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A duty that seems to answer a measure: inferred, never stated."""

    duty: str
    measure: str
    score: float  # 0 to 1
    method: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A place in the wording that a rule may judge: an unpaired mark, a placeholder, a repeated clause."""

    kind: str
    text: str
    span: Span
    related: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says that extraction got wrong; it is found again by its quote."""

    action: str  # add | drop | role | relink
    text: str  # the words that it is about
    quote: str  # words around them that stand once in the text
    by: str  # who says so
    kind: str = "assignment"  # what is dropped: assignment | target | citation | zone | …
    role: str | None = None
    agency: str | None = None  # IRI
    reason: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """All that was found in one document. `text` is the source text, kept so that spans can be read; it is not in the JSON."""

    text: str
    document: Document
    items: tuple[Item, ...] = ()
    duties: tuple[Duty, ...] = ()
    targets: tuple[Target, ...] = ()
    goals: tuple[Goal, ...] = ()
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()  # documents named without marks
    zones: tuple[ZoneMention, ...] = ()
    upgrades: tuple[Upgrade, ...] = ()
    specialities: tuple[Speciality, ...] = ()
    agencies: tuple[Mention, ...] = ()  # agencies named in the text, outside the assignments
    industries: tuple[Mention, ...] = ()
    facilities: tuple[Mention, ...] = ()
    enterprises: tuple[Mention, ...] = ()
    persons: tuple[Person, ...] = ()
    funding: tuple[Mention, ...] = ()
    acceptance: tuple[Acceptance, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    wording: tuple[Wording, ...] = ()
    corrections: tuple[Correction, ...] = ()  # that were applied
    notes: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The words at a span."""
        return self.text[span[0] : span[1]]

    def to_json(self) -> dict[str, Any]:
        """The public JSON form (docs/facts.schema.json)."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "text"}


def spans(fact: Any) -> Iterator[Span]:
    """Every span inside a fact, however deep."""
    if isinstance(fact, Span):
        yield fact
    elif is_dataclass(fact):
        for f in fields(fact):
            yield from spans(getattr(fact, f.name))
    elif isinstance(fact, tuple):
        for part in fact:
            yield from spans(part)


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return list(value)
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
