"""Zones, policies and targets: each with the words that state it."""

from dataclasses import dataclass, field

from devzone_kg.store import Store
from devzone_kg.views.asking import ask, local_name, path_of, place

_ZONE = """
SELECT ?label ?type ?division ?level ?industry
WHERE {
  $thing a dz:DevelopmentZone ; rdfs:label ?label .
  OPTIONAL { $thing dz:zoneType ?t . ?t rdfs:label ?type FILTER(LANG(?type) = "$lang") }
  OPTIONAL { $thing dz:division ?d . ?d rdfs:label ?division }
  OPTIONAL { $thing dz:level ?l . ?l rdfs:label ?level FILTER(LANG(?level) = "$lang") }
  OPTIONAL { $thing dz:speciality ?i . ?i rdfs:label ?industry }
}
"""
_PLACES = """
SELECT ?plan ?planTitle ?evidence ?start ?context
WHERE {
  $thing dz:evidence ?evidence . ?evidence oa:start ?start ; dz:inText ?text .
  ?plan dz:hasTextVersion ?text .
  OPTIONAL { ?plan dcterms:title ?planTitle }
  ?evidence oa:end ?end . ?text dz:content ?content .
  BIND(IF(?start > 24, ?start - 24, 0) AS ?from)
  BIND(REPLACE(SUBSTR(?content, ?from + 1, ?end - ?from + 24), "\\\\s+", " ") AS ?context)
}
ORDER BY ?plan ?start
"""
_UPGRADES = """
SELECT ?goal ?words ?level ?plan ?planTitle ?evidence
WHERE {
  ?goal dz:upgrades $thing ; dz:inDocument ?plan ; dz:evidence ?evidence . ?evidence oa:exact ?words .
  OPTIONAL { ?goal dz:toLevel ?l . ?l rdfs:label ?level FILTER(LANG(?level) = "$lang") }
  OPTIONAL { ?plan dcterms:title ?planTitle }
}
ORDER BY ?plan ?goal
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a plan."""

    plan: str  # path
    plan_title: str
    words: str
    anchor: str
    note: str = ""


@dataclass(slots=True)
class ZoneView:
    """A development zone."""

    iri: str
    name: str
    other_names: list[str]
    type: str
    division: str
    level: str
    industries: list[str]
    upgrades: list[Place]
    places: list[Place]


def zone(store: Store, iri: str, lang: str = "zh") -> ZoneView | None:
    """The view of a development zone; None where the graph has no such zone."""
    rows = ask(store, _ZONE.replace("$lang", lang), thing=iri)
    if not rows:
        return None
    names = sorted({r["label"] for r in rows}, key=lambda n: (-len(n), n))
    upgrades = ask(store, _UPGRADES.replace("$lang", lang), thing=iri)
    return ZoneView(
        iri,
        names[0],
        names[1:],
        rows[0]["type"],
        rows[0]["division"],
        rows[0]["level"],
        sorted({r["industry"] for r in rows if r["industry"]}),
        [Place(path_of(r["plan"]), r["planTitle"], r["words"], place(r["evidence"]), r["level"]) for r in upgrades],
        places_of(store, iri),
    )


def places_of(store: Store, iri: str) -> list[Place]:
    """Where a thing is named, with a few words around."""
    return [
        Place(path_of(r["plan"]), r["planTitle"], r["context"], place(r["evidence"])) for r in ask(store, _PLACES, thing=iri)
    ]


_POLICY = """
SELECT ?title ?number ?text ?issuer ?date
WHERE {
  $thing a dz:PolicyDocument .
  OPTIONAL { $thing rdfs:label ?title }
  OPTIONAL { $thing dz:documentNumber ?n . ?n dz:numberText ?number }
  OPTIONAL { $thing dz:hasTextVersion ?text }
  OPTIONAL { $thing eli:passed_by ?by . ?by rdfs:label ?issuer }
  OPTIONAL { $thing eli:date_document ?date }
}
"""
_CITED_BY = """
SELECT ?plan ?planTitle ?relation ?words ?evidence
WHERE {
  ?citation dz:citedDocument $thing ; dz:evidence ?evidence . ?plan dz:hasCitation ?citation . ?evidence oa:exact ?words .
  OPTIONAL { ?plan dcterms:title ?planTitle }
  OPTIONAL { ?citation dz:citationRelation ?kind . ?kind rdfs:label ?relation FILTER(LANG(?relation) = "$lang") }
}
ORDER BY ?plan ?evidence
"""
_STEP = """
SELECT ?from ?to ?relation (MIN(?label) AS ?title) (MIN(?n) AS ?number)
WHERE {
  VALUES (?property ?relation) { (dz:implements "implements") (dz:basedOn "basedOn") }
  %s
  OPTIONAL { ?other rdfs:label ?label }
  OPTIONAL { ?other dz:documentNumber/dz:numberText ?n }
}
GROUP BY ?from ?to ?relation
ORDER BY ?title ?from ?to
LIMIT 60
"""
_UP = _STEP % "VALUES ?from { $here } ?from ?property ?to . BIND(?to AS ?other)"
_DOWN = _STEP % "VALUES ?to { $here } ?from ?property ?to . BIND(?from AS ?other)"
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A document in the chain; layer 0 is the one asked for, negative ones stand above it."""

    iri: str
    path: str
    title: str
    number: str
    layer: int


@dataclass(slots=True)
class Chain:
    """What a document implements and what implements it, over several steps."""

    nodes: dict[str, ChainNode] = field(default_factory=dict)
    edges: list[tuple[str, str, str]] = field(default_factory=list)  # from, to, relation


@dataclass(slots=True)
class PolicyView:
    """A policy document known from citations, or one whose text was read."""

    iri: str
    path: str
    title: str
    number: str
    issuer: str
    date: str
    has_text: bool
    cited_by: list[Place]
    chain: Chain


def policy(store: Store, iri: str, lang: str = "zh") -> PolicyView | None:
    """The view of a policy document; None where the graph knows none of this IRI."""
    rows = ask(store, _POLICY, thing=iri)
    if not rows:
        return None
    row = min(rows, key=lambda r: (-len(r["title"]), r["title"]))
    cited = ask(store, _CITED_BY.replace("$lang", lang), thing=iri)
    return PolicyView(
        iri,
        path_of(iri),
        row["title"],
        row["number"],
        row["issuer"],
        row["date"],
        any(r["text"] for r in rows),
        [Place(path_of(r["plan"]), r["planTitle"], r["words"], place(r["evidence"]), r["relation"]) for r in cited],
        chain(store, iri, row["title"], row["number"]),
    )


def chain(store: Store, iri: str, title: str, number: str) -> Chain:
    """The chain of a document, a few steps up and down."""
    found = Chain({iri: ChainNode(iri, path_of(iri), title, number, 0)})
    for up in (True, False):
        here = [iri]
        for step in range(1, _DEPTH + 1):
            here = [new for node in here for new in _step(store, found, node, -step if up else step)]
    return found


def _step(store: Store, found: Chain, here: str, layer: int) -> list[str]:
    """Add the documents one step above (layer below 0) or beneath a document; those that are new."""
    query, end = (_UP, "to") if layer < 0 else (_DOWN, "from")
    new = []
    for row in ask(store, query, here=here):
        edge = (row["from"], row["to"], row["relation"])
        if edge not in found.edges:
            found.edges.append(edge)
        if row[end] not in found.nodes:
            found.nodes[row[end]] = ChainNode(row[end], path_of(row[end]), row["title"], row["number"], layer)
            new.append(row[end])
    return new


_TARGET = """
SELECT ?property ?value ?name
WHERE {
  $thing ?property ?value .
  FILTER(?property IN (rdfs:label, dz:metric, dz:comparator, dz:value, dz:maxValue, dz:unitOfMeasureText, dz:targetYear,
    dz:goalKind, dz:upgrades, dz:toLevel, dz:inDocument, dz:baseline))
  OPTIONAL { ?value rdfs:label ?name FILTER(LANG(?name) IN ("", "zh", "$lang")) }
}
"""
_SAME_METRIC = """
SELECT ?target ?plan ?planTitle ?value ?maximum ?unit ?year ?words ?evidence
WHERE {
  $thing dz:metric ?metric . ?target dz:metric ?metric ; dz:inDocument ?plan ; dz:value ?value ; dz:evidence ?evidence .
  ?evidence oa:exact ?words . FILTER(?target != $thing)
  OPTIONAL { ?target dz:maxValue ?maximum }
  OPTIONAL { ?target dz:unitOfMeasureText ?unit }
  OPTIONAL { ?target dz:targetYear ?year }
  OPTIONAL { ?plan dcterms:title ?planTitle }
}
ORDER BY ?year ?plan LIMIT 200
"""


@dataclass(slots=True)
class TargetPage:
    """A target with its words and those that measure the same."""

    iri: str
    words: str
    plan: str
    plan_title: str
    values: dict[str, str]  # property → text
    zone: str  # path of the zone that is to be raised
    places: list[Place]
    others: list[tuple[str, str, Place]]  # figure, year, words of another plan


def target(store: Store, iri: str, lang: str = "zh") -> TargetPage | None:
    """The view of a target, a goal or an upgrade; None where the graph has none of this IRI."""
    rows = ask(store, _TARGET.replace("$lang", lang), thing=iri)
    values: dict[str, str] = {}
    for r in rows:
        wanted = r["name"] or r["value"]
        if local_name(r["property"]) not in values or (lang == "en") == wanted.isascii():
            values[local_name(r["property"])] = wanted
    plan = next((r["value"] for r in rows if r["property"].endswith("inDocument")), "")
    places = places_of(store, iri)
    if not plan or not places:
        return None
    others = [
        (
            (f"{r['value']}–{r['maximum']}" if r["maximum"] else r["value"]) + r["unit"],
            r["year"],
            Place(path_of(r["plan"]), r["planTitle"], r["words"], place(r["evidence"])),
        )
        for r in ask(store, _SAME_METRIC, thing=iri)
    ]
    raised = next((path_of(r["value"]) for r in rows if r["property"].endswith("upgrades")), "")
    return TargetPage(iri, values.get("label", ""), path_of(plan), places[0].plan_title, values, raised, places, others)
