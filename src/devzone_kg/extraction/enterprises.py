"""Enterprises by proper name: a word such as 公司 or 集团 with more before it than the kind of company."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.names import Left, alternatives, item_at, left_of, matches
from devzone_kg.facts import Mention
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_PROPER_CHARACTERS = 2
_COUNT = re.compile(r"[一二三四五六七八九十百千万两\d]")


@dataclass(frozen=True, slots=True)
class _Words:
    ends: re.Pattern[str]
    kinds: dict[str, str]
    need_place: frozenset[str]
    generic: re.Pattern[str]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    kinds = vocabulary.words("enterprise-kind")
    generic = vocabulary.scheme("enterprise-word")["generic"].words[1:]
    need_place = frozenset(w for c in vocabulary.scheme("enterprise-kind").values() for w in c.texts("needsPlace"))
    return _Words(re.compile(rf"{alternatives(kinds)}(?![法治制化章])"), kinds, need_place, re.compile(alternatives(generic)))


def enterprises(outline: Outline, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Each enterprise by its proper name; `kind` is a notation of the scheme enterprise-kind."""
    text, words = outline.source.text, _words(vocabulary)
    found: list[Mention] = []
    floor = outline.body.start
    for match in matches(words.ends, outline):
        left = left_of(text, match.start(), floor, vocabulary)
        floor = match.end()
        if (left.places or match.group() not in words.need_place) and _is_proper(text, left, match.start(), words):
            span = Span(left.reach[0].start, match.end())
            found.append(
                Mention(text[span.start : span.end], span, words.kinds[match.group()], None, item_at(outline, span.start))
            )
    return tuple(found)


def _is_proper(text: str, left: Left, end: int, words: _Words) -> bool:
    """Whether more than the kind of company stands before the class word, beginning with a place or a word of no other use.

    A mere 公司 takes a place or a legal form (有限公司) to be a name: 混改公司 is a kind.
    """
    if not left.reach or left.reach[0].kind == "generic" or _COUNT.match(text, left.reach[0].start):
        return False
    own = words.generic.sub("", text[left.reach[0].start : end])
    return len(own) >= _PROPER_CHARACTERS and any(
        p.kind == "unknown" and p.end - p.start >= _PROPER_CHARACTERS for p in left.reach
    )
