"""What a plan names (zones, industries, facilities, enterprises, funding, persons), and features of its wording."""

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.facts import Mention
from devzone_kg.graph.agents import agent
from devzone_kg.graph.plan_graph import PlanGraph, named
from devzone_kg.namespaces import FOAF
from devzone_kg.reading.source import Span

_MOST_RELATED = 12  # half-width marks can stand in hundreds of places; a dozen show the fault


def add_zones(g: PlanGraph) -> None:
    """State the zones with their levels to reach and their specialities."""
    division = g.facts.document.jurisdiction
    for zone in g.facts.zones:
        if zone.zone is None:
            continue
        node = named(zone.zone)
        g.add(g.plan, "names", node)
        g.a(node, "DevelopmentZone")
        g.label(node, zone.text)
        g.add(node, "zoneType", g.concept("zone-type", zone.zone_type))
        g.add(node, "division", named(iris.division_iri(division.division)) if division else None)
        g.evidence(node, zone.span)
    _upgrades(g)
    for speciality in g.facts.specialities:
        zone_node = _zone_node(g, speciality.zone)
        g.add(zone_node, "speciality", _thing(g, "industry", "Industry", speciality.industry, speciality.industry_span))


def _zone_node(g: PlanGraph, name: str) -> ox.NamedNode:
    return named(next((z.zone for z in g.facts.zones if z.text == name and z.zone), f"{g.plan.value}/zone/{iris.pinyin(name)}"))


def _upgrades(g: PlanGraph) -> None:
    for number, upgrade in enumerate(g.facts.upgrades, 1):
        node = g.node(f"upgrade/u{number:02d}")
        g.add(g.plan, "hasTarget", node)
        g.a(node, "UpgradeGoal")
        g.add(node, "inDocument", g.plan)
        g.label(node, g.facts.quote(upgrade.span))
        g.add(node, "upgrades", _zone_node(g, upgrade.zone))
        g.add(node, "toLevel", g.concept("level", upgrade.level))
        g.evidence(node, upgrade.span)


def add_things(g: PlanGraph) -> None:
    """State what else the plan names."""
    for industry in g.facts.industries:
        node = _thing(g, "industry", "Industry", industry.text, industry.span)
        g.add(node, "mentionKind", industry.kind)
        if industry.kind == "leading":
            g.add(g.plan, "leadingIndustry", node)
    for facility in g.facts.facilities:
        name = "Facility" if facility.kind in ("facility", "platform", "base") else "Project"
        _described(g, "facility", name, facility)
    for enterprise in g.facts.enterprises:
        _described(g, "enterprise", "Enterprise", enterprise)
    for source in g.facts.funding:
        _described(g, "funding", "FundingSource", source)
    for mention in g.facts.mentions:
        _described(g, "mention", "PolicyDocument", mention)
    for agency in g.facts.agencies:
        kind = "group" if agency.kind == "group" else "agency"
        node = agent(g, kind, agency.text, agency.iri, agency.reason)
        g.add(g.plan, "names", node)
        g.evidence(node, agency.span)
    for person in g.facts.persons:
        node = agent(g, "person", person.name, None, None)
        g.say(node, FOAF + "name", person.name)
        g.add(node, "post", person.post)
        g.evidence(node, person.span)
    for clause in g.facts.acceptance:
        if clause.item and clause.frequency:
            g.add(g.node(clause.item), "frequency", clause.frequency)
            g.evidence(g.node(clause.item), clause.frequency_span)


def _described(g: PlanGraph, folder: str, name: str, mention: Mention) -> None:
    node = _thing(g, folder, name, mention.text, mention.span)
    g.add(node, "mentionKind", mention.kind)


def _thing(g: PlanGraph, folder: str, name: str, text: str, span: Span) -> ox.NamedNode:
    node = g.node(f"{folder}/{iris.pinyin(text)}")
    g.add(g.plan, "names", node)
    g.a(node, name)
    g.label(node, text)
    g.evidence(node, span)
    return node


def add_wording(g: PlanGraph) -> None:
    """State the features of the wording that a rule may judge."""
    for number, feature in enumerate(g.facts.wording, 1):
        node = g.node(f"wording/w{number:02d}")
        g.add(g.plan, "hasWording", node)
        g.a(node, "WordingFeature")
        g.add(node, "featureKind", feature.kind)
        g.label(node, feature.text)
        g.evidence(node, feature.span)
        for span in feature.related[:_MOST_RELATED]:
            g.evidence(node, span, "relatedEvidence")
