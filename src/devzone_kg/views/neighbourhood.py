"""The graph around a thing: its neighbours by kind of relation, with counts and limits."""

from collections import Counter
from dataclasses import dataclass, field

from devzone_kg.namespaces import DZ
from devzone_kg.store import Store
from devzone_kg.views.asking import ask, local_name, path_of

RELATIONS = {
    "leads": ("牵头", "leads"),
    "supports": ("配合", "supports"),
    "isResponsibleFor": ("负责", "is responsible for"),
    "carriesOut": ("实施", "carries out"),
    "leadOfficial": ("责任领导", "lead official"),
    "inDocument": ("属于方案", "in plan"),
    "implements": ("贯彻落实", "implements"),
    "basedOn": ("依据", "based on"),
    "cites": ("引用", "cites"),
    "upgrades": ("升级", "upgrades"),
    "names": ("提到", "names"),
    "speciality": ("特色产业", "speciality"),
    "metric": ("指标", "metric"),
    "agencyFunction": ("职能", "function"),
}
_KINDS = {
    "Plan": "plan",
    "Duty": "duty",
    "OverallResponsibility": "duty",
    "DevelopmentZone": "zone",
    "QuantitativeTarget": "target",
    "UpgradeGoal": "target",
    "QualitativeTarget": "target",
    "Agent": "unit",
    "PolicyDocument": "policy",
    "Industry": "other",
    "Metric": "other",
    "AgencyFunction": "other",
    "Facility": "other",
    "Project": "other",
    "Enterprise": "unit",
}
_RANK = {name: rank for rank, name in enumerate(_KINDS)}
_CLASSES = "VALUES ?class { " + " ".join(f"<{DZ}{name}>" for name in _KINDS) + " }"
_EDGES = (
    "SELECT DISTINCT ?from ?relation ?to WHERE { VALUES ?relation { "
    + " ".join(f"<{DZ}{name}>" for name in RELATIONS)
    + " } { $here ?relation ?to . BIND($here AS ?from) } UNION { ?from ?relation $here . BIND($here AS ?to) } "
    + "FILTER(ISIRI(?to)) } ORDER BY ?relation ?from ?to"
)
_CHUNK = 500
_OF_A_KIND = "SELECT DISTINCT ?thing { VALUES ?thing { %s } ?thing a ?class . " + _CLASSES + " }"
_ABOUT = (
    "SELECT ?thing ?class ?label ?number ?date { VALUES ?thing { %s } ?thing a ?class . "
    + _CLASSES
    + """
  OPTIONAL { ?thing rdfs:label ?label }
  OPTIONAL { ?thing dz:number ?number }
  OPTIONAL { ?thing eli:date_document|eli:date_publication ?date }
}"""
)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the picture."""

    iri: str
    label: str
    kind: str  # plan | duty | zone | target | unit | policy | other
    path: str
    plan: str  # IRI of the plan that it is part of, or its own
    year: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two things."""

    source: str
    target: str
    relation: str


@dataclass(slots=True)
class Neighbourhood:
    """What lies around a thing; `total` counts the neighbours before the limit."""

    centre: Node
    nodes: list[Node]
    edges: list[Edge]
    total: int
    counts: dict[str, int] = field(default_factory=dict)


def neighbourhood(store: Store, iri: str, limit: int = 50) -> Neighbourhood | None:
    """The neighbours of a thing, at most `limit`; None where the graph has no such thing."""
    found = _nodes(store, [iri])
    if iri not in found:
        return None
    rows = ask(store, _EDGES, here=iri)
    others = list(dict.fromkeys(_other(r, iri) for r in rows))
    known = {iri for part in range(0, len(others), _CHUNK) for iri in _kept(store, others[part : part + _CHUNK])}
    others = [other for other in others if other in known]
    rows = [row for row in rows if _other(row, iri) in known]
    counts = dict(Counter(local_name(row["relation"]) for row in rows))
    nodes = _nodes(store, others[:limit])
    edges = [Edge(r["from"], r["to"], local_name(r["relation"])) for r in rows if _other(r, iri) in nodes]
    return Neighbourhood(found[iri], list(nodes.values()), edges, len(others), counts)


def _other(row: dict[str, str], iri: str) -> str:
    return row["to"] if row["from"] == iri else row["from"]


def _kept(store: Store, iris: list[str]) -> set[str]:
    """Those that are of a kind that is shown."""
    return {row["thing"] for row in ask(store, _OF_A_KIND % " ".join(f"<{iri}>" for iri in iris))}


def _nodes(store: Store, iris: list[str]) -> dict[str, Node]:
    if not iris:
        return {}
    best: dict[str, dict[str, str]] = {}
    for row in ask(store, _ABOUT % " ".join(f"<{iri}>" for iri in iris)):
        known = best.get(row["thing"])
        if known is None or _key(row) < _key(known):
            best[row["thing"]] = row
    return {iri: _node(best[iri]) for iri in iris if iri in best}


def _key(row: dict[str, str]) -> tuple[int, bool, int, str]:
    return (_RANK[local_name(row["class"])], row["label"].isascii(), -len(row["label"]), row["label"])


def _node(row: dict[str, str]) -> Node:
    iri = row["thing"]
    parts = path_of(iri).split("/")
    plan = iri[: iri.index("/plan/")] + "/".join(parts[:3]) if parts[1] == "plan" else ""
    path = path_of(iri) if parts[1] in ("plan", "agency", "zone") else "/id" + path_of(iri)
    label = (row["number"] + row["label"]) if row["number"] else row["label"]
    return Node(iri, label or local_name(iri), _KINDS[local_name(row["class"])], path, plan, row["date"][:4])
