"""A unit: what it leads, supports and carries out over all plans, with whom it works, what became of it in the reforms."""

from dataclasses import dataclass, field

from devzone_kg.store import INFERRED, Store
from devzone_kg.views.asking import ask, local_name, path_of, place

_ABOUT = """
SELECT ?label ?other ?class ?function ?functionName ?division ?divisionName ?post ?reason
WHERE {
  $thing rdfs:label ?label ; a ?class .
  OPTIONAL { $thing skos:altLabel ?other }
  OPTIONAL { $thing dz:agencyFunction ?function . ?function rdfs:label ?functionName }
  OPTIONAL { $thing dz:division ?division . OPTIONAL { ?division rdfs:label ?divisionName } }
  OPTIONAL { $thing dz:post ?post }
  OPTIONAL { $thing dz:unresolved ?reason }
}
"""
_DUTIES = """
SELECT ?role ?duty ?class ?number ?task ?plan ?planTitle ?date ?evidence ?written
WHERE {
  ?assignment dz:agent $thing ; dz:role ?role ; dz:unitText ?written ; dz:evidence ?evidence .
  ?duty dz:hasAssignment ?assignment ; dz:inDocument ?plan ; a ?class .
  FILTER(?class IN (dz:Duty, dz:OverallResponsibility))
  OPTIONAL { ?duty dz:number ?number }
  OPTIONAL { ?duty rdfs:label ?task }
  OPTIONAL { ?plan dcterms:title ?planTitle }
  OPTIONAL { ?plan eli:date_document|eli:date_publication ?date }
}
"""
# A question of its own: as an optional part of the one above it would look through the evidence of all plans for each row.
_SENTENCES = """
SELECT ?duty ?words ?start
WHERE {
  VALUES ?duty { %s }
  { ?duty dz:evidence ?where } UNION { ?duty dz:covers ?part . ?part dz:evidence ?where }
  ?where oa:exact ?words ; oa:start ?start .
}
"""
_PARTNERS = """
SELECT ?unit (MIN(?label) AS ?name) (COUNT(DISTINCT ?duty) AS ?duties)
WHERE {
  ?mine dz:agent $thing . ?duty dz:hasAssignment ?mine , ?theirs ; a dz:Duty .
  ?theirs dz:agent ?unit . ?unit rdfs:label ?label .
  FILTER(?unit != $thing)
}
GROUP BY ?unit ORDER BY DESC(?duties) ?name
"""
_REFORMS = """
SELECT ?event ?name ?year ?source ?from ?fromName ?to ?toName
WHERE {
  { ?event org:originalOrganization $function } UNION { ?event org:resultingOrganization $function }
  ?event dz:year ?year ; skos:prefLabel ?name ; org:resultingOrganization ?to . FILTER(LANG(?name) = "$lang")
  ?to skos:prefLabel ?toName FILTER(LANG(?toName) = "$lang")
  OPTIONAL { ?event org:originalOrganization ?from . ?from skos:prefLabel ?fromName FILTER(LANG(?fromName) = "$lang") }
  OPTIONAL { ?event dcterms:source ?source }
}
ORDER BY ?year ?event
"""
_HERE = "SELECT ?agency ?function { ?agency dz:division $division ; dz:agencyFunction ?function }"
_ACCOUNTABLE = """
SELECT DISTINCT ?part ?number ?title ?plan ?start ?end
WHERE {
  $thing dz:accountableFor ?part . ?part dz:inDocument ?plan ; dz:evidence ?place . ?place oa:start ?start ; oa:end ?end .
  OPTIONAL { ?part dz:number ?number }
  OPTIONAL { ?part rdfs:label ?title }
}
ORDER BY ?plan ?start
"""
_LIKELY = """
SELECT DISTINCT ?part ?number ?title ?plan ?score ?start ?end
WHERE {
  GRAPH ?graph { ?coverage dz:coveringDuty ?duty ; dz:coveredPart ?part ; dz:score ?score }
  FILTER(STRSTARTS(STR(?graph), STR($inferred)))
  $thing dz:leads ?duty . ?part dz:inDocument ?plan ; dz:evidence ?place . ?place oa:start ?start ; oa:end ?end .
  OPTIONAL { ?part dz:number ?number }
  OPTIONAL { ?part rdfs:label ?title }
}
ORDER BY DESC(?score) ?plan ?start
"""


@dataclass(slots=True)
class DutyOfUnit:
    """A duty that the unit has, with the sentence and the place where the unit is named."""

    role: str
    number: str
    task: str
    overall: bool
    plan: str  # path
    plan_title: str
    date: str
    written: str
    anchor: str  # of the unit's name in the plan's page
    sentence: str = ""
    sentence_start: int = 0


@dataclass(frozen=True, slots=True)
class Partner:
    """Another unit in the same duties."""

    name: str
    path: str
    duties: int


@dataclass(slots=True)
class Reform:
    """A change event that the unit's function takes part in."""

    name: str
    year: str
    source: str
    before: list[tuple[str, str]] = field(default_factory=list)  # name, path (empty where the graph knows none)
    after: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Measure:
    """A part of a plan that the unit answers for."""

    number: str
    title: str
    plan: str
    anchor: str
    score: str  # empty where the text states it


@dataclass(slots=True)
class AgencyView:
    """All that is known of a unit."""

    iri: str
    name: str
    other_names: list[str]
    kind: str  # local name of the class
    function: str
    division: str
    vertical: bool
    post: str
    reason: str
    duties: list[DutyOfUnit]
    partners: list[Partner]
    reforms: list[Reform]
    accountable: list[Measure]
    likely: list[Measure]

    def by_role(self, role: str) -> list[DutyOfUnit]:
        """The duties in one role."""
        return [d for d in self.duties if d.role == role]


_CLASSES = ("Official", "Enterprise", "AgencyGroup", "ParkCommittee", "Agency")


def agency(store: Store, iri: str, lang: str = "zh") -> AgencyView | None:
    """The view of a unit, a group, a person or an enterprise; None where the graph has no such agent."""
    about = ask(store, _ABOUT, thing=iri)
    classes = {local_name(row["class"]) for row in about}
    kind = next((name for name in _CLASSES if name in classes), "Agent" if "Agent" in classes else "")
    if not kind:
        return None
    first = about[0]
    functions = sorted({r["functionName"] for r in about if r["functionName"]}, key=lambda n: n.isascii() != (lang == "en"))
    names = sorted({r["label"] for r in about}, key=lambda n: (-len(n), n))
    others = {r["other"] for r in about if r["other"]} | set(names[1:])
    likely = ask(store, _LIKELY, thing=iri, inferred=INFERRED)
    return AgencyView(
        iri=iri,
        name=names[0],
        other_names=sorted(others - {names[0]}),
        kind=kind,
        function=functions[0] if functions else "",
        division=first["divisionName"],
        vertical="VerticalAgency" in classes,
        post=first["post"],
        reason=first["reason"],
        duties=_duties(store, iri),
        partners=[Partner(r["name"], path_of(r["unit"]), int(r["duties"])) for r in ask(store, _PARTNERS, thing=iri)],
        reforms=_reforms(store, first["function"], first["division"], lang) if first["function"] else [],
        accountable=_measures(ask(store, _ACCOUNTABLE, thing=iri)),
        likely=_measures(likely),
    )


def _duties(store: Store, iri: str) -> list[DutyOfUnit]:
    rows = ask(store, _DUTIES, thing=iri)
    sentences = _sentences(store, sorted({row["duty"] for row in rows}))
    found: dict[tuple[str, str], DutyOfUnit] = {}
    for row in sorted(rows, key=lambda r: int(place(r["evidence"])[5:].partition(",")[0])):
        start, words = sentences.get(row["duty"], (0, ""))
        duty = DutyOfUnit(
            local_name(row["role"]),
            row["number"],
            row["task"],
            row["class"].endswith("OverallResponsibility"),
            path_of(row["plan"]),
            row["planTitle"],
            row["date"],
            row["written"],
            place(row["evidence"]),
            words,
            start,
        )
        found.setdefault((row["role"], row["duty"]), duty)
    return sorted(found.values(), key=lambda d: (d.date, d.plan, d.overall, d.sentence_start))


def _sentences(store: Store, duties: list[str]) -> dict[str, tuple[int, str]]:
    """The first words that state each duty, or the part that it covers."""
    found: dict[str, tuple[int, str]] = {}
    for row in ask(store, _SENTENCES % " ".join(f"<{duty}>" for duty in duties)) if duties else ():
        here = (int(row["start"]), row["words"])
        found[row["duty"]] = min(found.get(row["duty"], here), here)
    return found


def _measures(rows: list[dict[str, str]]) -> list[Measure]:
    first: dict[str, Measure] = {}
    for r in rows:
        here = Measure(r["number"], r["title"], path_of(r["plan"]), f"char={r['start']},{r['end']}", r.get("score", ""))
        first.setdefault(r["part"], here)
    return list(first.values())


def _reforms(store: Store, function: str, division: str, lang: str) -> list[Reform]:
    here = {r["function"]: path_of(r["agency"]) for r in ask(store, _HERE, division=division)} if division else {}
    found: dict[str, Reform] = {}
    for row in ask(store, _REFORMS.replace("$lang", lang), function=function):
        event = found.setdefault(row["event"], Reform(row["name"], row["year"], row["source"]))
        for side, iri, name in ((event.before, row["from"], row["fromName"]), (event.after, row["to"], row["toName"])):
            if iri and (name, here.get(iri, "")) not in side:
                side.append((name, here.get(iri, "")))
    return list(found.values())
