"""From a text to facts: every kind of fact in turn, then their names and agencies."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from devzone_kg import corrections
from devzone_kg import outline as outlining
from devzone_kg.extraction import (
    acceptance,
    agencies,
    assignments,
    citations,
    coverage,
    enterprises,
    facilities,
    funding,
    goals,
    industries,
    metadata,
    persons,
    resolve,
    targets,
    wording,
    zones,
)
from devzone_kg.extraction import items as parts
from devzone_kg.extraction.calendar import Calendar
from devzone_kg.extraction.duty_deadlines import dated
from devzone_kg.extraction.identify import identify
from devzone_kg.facts import Correction, Document, PlanFacts, Source
from devzone_kg.outline import Outline
from devzone_kg.reading import SourceText, read
from devzone_kg.vocabulary import Vocabulary, vocabulary

__all__ = ["extract"]


def extract(source: str | Path | SourceText, corrected: Iterable[Correction] | None = None) -> PlanFacts:
    """The facts of a document, given as a file or as a text that was read; corrections beside a file are applied.

    Raises:
        ReadingError: the file cannot be read (see `devzone_kg.reading.read`).
    """
    if not isinstance(source, SourceText):
        path = Path(source)
        source = read(path)
        corrected = load_corrections(path) if corrected is None else corrected
    words = vocabulary()
    outline = outlining.build(source)
    document = metadata.document(outline, words)
    document = replace(
        document,
        jurisdiction=resolve.jurisdiction(outline, document, words),
        source=Source(source.path, source.sha256, len(source.text)),
    )
    facts = identify(_find(outline, document, words), outline)
    facts = corrections.apply(facts, corrected or ())
    facts = corrections.relinked(resolve.resolve(facts, words))
    notes = source.notes + facts.notes + _notes(facts)
    return replace(facts, coverage=coverage.coverage(facts.items, facts.duties, facts.text), notes=notes)


def load_corrections(document: Path) -> tuple[Correction, ...]:
    """The corrections that stand beside a document."""
    return corrections.load(corrections.path_of(document), vocabulary().scheme("role"))


def _find(outline: Outline, document: Document, words: Vocabulary) -> PlanFacts:
    date = document.date or document.published
    year = int(date[:4]) if date else None
    calendar = Calendar(outline, words, year)
    duties = dated(assignments.duties(outline, words), outline, year, words)
    taken = tuple(a.span for d in duties for a in d.assignments)
    cited = citations.citations(outline, words, document.title)
    named_zones = zones.zones(outline, words)
    strengths = zones.specialities(outline, words, named_zones)
    return PlanFacts(
        text=outline.source.text,
        document=document,
        items=parts.items(outline, words),
        duties=duties,
        targets=targets.targets(outline, words, calendar),
        goals=goals.goals(outline, words, calendar),
        citations=cited,
        mentions=citations.mentions(outline, words, cited),
        zones=named_zones,
        upgrades=zones.upgrades(outline, words, named_zones),
        specialities=strengths,
        agencies=agencies.agencies(outline, words, taken),
        industries=industries.industries(outline, words, strengths),
        facilities=facilities.facilities(outline, words),
        enterprises=enterprises.enterprises(outline, words),
        persons=persons.persons(outline, words),
        funding=funding.funding(outline, words),
        acceptance=acceptance.acceptance(outline, words, parts.section_kinds(outline, words)),
        wording=wording.wording(outline, words),
    )


def _notes(facts: PlanFacts) -> tuple[str, ...]:
    if facts.duties or any(item.kind == "measure" for item in facts.items):
        return ()
    return ("found no duty and no measure: this is taken as a document of another kind (a law, a notice), not as a plan",)
