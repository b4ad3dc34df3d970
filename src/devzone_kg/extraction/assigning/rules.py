"""Rules that a document states once for all its duties: the first unit leads; a unit has its role in every later duty."""

from dataclasses import dataclass, replace

from devzone_kg.extraction.assigning.grammar import Unit, read_list
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.facts import Assignment
from devzone_kg.reading.source import Span

_LONGEST = 80  # characters of a rule
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
    marked: frozenset[Span]  # units with the mark of those that lead

    def apply(self, statement: Statement) -> tuple[Unit, ...]:
        """The units of a statement, the first one as lead where the rule says so and no other leads."""
        units = statement.units
        if statement.form not in _FORMS:
            return units
        units = tuple(replace(u, role="lead") if u.span in self.marked else u for u in units)
        return self._first_leads(statement, units)

    def _first_leads(self, statement: Statement, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        if self.first_from is None or statement.span.end <= self.first_from or any(u.role == "lead" for u in units):
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


def _marked(reader: Reader, statements: list[Statement]) -> frozenset[Span]:
    rule = reader.lexicon.words.marked.search(reader.text, *reader.outline.body)
    if rule is None:
        return frozenset()
    sign, text = rule.group("mark"), reader.text
    spans = (u.span for s in statements for u in s.units)
    return frozenset(s for s in spans if sign in (text[s.start - 1 : s.start], text[s.end : s.end + 1]))


def find_rules(reader: Reader, statements: list[Statement]) -> Rules:
    """The rules that a document states."""
    body, words = reader.outline.body, reader.lexicon.words
    first: int | None = None
    for match in words.first_listed.finditer(reader.text, body.start, body.end):
        inside = reader.is_taken(match.start())
        place = reader.text.rfind("(", max(0, match.start() - 300), match.start()) if inside else body.start
        first = place if first is None else min(first, place)
    places = [m.span() for m in words.carried.finditer(reader.text, body.start, body.end)]
    found = [_carried(reader, *place) for place in reversed(places)]
    rules = {(rule.units[0].role, rule.texts): rule for rule in found if rule is not None}
    return Rules(first, tuple(rules.values()), _marked(reader, statements))


def _carried(reader: Reader, stop: int, end: int) -> Carried | None:
    """The units that stand before 不再列出, after the words that open the rule (以下均需)."""
    text, low = reader.text, max(reader.outline.body.start, stop - _LONGEST)
    low = max(text.rfind(mark, low, stop) + 1 for mark in "。;()\n") or low
    opening = reader.lexicon.words.carried_opening.search(text, low, stop)
    if opening is None:
        return None
    units = read_list(reader.lexicon, text, Span(opening.end(), stop), None).units
    texts = tuple(reader.outline.source.quote(u.span) for u in units)
    return Carried(Span(opening.start(), end), units, texts) if units else None
