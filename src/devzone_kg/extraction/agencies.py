"""Agencies named anywhere in the text outside the assignments: with a place or a level, or national ones by their full name.

A name is found at its end: every character that ends a known name is looked at, the longest name that ends there is
taken, and the place before it is read backwards. Names without a place (教育部门, 海关特殊监管区) name no actor.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from devzone_kg import divisions
from devzone_kg.extraction.agency_names import Form, index
from devzone_kg.extraction.patterns import either
from devzone_kg.facts import Mention
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,6}[〔\[［(（]\d{4}"
)  # what follows makes the name a part of a document number: 国办发〔2018〕
_REACH = 30  # characters before a name in which its place is looked for


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    kind: str
    hosts: bool = False


def agencies(outline: Outline, words: Vocabulary, taken: tuple[Span, ...]) -> tuple[Mention, ...]:
    """The agencies that the plan's text names outside `taken`, the spans of the assignments."""
    text, body = outline.source.text, outline.body
    found = [*_named(text, body, words), *_coordinating(text, body, words), *_groups(text, body, words)]
    return tuple(
        Mention(text[n.start : n.end], Span(n.start, n.end), n.kind, item=_item(outline, n.start))
        for n in _free(found, (*taken, *outline.outside))
    )


def _item(outline: Outline, offset: int) -> str | None:
    inner = outline.innermost(offset)
    return None if inner is None else str(inner)


def _free(found: list[_Named], taken: tuple[Span, ...]) -> Iterator[_Named]:
    """Those that overlap neither what is taken nor a longer one, in the order of the text."""
    closed = sorted(taken)
    starts = [span.start for span in closed]
    last = -1
    for named in sorted(found, key=lambda n: (n.start, -n.end)):
        before = bisect_right(starts, named.end - 1) - 1
        if named.start >= last and (before < 0 or closed[before].end <= named.start):
            last = named.end
            yield named


def _named(text: str, body: Span, words: Vocabulary) -> Iterator[_Named]:
    """Names of known functions with their places; an office takes in the host before it (区政府 + 法制办)."""
    tools = _tools(words)
    last: _Named | None = None
    for match in tools.ending.finditer(text, *body):
        named = _ending_at(text, match.end(), body.start, last, words)
        if named is None:
            continue
        if last is not None and named.start > last.start:
            yield last
        last = named
    if last is not None:
        yield last


def _ending_at(text: str, end: int, floor: int, last: _Named | None, words: Vocabulary) -> _Named | None:
    tools, tails = _tools(words), index(words).tails
    for length in tools.lengths.get(text[end - 2 : end], tools.shortest):
        forms = tails.get(text[end - length : end]) if end - length >= floor else None
        if not forms or tools.not_before.match(text, end) or tools.other_word.match(text, end - 1) or _NUMBER.match(text, end):
            continue
        at = end - length
        if last is not None and last.hosts and last.end == at:
            return _Named(last.start, end, forms[0].name.kind, forms[0].name.hosts)
        placed = _placed(text, Span(floor, at), forms, last, words)
        if placed is not None:
            return _Named(placed[0], end, placed[1].name.kind, placed[1].name.hosts)
    return None


def _placed(
    text: str, bounds: Span, forms: tuple[Form, ...], last: _Named | None, words: Vocabulary
) -> tuple[int, Form] | None:
    """Where a name starts, with its place and what stands before the place, and which form it is."""
    floor, at = bounds
    start = _place_before(text, at, floor, forms[0].name.kind == "vertical", words)
    is_level = start is None
    if start is None:
        start = _level_before(text, at, floor, words)
        if start is not None and _is_class(text, at, floor, words):
            return None
    for form in forms:
        if start is None:
            if form.name.alone and not form.head and (len(form.tail) > 3 or _may_start(text, at, last, words)):
                return at, form
        elif text.endswith(form.head, floor, start):
            first = start - len(form.head)
            if form.head:
                first = _outer(text, first, floor, words)
            if (not is_level and not form.head) or _may_start(text, first, last, words):
                return first, form
    return None


def _place_before(text: str, at: int, floor: int, is_vertical: bool, words: Vocabulary) -> int | None:
    """Where the places right before an offset start: 武威市凉州区; a short name (南昌) stands before vertical agencies only."""
    start, is_short = at, is_vertical
    while (found := divisions.name_before(text, start, max(floor, start - _REACH), is_short, words)) is not None:
        start, is_short = found, False
    return start if start < at else None


def _outer(text: str, at: int, floor: int, words: Vocabulary) -> int:
    """Where the place of the body that a branch belongs to starts: 市 in 市生态环境局康县分局."""
    for start in (_place_before(text, at, floor, False, words), _level_before(text, at, floor, words)):
        if start is not None:
            return start
    return at


def _level_before(text: str, at: int, floor: int, words: Vocabulary) -> int | None:
    tools = _tools(words)
    for length in tools.level_lengths:
        start = at - length
        if start >= floor and text[start:at] in tools.levels:
            return start - 1 if start > floor and text[start - 1] in tools.own else start
    return None


def _is_class(text: str, at: int, floor: int, words: Vocabulary) -> bool:
    """Whether the level before an offset is of a class (各省、自治区、直辖市…), so that no particular agency is meant."""
    return _tools(words).class_before.search(text, max(floor, at - _REACH), at) is not None


def _may_start(text: str, at: int, last: _Named | None, words: Vocabulary) -> bool:
    """Whether a name may start here: at a mark, after a word that is no part of a name, or right after another agency."""
    if at == 0 or not _CHINESE.match(text[at - 1]) or (last is not None and last.end == at):
        return True
    tools = _tools(words)
    return any(text[at - length : at] in tools.openers for length in (1, 2, 3, 4) if at >= length)


def _coordinating(text: str, body: Span, words: Vocabulary) -> Iterator[_Named]:
    """Coordinating bodies with a level or a place: 省、市开发区领导小组办公室."""
    tools = _tools(words)
    for match in tools.coordination.finditer(text, *body):
        floor = max(body.start, match.start() - _REACH)
        segment = tools.breaks.split(text[floor : match.start()])[-1]
        first = match.start() - len(segment)
        levels = (m for m in tools.level_run.finditer(text, first, match.start()) if "、" not in text[m.end() : match.start()])
        start = next((m.start() for m in levels if _may_start(text, m.start(), None, words)), None)
        if start is None:
            places = divisions.places(text, words, first, match.start())
            start = next((p.span.start for p in places if "、" not in text[p.span.end : match.start()]), None)
        if start is not None:
            yield _Named(start, match.end(), "coordination")


def _groups(text: str, body: Span, words: Vocabulary) -> Iterator[_Named]:
    for match in _tools(words).group.finditer(text, *body):
        yield _Named(match.start(), match.end(), "group")


@dataclass(frozen=True, slots=True)
class _Tools:
    ending: re.Pattern[str]  # a character that ends a name, behind one that stands before it in a name
    lengths: dict[str, tuple[int, ...]]  # last two characters of a name → lengths of the names, the longest first
    shortest: tuple[int, ...]  # the lengths to try after any other two characters
    not_before: re.Pattern[str]
    other_word: re.Pattern[str]
    levels: frozenset[str]
    level_lengths: tuple[int, ...]
    own: frozenset[str]  # 我, 本 before a level
    openers: frozenset[str]
    coordination: re.Pattern[str]
    breaks: re.Pattern[str]
    level_run: re.Pattern[str]
    class_before: re.Pattern[str]
    group: re.Pattern[str]


@cache
def _tools(words: Vocabulary) -> _Tools:
    tails, lengths = index(words).tails, dict[str, set[int]]()
    for tail in tails:
        lengths.setdefault(tail[-2:], {1}).add(len(tail))
    spoken, parts, around = (words.scheme(s) for s in ("self-reference", "name-part", "agency-word"))
    kinds = words.scheme("division-class").values()
    levels = {w for c in kinds if c.notation != "township" for w in c.words}
    openers = {w for n in ("verb", "particle", "conjunction") for w in parts[n].words}
    level = _any(levels)
    cut = "".join(c for kind in kinds for c in kind.texts("notBefore"))
    generic = _any(w for kind in kinds for w in kind.texts("classWord"))
    return _Tools(
        ending=re.compile(_ending(tails)),
        lengths={c: tuple(sorted(ls, reverse=True)) for c, ls in lengths.items()},
        shortest=(1,),
        not_before=re.compile(_any(around["not-before"].words)),
        other_word=re.compile(_any(around["other-word"].words)),
        levels=frozenset(levels),
        level_lengths=tuple(sorted({len(w) for w in levels}, reverse=True)),
        own=frozenset(spoken["whole"].words) - {"全"},
        openers=frozenset((*openers, *around["before"].words)),
        coordination=re.compile(_any(around["coordination"].words)),
        breaks=re.compile(r"[^\u4e00-\u9fff、]"),
        level_run=re.compile(f"{level}(?:[、和]{level})*(?!{_any(around['rank'].words)}|[{cut}])"),
        class_before=re.compile(rf"(?:{around['which'].label}(?:{level}[、和])*(?:{level})?|{generic})$"),
        group=_group_pattern(words),
    )


def _ending(tails: Iterable[str]) -> str:
    """部(?<=[民组]部)|会: the last characters of names, where one of them stands alone or its neighbour is that of a name."""
    before: dict[str, set[str]] = {}
    for tail in tails:
        before.setdefault(tail[-1], set()).add(tail[-2:-1])
    return "|".join(last if "" in firsts else f"{last}(?<=[{''.join(firsts)}]{last})" for last, firsts in before.items())


def _group_pattern(words: Vocabulary) -> re.Pattern[str]:
    """区直各有关部门; 各乡镇人民政府, 各县(市、区)政府; 各工业园区管委会; 所在乡镇."""
    around, zones = words.scheme("agency-word"), words.scheme("zone-type")
    level = _any(w for c in words.scheme("division-class").values() for w in c.words)
    which, units, rank, local = (_any(around[n].words) for n in ("which", "units", "rank", "local"))
    zone = _any(w for c in zones.values() for w in c.words)
    starts = "".join(
        {w[0] for w in (*around["which"].words, *(w for c in words.scheme("division-class").values() for w in c.words))}
    )
    listed = rf"{level}(?:[、和]{level}|[((〔]{level}(?:[、,,]{level}){{0,3}}[))〕]){{0,4}}"
    return re.compile(
        rf"(?=[{starts}])(?:{level}{rank}{which}{{0,3}}{units}"
        rf"|{which}{{1,3}}{listed}{local}"
        rf"|{which}{{1,3}}{zone}{local}"
        rf"|{which}{_any(words.scheme('division-class')['township'].words)}{local}?(?:[((][^()()]{{1,8}}[))])?(?!{units}))"
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{either(words)})"
