"""The administrative divisions of China to county level (GB/T 2260), by code and by name; read when first needed.

The list is that of mid 2023: divisions that were merged or renamed before are absent. A functional area (平潭综合实验区)
has no code of its own and is reached through the division that it lies in.
"""

import re
from collections.abc import Iterable, Iterator
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
    lengths: dict[str, tuple[int, ...]]  # last two characters of a full name → lengths of the names
    any_lengths: dict[str, tuple[int, ...]]  # the same for full and short names


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
    codes, provinces = {r.code: r for r in rows}, {r.abbreviation: r for r in rows if r.abbreviation}
    return _Table(codes, names, shorts, provinces, _lengths(names), _lengths((*names, *shorts)))


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[-2:], set()).add(len(name))
    return {ending: tuple(sorted(found, reverse=True)) for ending, found in lengths.items()}


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
    table, common = _table(), _patterns(words).common
    lengths = (table.any_lengths if is_short else table.lengths).get(text[end - 2 : end], ())
    for length in lengths:
        name = text[end - length : end]
        if length <= end - floor and (name in table.names or (is_short and name in table.shorts)) and name not in common:
            return end - length
    zone = _patterns(words).zone.search(text[floor:end])
    here = _area_at(text, floor + zone.start(), end, floor) if zone else None
    return here.span.start if here and not _is_word(here, text, words) else None


def places(text: str, words: Vocabulary, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """The places that a text names in full, in order; 武威市凉州区 is one place."""
    stop = len(text) if end is None else end
    last: Place | None = None
    for match in _patterns(words).ending.finditer(text, start, stop):
        floor = max(start, match.end() - 2 * _LONGEST)
        here = _full_name_at(text, match.end(), floor)
        if here is None and match.lastgroup:
            here = _area_at(text, match.start(), match.end(), floor)
        if here is None:
            continue
        joined = _joined(last, here) if last else None
        if joined is None and _is_word(here, text, words):
            continue
        if last is not None and joined is None:
            yield last
        last = joined or here
    if last is not None:
        yield last


def _joined(last: Place, here: Place) -> Place | None:
    """Two places as one where the second lies in the first and follows it, or where it is a longer name of the same words."""
    if here.span.start < last.span.end:
        return here if here.span.start <= last.span.start else last
    inside = tuple(d for d in here.divisions if any(within(d, outer) for outer in last.divisions))
    if here.span.start > last.span.end or not inside:
        return None
    return Place(Span(last.span.start, here.span.end), here.name, inside, here.note)


def _is_word(here: Place, text: str, words: Vocabulary) -> bool:
    """Whether what looks like a name is a word of the language: 会同 (园区), 老城区, 应县 in 响应县…"""
    common = _patterns(words).common
    before = text[here.span.start - 1] if here.span.start else "\n"
    if here.is_area:
        return any(here.name.startswith(word) for word in common)
    if here.name in common:
        return before not in "《〈\n"
    return len(here.name) == 2 and "\u4e00" <= before <= "\u9fff"


def _full_name_at(text: str, end: int, floor: int) -> Place | None:
    table = _table()
    for length in table.lengths.get(text[end - 2 : end], ()):
        found = table.names.get(text[end - length : end]) if length <= end - floor else None
        if found:
            return Place(Span(end - length, end), text[end - length : end], found)
    return None


def _area_at(text: str, at: int, end: int, floor: int) -> Place | None:
    """The functional area whose class word stands from `at` to `end`, if a division's name stands before it."""
    table = _table()
    for length in table.any_lengths.get(text[at - 2 : at], ()) if at - floor > 1 else ():
        name = text[at - length : at] if length <= at - floor else ""
        around = table.names.get(name) or _outermost(table.shorts.get(name, ()))
        if around:
            return Place(Span(at - length, end), text[at - length : end], around, _note(around))
    return None


def _note(around: tuple[Division, ...]) -> str:
    return f"a functional area without a code of its own; it lies in {' or '.join(d.name for d in around)}"


@dataclass(frozen=True, slots=True)
class _Patterns:
    common: frozenset[str]  # names that are words as well
    zone: re.Pattern[str]  # a class word of a zone, at the end
    ending: re.Pattern[str]  # where the name of a place may end
    classes: dict[tuple[str, str], str]  # level and last word of a name → class


@cache
def _patterns(words: Vocabulary) -> _Patterns:
    zones = sorted((w for c in words.scheme("zone-type").values() for w in c.words), key=len, reverse=True)
    classes = words.scheme("division-class").values()
    endings = sorted({(c.words[0][-1], "".join(c.texts("notBefore"))) for c in classes if c.texts("atLevel")})
    endings += [(word[-1], "") for c in classes for word in c.words[1:]]
    before = {e: "".join(dict.fromkeys(pair[0] for pair in _table().lengths if pair[-1] == e)) for e, _ in endings}
    plain = "|".join(f"{e}(?<=[{before[e]}]{e})" + (f"(?![{n}])" if n else "") for e, n in endings if before[e])
    starts = f"[{''.join({w[0] for w in zones} | {e for e, _ in endings})}]"
    common = frozenset(words.scheme("self-reference")["common-word"].words)
    return _Patterns(
        common,
        re.compile(f"(?:{'|'.join(map(re.escape, zones))})$"),
        re.compile(f"(?={starts})(?:(?P<zone>{'|'.join(map(re.escape, zones))})|{plain})"),
        {(level.rsplit("/", 1)[-1], word): c.notation for c in classes for level in c.texts("atLevel") for word in c.words},
    )
