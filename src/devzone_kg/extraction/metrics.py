"""What a target's figure measures, how it is compared, and what it is compared with."""

import re
from functools import cache

from devzone_kg.extraction.commitments import Place
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_ORDER = ("about", "at-most", "at-least", "equal")


def comparator(place: Place, vocabulary: Vocabulary) -> str:
    """>=, <=, = or ~ by the words directly before and after the figure; of two cues the looser."""
    if place.quantity.value_max is not None:
        return "="
    before, after = _patterns(vocabulary)
    for notation in _ORDER:
        if before[notation].search(place.before) or after[notation].match(place.after):
            full = notation == "at-least" and place.quantity.kind == "percent" and place.quantity.value >= 100
            return "=" if full else vocabulary.scheme("comparator")[notation].texts("symbol")[0]
    return "="


@cache
def _patterns(vocabulary: Vocabulary) -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    scheme = vocabulary.scheme("comparator")
    filler = "|".join(map(re.escape, vocabulary.scheme("commitment")["filler"].words))
    before = {n: re.compile(rf"(?:{_either(scheme[n].texts('beforeFigure'))})(?:{filler})?\s*$") for n in _ORDER}
    return before, {n: re.compile(_either(scheme[n].texts("afterFigure")) or r"(?!)") for n in _ORDER}


def _either(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _trimming(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    commit = vocabulary.scheme("commitment")
    bounds = [w for c in vocabulary.scheme("comparator").values() for w in c.texts("beforeFigure")]
    verbs = [*commit["attain"].words, *commit["filler"].words, *bounds]
    opening = [*commit["act"].words, *commit["resolve"].words, *commit["filler"].words]
    return (
        re.compile(rf"(?:(?:{_either(tuple(verbs))})|[\s、，,：:“和及与])+$"),
        re.compile(rf"(?:(?:{_either(tuple(opening))})|[\s、，,：:”])+"),
    )


def metric(text: str, clause: Span, place: Place, vocabulary: Vocabulary) -> Span | None:
    """The words that name what the figure measures: ahead of it (废水排放达标率达到95%), or after it what it counts (3家企业)."""
    quantity = place.quantity
    if quantity.kind == "count":
        found = _counted(text, quantity.end, clause.end)
        if found:
            return found
    return _named(text, clause.start, quantity.number.start, vocabulary)


_AFTER = re.compile(r"(?:以上|以下|以内|左右|余|多|的|\s)*([^，,；;。：:（）()\s、\d]{2,40}?)(?=[，,；;。：:（）()\s、\d]|$)")


def _counted(text: str, start: int, end: int) -> Span | None:
    match = _AFTER.match(text, start, end)
    return Span(*match.span(1)) if match else None


def _named(text: str, start: int, end: int, vocabulary: Vocabulary) -> Span | None:
    tail, head = _trimming(vocabulary)
    words = text[start:end]
    cut = tail.search(words)
    stop = cut.start() if cut else len(words)
    opened = head.match(words[:stop])
    begin = opened.end() if opened else 0
    return Span(start + begin, start + stop) if stop - begin > 1 else None
