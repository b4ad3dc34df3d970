"""Industries that a plan speaks of, and what it says of them: leading, emerging, to be developed, to be upgraded …"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.industry_names import industry_iri, industry_list
from devzone_kg.extraction.names import alternatives, item_at, matches
from devzone_kg.extraction.zones import specialities
from devzone_kg.facts import Mention, Speciality
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_LONGEST_LIST = 120
_LONGEST_ETC = 3
_CLAUSE_MARK = re.compile(r"[，,。；;：:！？!?\s《》]")


@dataclass(frozen=True, slots=True)
class _Cues:
    pattern: re.Pattern[str]
    before: dict[str, str]  # cue → role
    after: dict[str, str]
    bare: frozenset[str]  # cues that stand behind a list without 等
    etc: re.Pattern[str]  # what closes a list, at its end: 等, 等产业
    closed: re.Pattern[str]  # the same with more between: 等特色产业
    open: re.Pattern[str]  # what a list that a cue behind it closes may begin behind


@cache
def _cues(vocabulary: Vocabulary) -> _Cues:
    roles = vocabulary.scheme("industry-role").values()
    before = {cue: r.notation for r in roles if r.notation != "speciality" for cue in r.texts("beforeCue")}
    after = {cue: r.notation for r in roles if r.notation not in ("speciality", "trade") for cue in r.texts("afterCue")}
    opening = [cue for r in roles for cue in r.texts("openCue")]
    leads = vocabulary.scheme("industry-word")["lead-in"].words[1:]
    verbs = vocabulary.scheme("name-part")["verb"].words[1:]
    not_before = [w for r in roles for w in r.texts("notBefore")]
    class_ends = vocabulary.scheme("industry-word")["field"].words[1:]
    fields = alternatives(class_ends)
    return _Cues(
        re.compile(rf"{alternatives([*before, *after])}(?!{alternatives(not_before)}|的(?![\u4e00-\u9fff]{{0,6}}{fields}))"),
        before,
        after,
        frozenset(cue for cue in after if after[cue] == "to-upgrade" or not cue.endswith(class_ends)),
        re.compile(rf"等{fields}?$"),
        re.compile(rf"等[\u4e00-\u9fff]{{0,8}}?{fields}"),
        re.compile(alternatives([*before, *opening, *leads, *verbs])),
    )


def industries(outline: Outline, vocabulary: Vocabulary, of_zones: tuple[Speciality, ...] | None = None) -> tuple[Mention, ...]:
    """Each industry named with something said of it; `of_zones` are the specialities of zones, where they are found already.

    `kind` is a notation of the scheme industry-role, `iri` the industry's concept where the vocabulary knows the name.
    """
    text = outline.source.text
    found: dict[Span, str] = {}
    for role, listed in _statements(outline, vocabulary):
        found.update(dict.fromkeys(listed, role))
    of_zones = specialities(outline, vocabulary) if of_zones is None else of_zones
    found.update({s.industry_span: "speciality" for s in of_zones})
    return tuple(
        Mention(text[s.start : s.end], s, kind, industry_iri(text[s.start : s.end], vocabulary), item_at(outline, s.start))
        for s, kind in sorted(found.items())
    )


def _statements(outline: Outline, vocabulary: Vocabulary) -> Iterator[tuple[str, list[Span]]]:
    """Role and industries of each cue; cues behind a list come after those before it, so that they prevail."""
    text, cues = outline.source.text, _cues(vocabulary)
    for match in matches(cues.pattern, outline):
        cue = match.group()
        etc = cues.etc.search(text, match.start() - _LONGEST_ETC, match.start())
        if cue in cues.before and not etc:
            end = _list_end(text, match.end())
            closed = cues.closed.match(text, end) is not None
            yield from _by_trade(text, vocabulary, cues.before[cue], industry_list(text, match.end(), end, vocabulary, closed))
        if cue in cues.after and (etc or cue in cues.bare):
            end = etc.start() if etc else match.start()
            yield cues.after[cue], industry_list(text, _list_start(text, end, cues.open), end, vocabulary, bool(etc))


def _list_end(text: str, start: int) -> int:
    mark = _CLAUSE_MARK.search(text, start, start + _LONGEST_LIST)
    end = mark.start() if mark else min(start + _LONGEST_LIST, len(text))
    etc = text.find("等", start, end)
    return etc if etc >= 0 else end


def _list_start(text: str, end: int, opening: re.Pattern[str]) -> int:
    """Where a list that ends at `end` begins: behind the last mark, cue or verb before it."""
    floor = max(0, end - _LONGEST_LIST)
    start = floor
    for mark in _CLAUSE_MARK.finditer(text, floor, end):
        start = mark.end()
    for cue in opening.finditer(text, start, end):
        start = cue.end()
    return start


def _by_trade(text: str, vocabulary: Vocabulary, role: str, listed: list[Span]) -> Iterator[tuple[str, list[Span]]]:
    ends = vocabulary.scheme("industry-word")["trade"].words[1:]
    trade = [s for s in listed if text.endswith(ends, s.start, s.end)]
    yield role, [s for s in listed if s not in trade]
    yield "trade", trade
