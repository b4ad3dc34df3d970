"""Industries that a plan speaks of, and what it says of them: leading, emerging, to be developed, to be upgraded …"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.names import alternatives, item_at, matches, words
from devzone_kg.facts import Mention, Speciality
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_LONGEST_LIST = 120
_LONGEST_NAME = 14
_CLAUSE_MARK = re.compile(r"[，,。；;：:！？!?\s《》]")
_SEPARATOR = re.compile(r"以及|[、和与及]")
_RELATIVE = re.compile(r"^.*的")
_CLOSED_BY_CLASS = re.compile(r"等[\u4e00-\u9fff]{0,8}?产业")
_LIST_TAIL = re.compile(r"等?(?:产业|行业|领域)?$")
_QUOTES = "“”\"‘’'（）()"


@dataclass(frozen=True, slots=True)
class _Cues:
    pattern: re.Pattern[str]
    before: dict[str, str]  # cue → role
    after: dict[str, str]
    bare: frozenset[str]  # cues that stand behind a list without 等
    open: re.Pattern[str]  # what a list that a cue behind it closes may begin behind


@dataclass(frozen=True, slots=True)
class _Words:
    known: dict[str, str]  # word → IRI
    endings: tuple[str, ...]
    never: tuple[str, ...]
    classes: frozenset[str]
    modifiers: tuple[str, ...]


@cache
def _cues(vocabulary: Vocabulary) -> _Cues:
    roles = vocabulary.scheme("industry-role").values()
    before = {cue: r.notation for r in roles if r.notation != "speciality" for cue in r.texts("beforeCue")}
    after = {cue: r.notation for r in roles if r.notation not in ("speciality", "trade") for cue in r.texts("afterCue")}
    opening = [cue for r in roles for cue in r.texts("openCue")]
    leads = [w for w in vocabulary.scheme("industry-word")["lead-in"].words[1:]]
    verbs = vocabulary.scheme("name-part")["verb"].words[1:]
    return _Cues(
        re.compile(rf"(?P<etc>等(?:产业|行业|领域)?)?(?P<cue>{alternatives([*before, *after])})(?![体要线题动观])"),
        before,
        after,
        frozenset(cue for cue in after if after[cue] == "to-upgrade" or not cue.endswith("产业")),
        re.compile(alternatives([*before, *opening, *leads, *verbs])),
    )


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    scheme = vocabulary.scheme("industry-word")
    concepts = [*vocabulary.scheme("policy-industry").values(), *vocabulary.scheme("industry").values()]
    known: dict[str, str] = {}
    for concept in concepts:
        for word in concept.words:
            known.setdefault(word, concept.iri)
    endings, never, classes, modifiers = (scheme[n].words[1:] for n in ("ending", "no-industry", "class", "modifier"))
    return _Words(known, endings, never, frozenset(classes), modifiers)


def industries(outline: Outline, vocabulary: Vocabulary, specialities: tuple[Speciality, ...] = ()) -> tuple[Mention, ...]:
    """Each industry named with something said of it; `specialities` are those of zones, already found.

    `kind` is a notation of the scheme industry-role, `iri` the industry's concept where the vocabulary knows the name.
    """
    text, known = outline.source.text, _words(vocabulary).known
    found: dict[Span, str] = {}
    for role, listed in _statements(outline, vocabulary):
        found.update(dict.fromkeys(listed, role))
    found.update({s.industry_span: "speciality" for s in specialities})
    return tuple(
        Mention(text[s.start : s.end], s, kind, known.get(text[s.start : s.end]), item_at(outline, s.start))
        for s, kind in sorted(found.items())
    )


def _statements(outline: Outline, vocabulary: Vocabulary) -> Iterator[tuple[str, list[Span]]]:
    """Role and industries of each cue; cues behind a list come after those before it, so that they prevail."""
    text, cues = outline.source.text, _cues(vocabulary)
    for match in matches(cues.pattern, outline):
        cue = match["cue"]
        if cue in cues.before and not match["etc"]:
            end = _list_end(text, match.end())
            closed = _CLOSED_BY_CLASS.match(text, end) is not None
            yield from _by_trade(text, cues.before[cue], industry_list(text, match.end(), end, vocabulary, closed))
        if cue in cues.after and (match["etc"] or cue in cues.bare):
            start = _list_start(text, match.start(), cues.open)
            end = _trimmed(text, start, match.start())
            yield cues.after[cue], industry_list(text, start, end, vocabulary, bool(match["etc"]))


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


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a list without 等产业 behind it."""
    tail = _LIST_TAIL.search(text[start:end])
    return start + tail.start() if tail else end


def _by_trade(text: str, role: str, listed: list[Span]) -> Iterator[tuple[str, list[Span]]]:
    trade = [s for s in listed if text[s.start : s.end].endswith(("进口", "出口", "贸易"))]
    yield role, [s for s in listed if s not in trade]
    yield "trade", trade


def industry_list(text: str, start: int, end: int, vocabulary: Vocabulary, closed: bool) -> list[Span]:
    """The industries in a list; where 等…产业 closes it, any short item is one."""
    if _zone_class(vocabulary).search(text, start, end):
        return []
    items = list(_items(text, start, end))
    trade = bool(items) and text[items[-1].start : items[-1].end].endswith("贸易")
    found = []
    for item in items:
        name = text[item.start : item.end]
        if _is_industry(name, vocabulary) or (closed and len(items) > 1 and _is_short_name(name, vocabulary)):
            found.append(item)
        elif trade and name.endswith(("进口", "出口")):
            found.append(item)
    return found


@cache
def _zone_class(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(alternatives(vocabulary.words("zone-type")))


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for separator in [*_SEPARATOR.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        piece = text[at:stop]
        relative = _RELATIVE.match(piece)
        begin = at + (relative.end() if relative else 0)
        begin += len(text[begin:stop]) - len(text[begin:stop].lstrip(_QUOTES))
        finish = begin + len(text[begin:stop].rstrip(_QUOTES))
        if begin < finish:
            yield Span(begin, finish)
        at = separator.end() if separator else end


def _is_industry(name: str, vocabulary: Vocabulary) -> bool:
    lexicon = _words(vocabulary)
    if name in lexicon.known:
        return True
    if len(name) > _LONGEST_NAME or name.endswith(lexicon.never) or not name.endswith(lexicon.endings):
        return False
    return not _is_class(name, vocabulary) and not _has_verb(name, vocabulary)


def _is_class(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name says no more than 'industry': 我区产业, 特色优势产业."""
    classes, known = _words(vocabulary).classes, words(vocabulary)
    core = name
    while core and core not in classes:
        head = next((n for n in range(4, 0, -1) if known.get(core[:n]) == "class"), None)
        if head is None:
            return False
        core = core[head:]
    return True


def _is_short_name(name: str, vocabulary: Vocabulary) -> bool:
    lexicon = _words(vocabulary)
    return 2 <= len(name) <= 10 and not name.endswith(lexicon.never) and not _is_class(name, vocabulary) and not _has_verb(name, vocabulary)


def _has_verb(name: str, vocabulary: Vocabulary) -> bool:
    known = words(vocabulary)
    return any(known.get(name[i : i + n]) in ("cut", "class") for i in range(len(name)) for n in (2, 3))
