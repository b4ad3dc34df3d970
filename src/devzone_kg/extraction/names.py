"""Where a proper name begins: reading backwards from the class word that it ends in (开发区, 集团, 专项资金 …)."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.patterns import either
from devzone_kg.extraction.places import Places
from devzone_kg.outline import Outline
from devzone_kg.resources import folder
from devzone_kg.vocabulary import Vocabulary

_REACH = 40  # characters before the class word that may belong to a name
_ORGANISATION_REACH = 14
_LONGEST_WORD = 6
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ACRONYM = re.compile(r"[A-Z]{2,5}")  # of a technology: VR, LED
_LATIN = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*|[·\-—–+])$")
_QUOTED = re.compile(r"[“\"‘'「][^“”\"‘’'「」]{1,12}[”\"’'」]$")


@dataclass(frozen=True, slots=True)
class Place:
    """A division as it may be named: `full` where the class word stands (武威市), else the short name (武威)."""

    level: str  # provincial | prefectural | county
    full: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the words before a class word."""

    kind: str  # place | generic | unknown
    start: int
    end: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """The words before a class word that may belong to the name, in the order of the text."""

    start: int
    parts: tuple[Part, ...]
    stopped_by: str  # the kind of what stopped the reading: cut, class, conjunction, mark, floor
    reach: tuple[Part, ...] = ()  # the parts up to what stopped the reading, those before the first place too

    @property
    def places(self) -> tuple[Part, ...]:
        """The places among the parts."""
        return tuple(p for p in self.parts if p.kind == "place")

    @property
    def unknown(self) -> int:
        """How many characters belong to no known word."""
        return sum(p.end - p.start for p in self.parts if p.kind == "unknown")


@cache
def places() -> dict[str, Place]:
    """Every name of a division that is told from ordinary words by itself."""
    found: dict[str, Place] = {}
    with (folder("ontology") / "vocabulary" / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        for row in rows:
            if row["level"] in ("provincial", "prefectural", "county"):
                if len(row["short_name"]) > 1:
                    found.setdefault(row["short_name"], Place(row["level"], row["short_name"] == row["name"]))
                found.setdefault(row["name"], Place(row["level"], True))
    return found


@cache
def words(vocabulary: Vocabulary) -> dict[str, str]:
    """Word → kind: cut, position, conjunction, class, noun-verb, generic; a longer word hides those in it."""
    scheme = vocabulary.scheme("name-part")
    kinds = {
        "generic": "generic",
        "class-mark": "class",
        "conjunction": "conjunction",
        "particle": "cut",
        "position-word": "position",
        "verb": "cut",
        "noun-verb": "noun-verb",
    }
    found = {word: kind for notation, kind in kinds.items() for word in scheme[notation].words[1:]}
    return {word: kind for word, kind in found.items() if len(word) <= _LONGEST_WORD}


@cache
def _known_places(vocabulary: Vocabulary) -> dict[str, Place]:
    scheme = vocabulary.scheme("name-part")
    ambiguous = set(scheme["ambiguous-place"].words)
    regions = {word: Place("region", False) for word in scheme["region"].words[1:]}
    return regions | {name: place for name, place in places().items() if name not in ambiguous}


@cache
def _ambiguous(vocabulary: Vocabulary) -> dict[str, Place]:
    return {name: places()[name] for name in vocabulary.scheme("name-part")["ambiguous-place"].words if name in places()}


@cache
def _state(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The state, or two states, with a place in brackets or a dash behind them: 中国（上海）, 中国—, 中德（青岛）."""
    scheme = vocabulary.scheme("name-part")
    words = alternatives([*scheme["state"].words[1:], *scheme["region"].words[1:]])
    return re.compile(rf"{words}(?:[（(][\u4e00-\u9fff]{{2,6}}[)）]|[—–\-]{{1,2}})$")


def left_of(text: str, end: int, floor: int, vocabulary: Vocabulary) -> Left:
    """Read backwards from `end`, not beyond `floor`, to where a name that ends there can begin."""
    reader = _Reader(text, end, max(floor, end - _REACH), vocabulary)
    while reader.step():
        pass
    return reader.result()


class _Reader:
    """One reading backwards; each step takes the longest known word that ends at `place`, or one character."""

    def __init__(self, text: str, end: int, floor: int, vocabulary: Vocabulary) -> None:
        self.text, self.at, self.floor, self.vocabulary = text, end, floor, vocabulary
        self.words, self.places = words(vocabulary), _known_places(vocabulary)
        self.ambiguous = _ambiguous(vocabulary)
        self.parts: list[Part] = []  # backwards
        self.fallback: int | None = None  # behind a conjunction that may or may not belong to the name
        self.stopped_by = "mark"

    def step(self) -> bool:
        """Take one word; false where the reading ends."""
        if self.at <= self.floor:
            self.stopped_by = "floor"
            return False
        if not _HAN.match(self.text[self.at - 1]):
            return self._take_mark()
        for length in range(min(_LONGEST_WORD, self.at - self.floor), 0, -1):
            word = self.text[self.at - length : self.at]
            place = self.places.get(word) or self._ambiguous_place(word)
            if place and not self._runs_into_another(self.at - length):
                return self._take("place", length, place)
            kind = self.words.get(word)
            if kind:
                return self._take_word(kind, length)
        return self._take("unknown", 1)

    def _ambiguous_place(self, word: str) -> Place | None:
        """A place that is also an ordinary word, where a mark opens the name and a word of no other use goes on: 、中山火炬."""
        place = None if word in self.words else self.ambiguous.get(word)
        start = self.at - len(word)
        marked = place and (start == self.floor or not _HAN.match(self.text[start - 1]))
        goes_on = bool(self.parts) and self.parts[-1].kind == "unknown" and self.parts[-1].end - self.parts[-1].start > 1
        return place if marked and goes_on else None

    def _runs_into_another(self, start: int) -> bool:
        """Whether the place that starts there is the end of one place and the start of a word: 岳阳城陵矶."""
        return self._ends_place(start + 1) and not self._ends_place(start)

    def _ends_place(self, end: int) -> bool:
        return any(self.text[end - n : end] in self.places for n in (2, 3) if end - n >= self.floor)

    def _take(self, kind: str, length: int, place: Place | None = None) -> bool:
        start = self.at - length
        if kind == "unknown" and self.parts and self.parts[-1].kind == "unknown":
            self.parts[-1] = Part(kind, start, self.parts[-1].end)
        else:
            self.parts.append(Part(kind, start, self.at, place))
        self.at = start
        return True

    def _take_word(self, kind: str, length: int) -> bool:
        if length == 1 and kind in ("generic", "position") and self._one_unknown():
            return self._take("unknown", 1)
        if kind == "generic" or (kind == "noun-verb" and all(p.kind == "generic" for p in self.parts)):
            return self._take("generic", length)
        if kind == "conjunction" and self._joins(length):
            return self._take("generic", length)
        self.stopped_by = kind
        return False

    def _one_unknown(self) -> bool:
        """Whether but one character of no known word was read: with the one before it, it makes a name (前海, 小蓝)."""
        return len(self.parts) == 1 and self.parts[0].kind == "unknown" and self.parts[0].end - self.parts[0].start == 1

    def _joins(self, length: int) -> bool:
        """Whether a conjunction stands inside the name: 新能源及装备制造产业园, 武汉和襄阳高新区."""
        if not self.parts:
            return False
        if any(p.kind == "place" for p in self.parts):
            return self._place_before(self.at - length, self.parts[-1])
        self.fallback = self.fallback or self.at
        return True

    def _place_before(self, end: int, after: Part) -> bool:
        """Whether a place of the same kind as `after` ends at `end`, so that both share the class word."""
        if after.kind != "place" or after.place is None or after.start not in (end + 1, end + 2):
            return False
        candidates = (self.places.get(self.text[end - n : end]) for n in range(2, _LONGEST_WORD + 1) if end - n >= self.floor)
        return any(p is not None and p == after.place for p in candidates)

    def _take_mark(self) -> bool:
        character = self.text[self.at - 1]
        head = self.text[self.floor : self.at]
        bracketed = _state(self.vocabulary).search(head)
        if bracketed:
            return self._take("place", len(bracketed.group()), Place("provincial", False))
        quoted = _QUOTED.search(head)
        if quoted:
            inner = quoted.group()[1:-1]
            return self._take("generic" if self.words.get(inner) else "unknown", len(quoted.group()))
        if character == "、" and self.parts and self._place_before(self.at - 1, self.parts[-1]):
            return self._take("generic", 1)
        latin = _LATIN.search(head)
        if latin is None:
            return False
        return self._take("generic" if _ACRONYM.fullmatch(latin.group()) else "unknown", len(latin.group()))

    def result(self) -> Left:
        """The parts from where the name begins: at its first place, else behind what stopped the reading."""
        parts = self.parts[::-1]
        start = self._first_place(parts)
        if self.fallback is not None and (start is None or self._broken(parts, self.fallback)):
            start = max(self.fallback, start or 0)
        elif start is None:
            start = self.at
        floor = start if start == self.fallback else self.at
        return Left(
            start, tuple(p for p in parts if p.start >= start), self.stopped_by, tuple(p for p in parts if p.start >= floor)
        )

    @staticmethod
    def _broken(parts: list[Part], conjunction_end: int) -> bool:
        """Whether what stands directly before the conjunction is no field like what stands behind it."""
        index = next((i for i, p in enumerate(parts) if p.end == conjunction_end), 0)
        return index > 0 and parts[index - 1].kind == "unknown"

    @staticmethod
    def _first_place(parts: list[Part]) -> int | None:
        """The start of the last run of places and generic words that begins with a place."""
        start, broken = None, True
        for part in parts:
            if part.kind == "place" and broken:
                start, broken = part.start, False
            broken = broken or part.kind == "unknown"
        return start


def names_organisation(text: str, end: int, vocabulary: Vocabulary) -> bool:
    """Whether the words behind a name make it part of an organisation's name (…管委会, …人民政府)."""
    scheme = vocabulary.scheme("name-part")
    endings, stops = scheme["organisation"].words, scheme["after-name"].words
    known = words(vocabulary)
    for at in range(end, min(end + _ORGANISATION_REACH, len(text))):
        if not _HAN.match(text[at]):
            return False
        if text.startswith(endings, at):
            return True
        if text.startswith(stops, at) or any(known.get(text[at : at + n]) == "cut" for n in (2, 3, 4)):
            return False
    return False


def matches(pattern: re.Pattern[str], outline: Outline) -> Iterator[re.Match[str]]:
    """The matches of a pattern in the plan: not in what a page wrapped around it, nor in the repeats of merged cells."""
    repeats = (c.span for b in outline.source.blocks for c in b.cells if c.repeated)
    excluded = Places([*outline.outside, *repeats])
    for match in pattern.finditer(outline.source.text, outline.body.start, outline.body.end):
        if match.start() not in excluded:
            yield match


def alternatives(texts: Iterable[str]) -> str:
    """A regex group of literal words, the longest first."""
    return f"(?:{either(texts)})"


def item_at(outline: Outline, offset: int) -> str | None:
    """The place in `Outline.items` of the innermost item at an offset, as a string."""
    index = outline.innermost(offset)
    return None if index is None else str(index)
