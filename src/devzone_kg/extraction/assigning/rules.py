"""Rules that a document states once for all its duties: the first unit of a list leads; a unit has its role in every later duty."""

from dataclasses import dataclass, replace

from devzone_kg.extraction.assigning.grammar import Unit, read_list
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.facts import Assignment
from devzone_kg.reading.source import Span

_FORMS = ("bracket", "lines", "table")


@dataclass(frozen=True, slots=True)
class Carried:
    """Units that have their role in every duty after `span`, the rule."""

    span: Span
    units: tuple[Unit, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The document-wide rules of a plan; `first_from` is the place from which the first unit of a list leads."""

    first_from: int | None
    carried_units: tuple[Carried, ...]

    def apply(self, statement: Statement) -> tuple[Unit, ...]:
        """The units of a statement, the first one as lead where the rule says so and no other leads."""
        units = statement.units
        if self.first_from is None or statement.form not in _FORMS or statement.span.end <= self.first_from:
            return units
        if any(u.role == "lead" for u in units):
            return units
        first = next((i for i, u in enumerate(units) if u.role == "responsible"), None)
        if first is None:
            return units
        return (*units[:first], replace(units[first], role="lead"), *units[first + 1 :])

    def carried(self, statement: Statement) -> tuple[Assignment, ...]:
        """The assignments that a rule before the statement carries to it."""
        return tuple(
            Assignment(unit.role, text, unit.span, unit.cue, unit.kind, inherited_from=rule.span)
            for rule in self.carried_units
            if statement.form in _FORMS and rule.span.end <= statement.span.start
            for unit, text in zip(rule.units, rule.texts, strict=True)
        )


def find_rules(reader: Reader) -> Rules:
    """The rules that a document states."""
    body, words = reader.outline.body, reader.lexicon.words
    first: int | None = None
    for match in words.first_listed.finditer(reader.text, body.start, body.end):
        inside = reader.is_taken(match.start())
        place = reader.text.rfind("(", 0, match.start()) if inside else body.start
        first = place if first is None else min(first, place)
    carried = []
    for match in words.carried.finditer(reader.text, body.start, body.end):
        span = Span(*match.span())
        units = _carried_units(reader, Span(*match.span("said")))
        if units:
            carried.append(Carried(span, units, tuple(reader.outline.source.quote(u.span) for u in units)))
    return Rules(first, tuple(carried))


def _carried_units(reader: Reader, said: Span) -> tuple[Unit, ...]:
    opening = reader.lexicon.words.carried_opening.search(reader.text, said.start, said.end)
    if opening is None:
        return ()
    return read_list(reader.lexicon, reader.text, Span(opening.end(), said.end), None).units
