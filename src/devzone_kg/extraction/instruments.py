"""What kind of document a title in book marks names, told by the title's end and the words around the marks."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_TAIL_BRACKET = re.compile(r"(?:\s*[（(〔\[【][^（()）〔〕\[\]【】]*[)）〕\]】]?)+\s*$")
_YEAR_END = re.compile(r"20\d\d\s*年?$")
_REACH = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. `official` is None where the title's end says nothing."""

    notation: str | None
    official: bool | None
    legal: bool = False  # can empower a plan


@dataclass(frozen=True, slots=True)
class _Grammar:
    ends: dict[str, Kind]
    longest: int
    about: tuple[str, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]


_UNKNOWN = Kind(None, None)


def bare(title: str) -> str:
    """A title without the brackets at its end: (试行), (2019年版)."""
    return _TAIL_BRACKET.sub("", title).strip()


def kind_of(title: str, vocabulary: Vocabulary) -> Kind:
    """The kind of document that a title names."""
    grammar = _grammar(vocabulary)
    words = re.sub(r"\s+", "", bare(title) or title)
    for length in range(min(grammar.longest, len(words)), 0, -1):
        if kind := grammar.ends.get(words[-length:]):
            return kind if kind.official or not words.startswith(grammar.about) else Kind("policy", True)
    if words.startswith(grammar.about) or _YEAR_END.search(words):
        return Kind("policy", True)
    return _UNKNOWN


def is_short_form(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a title is little more than the name of a kind: 《实施方案》, 《三年行动计划》."""
    ends = _grammar(vocabulary).ends
    return len(title) <= 8 and any((kind := ends.get(title[i:])) and kind.official for i in range(min(4, len(title))))


def not_cited_here(text: str, marks: Span, vocabulary: Vocabulary) -> bool:
    """Whether the words at the marks say that no official document is meant: 《…》课程, 填写《…》."""
    grammar = _grammar(vocabulary)
    before = text[max(0, marks.start - _REACH) : marks.start]
    return grammar.after.match(text, marks.end) is not None or grammar.before.search(before) is not None


@cache
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    ends: dict[str, Kind] = {w: Kind("policy", True) for w in vocabulary.words("document-type")}
    for concept in vocabulary.scheme("instrument").values():
        legal = "true" in concept.texts("legalForce")
        ends.update({w: Kind(concept.notation, True, legal) for w in concept.words})
    excluded = vocabulary.scheme("not-cited").values()
    ends.update({w: Kind(c.notation, False) for c in excluded for w in c.words if w not in ends})
    before = "|".join(w for c in excluded for w in c.texts("wordBefore"))
    after = "|".join(sorted((w for c in excluded for w in c.texts("wordAfter")), key=len, reverse=True))
    about = vocabulary.scheme("citation-word")["about"].words
    return _Grammar(ends, max(map(len, ends)), about, re.compile(f"(?:{before})了?$"), re.compile(rf"\s?(?:{after})"))
