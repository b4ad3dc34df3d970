"""Development zones: their mentions by proper name, the levels they are to reach, and the industries they are strong in."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.industry_names import industry_list
from devzone_kg.extraction.names import alternatives, matches
from devzone_kg.extraction.zone_names import zones
from devzone_kg.facts import Speciality, Upgrade, ZoneMention
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

__all__ = ["specialities", "upgrades", "zones"]

_CLAUSE_MARKS = re.compile(r"[，,。；;：:！？\n\r\t]")
_REACH = 60  # characters between a zone and what is said of it


@dataclass(frozen=True, slots=True)
class _LevelCues:
    pattern: re.Pattern[str]
    levels: dict[str, str]


@cache
def _level_cues(vocabulary: Vocabulary) -> _LevelCues:
    """A verb that raises, then a level with a class word behind it, or one that ends its clause."""
    levels = vocabulary.words("level")
    cues = vocabulary.scheme("level-change")["raise"].texts("raiseCue")
    classes = [w for c in vocabulary.scheme("zone-type").values() if c.texts("hasLevels") for w in c.words]
    full = [w for w in levels if w.endswith("级")]
    level = rf"(?P<level>{alternatives(levels)}){alternatives(classes)}|(?P<alone>{alternatives(full)})(?=[，,。；;、\n\r\t]|$)"
    return _LevelCues(re.compile(rf"{alternatives(cues)}(?:为|成|成为)?(?:{level})"), levels)


def upgrades(outline: Outline, vocabulary: Vocabulary, mentions: tuple[ZoneMention, ...] | None = None) -> tuple[Upgrade, ...]:
    """What levels zones are to reach: 支持A园区、B园区申报国家级开发区. `mentions` are the zones, where found already."""
    text, cues = outline.source.text, _level_cues(vocabulary)
    named = _Named(text, zones(outline, vocabulary) if mentions is None else mentions)
    found = []
    for match in matches(cues.pattern, outline):
        group = "level" if match["level"] else "alone"
        listed = named.listed_before(match.start())
        for zone in listed:
            span = Span(_clause_start(text, listed[0].span.start), match.end())
            found.append(Upgrade(zone.text, zone.span, cues.levels[match[group]], Span(*match.span(group)), span))
    return tuple(found)


class _Named:
    """The zones of a text, to be asked for those just before an offset."""

    def __init__(self, text: str, mentions: tuple[ZoneMention, ...]) -> None:
        self.text, self.by_end = text, {m.span.end: m for m in mentions}

    def listed_before(self, offset: int) -> list[ZoneMention]:
        """The zone that the clause names last before an offset, and those that a list joins to it."""
        floor = max(0, offset - _REACH)
        end = next((e for e in range(offset, floor, -1) if e in self.by_end), None)
        if end is None or _CLAUSE_MARKS.search(self.text, end, offset):
            return []
        listed = [self.by_end[end]]
        while (link := _link_end(self.text, listed[0].span.start)) in self.by_end:
            listed.insert(0, self.by_end[link])
        return listed


def _link_end(text: str, start: int) -> int:
    """Where a zone would end that 、 or 和 joins to the one at `start`."""
    return start - 1 if text[max(0, start - 1) : start] in "、和与及" else -1


def _clause_start(text: str, offset: int) -> int:
    """Where the clause begins that holds an offset, or as far back as is looked."""
    floor = max(0, offset - 2 * _REACH)
    marks = list(_CLAUSE_MARKS.finditer(text, floor, offset))
    return marks[-1].end() if marks else floor


@dataclass(frozen=True, slots=True)
class _SpecialityCues:
    after_zone: re.Pattern[str]  # X园区重点发展 A、B
    mainly: re.Pattern[str]  # X园区以 A、B 为主导产业
    strength: re.Pattern[str]  # X园区A、Y园区B等产业 优势
    item: re.Pattern[str]
    opening: re.Pattern[str]


@cache
def _speciality_cues(vocabulary: Vocabulary) -> _SpecialityCues:
    roles = vocabulary.scheme("industry-role")
    before, closing = alternatives(roles["speciality"].texts("beforeCue")), alternatives(roles["speciality"].texts("afterCue"))
    mainly = alternatives([c for c in roles["leading"].texts("afterCue") if c.startswith("为")])
    fields = alternatives(vocabulary.scheme("industry-word")["field"].words[1:])
    opening = alternatives(vocabulary.scheme("industry-word")["lead-in"].words[1:])
    return _SpecialityCues(
        re.compile(rf"[：:，,]?[\u4e00-\u9fff]{{0,4}}?{before}"),
        re.compile(rf"[：:，,]?[\u4e00-\u9fff]{{0,4}}?以([^，,。；;：:\n]{{2,60}}?){mainly}"),
        re.compile(rf"等[\u4e00-\u9fff]{{0,6}}?{fields}|{closing}"),
        re.compile(rf"[\u4e00-\u9fff]{{2,12}}?(?=[、和与及]|等|{fields}|$)"),
        re.compile(opening),
    )


def specialities(
    outline: Outline, vocabulary: Vocabulary, mentions: tuple[ZoneMention, ...] | None = None
) -> tuple[Speciality, ...]:
    """The industries named as a zone's strength: X园区重点发展A、B; 发挥X园区A、Y园区B等产业比较优势."""
    text = outline.source.text
    named = zones(outline, vocabulary) if mentions is None else mentions
    found = []
    for index, zone in enumerate(named):
        following = named[index + 1].span.start if index + 1 < len(named) else len(text)
        for industry in _said_of(text, zone, following, vocabulary):
            found.append(Speciality(zone.text, zone.span, text[industry.start : industry.end], industry))
    return tuple(found)


def _said_of(text: str, zone: ZoneMention, following: int, vocabulary: Vocabulary) -> list[Span]:
    cues = _speciality_cues(vocabulary)
    end = zone.span.end
    cue = cues.after_zone.match(text, end)
    if cue:
        return _listed(text, cue.end(), following, vocabulary)
    mainly = cues.mainly.match(text, end)
    if mainly:
        return industry_list(text, *mainly.span(1), vocabulary, closed=True)
    return _strength(text, end, following, cues)


def _listed(text: str, start: int, following: int, vocabulary: Vocabulary) -> list[Span]:
    mark = _CLAUSE_MARKS.search(text, start, start + 2 * _REACH)
    stop = min(mark.start() if mark else start + 2 * _REACH, following, len(text))
    etc = text.find("等", start, stop)
    return industry_list(text, start, etc if etc >= 0 else stop, vocabulary, closed=etc >= 0)


def _strength(text: str, end: int, following: int, cues: _SpecialityCues) -> list[Span]:
    """What stands directly behind a zone up to 、 or 等, where the clause opens with 发挥 and closes with 优势."""
    mark = _CLAUSE_MARKS.search(text, end, end + 2 * _REACH)
    stop = mark.start() if mark else end
    closing = cues.strength.search(text, end, stop)
    opening = cues.opening.search(text, _clause_start(text, end), end)
    if closing is None or opening is None:
        return []
    piece = cues.item.match(text, end, min(closing.start(), following))
    return [Span(*piece.span())] if piece else []
