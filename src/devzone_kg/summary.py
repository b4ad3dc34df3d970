"""The facts of a plan as a short text for the terminal."""

from collections.abc import Iterator

from devzone_kg.facts import Document, Duty, PlanFacts
from devzone_kg.vocabulary import vocabulary

_WIDTH = 60


def summary(facts: PlanFacts) -> str:
    """Title and date, the duties with their units by role, the targets, the cited documents, the zones."""
    return "\n".join(line for part in (_head, _duties, _targets, _citations, _zones) for line in part(facts))


def _head(facts: PlanFacts) -> Iterator[str]:
    doc = facts.document
    yield doc.title or "(no title found)"
    stated = [
        ("number", doc.number),
        ("issuer", doc.issuer),
        ("date", doc.date),
        ("published", doc.published),
        ("place", _place(doc)),
    ]
    yield "  " + ", ".join(f"{name} {value}" for name, value in stated if value)
    yield "  " + ", ".join(_counts(facts))


def _place(doc: Document) -> str:
    if doc.jurisdiction is None:
        return "unknown"
    return f"{doc.jurisdiction.name} {doc.jurisdiction.division}" + (" (inferred)" if doc.jurisdiction.inferred else "")


def _counts(facts: PlanFacts) -> Iterator[str]:
    """How many of each kind; a general list of units is no duty, and a zone is often named more than once."""
    overall = sum(duty.kind == "overall" for duty in facts.duties)
    lists = {0: "", 1: " and the general list"}.get(overall, f" and {overall} general lists")
    zones, mentions = len(_zone_names(facts)), len(facts.zones)
    yield _number(len(facts.items), "item")
    yield _number(len(facts.duties) - overall, "duty", "duties") + lists
    yield _number(len(facts.targets), "target")
    yield _number(len(facts.citations), "cited document")
    yield f"{_number(mentions, 'mention')} of {_number(zones, 'zone')}" if mentions > zones else _number(zones, "zone")


def _number(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _duties(facts: PlanFacts) -> Iterator[str]:
    for duty in facts.duties:
        yield f"\n{duty.id}  {'general list: ' if duty.kind == 'overall' else ''}{_task(facts, duty)}"
        for notation, role in vocabulary().scheme("role").items():
            units = [a.text for a in duty.assignments if a.role == notation]
            if units:
                yield f"    {role.label}: {'、'.join(units)}"
        if duty.deadline:
            date = f" ({duty.deadline.date})" if duty.deadline.date else ""
            yield f"    deadline: {duty.deadline.text}{date}"


def _task(facts: PlanFacts, duty: Duty) -> str:
    text = facts.quote(duty.span).split("\n", 1)[0].strip()
    return text if len(text) <= _WIDTH else text[:_WIDTH] + "…"


def _targets(facts: PlanFacts) -> Iterator[str]:
    if facts.targets:
        yield "\nTargets"
    for target in facts.targets:
        figure = f"{target.comparator or ''} {facts.quote(target.number_span)}{target.unit or ''}"
        yield f"    {target.year or '----'}  {target.metric or '?'} {figure}"


def _citations(facts: PlanFacts) -> Iterator[str]:
    if facts.citations:
        yield "\nCited documents"
    for citation in facts.citations:
        yield f"    {citation.relation}: {citation.title or ''} {citation.number or ''}".rstrip()


def _zones(facts: PlanFacts) -> Iterator[str]:
    if names := _zone_names(facts):
        yield "\nZones\n    " + "、".join(names)


def _zone_names(facts: PlanFacts) -> list[str]:
    """The zones, each once, by the name that stands first."""
    first: dict[str, str] = {}
    for zone in facts.zones:
        first.setdefault(zone.zone or zone.text, zone.text)
    return list(first.values())
