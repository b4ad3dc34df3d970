"""The administrative divisions of China to county level (GB/T 2260), by code and by name; read when first needed.

The list is that of mid 2023: divisions that were merged or renamed before are absent. A functional area (平潭综合实验区)
has no code of its own and is reached through the division that it lies in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from devzone_kg.reading.source import Span
from devzone_kg.resources import folder
from devzone_kg.vocabulary import Vocabulary

STATE = "000000"
_LONGEST = 15  # characters of the longest name


class Division(NamedTuple):
    """A division: `level` is national, provincial, prefectural or county; `parent` is a code, empty for the state."""

    code: str
    name: str
    short_name: str
    level: str
    parent: str
    abbreviation: str  # of a province, as in document numbers: 甘
    other_name: str  # the usual name of an autonomous division: 德宏州


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a text: the divisions of that name, or those that a functional area lies in."""

    span: Span
    name: str
    divisions: tuple[Division, ...]
    note: str | None = None  # that the place has no code of its own

    @property
    def is_area(self) -> bool:
        """Whether the place is a functional area."""
        return self.note is not None


@dataclass(frozen=True, slots=True)
class _Table:
    codes: dict[str, Division]
    names: dict[str, tuple[Division, ...]]
    shorts: dict[str, tuple[Division, ...]]
    abbreviations: dict[str, Division]
    lengths: dict[
        str, tuple[int, ...]
    ]  # last two characters of a full name → lengths of the names that end so, the longest first


@cache
def _table() -> _Table:
    lines = (folder("ontology") / "vocabulary" / "divisions.csv").read_text(encoding="utf-8").splitlines()
    rows = [Division(*line.split(",")) for line in lines[2:]]
    names: dict[str, tuple[Division, ...]] = {}
    shorts: dict[str, tuple[Division, ...]] = {}
    for row in rows:
        for name in filter(None, (row.name, row.other_name)):
            names[name] = (*names.get(name, ()), row)
        shorts[row.short_name] = (*shorts.get(row.short_name, ()), row)
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[-2:], set()).add(len(name))
    by_ending = {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}
    return _Table({r.code: r for r in rows}, names, shorts, {r.abbreviation: r for r in rows if r.abbreviation}, by_ending)


def division(code: str) -> Division | None:
    """The division of a code; 000000 is the state."""
    return _table().codes.get(code)


def abbreviated(character: str) -> Division | None:
    """The division whose abbreviation a document number begins with: 甘 for 甘肃省, 国 for the state."""
    return _table().abbreviations.get(character)


def chain(code: str) -> tuple[Division, ...]:
    """A division and those that it lies in, up to the state."""
    found = []
    here = division(code)
    while here is not None:
        found.append(here)
        here = division(here.parent)
    return tuple(found)


def ancestor(code: str, level: str) -> Division | None:
    """The division of a level that a division lies in, or is."""
    return next((d for d in chain(code) if d.level == level), None)


def within(inner: Division, outer: Division) -> bool:
    """Whether a division lies in another one, or is it."""
    return any(d.code == outer.code for d in chain(inner.code))


def is_municipality(code: str) -> bool:
    """Whether a code is that of a city with the rank of a province."""
    here = division(code)
    return here is not None and here.level == "provincial" and here.name == f"{here.short_name}市"


@lru_cache(maxsize=10_000)
def named(name: str) -> tuple[Division, ...]:
    """The divisions that a name without other words means: 凉州区, 武威市凉州区, 甘肃武威, 武威."""
    if len(name) > 3 * _LONGEST:
        return ()
    table = _table()
    whole = table.names.get(name) or _outermost(table.shorts.get(name, ()))
    if whole:
        return whole
    for length in range(min(len(name) - 1, _LONGEST), 1, -1):
        outer = table.names.get(name[:length], ()) or table.shorts.get(name[:length], ())
        inner = named(name[length:]) if outer else ()
        inside = tuple(i for i in inner if any(within(i, o) and i != o for o in outer))
        if inside:
            return inside
    return ()


def _outermost(found: tuple[Division, ...]) -> tuple[Division, ...]:
    """A short name means the division that holds the others of that name: 南昌 is 南昌市, not 南昌县."""
    outer = tuple(o for o in found if all(within(i, o) for i in found))
    return outer or found


def narrowed(candidates: tuple[Division, ...], near: tuple[str, ...]) -> tuple[Division, ...]:
    """Of several divisions with one name, those that lie in, or hold, the divisions of the codes `near`."""
    if len(candidates) < 2:
        return candidates
    known = [d for code in near if (d := division(code))]
    kept = tuple(c for c in candidates if any(k.level != "national" and (within(c, k) or within(k, c)) for k in known))
    return kept or candidates


def area(name: str, words: Vocabulary) -> tuple[Division, ...]:
    """The divisions that a functional area lies in: 平潭县 for 平潭综合实验区; none where its name holds no division's."""
    ending = _patterns(words).zone.search(name)
    return named(name[: ending.start()]) if ending and ending.start() > 1 else ()


def by_short_name(kind: str, near: tuple[str, ...], words: Vocabulary) -> Iterator[tuple[str, tuple[Division, ...]]]:
    """The short names that mean one division of a class, near the places known, and are no common words."""
    for name, found in _shorts_of(kind, words):
        of_kind = narrowed(found, near)
        if len(of_kind) == 1:
            yield name, of_kind


@cache
def _shorts_of(kind: str, words: Vocabulary) -> tuple[tuple[str, tuple[Division, ...]], ...]:
    of_kind = ((name, tuple(d for d in ds if class_of(d, words) == kind)) for name, ds in _table().shorts.items())
    return tuple((name, ds) for name, ds in of_kind if ds and name != ds[0].name and name not in _patterns(words).common)


def ends_as_zone(name: str, words: Vocabulary) -> bool:
    """Whether a name ends in a class word of zones."""
    return _patterns(words).zone.search(name) is not None


def class_of(place: Division, words: Vocabulary) -> str | None:
    """The class of a division by its level and name: province, city, district … (notation in the scheme division-class)."""
    endings = _patterns(words).classes
    for length in (3, 2, 1):
        kind = endings.get((place.level, place.name[-length:]))
        if kind:
            return kind
    return None


def place(name: str, words: Vocabulary) -> Place | None:
    """The place that a name, without other words, means."""
    found = named(name)
    if found:
        return Place(Span(0, len(name)), name, found)
    around = area(name, words)
    return Place(Span(0, len(name)), name, around, _note(around)) if around else None


def name_before(text: str, end: int, floor: int, is_short: bool, words: Vocabulary) -> int | None:
    """Where the name of a place that ends at an offset starts; with `is_short` a short name (南昌) will do."""
    table, common = _table(), words.scheme("self-reference")["common-word"].words
    lengths = range(_LONGEST, 1, -1) if is_short else table.lengths.get(text[end - 2 : end], ())
    for length in lengths:
        name = text[end - length : end]
        if length <= end - floor and (name in table.names or (is_short and name in table.shorts)) and name not in common:
            return end - length
    here = _area_at(text, end, floor, words)
    return here.span.start if here else None


def places(text: str, words: Vocabulary, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """The places that a text names in full, in order; 武威市凉州区 is one place."""
    stop = len(text) if end is None else end
    last: Place | None = None
    for match in _patterns(words).ending.finditer(text, start, stop):
        here = _ending_at(text, match.end(), max(start, match.end() - 2 * _LONGEST), match.lastgroup == "zone", words)
        if here is None:
            continue
        if last is not None and here.span.start == last.span.end:
            inside = tuple(d for d in here.divisions if any(within(d, outer) for outer in last.divisions))
            if inside:
                last = Place(Span(last.span.start, here.span.end), here.name, inside, here.note)
                continue
        if last is not None and here.span.start >= last.span.end:
            yield last
        elif last is not None:
            here = here if here.span.start <= last.span.start else last
        last = here
    if last is not None:
        yield last


def _ending_at(text: str, end: int, floor: int, is_zone: bool, words: Vocabulary) -> Place | None:
    table = _table()
    for length in table.lengths.get(text[end - 2 : end], ()):
        name = text[end - length : end]
        found = table.names.get(name) if length <= end - floor else None
        if found and not (name in _patterns(words).common and _is_letter(text, end - length - 1)):
            return Place(Span(end - length, end), name, found)
    return _area_at(text, end, floor, words) if is_zone else None


def _area_at(text: str, end: int, floor: int, words: Vocabulary) -> Place | None:
    table = _table()
    ending = _patterns(words).zone.search(text[floor:end])
    if ending is None:
        return None
    last = floor + ending.start()
    for length in range(min(last - floor, _LONGEST), 1, -1):
        name = text[last - length : last]
        around = table.names.get(name) or _outermost(table.shorts.get(name, ()))
        if around and not (name in _patterns(words).common and _is_letter(text, last - length - 1)):
            return Place(Span(last - length, end), text[last - length : end], around, _note(around))
    return None


def _note(around: tuple[Division, ...]) -> str:
    return f"a functional area without a code of its own; it lies in {' or '.join(d.name for d in around)}"


def _is_letter(text: str, index: int) -> bool:
    return index >= 0 and "\u4e00" <= text[index] <= "\u9fff"


@dataclass(frozen=True, slots=True)
class _Patterns:
    common: frozenset[str]  # names that are words as well, or of two characters only
    zone: re.Pattern[str]  # a class word of a zone, at the end
    ending: re.Pattern[str]  # where the name of a place may end
    classes: dict[tuple[str, str], str]  # level and last word of a name → class


@cache
def _patterns(words: Vocabulary) -> _Patterns:
    zones = sorted((w for c in words.scheme("zone-type").values() for w in c.words), key=len, reverse=True)
    classes = words.scheme("division-class").values()
    endings = sorted({(c.words[0][-1], "".join(c.texts("notBefore"))) for c in classes if c.texts("atLevel")})
    endings += [(word[-1], "") for c in classes for word in c.words[1:]]
    plain = "|".join(f"{e}(?![{n}])" if n else e for e, n in endings)
    common = frozenset((*words.scheme("self-reference")["common-word"].words, *(n for n in _table().names if len(n) == 2)))
    return _Patterns(
        common,
        re.compile(f"(?:{'|'.join(map(re.escape, zones))})$"),
        re.compile(f"(?P<zone>{'|'.join(map(re.escape, zones))})|(?:{plain})"),
        {(level.rsplit("/", 1)[-1], word): c.notation for c in classes for level in c.texts("atLevel") for word in c.words},
    )
