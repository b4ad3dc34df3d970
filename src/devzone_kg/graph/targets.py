"""Targets with figures, and goals without."""

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.facts import Target
from devzone_kg.graph.plan_graph import PlanGraph, named, xsd
from devzone_kg.namespaces import ID


def add_targets(g: PlanGraph) -> None:
    """State every target with a figure."""
    for target in g.facts.targets:
        _target(g, target)


def _target(g: PlanGraph, target: Target) -> None:
    node = g.node(f"target/{target.id}")
    g.add(g.node(target.item) if target.item else g.plan, "hasTarget", node)
    g.a(node, "QuantitativeTarget")
    g.add(node, "inDocument", g.plan)
    g.label(node, g.facts.quote(target.span))
    g.evidence(node, target.span)
    if target.metric:
        metric = named(f"{ID}metric/{iris.pinyin(target.metric)}")
        g.a(metric, "Metric")
        g.label(metric, target.metric)
        g.add(node, "metric", metric)
    g.add(node, "comparator", _comparator(g, target))
    g.add(node, "value", _decimal(target.value))
    g.add(node, "maxValue", _decimal(target.value_max))
    g.add(node, "unitOfMeasureText", target.unit)
    g.add(node, "unit", _unit(g, target.unit))
    g.add(node, "targetYear", target.year)
    g.add(node, "change", target.change)
    g.add(node, "recurrence", target.recurrence)
    g.evidence(node, target.baseline_span, "baseline")


def _comparator(g: PlanGraph, target: Target) -> ox.NamedNode | None:
    for concept in g.words.schemes.get("comparator", {}).values():
        if target.comparator and target.comparator in (concept.notation, *concept.texts("symbol")):
            return g.concept("comparator", concept.notation)
    return None


def _unit(g: PlanGraph, unit: str | None) -> ox.NamedNode | None:
    return g.concept("unit", g.words.words("unit").get(unit)) if unit and "unit" in g.words.schemes else None


def _decimal(value: float | None) -> ox.Literal | None:
    if value is None:
        return None
    return ox.Literal(f"{value:.6f}".rstrip("0").rstrip("."), datatype=xsd("decimal"))


def add_goals(g: PlanGraph) -> None:
    """State every goal without a figure."""
    for goal in g.facts.goals:
        node = g.node(f"goal/{goal.id}")
        g.add(g.node(goal.item) if goal.item else g.plan, "hasTarget", node)
        g.a(node, "QualitativeTarget")
        g.add(node, "inDocument", g.plan)
        g.label(node, goal.text)
        g.add(node, "goalKind", goal.kind)
        g.add(node, "targetYear", goal.year)
        g.evidence(node, goal.span)
