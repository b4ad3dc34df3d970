"""A plan: its head, outline, duties, targets, goals, upstream policies, and the places in the text that state something."""

from collections import defaultdict
from dataclasses import dataclass, field

from devzone_kg.querying import table
from devzone_kg.store import Store
from devzone_kg.views.asking import ask, local_name, path_of
from devzone_kg.views.duties import DutyView, duties_of

_HEAD = """
SELECT ?title ?issued ?published ?number ?issuer ?division ?code ?inferred
WHERE {
  $plan dz:hasTextVersion ?text .
  OPTIONAL { $plan dcterms:title ?title }
  OPTIONAL { $plan eli:date_document ?issued }
  OPTIONAL { $plan eli:date_publication ?published }
  OPTIONAL { $plan dz:documentNumber ?n . ?n dz:numberText ?number }
  OPTIONAL { $plan eli:passed_by ?by . ?by rdfs:label ?issuer }
  OPTIONAL { $plan dz:jurisdiction ?place . ?place dz:divisionCode ?code . OPTIONAL { ?place rdfs:label ?division } }
  OPTIONAL { $plan dz:inferredJurisdiction ?inferred }
}
LIMIT 1
"""
_OUTLINE = """
SELECT ?part ?class ?number ?heading ?depth ?start ?end ?from
WHERE {
  ?part dz:inDocument $plan ; a ?class ; dz:depth ?depth ; dz:extent ?extent ; dz:evidence ?place .
  FILTER(?class IN (dz:Section, dz:Measure, dz:Duty, dz:AcceptanceClause))
  ?extent oa:start ?from .
  ?place oa:start ?start ; oa:end ?end .
  FILTER(?start = ?from)
  OPTIONAL { ?part dz:number ?number }
  OPTIONAL { ?part rdfs:label ?heading }
}
"""
_TARGETS = """
SELECT ?target ?class ?words ?metric ?sign ?value ?maximum ?unit ?year ?kind ?zone ?level ?start ?end
WHERE {
  ?target dz:inDocument $plan ; a ?class ; dz:evidence ?place .
  FILTER(?class IN (dz:QuantitativeTarget, dz:UpgradeGoal, dz:QualitativeTarget))
  ?place oa:start ?start ; oa:end ?end ; oa:exact ?words .
  OPTIONAL { ?target dz:metric ?measured . ?measured rdfs:label ?metric }
  OPTIONAL { ?target dz:comparator ?comparator . ?comparator rdfs:label ?sign FILTER(LANG(?sign) = "zh") }
  OPTIONAL { ?target dz:value ?value }
  OPTIONAL { ?target dz:maxValue ?maximum }
  OPTIONAL { ?target dz:unitOfMeasureText ?unit }
  OPTIONAL { ?target dz:targetYear ?year }
  OPTIONAL { ?target dz:goalKind ?kind }
  OPTIONAL {
    ?target dz:upgrades ?z . ?z rdfs:label ?zone . ?target dz:toLevel ?l . ?l rdfs:label ?level FILTER(LANG(?level) = "zh")
  }
}
"""
_CITATIONS = """
SELECT ?citation ?relation ?relationName ?document ?title ?inner ?number ?words ?start ?end
WHERE {
  $plan dz:hasCitation ?citation .
  ?citation dz:citedDocument ?document ; dz:evidence ?place .
  ?place oa:start ?start ; oa:end ?end ; oa:exact ?words .
  OPTIONAL {
    ?citation dz:citationRelation ?relation . ?relation rdfs:label ?relationName FILTER(LANG(?relationName) = "$lang")
  }
  OPTIONAL { ?citation dz:citedTitle ?title }
  OPTIONAL { ?citation dz:innerTitle ?inner }
  OPTIONAL { ?citation dz:numberText ?number }
}
ORDER BY ?start
"""
_MARKS = """
SELECT ?thing ?class ?start ?end ?agent ?document
WHERE {
  $plan dz:hasTextVersion ?text .
  ?place dz:inText ?text ; oa:start ?start ; oa:end ?end .
  ?thing dz:evidence ?place ; a ?class .
  OPTIONAL { ?thing dz:agent ?agent }
  OPTIONAL { ?thing dz:citedDocument ?document }
}
"""
KINDS = {
    "LeadAssignment": "lead",
    "SupportAssignment": "support",
    "ResponsibleAssignment": "responsible",
    "ImplementingAssignment": "implement",
    "LeadershipAssignment": "official",
    "QuantitativeTarget": "target",
    "UpgradeGoal": "target",
    "QualitativeTarget": "goal",
    "Citation": "citation",
    "DevelopmentZone": "zone",
    "Deadline": "deadline",
    "Agency": "named",
    "Industry": "named",
    "Facility": "named",
    "Project": "named",
    "Enterprise": "named",
    "FundingSource": "named",
}
_ORDER = {kind: order for order, kind in enumerate(dict.fromkeys(KINDS.values()))}
_WITHOUT_PAGE = ("Deadline", "Industry", "Facility", "Project", "FundingSource")


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of the plan in its outline."""

    number: str
    title: str
    depth: int
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target, a goal or an upgrade with its words."""

    path: str
    kind: str  # QuantitativeTarget | UpgradeGoal | QualitativeTarget
    words: str
    metric: str
    sign: str
    value: str
    maximum: str
    unit: str
    year: str
    goal_kind: str
    zone: str
    level: str
    anchor: str

    @property
    def figure(self) -> str:
        """The value with its unit, as in a table."""
        return (f"{self.value}–{self.maximum}" if self.maximum else self.value) + (self.unit if self.value else "")


@dataclass(frozen=True, slots=True)
class CitationView:
    """Another document that the plan names."""

    relation: str
    relation_name: str
    path: str
    title: str
    number: str
    words: str
    anchor: str


@dataclass(slots=True)
class PlanView:
    """A plan for a reader."""

    iri: str
    path: str
    title: str
    date: str
    published: bool
    number: str
    issuer: str
    division: str
    inferred: bool
    duties: list[DutyView] = field(default_factory=list)
    outline: list[Heading] = field(default_factory=list)
    targets: list[TargetView] = field(default_factory=list)
    citations: list[CitationView] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many measures, duties and targets it holds."""
        return {
            "measures": sum(1 for h in self.outline if h.kind == "Measure"),
            "duties": sum(1 for d in self.duties if not d.overall),
            "targets": sum(1 for t in self.targets if t.kind == "QuantitativeTarget"),
        }


def plan_head(store: Store, iri: str) -> PlanView | None:
    """What the head of a plan says; None where the store has no text of it."""
    rows = ask(store, _HEAD, plan=iri)
    if not rows:
        return None
    row = rows[0]
    return PlanView(
        iri,
        path_of(iri),
        row["title"],
        row["issued"] or row["published"],
        not row["issued"],
        row["number"],
        row["issuer"],
        row["division"] or row["code"],
        row["inferred"] == "true",
    )


def plan(store: Store, iri: str, lang: str = "zh") -> PlanView | None:
    """The whole view of a plan."""
    view = plan_head(store, iri)
    if view is not None:
        view.duties = duties_of(store, iri)
        view.outline = _outline(store, iri)
        view.targets = _targets(store, iri)
        view.citations = _citations(store, iri, lang)
    return view


def text_of(store: Store, iri: str) -> str:
    """The text of a plan, as it was decoded."""
    return table(store, "texts", {"plan": iri}).records()[0]["content"]


def _outline(store: Store, iri: str) -> list[Heading]:
    found: dict[str, tuple[int, int, Heading]] = {}
    for row in ask(store, _OUTLINE, plan=iri):
        kind, depth, start = local_name(row["class"]), int(row["depth"]), int(row["start"])
        heading = Heading(row["number"], row["heading"], depth, kind, f"char={start},{row['end']}")
        known = found.get(row["part"])
        if known is None or int(row["end"]) < int(known[2].anchor.rpartition(",")[2]):
            found[row["part"]] = (start, depth, heading)
    return [heading for _, _, heading in sorted(found.values(), key=lambda f: f[:2])]


def _targets(store: Store, iri: str) -> list[TargetView]:
    found: dict[str, tuple[int, TargetView]] = {}
    for r in ask(store, _TARGETS, plan=iri):
        target = TargetView(
            path_of(r["target"]), local_name(r["class"]), r["words"], r["metric"], r["sign"], r["value"], r["maximum"],
            r["unit"], r["year"], r["kind"], r["zone"], r["level"], f"char={r['start']},{r['end']}",
        )  # fmt: skip
        found.setdefault(r["target"], (int(r["start"]), target))
    return [target for _, target in sorted(found.values(), key=lambda f: (f[0], f[1].path))]


def _citations(store: Store, iri: str, lang: str) -> list[CitationView]:
    return [
        CitationView(
            local_name(r["relation"]), r["relationName"], path_of(r["document"]), r["inner"] or r["title"], r["number"],
            r["words"], f"char={r['start']},{r['end']}",
        )
        for r in ask(store, _CITATIONS.replace("$lang", lang), plan=iri)
    ]  # fmt: skip


@dataclass(slots=True)
class Statement:
    """A stretch of the text with what it states: kinds, and the page of the first thing that has one."""

    start: int
    end: int
    kinds: tuple[str, ...]
    path: str


def statements(store: Store, iri: str) -> list[Statement]:
    """Every stretch of a plan's text that states something."""
    kinds: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    paths: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    for row in sorted(ask(store, _MARKS, plan=iri), key=lambda r: (r["thing"], r["class"])):
        name = local_name(row["class"])
        kind, span = KINDS.get(name), (int(row["start"]), int(row["end"]))
        kinds[span] |= {kind: None} if kind else {}
        if kind and name not in _WITHOUT_PAGE:
            paths[span].setdefault(kind, path_of(row["agent"] or row["document"] or row["thing"]))
    found = []
    for (start, end), named in kinds.items():
        ordered = tuple(k for k in sorted(named, key=_ORDER.__getitem__) if k != "named" or len(named) == 1)
        path = next((paths[start, end][k] for k in ordered if k in paths[start, end]), "")
        found.append(Statement(start, end, ordered, path))
    return found
