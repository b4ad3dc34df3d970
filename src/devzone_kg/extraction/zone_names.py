"""Development zones by proper name: a class word (开发区, 产业园 …) and what makes the words before it a name."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from devzone_kg.extraction.names import Left, Part, alternatives, item_at, left_of, matches, names_organisation
from devzone_kg.facts import ZoneMention
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Concept, Vocabulary

_LONGEST_NAME = 40
_LONGEST_AREA = 8
_UNKNOWN_CORE = range(2, 9)  # characters of no known word that can make a name
_PLACE_LENGTHS = range(2, 5)
_TYPE_MARK = re.compile(r"[(（][ABab]型[)）]")
_PLACE_BEHIND = re.compile(r"[(（]([\u4e00-\u9fff]{2,6})[)）]")


@dataclass(frozen=True, slots=True)
class _Classes:
    """The class words of zones, ready to be looked for."""

    pattern: re.Pattern[str]
    types: dict[str, Concept]  # by class word
    bare: frozenset[str]
    place_endings: tuple[str, ...]
    instance: re.Pattern[str]  # … 等园区 behind a name makes it an instance


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A class word with the words before it; `proper` where they make a proper name."""

    start: int
    class_start: int
    end: int
    word: str
    left: Left
    proper: bool


@cache
def _classes(vocabulary: Vocabulary) -> _Classes:
    scheme = vocabulary.scheme("zone-type")
    types = {word: concept for concept in scheme.values() for word in concept.words}
    words = alternatives(types)
    not_before = [c for concept in scheme.values() for c in concept.texts("notBefore")]
    return _Classes(
        re.compile(rf"{words}(?!{alternatives(not_before)})"),
        types,
        frozenset(w for concept in scheme.values() for w in concept.texts("bareWord")),
        vocabulary.scheme("name-part")["place-ending"].words[1:],
        re.compile(rf"等[\u4e00-\u9fff]{{0,4}}?{words}"),
    )


def zones(outline: Outline, vocabulary: Vocabulary) -> tuple[ZoneMention, ...]:
    """Each mention of a development zone by its proper name, in the order of the text."""
    candidates = _merged(_by_other_mentions(_candidates(outline, vocabulary), outline.source.text, vocabulary))
    types = _classes(vocabulary).types
    return tuple(
        ZoneMention(
            outline.source.text[c.start : c.end],
            Span(c.start, c.end),
            zone_type=types[c.word].notation,
            item=item_at(outline, c.start),
        )
        for c in candidates
        if c.proper and not names_organisation(outline.source.text, c.end, vocabulary)
    )


def _candidates(outline: Outline, vocabulary: Vocabulary) -> list[_Candidate]:
    text, classes = outline.source.text, _classes(vocabulary)
    found: list[_Candidate] = []
    floor = outline.body.start
    for match in matches(classes.pattern, outline):
        if text[match.start() - 1] in classes.types[match.group()].texts("notBehind"):
            continue
        left = left_of(text, match.start(), floor, vocabulary)
        end = _area_end(text, match, vocabulary) if left.places else match.end()
        end = _extended(text, end, left, vocabulary)
        candidate = _Candidate(left.start, match.start(), end, match.group(), left, False)
        found.append(replace(candidate, proper=_is_proper(candidate, text, classes)))
        floor = end
    return found


def _area_end(text: str, match: re.Match[str], vocabulary: Vocabulary) -> int:
    """The end of the name with the area of the zone that it names: …自由贸易试验区昆明片区."""
    for word in _classes(vocabulary).types[match.group()].texts("areaEnd"):
        at = text.find(word, match.end() + 2, match.end() + _LONGEST_AREA)
        left = left_of(text, at, match.end(), vocabulary) if at > 0 else None
        if left and left.start == match.end() and left.parts and left.parts[0].kind != "generic":
            return at + len(word)
    return match.end()


def _extended(text: str, end: int, left: Left, vocabulary: Vocabulary) -> int:
    """The end of a name with the mark of its type (A型), or with the place in brackets that tells it from its class."""
    mark = _TYPE_MARK.match(text, end)
    behind = _PLACE_BEHIND.match(text, end)
    if behind and not left.places and left.parts and text.startswith(tuple(vocabulary.words("level")), left.start):
        return behind.end()
    return mark.end() if mark else end


def _is_proper(candidate: _Candidate, text: str, classes: _Classes) -> bool:
    left = candidate.left
    named_by = classes.types[candidate.word].texts("namedBy")[0]
    if left.places:
        return _place_makes_name(candidate, classes)
    if text[candidate.end - 1] in ")）" and not _TYPE_MARK.match(text, candidate.class_start + len(candidate.word)):
        return True
    if named_by == "words":
        return bool(left.parts)
    if _has_own_word(left) and (named_by == "any" or (named_by == "list" and _ends_like_place(text, left.parts[0], classes))):
        return True
    return bool(left.parts) and classes.instance.match(text, candidate.end) is not None and left.stopped_by != "class"


def _has_own_word(left: Left) -> bool:
    """Whether a word of no other use begins the name."""
    return bool(left.parts) and left.parts[0].kind == "unknown" and left.unknown in _UNKNOWN_CORE


def _ends_like_place(text: str, part: Part, classes: _Classes) -> bool:
    return part.end - part.start in _PLACE_LENGTHS and text.endswith(classes.place_endings, part.start, part.end)


def _place_makes_name(candidate: _Candidate, classes: _Classes) -> bool:
    """A province or a full name of a prefecture with no more than a bare class word names a class: 甘肃省开发区."""
    last = candidate.left.places[-1]
    if candidate.left.parts[-1] is not last or candidate.word not in classes.bare or last.place is None:
        return True
    wide = last.place.level == "provincial" or (last.place.level == "prefectural" and last.place.full)
    return not wide


def _merged(candidates: list[_Candidate]) -> list[_Candidate]:
    """A zone named directly behind the zone that holds it is one name with it: …自由贸易试验区临港新片区."""
    merged: list[_Candidate] = []
    for candidate in candidates:
        last = merged[-1] if merged else None
        own = candidate.proper or not candidate.left.parts
        if last is not None and last.proper and own and candidate.start == last.end:
            merged[-1] = replace(last, class_start=candidate.class_start, end=candidate.end, word=candidate.word)
        else:
            merged.append(candidate)
    return merged


def _by_other_mentions(candidates: list[_Candidate], text: str, vocabulary: Vocabulary) -> list[_Candidate]:
    """What one mention leaves open, the others decide: a name without its place, a name with a stray word before it."""
    levels = tuple(vocabulary.words("level"))
    tails = {_key(text[_behind_places(c) : c.end]) for c in candidates if c.proper and _behind_places(c) < c.class_start}
    tails = {t for t in tails if not t.startswith(levels)}
    clean = {_key(text[c.start : c.end]) for c in candidates if c.proper}
    settled = [_settled(c, text, tails, clean) for c in candidates]
    return _listed(settled, text, vocabulary)


def _listed(candidates: list[_Candidate], text: str, vocabulary: Vocabulary) -> list[_Candidate]:
    """A candidate that only a list can make proper is so where a proper one stands next to it."""
    types = _classes(vocabulary).types
    links = ("、", *vocabulary.scheme("name-part")["conjunction"].words)
    listed = list(candidates)
    for index, pair in enumerate(pairwise(candidates)):
        if text[pair[0].end : pair[1].start] in links:
            for offset, (one, other) in enumerate((pair, pair[::-1])):
                if other.proper and _has_own_word(one.left) and types[one.word].texts("namedBy") == ("list",):
                    listed[index + offset] = replace(one, proper=True)
    return listed


def _key(name: str) -> str:
    """…产业园 and …产业园区 are written for one another."""
    return name.removesuffix("区") if name.endswith("园区") else name


def _behind_places(candidate: _Candidate) -> int:
    """Where the name goes on behind the places that it begins with."""
    at = candidate.start
    for part in candidate.left.parts:
        if part.kind != "place":
            break
        at = part.end
    return at


def _settled(candidate: _Candidate, text: str, tails: set[str], clean: set[str]) -> _Candidate:
    if candidate.left.places if candidate.proper else candidate.left.stopped_by == "class":
        return candidate
    known = clean if candidate.proper else tails
    shortest = candidate.class_start - 2
    for start in range(shortest, max(candidate.left.start, candidate.end - _LONGEST_NAME) - 1, -1):
        if _key(text[start : candidate.end]) in known:
            return replace(candidate, start=start, proper=True)
    return candidate
