"""What a target's figure measures, how it is compared, and what it is compared with."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction import commitments
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
_PREFIX = re.compile(r"[\s、，,：:”—–\-·●•◆的和及与）)]+|[（(]?[0-9一二三四五六七八九十]+[）)、.．]")
_JOINTS = (re.compile("[、和及与]"), re.compile("、"))
_TAIL = 24  # characters before a figure that its verb and adverbs take
_NOUN = "区[^级内]|[率量额者员力型业商]"  # what makes a noun of the verb before it (开发区, 建设者)


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]
    notation: dict[str, str]  # a comparator's word → its notation
    tail: re.Pattern[str]
    origin: re.Pattern[str]
    changes: tuple[tuple[str, re.Pattern[str]], ...]
    recurrences: dict[str, str]
    recurring: re.Pattern[str]
    head: re.Pattern[str]


def comparator(place: Place, vocabulary: Vocabulary) -> str:
    """>=, <=, = or ~ by the words directly before and after the figure."""
    if place.quantity.value_max is not None:
        return "="
    words = _words(vocabulary)
    cues = (words.before.search(place.near), words.after.match(place.after))
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


def baseline(text: str, start: int, number: int, calendar: Calendar, vocabulary: Vocabulary) -> Span | None:
    """What stands ahead of a figure as that which it is compared with: 比2020年, 较上年."""
    for anchor in calendar.between(start, number):
        if anchor.relation == "base":
            return anchor.span
    found = commitments.cues(vocabulary).last_year.search(text, start, number)
    return Span(*found.span()) if found else None


def origin(text: str, start: int, number: int, vocabulary: Vocabulary) -> Span | None:
    """The word that stands before the figure from which a change starts: the 由 of 由2023年的85%提高到95%."""
    found = _words(vocabulary).origin.search(text, start, number)
    return Span(*found.span(1)) if found else None


def subject(text: str, start: int, end: int, vocabulary: Vocabulary) -> Span | None:
    """What a stretch without a figure speaks of: 招商推介活动 in 组织招商推介活动."""
    return _named(text, start, end, _words(vocabulary))


def change(place: Place, vocabulary: Vocabulary) -> str | None:
    """Growth or reduction, where the figure is by how much the metric changes: 增长10%, 下降8%."""
    return next((name for name, words in _words(vocabulary).changes if words.search(place.near)), None)


def recurrence(place: Place, vocabulary: Vocabulary) -> str | None:
    """How often the figure is to be reached anew: 每年不少于4次."""
    words = _words(vocabulary)
    said = words.recurring.search(place.before)
    return words.recurrences[said.group()] if said else None


def is_joint(between: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands between two figures only joins them: 41%以上、38%."""
    words = _words(vocabulary)
    bound = words.after.match(between)
    return between[bound.end() if bound else 0 :].strip() in ("、", "和", "及", "与", "以及")


def share(text: str, named: Span, place: int, figures: int) -> Span:
    """Of the metrics that a list names (A、B和C分别达到 …) the one of a figure, where there are as many as figures."""
    for joint in _JOINTS:
        starts = [named.start, *(m.end() for m in joint.finditer(text, *named))]
        if len(starts) == figures:
            return Span(starts[place], starts[place + 1] - 1 if place + 1 < figures else named.end)
    return named


def _counted(text: str, start: int, end: int, words: _Words) -> Span | None:
    bound = words.after.match(text, start, end)
    match = _AFTER.match(text, bound.end() if bound else start, end)
    return Span(*match.span(1)) if match and len(match.group(1)) > 1 else None


def _named(text: str, start: int, end: int, words: _Words) -> Span | None:
    cut = words.tail.search(text, max(start, end - _TAIL), end)
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
    fillers = [*commit["attain"].words, *commit["filler"].words, *commit["resolve"].words, *before]
    base = either(vocabulary.scheme("deadline")["base"].words)
    opening = [*commit["act"].words, *commit["resolve"].words, *commit["lead"].words]
    bounds = either([*before, *commit["filler"].words])
    often = {c.words[0]: c.notation for c in vocabulary.scheme("frequency").values()}
    begins = either(commit["baseline"].words)
    day = r"[到至]?(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?[底末前初]*"
    return _Words(
        re.compile(rf"({either(before)})(?:{either(commit['filler'].words)})?\s*\Z"),
        re.compile(f"({either(after)})"),
        before | after,
        re.compile(rf"(?:(?:{base})(?:19|20)[0-9]{{2}}年|{either(fillers)}|[\s、，,：:“和及与])+\Z"),
        re.compile(rf"({begins})(?:(?!{begins})[^，,；;、]){{0,16}}\Z"),
        tuple(
            (name, re.compile(rf"(?:{either(commit[name].words)})(?![到至])(?:{bounds})?\s*\Z"))
            for name in ("growth", "reduction")
        ),
        often,
        re.compile(either(often)),
        re.compile(
            rf"[（(](?![0-9一二三四五六七八九十])|(?<=[（(])(?:{either(commit['part'].words)})|{_PREFIX.pattern}|{day}"
            rf"|(?>{either([*after, *often])})|(?>{either(opening)})(?!{_NOUN})"
        ),
    )
