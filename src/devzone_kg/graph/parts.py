"""The parts of a plan, and the duties with their assignments and deadlines."""

import calendar
import re

import pyoxigraph as ox

from devzone_kg.facts import Assignment, Duty, Item, PlanFacts
from devzone_kg.graph.agents import agent
from devzone_kg.graph.corrections import corrector
from devzone_kg.graph.document import date
from devzone_kg.graph.plan_graph import PlanGraph
from devzone_kg.namespaces import DZ, PROV
from devzone_kg.reading.source import Span

_PART_CLASS = {
    "section": "Section",
    "measure": "Measure",
    "sub_action": "SubAction",
    "duty": "Duty",
    "acceptance": "AcceptanceClause",
    "item": "Part",
}
_FIRST_CLAUSE = re.compile(r"[^。；;\r\n]{0,80}")


def add_parts(g: PlanGraph) -> None:
    """State every item and every duty."""
    for item in g.facts.items:
        _item(g, item)
    for duty in g.facts.duties:
        _duty(g, duty)


def _item(g: PlanGraph, item: Item) -> None:
    node = g.node(item.id)
    g.a(node, _PART_CLASS[item.kind])
    g.add(node, "inDocument", g.plan)
    g.add(node, "partOf", g.node(item.parent) if item.parent else g.plan)
    g.add(node, "number", item.label)
    g.add(node, "ordinal", item.ordinal)
    g.add(node, "depth", item.level)
    g.add(node, "heading", item.title)
    start = item.span.start + len(item.label or "")
    g.label(node, item.title or _clause(g.facts, start, item.span.end))
    head = item.title_span.end if item.title_span else _clause_end(g.facts, start, item.span.end)
    g.evidence(node, Span(item.span.start, head))
    g.evidence(node, item.span, "extent")


def _clause_end(facts: PlanFacts, start: int, end: int) -> int:
    match = _FIRST_CLAUSE.match(facts.text, start, end)
    return match.end() if match else end


def _clause(facts: PlanFacts, start: int, end: int) -> str:
    return facts.text[start : _clause_end(facts, start, end)].strip()


def _duty(g: PlanGraph, duty: Duty) -> None:
    node = g.node(duty.id)
    g.a(node, "OverallResponsibility" if duty.kind == "overall" else "Duty")
    if duty.id != duty.item:
        g.add(node, "inDocument", g.plan)
        g.add(node, "partOf", g.node(duty.item) if duty.item else g.plan)
        g.label(node, _duty_label(g.facts, duty))
        g.evidence(node, duty.span, "extent")
    g.evidence(node, _statement(duty))
    g.add(node, "statementForm", duty.form)
    if duty.covers:
        g.add(node, "covers", g.node(duty.covers))
    if duty.deadline:
        _deadline(g, node, duty)
    order: dict[str, int] = {}
    for number, assignment in enumerate(duty.assignments, 1):
        order[assignment.role] = order.get(assignment.role, 0) + 1
        _assignment(g, node, f"{duty.id}/a{number:02d}", assignment, order[assignment.role])


def _duty_label(facts: PlanFacts, duty: Duty) -> str:
    wanted = duty.covers or duty.item
    item = next((i for i in facts.items if i.id == wanted), None)
    if item is not None and item.title:
        return item.title
    numbered = item is not None and item.span.start == duty.span.start
    return _clause(facts, duty.span.start + (len(item.label or "") if item and numbered else 0), duty.span.end)


def _statement(duty: Duty) -> Span | None:
    """The words of the assignment itself, from the first cue or unit to the last."""
    stated = [s for a in duty.assignments if a.inherited_from is None for s in (a.span, a.cue) if s is not None]
    return Span(min(s.start for s in stated), max(s.end for s in stated)) if stated else None


def _deadline(g: PlanGraph, duty_node: ox.NamedNode, duty: Duty) -> None:
    deadline = duty.deadline
    if deadline is None:
        return
    node = ox.NamedNode(f"{duty_node.value}/deadline")
    g.add(duty_node, "hasDeadline", node)
    g.a(node, "Deadline")
    g.label(node, deadline.text)
    g.evidence(node, deadline.span)
    g.add(node, "precision", deadline.precision)
    g.add(node, "latestDate", date(last_day(deadline.date)) if deadline.date else None)


def last_day(iso: str) -> str:
    """The last day of a year, a month or a day in ISO form."""
    if len(iso) == 4:
        return f"{iso}-12-31"
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        return f"{iso}-{calendar.monthrange(year, month)[1]:02d}"
    return iso


def _assignment(g: PlanGraph, duty: ox.NamedNode, local: str, assignment: Assignment, order: int) -> None:
    node = g.node(local)
    role = g.words.scheme("role")[assignment.role]
    g.add(duty, "hasAssignment", node)
    g.a(node, role.texts("assignmentClass")[0].removeprefix(DZ))
    g.add(node, "role", g.concept("role", assignment.role))
    who = agent(g, assignment.kind, assignment.text, assignment.agency, assignment.reason)
    g.add(node, role.texts("agentProperty")[0].removeprefix(DZ), who)
    g.add(node, "order", order)
    g.add(node, "unitText", assignment.text)
    g.label(node, assignment.text)
    g.evidence(node, assignment.span)
    g.evidence(node, assignment.inherited_from, "inheritedFrom")
    if assignment.corrected_by:
        g.say(node, PROV + "wasAttributedTo", corrector(g, assignment.corrected_by))
