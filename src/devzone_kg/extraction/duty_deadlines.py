"""By when a duty is to be done: the deadline in its own statement, else in the words of its item."""

from bisect import bisect_right
from dataclasses import replace

from devzone_kg.extraction import deadlines
from devzone_kg.facts import Deadline, Duty
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary


def dated(duties: tuple[Duty, ...], outline: Outline, year: int | None, vocabulary: Vocabulary) -> tuple[Duty, ...]:
    """The duties with their deadlines; `year` is that of a date which names none (6月底前)."""
    starts = [s.start for s in outline.sentences]
    result = []
    for before, duty, after in zip((None, *duties), duties, (*duties[1:], None), strict=False):
        words = _sentence(duty, outline, starts) if duty.form in ("prose", "heading") else _words(before, duty, after, outline)
        result.append(replace(duty, deadline=_deadline(duty, words, outline, year, vocabulary)))
    return tuple(result)


def _deadline(duty: Duty, statement: Span, outline: Outline, year: int | None, words: Vocabulary) -> Deadline | None:
    if duty.kind == "overall" or not duty.assignments:
        return None
    text = outline.source.text
    first = duty.assignments[0].cue or duty.assignments[0].span
    beside = deadlines.of_task(text, min(max(first.start, statement.start), statement.end), statement.end, year, words)
    return beside or deadlines.of_task(text, statement.start, statement.end, year, words)


def _sentence(duty: Duty, outline: Outline, starts: list[int]) -> Span:
    """The sentence that assigns the units."""
    index = bisect_right(starts, duty.assignments[0].span.start) - 1
    return outline.sentences[index] if index >= 0 else duty.span


def _words(before: Duty | None, duty: Duty, after: Duty | None, outline: Outline) -> Span:
    """The words that a duty is about: since the duty before in the same item, and to the item's end after the last."""
    start = before.span.end if before and before.span.start == duty.span.start else duty.span.start
    index = outline.innermost(duty.span.start)
    more = after is not None and after.span.start == duty.span.start
    if more or index is None or outline.items[index].start != duty.span.start:
        return Span(min(start, duty.span.end), duty.span.end)
    follows = outline.items[index + 1].start if index + 1 < len(outline.items) else outline.body.end
    return Span(start, max(duty.span.end, min(outline.items[index].end, follows)))
