"""Names for the facts: the modules speak of outline items by their place, the facts by the ids of items."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from devzone_kg import iris
from devzone_kg.facts import Acceptance, Citation, Duty, Goal, Item, Mention, PlanFacts, Target, ZoneMention
from devzone_kg.outline import Outline

_Placed = TypeVar("_Placed", Target, Goal, Citation, Mention, ZoneMention, Acceptance)


def identify(facts: PlanFacts, outline: Outline) -> PlanFacts:
    """The facts with item ids for outline places, duty ids and zone IRIs."""
    ids = _item_ids(facts.items, outline)
    place = facts.document.jurisdiction
    return replace(
        facts,
        duties=_duties(facts.duties, facts.items, ids, outline),
        targets=_placed(facts.targets, ids),
        goals=_placed(facts.goals, ids),
        citations=_placed(facts.citations, ids),
        mentions=_placed(facts.mentions, ids),
        zones=tuple(
            replace(z, zone=iris.zone_iri(place.division if place else None, z.text)) for z in _placed(facts.zones, ids)
        ),
        agencies=_placed(facts.agencies, ids),
        industries=_placed(facts.industries, ids),
        facilities=_placed(facts.facilities, ids),
        enterprises=_placed(facts.enterprises, ids),
        funding=_placed(facts.funding, ids),
        acceptance=_placed(facts.acceptance, ids),
    )


def _item_ids(items: Iterable[Item], outline: Outline) -> dict[str, str]:
    """Place in the outline (as the modules write it) → id."""
    by_start = {item.span.start: item.id for item in items if item.kind != "sub_action"}
    return {str(i): by_start[numbered.start] for i, numbered in enumerate(outline.items) if numbered.start in by_start}


def _placed(facts: tuple[_Placed, ...], ids: dict[str, str]) -> tuple[_Placed, ...]:
    return tuple(replace(fact, item=ids.get(fact.item) if fact.item else None) for fact in facts)


def _duties(duties: tuple[Duty, ...], items: tuple[Item, ...], ids: dict[str, str], outline: Outline) -> tuple[Duty, ...]:
    """A duty that is an item has the item's id, others the item's and a running number (d00 for the general list)."""
    kinds = {item.id: item.kind for item in items}
    taken, used, latest = set(kinds), set[str](), dict[tuple[str, str], int]()
    named = []
    for duty in duties:
        index = outline.innermost(duty.span.start)
        starts_here = index is not None and outline.items[index].start == duty.span.start
        item = ids.get(str(index)) if starts_here else None
        is_item = item is not None and kinds[item] == "duty" and duty.kind == "duty" and item not in used
        identifier = item if item and is_item else _free(f"{item}." if item else "", taken, latest, duty.kind)
        taken.add(identifier)
        used.add(identifier)
        covers = ids.get(duty.covers) if duty.covers and not is_item else None
        named.append(replace(duty, id=identifier, item=item, covers=covers))
    return tuple(named)


def _free(prefix: str, taken: set[str], latest: dict[tuple[str, str], int], kind: str) -> str:
    number = latest.get((prefix, kind), 0 if kind == "overall" else 1)
    while f"{prefix}d{number:02d}" in taken:
        number += 1
    latest[prefix, kind] = number
    return f"{prefix}d{number:02d}"
