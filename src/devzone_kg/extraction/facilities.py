"""Facilities, projects, programmes, platforms and bases that a plan names: what a verb of building or carrying out governs."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.names import alternatives, item_at, left_of, matches
from devzone_kg.facts import Mention
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_REACH = 70  # characters of a clause before a name's end that are looked at
_LONGEST_NAME = 32
_CLAUSE_MARKS = re.compile(r"[，,。；;：:！？!?《》\n\r\t]")
_OPENING = re.compile(r"[、（(“”\"\s]")


@dataclass(frozen=True, slots=True)
class _Kind:
    notation: str
    own_characters: int
    strips: bool


@dataclass(frozen=True, slots=True)
class _Words:
    ends: re.Pattern[str]
    kinds: dict[str, _Kind]  # by name end
    place_ends: frozenset[str]
    verbs: re.Pattern[str]
    cuts: re.Pattern[str]  # what a name begins behind: a verb, 的, a preposition, a number with its classifier
    prepositions: frozenset[str]
    never: tuple[str, ...]
    lead_ins: re.Pattern[str]
    where: re.Pattern[str]
    beside: re.Pattern[str]  # a noun and the conjunction that sets it beside a name
    not_inside: re.Pattern[str]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    kinds: dict[str, _Kind] = {}
    place_ends: set[str] = set()
    patterns: list[tuple[str, tuple[str, ...]]] = []
    for concept in vocabulary.scheme("facility-kind").values():
        kind = _Kind(concept.notation, int(concept.texts("ownCharacters")[0]), bool(concept.texts("strips")))
        for end in (*concept.texts("placeEnd"), *concept.texts("nameEnd")):
            kinds.setdefault(end, kind)
            patterns.append((end, concept.texts("notBefore")))
        place_ends.update(concept.texts("placeEnd"))
    words = {n: c.words[1:] for n, c in vocabulary.scheme("facility-word").items()}
    cuts = [*words["verb"], *words["preposition"], *words["cut"]]
    return _Words(
        re.compile("|".join(_end_pattern(*p) for p in sorted(patterns, key=lambda p: -len(p[0])))),
        kinds,
        frozenset(place_ends),
        re.compile(alternatives(words["verb"])),
        re.compile(rf"{alternatives(cuts)}|\d+[个项家处]"),
        frozenset(words["preposition"]),
        words["never"],
        re.compile(rf"{alternatives(words['lead-in'])}+"),
        re.compile(rf"{alternatives(words['where'])}+"),
        re.compile(rf"{alternatives(words['noun'])}[和与及]"),
        re.compile(alternatives(words["not-inside"])),
    )


def _end_pattern(end: str, not_before: tuple[str, ...]) -> str:
    return re.escape(end) + (f"(?!{alternatives(not_before)})" if not_before else "")


def facilities(outline: Outline, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Each named facility, project, programme, platform or base; `kind` is a notation of the scheme facility-kind."""
    text, words = outline.source.text, _words(vocabulary)
    found: list[Mention] = []
    floor = outline.body.start
    for match in matches(words.ends, outline):
        start = _start(text, floor, match, found[-1] if found else None, vocabulary)
        floor = match.end()
        if start is not None and not _in_title(outline, start):
            span = Span(start, match.end())
            kind = words.kinds[match.group()]
            found.append(Mention(text[start : match.end()], span, kind.notation, None, item_at(outline, start)))
    return tuple(found)


def _in_title(outline: Outline, offset: int) -> bool:
    return outline.title is not None and outline.title.start <= offset < outline.title.end


def _start(text: str, floor: int, match: re.Match[str], last: Mention | None, vocabulary: Vocabulary) -> int | None:
    """Where the name starts that ends in `match`, or None where it names nothing."""
    words = _words(vocabulary)
    if match.group() in words.place_ends:
        left = left_of(text, match.start(), floor, vocabulary)
        if left.places and left.places[0].start == left.start:
            return left.start
    if text.endswith(words.never, 0, match.end()):
        return None
    clause = _clause_start(text, max(floor - _REACH, match.end() - _REACH, 0), match.start())
    if text[max(0, clause - 1) : clause] == "《":
        return None
    governed = words.verbs.search(text, clause, match.start()) or _listed_behind(text, last, floor)
    if not governed:
        return None
    start = _name_start(text, max(clause, floor), match, words)
    return start if start is not None and _is_name(text, start, match, words) else None


def _listed_behind(text: str, last: Mention | None, floor: int) -> bool:
    return last is not None and last.span.end == floor and text[floor : floor + 1] in ("、", "和", "与", "及")


def _clause_start(text: str, floor: int, end: int) -> int:
    marks = list(_CLAUSE_MARKS.finditer(text, floor, end))
    return marks[-1].end() if marks else floor


def _name_start(text: str, floor: int, match: re.Match[str], words: _Words) -> int | None:
    """Behind the last cut before the name; None where a preposition takes the name as its object."""
    start = floor
    for mark in _OPENING.finditer(text, start, match.start()):
        start = mark.end()
    for beside in words.beside.finditer(text, start, match.start()):
        start = beside.end()
    cut = None
    for cut in words.cuts.finditer(text, start, match.start()):
        if cut.end() == match.start() and cut.start() - start > 1 and words.verbs.fullmatch(cut.group()):
            break  # a verb just before the end belongs to the name: 培育计划
        start = cut.end()
    if cut is not None and cut.group() in words.prepositions:
        return None
    kind = words.kinds[match.group()]
    for pattern in (words.lead_ins, *((words.where,) if kind.strips else ())):
        lead = pattern.match(text, start, match.start())
        start = lead.end() if lead else start
    return start


def _is_name(text: str, start: int, match: re.Match[str], words: _Words) -> bool:
    own = match.start() - start
    if not words.kinds[match.group()].own_characters <= own <= _LONGEST_NAME:
        return False
    return not (own and text[match.start() - 1] in "和与及") and words.not_inside.search(text, start, match.end()) is None
