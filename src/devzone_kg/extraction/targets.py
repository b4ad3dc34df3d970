"""Targets: the figures that a plan commits to reach, each with its metric, comparator, unit and year."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

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
_SERIES = 8  # figures side by side that share a list of metrics
_REACH = 200  # characters to either side of a figure that can speak of it


def targets(outline: Outline, vocabulary: Vocabulary, calendar: Calendar | None = None) -> tuple[Target, ...]:
    """The targets of a plan in the order of the text; a calendar that is at hand need not be made again."""
    calendar = calendar or Calendar(outline, vocabulary)
    idle, aims = parts.idle(outline, vocabulary), parts.aims(outline, vocabulary)
    tabled, rows = target_tables.rows(outline, calendar, vocabulary)
    found = list(tabled)
    for sentence, figures in _by_sentence(outline, vocabulary):
        if rows and _inside(sentence.start, rows):
            continue
        index = outline.innermost(sentence.start)
        if index is None or not idle[index]:
            aimed = calendar.annual is not None or (index is not None and aims[index])
            found.extend(_Sentence(outline, sentence, calendar, vocabulary, aimed).targets(figures))
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

    def __init__(self, outline: Outline, span: Span, calendar: Calendar, vocabulary: Vocabulary, aimed: bool) -> None:
        self.aimed = aimed
        self.outline, self.span, self.calendar, self.vocabulary = outline, span, calendar, vocabulary
        self.text = outline.source.text
        self.words = self.text[span.start : span.end]
        self.asides = [Span(*m.span()) for m in _ASIDE.finditer(self.words)]
        self.masked = _ASIDE.sub(lambda m: _MASK * len(m.group()), self.words)
        self.ends = [m.end() for m in _CLAUSE_END.finditer(self.masked)]

    def targets(self, figures: list[Quantity]) -> Iterator[Target]:
        framed = [f for q in figures if (f := self._frame(q))]
        accepted: _Framed | None = None
        metric: Span | None = None
        base: Span | None = None
        changing: Span | None = None  # the metric that goes before a baseline
        comparator = "="
        for number, figure in enumerate(framed):
            left = framed[number - 1] if number else None
            right = framed[number + 1] if number + 1 < len(framed) else None
            place = self._place(figure, left, right, accepted is not None and self._joined(accepted, figure))
            if commitments.is_commitment(place, commitments.cues(self.vocabulary)):
                accepted = figure
                often = metrics.recurrence(place, self.vocabulary)
                metric = (
                    self._metric(framed, number) or (self._before(figure) if often else None) or metric or self._heading(figure)
                )
                if changing and left is not None and left.clause == figure.clause:
                    metric = changing
                own = metrics.comparator(place, self.vocabulary)
                joined = left is not None and own == "=" and self._side_by_side(left, figure)
                comparator = comparator if joined else own
                year = self._paired_year(framed, number) or self._year(figure)
                target = self._target(figure, metric, comparator, base, year)
                yield replace(target, change=metrics.change(place, self.vocabulary), recurrence=often)
                base = changing = None
            elif commitments.is_baseline(place, commitments.cues(self.vocabulary)):
                base, changing = self._start_of_change(figure)

    def _start_of_change(self, figure: _Framed) -> tuple[Span, Span | None]:
        """The words of a baseline, and the metric ahead of them: 绿化率由2023年的30%."""
        start, number = self.span.start + figure.clause.start, figure.quantity.number.start
        origin = metrics.origin(self.text, start, number, self.vocabulary)
        if origin is None:
            return Span(number, figure.quantity.end), None
        return Span(origin.end, figure.quantity.end), metrics.subject(self.text, start, origin.start, self.vocabulary)

    def _before(self, figure: _Framed) -> Span | None:
        """What the clause before that of a figure speaks of."""
        place = bisect_right(self.ends, figure.clause.start) - 1
        if place < 0 or figure.frame.start:
            return None
        start = self.ends[place - 1] if place else 0
        return metrics.subject(self.text, self.span.start + start, self.span.start + self.ends[place] - 1, self.vocabulary)

    def _frame(self, quantity: Quantity) -> _Framed | None:
        """Where a figure is read: within its bracket, or in the sentence; not in a title or a quotation."""
        start, end = quantity.number.start - self.span.start, quantity.end - self.span.start
        place = bisect_right(self.asides, (start, sys.maxsize)) - 1
        if place >= 0 and start < self.asides[place].end:
            aside = self.asides[place]
            if self.words[aside.start] in "《“":
                return None
            frame = Span(aside.start + 1, aside.end - 1)
            ends = [m.end() for m in _CLAUSE_END.finditer(self.words, *frame)]
        else:
            frame, ends = Span(0, len(self.words)), self.ends
        left, right = bisect_right(ends, start), bisect_right(ends, end)
        clause = Span(
            max(ends[left - 1] if left else frame.start, start - _REACH),
            min(ends[right] - 1 if right < len(ends) else frame.end, end + _REACH),
        )
        return _Framed(quantity, frame, clause)

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
            _plain(words[max(frame.start, start - 2 * _REACH) : start]),
            _plain(words[end : min(frame.end, end + 2 * _REACH)]),
            _plain(words[left.quantity.end - self.span.start : start]) if left and left.clause == clause else None,
            _plain(words[end : right.quantity.number.start - self.span.start]) if right and right.clause == clause else None,
            carried,
            year is not None and year.own and year.span.start < quantity.number.start,
            self._dated_before_the_plan(year),
            self.aimed,
        )

    def _year(self, figure: _Framed) -> Governed | None:
        return self.calendar.governing(figure.quantity.number.start, self.span, self.span.start + figure.clause.end)

    def _paired_year(self, framed: list[_Framed], number: int) -> Governed | None:
        """The year of a figure in a series that as many years go before: 2025年、2030年…分别达到20%、25%."""
        first, last = self._series(framed, number)
        count = last - first + 1
        times = self.calendar.between(self.span.start, framed[first].quantity.number.start)[-count:]
        joints = [metrics.is_joint(self.text[a.span.end : b.span.start], self.vocabulary) for a, b in pairwise(times)]
        if count == 1 or len(times) < count or not all(joints):
            return None
        time = times[number - first]
        return Governed(time.year, time.span, True, time.relation == "by") if time.year else None

    def _dated_before_the_plan(self, year: Governed | None) -> bool:
        """2020年,…达到7.8% in a plan of 2022; 到2020年 states a deadline, if a late one."""
        issued = self.calendar.issued
        if year is None or not year.own or (issued is not None and year.year >= issued):
            return False
        start = self.text.rfind("；", self.span.start, year.span.start) + 1 or self.span.start
        past = commitments.cues(self.vocabulary).excluded["past"].search(self.text, start, year.span.start)
        return past is not None or (issued is not None and not year.by)

    def _metric(self, framed: list[_Framed], number: int) -> Span | None:
        """The metric that the clause names; where it names none (增长12%), the caller keeps that of the target before."""
        figure = framed[number]
        first, last = self._series(framed, number)
        start, end = self.span.start + figure.clause.start, self.span.start + figure.clause.end
        if first > 0 and framed[first - 1].clause == figure.clause:
            start = framed[first - 1].quantity.end
        head = framed[first].quantity
        named = metrics.metric(self.text, start, end if first == last else head.end, head, self.vocabulary)
        return metrics.share(self.text, named, number - first, last - first + 1) if named and last > first else named

    def _series(self, framed: list[_Framed], number: int) -> tuple[int, int]:
        """The first and last of the figures that stand side by side, as in A、B分别达到41%、38%."""
        first = last = number
        while first > 0 and number - first < _SERIES and self._side_by_side(framed[first - 1], framed[first]):
            first -= 1
        while last + 1 < len(framed) and last - number < _SERIES and self._side_by_side(framed[last], framed[last + 1]):
            last += 1
        return first, last

    def _side_by_side(self, left: _Framed, right: _Framed) -> bool:
        between = self.text[left.quantity.end : right.quantity.number.start]
        return left.clause == right.clause and metrics.is_joint(between, self.vocabulary)

    def _heading(self, figure: _Framed) -> Span | None:
        index = self.outline.innermost(figure.quantity.number.start)
        return self.outline.items[index].title if index is not None else None

    def _target(
        self, figure: _Framed, metric: Span | None, comparator: str, base: Span | None, year: Governed | None
    ) -> Target:
        quantity, offset = figure.quantity, self.span.start
        clause = Span(offset + figure.clause.start, offset + figure.clause.end)
        index = self.outline.innermost(quantity.number.start)
        return Target(
            id="",
            item=None if index is None else str(index),
            metric=self.text[metric.start : metric.end] if metric else None,
            metric_span=metric,
            comparator=comparator,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            year=year.year if year else None,
            year_span=year.span if year else None,
            number_span=quantity.number,
            span=_trimmed(self.text, clause),
            baseline_span=base
            or metrics.baseline(self.text, clause.start, quantity.number.start, self.calendar, self.vocabulary),
        )


def _plain(words: str) -> str:
    return words.replace(_MASK, "")


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
