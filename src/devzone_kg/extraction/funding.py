"""Funding sources that a plan names: 国家专项建设基金, A、B等专项资金, PPP."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.names import alternatives, item_at, matches
from devzone_kg.facts import Mention
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_REACH = 60
_OWN = range(2, 31)  # characters of its own that the name of a source has
_MARKS = re.compile(r"[+，,。；;：:！？!?《》（）()\n\r\t“”\s]")


@dataclass(frozen=True, slots=True)
class _Words:
    ends: re.Pattern[str]
    kinds: dict[str, str]
    names: frozenset[str]
    verbs: re.Pattern[str]
    generic: re.Pattern[str]
    never: re.Pattern[str]
    means: re.Pattern[str]  # what makes a fund an example of a means: 等方式


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    kinds: dict[str, str] = {}
    names: set[str] = set()
    not_before: set[str] = set()
    for concept in vocabulary.scheme("funding-kind").values():
        kinds.update(dict.fromkeys((*concept.texts("nameEnd"), *concept.texts("name")), concept.notation))
        names.update(concept.texts("name"))
        not_before.update(concept.texts("notBefore"))
    words = {n: c.words[1:] for n, c in vocabulary.scheme("funding-word").items()}
    return _Words(
        re.compile(rf"{alternatives(kinds)}(?!{alternatives(not_before)})"),
        kinds,
        frozenset(names),
        re.compile(alternatives(words["verb"])),
        re.compile(alternatives(words["generic"])),
        re.compile(alternatives(words["never"])),
        re.compile(rf"[^，,。；;\n]{{0,40}}等[\u4e00-\u9fff]{{0,4}}{alternatives(words['means'])}"),
    )


def funding(outline: Outline, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Each named funding source; `kind` is a notation of the scheme funding-kind."""
    text, words = outline.source.text, _words(vocabulary)
    found: list[Mention] = []
    floor = outline.body.start
    for match in matches(words.ends, outline):
        start = match.start() if match.group() in words.names else _start(text, floor, match, words)
        floor = match.end()
        if start is not None:
            span = Span(start, match.end())
            found.append(Mention(text[start : match.end()], span, words.kinds[match.group()], None, item_at(outline, start)))
    return tuple(found)


def _start(text: str, floor: int, match: re.Match[str], words: _Words) -> int | None:
    """Where the name starts that ends in `match`: behind the last verb, the last mark, or the source before it."""
    start = max(floor, match.start() - _REACH)
    for mark in _MARKS.finditer(text, start, match.start()):
        start = mark.end()
    for verb in words.verbs.finditer(text, start, match.start()):
        start = verb.end()
    start = _behind_link(text, start, match.start())
    name = text[start : match.start()]
    own = words.generic.sub("", name)
    if len(name) not in _OWN or len(own) not in _OWN or words.never.search(name) or words.means.match(text, match.end()):
        return None
    return start


def _behind_link(text: str, start: int, end: int) -> int:
    """Behind the 、 or 和 that joins a name to the one before it; a list that 等 closes is one name."""
    while start < end and text[start] in "、和与及的":
        start += 1
    if text[end - 1 : end] == "等":
        return start
    return max(start, text.rfind("、", start, end) + 1)
