"""Targets: the figures that a plan commits to reach, each with its metric, comparator, unit and year."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from devzone_kg.extraction import commitments, metrics, parts, quantities, target_tables
from devzone_kg.extraction.calendar import Calendar, Governed
from devzone_kg.extraction.commitments import Place
from devzone_kg.extraction.quantities import Quantity
from devzone_kg.facts import Target
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_CLAUSE_END = re.compile(r"[，；;：:。！？!?\n\t]|,(?![0-9]{3})")
_ASIDE = re.compile(r"[（(][^（）()]{0,120}[）)]|《[^《》]{0,200}》|“[^“”]{1,12}”")
_MASK = "\u0001"


def targets(outline: Outline, vocabulary: Vocabulary, calendar: Calendar | None = None) -> tuple[Target, ...]:
    """The targets of a plan in the order of the text; a calendar that is at hand need not be made again."""
    calendar = calendar or Calendar(outline, vocabulary)
    idle = parts.idle(outline, vocabulary)
    tabled, rows = target_tables.rows(outline, calendar, vocabulary)
    found = list(tabled)
    for sentence, figures in _by_sentence(outline, vocabulary):
        if rows and _inside(sentence.start, rows):
            continue
        index = outline.innermost(sentence.start)
        if index is None or not idle[index]:
            found.extend(_Sentence(outline, sentence, calendar, vocabulary).targets(figures))
    found.sort(key=lambda target: target.number_span)
    return tuple(replace(target, id=f"t{number:02}") for number, target in enumerate(found, 1))


def _inside(offset: int, spans: tuple[Span, ...]) -> bool:
    place = bisect_right(spans, (offset, sys.maxsize)) - 1
    return place >= 0 and offset < spans[place].end


def _by_sentence(outline: Outline, vocabulary: Vocabulary) -> Iterator[tuple[Span, list[Quantity]]]:
    """The sentences that hold figures, with them; a figure in no sentence stands outside the plan."""
    text, sentences, at = outline.source.text, outline.sentences, 0
    held: list[Quantity] = []
    for quantity in quantities.find(text, outline.body.start, outline.body.end, vocabulary):
        place = quantity.number.start
        while at < len(sentences) and sentences[at].end <= place:
            if held:
                yield sentences[at], held
                held = []
            at += 1
        if at < len(sentences) and sentences[at].start <= place and quantity.end <= sentences[at].end:
            held.append(quantity)
    if held:
        yield sentences[at], held


@dataclass(frozen=True, slots=True)
class _Framed:
    """A figure with its clause, and the stretch (sentence or bracket) that it is read in."""

    quantity: Quantity
    frame: Span
    clause: Span


class _Sentence:
    """A sentence, with brackets, titles and short quotations masked for figures that stand outside of them."""

    def __init__(self, outline: Outline, span: Span, calendar: Calendar, vocabulary: Vocabulary) -> None:
        self.outline, self.span, self.calendar, self.vocabulary = outline, span, calendar, vocabulary
        self.text = outline.source.text
        self.words = self.text[span.start : span.end]
        self.asides = [(m.start(), m.end(), m.group()[0]) for m in _ASIDE.finditer(self.words)]
        self.masked = _ASIDE.sub(lambda m: _MASK * len(m.group()), self.words)

    def targets(self, figures: list[Quantity]) -> Iterator[Target]:
        framed = [f for q in figures if (f := self._frame(q))]
        accepted: _Framed | None = None
        metric: Span | None = None
        for number, figure in enumerate(framed):
            left = framed[number - 1] if number else None
            right = framed[number + 1] if number + 1 < len(framed) else None
            place = self._place(figure, left, right, accepted is not None and self._joined(accepted, figure))
            if commitments.is_commitment(place, commitments.cues(self.vocabulary)):
                accepted = figure
                metric = self._metric(figure, left) or metric or self._heading(figure)
                yield self._target(figure, place, metric)

    def _frame(self, quantity: Quantity) -> _Framed | None:
        """Where a figure is read: within its bracket, or in the sentence; not in a title or a quotation."""
        at = quantity.number.start - self.span.start
        frame, words = Span(0, len(self.words)), self.masked
        for start, end, mark in self.asides:
            if start <= at < end:
                if mark in "《“":
                    return None
                frame, words = Span(start + 1, end - 1), self.words
        ends = [m.end() for m in _CLAUSE_END.finditer(words, frame.start, at)]
        stop = _CLAUSE_END.search(words, quantity.end - self.span.start, frame.end)
        return _Framed(quantity, frame, Span(ends[-1] if ends else frame.start, stop.start() if stop else frame.end))

    def _joined(self, accepted: _Framed, figure: _Framed) -> bool:
        """Whether a figure stands in one series with a target before it."""
        return accepted.frame == figure.frame or (accepted.frame.start <= figure.frame.start <= accepted.frame.end)

    def _place(self, figure: _Framed, left: _Framed | None, right: _Framed | None, carried: bool) -> Place:
        quantity, frame, clause = figure.quantity, figure.frame, figure.clause
        start, end = quantity.number.start - self.span.start, quantity.end - self.span.start
        words = self.masked if frame.start == 0 else self.words
        year = self._year(figure)
        return Place(
            quantity,
            _plain(words[clause.start : start]),
            _plain(words[end : clause.end]),
            _plain(words[frame.start : start]),
            _plain(words[end : frame.end]),
            _plain(words[left.quantity.end - self.span.start : start]) if left and left.clause == clause else None,
            _plain(words[end : right.quantity.number.start - self.span.start]) if right and right.clause == clause else None,
            carried,
            year is not None and year.own and year.span.start < quantity.number.start,
            self._dated_before_the_plan(year),
        )

    def _year(self, figure: _Framed) -> Governed | None:
        return self.calendar.governing(figure.quantity.number.start, self.span, self.span.start + figure.clause.end)

    def _dated_before_the_plan(self, year: Governed | None) -> bool:
        """2020年,…达到7.8% in a plan of 2022; 到2020年 states a deadline, if a late one."""
        issued = self.calendar.issued
        if year is None or not year.own or (issued is not None and year.year >= issued):
            return False
        past = commitments.cues(self.vocabulary).excluded["past"].search(self.text, self.span.start, year.span.start)
        return past is not None or (issued is not None and not year.by)

    def _metric(self, figure: _Framed, left: _Framed | None) -> Span | None:
        """The metric that the clause names; where it names none (增长12%), the caller keeps that of the target before."""
        start, end = self.span.start + figure.clause.start, self.span.start + figure.clause.end
        if left and left.clause == figure.clause:
            start = left.quantity.end
        return metrics.metric(self.text, start, end, figure.quantity, self.vocabulary)

    def _heading(self, figure: _Framed) -> Span | None:
        index = self.outline.innermost(figure.quantity.number.start)
        return self.outline.items[index].title if index is not None else None

    def _target(self, figure: _Framed, place: Place, metric: Span | None) -> Target:
        quantity, offset = figure.quantity, self.span.start
        clause = Span(offset + figure.clause.start, offset + figure.clause.end)
        year = self._year(figure)
        index = self.outline.innermost(quantity.number.start)
        return Target(
            id="",
            item=None if index is None else str(index),
            metric=self.text[metric.start : metric.end] if metric else None,
            metric_span=metric,
            comparator=metrics.comparator(place, self.vocabulary),
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            year=year.year if year else None,
            year_span=year.span if year else None,
            number_span=quantity.number,
            span=_trimmed(self.text, clause),
            baseline_span=metrics.baseline(self.text, clause, quantity.number.start, self.calendar, self.vocabulary),
        )


def _plain(words: str) -> str:
    return words.replace(_MASK, "")


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
