"""Goals without a figure: vague ones (by degree alone: 综合实力显著增强) and those of full coverage (全部开发区通光纤网络)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from devzone_kg.extraction import commitments, parts, quantities
from devzone_kg.extraction.calendar import Calendar
from devzone_kg.extraction.patterns import either
from devzone_kg.facts import Goal
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_CLAUSE = re.compile(r"(?:[^，,；;：:。！？!?\n\t（）()]|[（(][^（）()\n]{0,60}[）)])+")
_LABEL = re.compile(r"[\s—–\-·●•◆]*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．])?\s*")
_END = r"[^\S\n]*(?=[、，,；;：:。！？!?\n\t（）()”]|\Z)"
_HEADING = 25  # characters of a sentence that may head a paragraph
_LONGEST = 60  # characters of a clause that is still one goal


@dataclass(frozen=True, slots=True)
class _Words:
    cue: re.Pattern[str]  # any of the words, to find the sentences worth a look
    vague: re.Pattern[str]
    trend: re.Pattern[str]
    whole: re.Pattern[str]
    every: re.Pattern[str]
    principle: re.Pattern[str]


def goals(outline: Outline, vocabulary: Vocabulary, calendar: Calendar | None = None) -> tuple[Goal, ...]:
    """The goals without a figure, clause by clause; a calendar that is at hand need not be made again."""
    calendar = calendar or Calendar(outline, vocabulary)
    idle, aims = parts.idle(outline, vocabulary), parts.aims(outline, vocabulary)
    found: list[Goal] = []
    for sentence in _candidates(outline, _words(vocabulary)):
        index = outline.innermost(sentence.start)
        if index is None or not idle[index]:
            found.extend(_of_sentence(calendar, sentence, index, index is not None and aims[index], vocabulary))
    return tuple(replace(goal, id=f"v{number:02}") for number, goal in enumerate(found, 1))


def _of_sentence(calendar: Calendar, sentence: Span, index: int | None, aimed: bool, vocabulary: Vocabulary) -> Iterator[Goal]:
    text, words = calendar.text, _words(vocabulary)
    if _of_the_past(calendar, sentence, vocabulary):
        return
    aimed = aimed or _announced(text, sentence, calendar, vocabulary)
    figures = _figures(calendar, sentence, vocabulary)
    for match in _CLAUSE.finditer(text, *sentence):
        kind = _kind(text, Span(*match.span()), figures, aimed, words)
        if kind:
            span, year = _trimmed(match), calendar.governing(match.start(), sentence, match.end())
            item = None if index is None else str(index)
            yield Goal("", item, kind, text[span.start : span.end], span, year.year if year else None)


def _of_the_past(calendar: Calendar, sentence: Span, vocabulary: Vocabulary) -> bool:
    named = calendar.between(*sentence)
    if any(a.relation == "by" for a in named):
        return False
    if calendar.issued and any(a.relation == "in" and a.year and a.year < calendar.issued for a in named):
        return True
    return bool(commitments.cues(vocabulary).excluded["past"].search(calendar.text, *sentence))


def _figures(calendar: Calendar, sentence: Span, vocabulary: Vocabulary) -> list[Span]:
    """The figures that say by how much: those of the sentence, or of the paragraph that it heads."""
    end = sentence.end
    paragraph = calendar.paragraph(sentence.start)
    if sentence.end - sentence.start <= _HEADING and sentence.start == paragraph.start:
        end = paragraph.end
    return [
        q.number for q in quantities.find(calendar.text, sentence.start, end, vocabulary) if q.kind != "time" and not q.chinese
    ]


def _candidates(outline: Outline, words: _Words) -> list[Span]:
    """The sentences that hold one of the words."""
    starts = [s.start for s in outline.sentences]
    found: dict[int, Span] = {}
    for match in words.cue.finditer(outline.source.text, outline.body.start, outline.body.end):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.end() <= outline.sentences[place].end:
            found[place] = outline.sentences[place]
    return list(found.values())


def _kind(text: str, clause: Span, figures: list[Span], aimed: bool, words: _Words) -> str | None:
    if clause.end - clause.start > _LONGEST or any(clause.start <= f.start < clause.end for f in figures):
        return None
    if words.principle.match(text, *clause):
        return None
    if words.whole.search(text, *clause) or (aimed and words.every.match(text, *clause)):
        return "coverage"
    if figures:  # the sentence says by how much
        return None
    if words.vague.search(text, *clause) or (aimed and words.trend.search(text, *clause)):
        return "vague"
    return None


def _announced(text: str, sentence: Span, calendar: Calendar, vocabulary: Vocabulary) -> bool:
    """Whether a sentence sets goals: 到2025年, 力争, 确保."""
    if any(a.relation == "by" for a in calendar.between(sentence.start, sentence.end)):
        return True
    return bool(commitments.cues(vocabulary).resolve.search(text, sentence.start, sentence.end))


def _trimmed(clause: re.Match[str]) -> Span:
    """A clause without white space and the dash or number ahead of it."""
    lead = _LABEL.match(clause.string, *clause.span())
    start = lead.end() if lead else clause.start()
    return Span(start, max(start, clause.start() + len(clause.group().rstrip())))


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    scheme = vocabulary.scheme("goal-word")
    degree, trend = either(scheme["degree"].words), either(scheme["trend"].words)
    change = either(scheme["change"].words)
    result = rf"(?:{change}|{either(scheme['quality'].words)})"
    ought, utmost = either(scheme["ought"].words), either(scheme["utmost"].words)
    whole = rf"(?:{either(scheme['whole'].words)})|(?:{ought})([\u4e00-\u9fff])(?:{utmost})\1"
    every, resolve = either(scheme["all"].words), either(vocabulary.scheme("commitment")["resolve"].words)
    return _Words(
        re.compile(
            f"{either(scheme['whole'].words)}|{every}|{degree}|{ought}|"
            + "|".join(rf"{word}(?={result})" for word in scheme["trend"].words)
        ),
        re.compile(rf"(?:{degree})(?:地|的)?{result}(?![的后时])"),
        re.compile(rf"[\u4e00-\u9fff”）)]{{2}}(?:得到|取得)?(?:{trend})(?:得到)?{result}{_END}"),
        re.compile(rf"(?:{whole}){_END}"),
        re.compile(rf"\s*(?:{resolve})?(?:{every})"),
        re.compile(rf"{_LABEL.pattern}(?:{either(scheme['principle'].words)})"),
    )
