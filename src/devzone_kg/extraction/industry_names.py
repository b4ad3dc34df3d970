"""The names of industries: what in a list is one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.names import alternatives, words
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_LONGEST_NAME = 14
_SEPARATOR = re.compile(r"以及|[、和与及]")
_RELATIVE = re.compile(r"^.*的")
_QUOTES = "“”\"‘’'（）()"


@dataclass(frozen=True, slots=True)
class _Words:
    known: dict[str, str]  # word → IRI
    endings: tuple[str, ...]
    never: tuple[str, ...]
    classes: frozenset[str]
    modifiers: tuple[str, ...]


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


def industry_iri(name: str, vocabulary: Vocabulary) -> str | None:
    """The concept of an industry by one of its names."""
    return _words(vocabulary).known.get(name)


def industry_list(text: str, start: int, end: int, vocabulary: Vocabulary, closed: bool) -> list[Span]:
    """The industries in a list; where 等…产业 closes it, any short item is one."""
    if _zone_class(vocabulary).search(text, start, end):
        return []
    items = list(_items(text, start, end))
    trades = vocabulary.scheme("industry-word")["trade"]
    trade = bool(items) and text.endswith(trades.texts("listEnd"), *items[-1])
    found = []
    for item in items:
        name = text[item.start : item.end]
        listed = closed and len(items) > 1 and _is_short_name(name, vocabulary)
        if listed or _is_industry(name, vocabulary) or (trade and name.endswith(trades.words[1:])):
            found.append(item)
    return found


@cache
def _zone_class(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(alternatives(vocabulary.words("zone-type")))


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for separator in [*_SEPARATOR.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        piece = text[at:stop].partition("等")[0]
        relative = _RELATIVE.match(piece)
        name = piece[relative.end() if relative else 0 :].lstrip(_QUOTES)
        begin = at + len(piece) - len(name)
        finish = begin + len(name.rstrip(_QUOTES))
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
    return (
        2 <= len(name) <= 10
        and not name.endswith(lexicon.never)
        and not _is_class(name, vocabulary)
        and not _has_verb(name, vocabulary)
    )


def _has_verb(name: str, vocabulary: Vocabulary) -> bool:
    known = words(vocabulary)
    return any(known.get(name[i : i + n]) in ("cut", "class") for i in range(len(name)) for n in (2, 3))
