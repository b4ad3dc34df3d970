"""Pages about things of the graph: plans with their matrix, units, zones, policies, targets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from devzone_kg.iris import plan_iri
from devzone_kg.store import Store
from devzone_kg.validation.checking import NotAPlan, check_triples
from devzone_kg.validation.findings import Report
from devzone_kg.views import matrix as matrices
from devzone_kg.views import plan as plans
from devzone_kg.views.agency import agency
from devzone_kg.views.asking import iri_of
from devzone_kg.views.duties import ROLES
from devzone_kg.views.things import policy, target, zone
from devzone_kg.web import chain_picture, wording
from devzone_kg.web.marking import Mark, Piece, pieces
from devzone_kg.web.problems import missing
from devzone_kg.web.rendering import as_turtle, download, page, shown, without_suffix
from devzone_kg.web.rules_page import FAMILIES, SEVERITIES

TABS = ("duties", "targets", "policies", "findings")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AGENTS = ("agency", "group", "person", "enterprise", "zone")
_TARGETS = ("target", "goal", "upgrade")


@dataclass(frozen=True, slots=True)
class MarkPiece:
    """A piece of the marked text; a mark knows the page of what it states, unless it stands inside a link."""

    piece: Piece
    href: str = ""
    wraps: bool = False  # the words themselves are the link


def add(routes: Blueprint, store: Store) -> None:
    """Register the pages."""

    @page(routes, "/plan/<slug>")
    def plan(slug: str) -> Response:
        return _plan(store, slug)

    @routes.get("/plan/<slug>.ttl")
    def plan_turtle(slug: str) -> Response:
        iri = _known(store, slug).iri
        return as_turtle(store, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")

    @page(routes, "/plan/<slug>/matrix")
    def matrix(slug: str) -> Response:
        view, found = _known(store, slug), _matrix(store, slug)
        asked = {"roles": request.args.getlist("role"), "sort": _sort(), "hide": bool(request.args.get("hide"))}
        data = {"plan": {"iri": view.iri, "path": view.path, "title": view.title, "date": view.date}, "matrix": found}
        return shown("matrix.html", data, asked=asked, order=ROLES)

    @routes.get("/plan/<slug>/matrix.<any(csv, xlsx):form>")
    def matrix_file(slug: str, form: str) -> Response:
        view, found = _known(store, slug), _matrix(store, slug)
        if form == "csv":
            return download(matrices.as_csv(found), "text/csv", f"{slug}-matrix.csv")
        return download(matrices.as_xlsx(found, view.title), _XLSX, f"{slug}-matrix.xlsx")

    @routes.get("/plan/<slug>/<path:rest>")
    def part(slug: str, rest: str) -> ResponseReturnValue:
        return _thing(store, f"plan/{slug}/{rest}")

    @routes.get("/<any(agency, zone):folder>/<path:rest>")
    def thing(folder: str, rest: str) -> ResponseReturnValue:
        return _thing(store, f"{folder}/{rest}")


def _known(store: Store, slug: str) -> plans.PlanView:
    view = plans.plan_head(store, plan_iri(slug)) if iri_of(f"plan/{slug}") else None
    if view is None:
        raise missing(f"there is no plan {slug[:80]} here", f"这里没有方案 {slug[:80]}")
    return view


def _sort() -> str:
    wanted = request.args.get("sort", "text")
    return wanted if wanted in matrices.SORTS else "text"


def _matrix(store: Store, slug: str) -> matrices.Matrix:
    roles = [role for role in request.args.getlist("role") if role in ROLES]
    return matrices.matrix(store, plan_iri(slug), roles=roles, sort=_sort(), hide_empty=bool(request.args.get("hide")))


def _plan(store: Store, slug: str) -> Response:
    iri = iri_of(f"plan/{slug}")
    view = plans.plan(store, iri, wording.language()) if iri else None
    if view is None:
        found = policy(store, iri, wording.language()) if iri else None
        if found is None:
            raise missing(f"there is no plan {slug[:80]} here", f"这里没有方案 {slug[:80]}")
        return shown("policy.html", {"policy": found}, picture=chain_picture.drawn(found.chain))
    tab = request.args.get("tab", TABS[0])
    report = findings_of(store, view.iri) if tab == "findings" else None
    data: dict[str, object] = {"plan": view} | ({"findings": report.to_json()["findings"]} if report else {})
    if request.path.endswith(".json"):
        return shown("", data)
    text = plans.text_of(store, view.iri)
    marked = _linked(pieces(text, _marks(store, view.iri, report)), _paths(store, view.iri))
    upstream = policy(store, view.iri, wording.language()) if tab == "policies" else None
    return shown(
        "plan.html",
        data,
        tab=tab if tab in TABS else TABS[0],
        pieces=marked,
        report=report,
        families=FAMILIES,
        severities=SEVERITIES,
        policy=upstream,
        picture=chain_picture.drawn(upstream.chain) if upstream else None,
    )


def findings_of(store: Store, iri: str) -> Report | None:
    """What the checker finds in a plan of the store, judged as an issued document; None where there is nothing to judge."""
    try:
        return check_triples(store.triples(iri), "issued")
    except NotAPlan:
        return None


def _marks(store: Store, iri: str, report: Report | None) -> list[Mark]:
    found = [Mark(s.start, s.end, s.kinds) for s in plans.statements(store, iri)]
    known = {(m.start, m.end) for m in found}
    spans = {(f.span.start, f.span.end) for f in report.findings} if report else set()
    return found + [Mark(start, end) for start, end in spans - known]


def _paths(store: Store, iri: str) -> dict[str, str]:
    return {f"char={s.start},{s.end}": s.path for s in plans.statements(store, iri) if s.path}


_WRAPPED = ("lead", "support", "responsible", "implement", "official", "zone", "named")


def _linked(written: Iterable[Piece], paths: dict[str, str]) -> Iterator[MarkPiece]:
    """Give each mark its link: names are links themselves, a longer statement has its letter as the link."""
    inside: list[bool] = []
    for piece in written:
        mark = piece.mark
        if mark is None:
            yield MarkPiece(piece)
        elif piece.kind == "open":
            href = paths.get(mark.anchor, "") if mark.kinds and not any(inside) else ""
            wraps = bool(href) and mark.kinds[0] in _WRAPPED
            inside.append(wraps)
            yield MarkPiece(piece, href, wraps)
        else:
            yield MarkPiece(piece, wraps=inside.pop())


def _thing(store: Store, path: str) -> ResponseReturnValue:
    path, suffix = without_suffix(path)
    iri = iri_of(path)
    if iri is None:
        raise missing("there is no such page here", "这里没有这一页")
    if suffix == "ttl":
        return as_turtle(store, f"DESCRIBE <{iri}>")
    return _page(store, iri, path) or redirect(wording.local(f"/id/{path}"), 303)


def _page(store: Store, iri: str, path: str) -> Response | None:
    """The page of the kind of thing that a path names; None where there is none of its own."""
    parts, lang = path.split("/"), wording.language()
    folder = parts[2] if parts[0] == "plan" and len(parts) > 3 else parts[0]
    if folder == "zone" and (place := zone(store, iri, lang)):
        return shown("zone.html", {"zone": place})
    if folder in _AGENTS and (unit := agency(store, iri, lang)):
        return shown("agency.html", {"agency": unit}, order=ROLES)
    if folder in _TARGETS and (aim := target(store, iri, lang)):
        return shown("target.html", {"target": aim})
    if folder in ("cited", "mention") and (document := policy(store, iri, lang)):
        return shown("policy.html", {"policy": document}, picture=chain_picture.drawn(document.chain))
    return None
