"""Enterprises by proper name: a word such as 公司 or 集团 with more before it than the kind of company."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.names import Part, alternatives, item_at, left_of, matches
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
    heads: re.Pattern[str]  # words of other use that begin names of enterprises


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    kinds = vocabulary.words("enterprise-kind")
    generic = vocabulary.scheme("enterprise-word")["generic"].words[1:]
    not_before = [w for c in vocabulary.scheme("enterprise-kind").values() for w in c.texts("notBefore")]
    need_place = frozenset(w for c in vocabulary.scheme("enterprise-kind").values() for w in c.texts("needsPlace"))
    return _Words(
        re.compile(rf"{alternatives(kinds)}(?!{alternatives(not_before)})"),
        kinds,
        need_place,
        re.compile(alternatives(generic)),
        re.compile(alternatives(vocabulary.scheme("enterprise-word")["head"].words[1:])),
    )


def enterprises(outline: Outline, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Each enterprise by its proper name; `kind` is a notation of the scheme enterprise-kind."""
    text, words = outline.source.text, _words(vocabulary)
    found: list[Mention] = []
    floor = outline.body.start
    for match in matches(words.ends, outline):
        reach = left_of(text, match.start(), floor, vocabulary).reach
        floor = match.end()
        if reach and _is_proper(text, reach, match, words):
            span = Span(reach[0].start, match.end())
            kind = words.kinds[match.group()]
            found.append(Mention(text[span.start : span.end], span, kind, None, item_at(outline, span.start)))
    return tuple(found)


def _is_proper(text: str, reach: tuple[Part, ...], end: re.Match[str], words: _Words) -> bool:
    """Whether a place or a word of no other use begins the name, and more than the kind of company stands in it.

    A mere 公司 takes a place to be a name: 混改公司 is a kind.
    """
    start = reach[0].start
    if (reach[0].kind == "generic" and not words.heads.match(text, start)) or _COUNT.match(text, start):
        return False
    has_place = any(p.kind == "place" for p in reach)
    if not has_place and end.group() in words.need_place:
        return False
    proper = ("unknown", "generic", "place") if words.kinds[end.group()] == "group" else ("unknown", "generic")
    own = "".join(text[p.start : p.end] for p in reach if p.kind in (proper if has_place else ("unknown",)))
    return len(words.generic.sub("", own)) >= _PROPER_CHARACTERS
