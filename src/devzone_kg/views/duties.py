"""Duties with their units by role: of a plan, of an agency."""

from collections import defaultdict
from dataclasses import dataclass, field

from devzone_kg.store import Store
from devzone_kg.views.asking import ask, local_name, path_of

ROLES = ("official", "lead", "responsible", "support", "implement")

_OF_PLAN = """
SELECT ?duty ?class ?number ?task ?order ?role ?unit ?written ?start ?end ?at ?covers
WHERE {
  ?duty dz:inDocument $plan ; dz:hasAssignment ?assignment ; a ?class .
  FILTER(?class IN (dz:Duty, dz:OverallResponsibility))
  ?assignment dz:role ?role ; dz:order ?order ; dz:unitText ?written ; dz:agent ?unit ; dz:evidence ?place .
  ?place oa:start ?start ; oa:end ?end .
  OPTIONAL { ?duty dz:number ?number }
  OPTIONAL { ?duty rdfs:label ?task }
  OPTIONAL { ?duty dz:extent ?extent . ?extent oa:start ?at }
  OPTIONAL { ?duty dz:covers ?covers }
}
"""
_HEADS = """
SELECT ?part ?number ?title ?start ?end
WHERE {
  ?part dz:inDocument $plan ; dz:evidence ?place .
  ?place oa:start ?start ; oa:end ?end .
  OPTIONAL { ?part dz:number ?number }
  OPTIONAL { ?part rdfs:label ?title }
}
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit where it is named."""

    name: str  # as written
    path: str
    anchor: str


@dataclass(slots=True)
class DutyView:
    """A duty with its units by role."""

    iri: str
    number: str
    task: str
    overall: bool
    anchor: str
    start: int
    roles: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))

    def by_role(self) -> list[tuple[str, list[Unit]]]:
        """The roles that have units, in the order of the key."""
        return [(role, self.roles[role]) for role in ROLES if self.roles.get(role)]


def duties_of(store: Store, plan: str) -> list[DutyView]:
    """The duties of a plan in the order of its text."""
    rows = ask(store, _OF_PLAN, plan=plan)
    heads = heads_of(store, plan)
    duties: dict[str, DutyView] = {}
    for row in sorted(rows, key=lambda r: (int(r["at"] or r["start"]), r["duty"], r["role"], int(r["order"]), int(r["start"]))):
        duty = duties.setdefault(row["duty"], _duty(row, heads))
        unit = Unit(row["written"], path_of(row["unit"]), f"char={row['start']},{row['end']}")
        if unit not in duty.roles[local_name(row["role"])]:
            duty.roles[local_name(row["role"])].append(unit)
    return sorted(duties.values(), key=lambda d: (d.start, d.iri))


def _duty(row: dict[str, str], heads: dict[str, tuple[int, int, str, str]]) -> DutyView:
    start, end, number, title = heads.get(row["covers"] or row["duty"], (int(row["start"]), int(row["end"]), "", ""))
    return DutyView(
        row["duty"],
        row["number"] or number,
        row["task"] or title,
        row["class"].endswith("OverallResponsibility"),
        f"char={start},{end}",
        int(row["at"] or start),
    )


def heads_of(store: Store, plan: str) -> dict[str, tuple[int, int, str, str]]:
    """Where the first words that state each part of a plan are, with its number and title."""
    found: dict[str, tuple[int, int, str, str]] = {}
    for row in ask(store, _HEADS, plan=plan):
        here = (int(row["start"]), int(row["end"]), row["number"], row["title"])
        found[row["part"]] = min(found.get(row["part"], here), here)
    return found
