"""What a target's figure measures, how it is compared, and what it is compared with."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction import commitments, quantities
from devzone_kg.extraction.calendar import Calendar
from devzone_kg.extraction.commitments import Place
from devzone_kg.extraction.patterns import either
from devzone_kg.extraction.quantities import Quantity
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_ORDER = ("about", "at-most", "at-least", "equal")  # of two cues the looser
_AFTER = re.compile(
    r"(?:余|多|的|\s)*((?:[^，,；;。：:（）()\s、\d]|\d+(?=[A-Za-z+＋]))+?)(?=[，,；;。：:（）()\s、]|\d+(?![A-Za-z+＋\d])|$)"
)
_PREFIX = re.compile(r"[\s、，,：:”—–\-·●•◆的和及与]+|[（(]?[0-9一二三四五六七八九十]+[）)、.．]")
_NOUN = "区[^级内]|[率量额者员力型业商]"  # what makes a noun of the verb before it (开发区, 建设者)


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]
    notation: dict[str, str]  # a comparator's word → its notation
    tail: re.Pattern[str]
    head: re.Pattern[str]


def comparator(place: Place, vocabulary: Vocabulary) -> str:
    """>=, <=, = or ~ by the words directly before and after the figure."""
    if place.quantity.value_max is not None:
        return "="
    words = _words(vocabulary)
    cues = (words.before.search(place.before), words.after.match(place.after))
    said = {words.notation[cue.group(1)] for cue in cues if cue}
    notation = next((n for n in _ORDER if n in said), "equal")
    if notation == "at-least" and place.quantity.kind == "percent" and place.quantity.value >= 100:
        notation = "equal"
    return vocabulary.scheme("comparator")[notation].texts("symbol")[0]


def metric(text: str, start: int, end: int, quantity: Quantity, vocabulary: Vocabulary) -> Span | None:
    """The words in text[start:end] that name what a figure measures.

    They stand ahead of it (废水排放达标率达到95%) or after it: what it counts (3家企业), what it is a part of (95%以上事项).
    """
    words = _words(vocabulary)
    named = _named(text, start, quantity.number.start, words)
    after = _counted(text, quantity.end, end, words)
    return after or named if quantity.kind in ("count", "measure") else named or after


def baseline(text: str, clause: Span, number: int, calendar: Calendar, vocabulary: Vocabulary) -> Span | None:
    """What a target is compared with: 由71%, 比2020年, 较上年."""
    cues = commitments.cues(vocabulary)
    for quantity in quantities.find(text, clause.start, number, vocabulary):
        before, after = text[clause.start : quantity.number.start], text[quantity.end : number]
        if cues.baseline_end.search(before) and cues.rise_start.match(after):
            return Span(quantity.number.start, quantity.end)
    for anchor in calendar.between(clause.start, number):
        if anchor.relation == "base":
            return anchor.span
    found = cues.last_year.search(text, clause.start, number)
    return Span(*found.span()) if found else None


def _counted(text: str, start: int, end: int, words: _Words) -> Span | None:
    bound = words.after.match(text, start, end)
    match = _AFTER.match(text, bound.end() if bound else start, end)
    return Span(*match.span(1)) if match and len(match.group(1)) > 1 else None


def _named(text: str, start: int, end: int, words: _Words) -> Span | None:
    cut = words.tail.search(text, start, end)
    stop = cut.start() if cut else end
    begin = start
    while (opened := words.head.match(text, begin, stop)) and opened.end() > begin:
        begin = opened.end()
    return Span(begin, stop) if stop - begin > 1 else None


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    commit, scheme = vocabulary.scheme("commitment"), vocabulary.scheme("comparator")
    before = {w: n for n in _ORDER for w in scheme[n].texts("beforeFigure")}
    after = {w: n for n in _ORDER for w in scheme[n].texts("afterFigure")}
    fillers = [*commit["attain"].words, *commit["filler"].words, *before]
    opening = [*commit["act"].words, *commit["resolve"].words, *commit["lead"].words]
    day = r"[到至]?(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?[底末前初]*"
    return _Words(
        re.compile(rf"({either(before)})(?:{either(commit['filler'].words)})?\s*\Z"),
        re.compile(f"({either(after)})"),
        before | after,
        re.compile(rf"(?:(?:{either(fillers)})|[\s、，,：:“和及与])+\Z"),
        re.compile(rf"{_PREFIX.pattern}|{day}|(?>{either(after)})|(?>{either(opening)})(?!{_NOUN})"),
    )
