"""The facts of a plan as a short text for the terminal."""

from collections.abc import Iterator

from devzone_kg.facts import Duty, PlanFacts
from devzone_kg.vocabulary import vocabulary

_WIDTH = 60


def summary(facts: PlanFacts) -> str:
    """Title and date, the duties with their units by role, the targets, the cited documents, the zones."""
    return "\n".join(line for part in (_head, _duties, _targets, _citations, _zones) for line in part(facts))


def _head(facts: PlanFacts) -> Iterator[str]:
    doc = facts.document
    yield doc.title or "(no title found)"
    place = f"{doc.jurisdiction.name} {doc.jurisdiction.division}" if doc.jurisdiction else None
    stated = [
        ("number", doc.number),
        ("issuer", doc.issuer),
        ("date", doc.date),
        ("published", doc.published),
        ("place", place),
    ]
    yield "  " + ", ".join(f"{name} {value}" for name, value in stated if value)
    yield "  " + ", ".join(
        f"{len(getattr(facts, kind))} {kind}" for kind in ("items", "duties", "targets", "citations", "zones")
    )


def _duties(facts: PlanFacts) -> Iterator[str]:
    for duty in facts.duties:
        yield f"\n{duty.id}  {_task(facts, duty)}"
        for notation, role in vocabulary().scheme("role").items():
            units = [a.text for a in duty.assignments if a.role == notation]
            if units:
                yield f"    {role.label}: {'、'.join(units)}"


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
    names = dict.fromkeys(zone.text for zone in facts.zones)
    if names:
        yield "\nZones\n    " + "、".join(names)
