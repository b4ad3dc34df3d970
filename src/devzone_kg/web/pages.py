"""The pages: the plans with their duties, and a plan's text with the words marked. What they show comes from named queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template

from devzone_kg import iris
from devzone_kg.namespaces import DZ, ID
from devzone_kg.querying import named_queries, table
from devzone_kg.store import Store
from devzone_kg.web import wording
from devzone_kg.web.marking import Mark, pieces

_PLANS_SHOWN = 10  # with all their duties; the others by title
_KINDS = {
    "LeadAssignment": "lead",
    "SupportAssignment": "support",
    "ResponsibleAssignment": "responsible",
    "ImplementingAssignment": "implement",
    "LeadershipAssignment": "official",
    "QuantitativeTarget": "target",
    "UpgradeGoal": "target",
    "Citation": "citation",
    "DevelopmentZone": "zone",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit where it is named."""

    name: str  # as written
    anchor: str


@dataclass(slots=True)
class DutyView:
    """A duty with its units by role."""

    number: str
    task: str
    overall: bool
    anchor: str
    roles: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))

    def by_role(self) -> list[tuple[str, list[Unit]]]:
        """The roles that have units, in the order of the key."""
        return [(role, self.roles[role]) for role in wording.ROLES if self.roles.get(role)]


@dataclass(slots=True)
class PlanView:
    """A plan for a page."""

    path: str
    title: str
    date: str
    counts: dict[str, str]
    duties: list[DutyView] = field(default_factory=list)


def blueprint(store: Store) -> Blueprint:
    """The pages on a store."""
    routes = Blueprint("pages", __name__)

    @routes.get("/")
    def start() -> str:
        rows = table(store, "plans").records()
        shown = [_with_duties(store, row) for row in rows[:_PLANS_SHOWN]]
        others = [_plan(row) for row in rows[_PLANS_SHOWN:]]
        return render_template("start.html", plans=shown, others=others, questions=questions())

    @routes.get("/plan/<slug>")
    def plan(slug: str) -> str:
        wanted = iris.plan_iri(slug)
        texts = table(store, "texts", {"plan": wanted}).records() if slug.isascii() and slug.replace("-", "").isalnum() else []
        if not texts:
            abort(404, f"There is no plan {slug} here.")
        (row,) = table(store, "plans", {"plan": wanted}).records()
        marked = pieces(texts[0]["content"], _marks(store, wanted))
        return render_template("plan.html", plan=_with_duties(store, row), pieces=list(marked))

    return routes


def local(path: str) -> str:
    """A path on this server that keeps the language of the request."""
    return f"{path}{'&' if '?' in path else '?'}lang=en" if wording.language() == "en" else path


def plan_path(iri: str) -> str:
    """Where the page of a plan is."""
    return "/" + iri.removeprefix(ID)


def questions() -> list[dict[str, str]]:
    """The named queries with what they are called, as links to the endpoint."""
    english = wording.language() == "en"
    found = []
    for query in named_queries().values():
        values = {f"${name}": str(term) for name, term in query.bindings({}).items()}
        found.append(
            {
                "title": query.title_en if english else query.title,
                "description": query.description_en if english else query.description,
                "href": local("/sparql?" + urlencode({"query": query.body, **values})),
            }
        )
    return found


def _plan(row: dict[str, str]) -> PlanView:
    return PlanView(
        plan_path(row["plan"]), row["title"], row["date"], {key: row[key] for key in ("measures", "duties", "targets")}
    )


def _with_duties(store: Store, row: dict[str, str]) -> PlanView:
    view = _plan(row)
    heads = _heads(store, row["plan"])
    duties: dict[str, DutyView] = {}
    for entry in table(store, "responsibilities", {"plan": row["plan"]}).records():
        iri, kind = entry["duty"], heads.get(entry["duty"])
        if iri not in duties:
            overall = kind is not None and kind[1]
            duties[iri] = DutyView(entry["number"], entry["task"], overall, kind[0] if kind else "")
        unit = Unit(entry["written"], f"char={entry['start']},{entry['end']}")
        duties[iri].roles[entry["role"].rsplit("/", 1)[-1]].append(unit)
    view.duties = list(duties.values())
    return view


def _heads(store: Store, plan: str) -> dict[str, tuple[str, bool]]:
    """The first words that state each thing of a plan, and whether it is the general list."""
    heads: dict[str, tuple[str, bool]] = {}
    for row in table(store, "evidence", {"plan": plan}).records():
        anchor, overall = heads.get(row["thing"], (f"char={row['start']},{row['end']}", False))
        heads[row["thing"]] = (anchor, overall or row["class"] == DZ + "OverallResponsibility")
    return heads


def _marks(store: Store, plan: str) -> list[Mark]:
    kinds: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for row in table(store, "evidence", {"plan": plan}).records():
        kind = _KINDS.get(row["class"].removeprefix(DZ))
        kinds[int(row["start"]), int(row["end"])] |= {kind: None} if kind else {}
    return [Mark(start, end, tuple(found)) for (start, end), found in kinds.items()]
