"""What the words around a citation say: who issued the document, and how the plan relates to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.patterns import either
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_CLAUSE = re.compile(r"[。；;，,：:！？\n》〉（(]")
_END = re.compile(r"[。；;\n]")
_PART = re.compile(r"[^、\s]+")
_BRACKETS = re.compile(r"[（(][^（()）]{0,60}[)）]")
_BEFORE, _AFTER, _AMENDED_WITHIN = 80, 140, 16
_SHORT_BODY = 2  # 国家《…》、省《…》


@dataclass(frozen=True, slots=True)
class _Grammar:
    cue: re.Pattern[str]  # a word before a title that gives its relation
    relation: dict[str, str]
    binding: re.Pattern[str]
    later: re.Pattern[str]
    after: dict[str, re.Pattern[str]]
    issued_by: re.Pattern[str]
    organ: re.Pattern[str]
    not_organ: re.Pattern[str]
    joins: re.Pattern[str]


def cue_words(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The words that stand before a citation in prose."""
    return _grammar(vocabulary).cue


def issuer_before(text: str, start: int, vocabulary: Vocabulary) -> Span | None:
    """The body named directly before a title: 国务院办公厅《…》, 省委、省政府印发的《…》."""
    grammar = _grammar(vocabulary)
    floor = max(0, start - _BEFORE)
    words = grammar.issued_by.sub("", text[floor:start])
    first = max((m.end() for m in _CLAUSE.finditer(words)), default=0)
    first = max((m.end() for m in grammar.cue.finditer(words, first)), default=first)
    if join := grammar.joins.match(words, first):
        first = join.end()
    bodies = _bodies(words[first:], grammar)
    return None if bodies is None else Span(floor + first + bodies, floor + len(words))


def _bodies(words: str, grammar: _Grammar) -> int | None:
    """Where the names of bodies that end `words` begin."""
    start = None
    for part in reversed(list(_PART.finditer(words))):
        if len(part.group()) < 2 or not grammar.organ.search(part.group()) or grammar.not_organ.search(part.group()):
            break
        start = part.start()
    return start


def is_listed(text: str, end: int, start: int, vocabulary: Vocabulary) -> bool:
    """Whether what stands between two citations only joins them: 《…》和《…》."""
    if not 0 <= start - end <= 60:
        return False
    grammar = _grammar(vocabulary)
    words = grammar.issued_by.sub("", _BRACKETS.sub("", text[end:start]))
    if later := grammar.later.match(words):
        words = words[later.end() :]
    words = words.lstrip("、，,；; \u3000\n\r")
    if join := grammar.joins.match(words):
        words = words[join.end() :]
    if grammar.cue.search(words):
        return False
    return len(words.strip()) <= _SHORT_BODY or _bodies(words, grammar) == 0


def relations(text: str, listed: Sequence[Span], legal: Sequence[bool], vocabulary: Vocabulary) -> list[str]:
    """How the plan relates to documents that it names in one list (the spans, with their issuers)."""
    grammar = _grammar(vocabulary)
    ending = _END.search(text, listed[-1].end, listed[-1].end + _AFTER)
    rest = text[listed[-1].end : ending.start() if ending else listed[-1].end + _AFTER]
    near = rest.split("《", 1)[0]
    if grammar.after["repeals"].search(near):
        return ["repeals"] * len(listed)
    if grammar.after["amends"].search(near[:_AMENDED_WITHIN]):
        return ["amends"] * len(listed)
    cue = cue_before(text, listed[0].start, vocabulary)
    if cue == "ground":
        return ["basedOn" if is_law else "implements" if grammar.later.search(rest) else "cites" for is_law in legal]
    return [cue or "cites"] * len(listed)


def is_bound(text: str, start: int, vocabulary: Vocabulary) -> bool:
    """Whether the word before a title binds the plan to what it names, be that of no known kind: 落实《…》."""
    return _grammar(vocabulary).binding.search(text, max(0, start - 8), start) is not None


def cue_before(text: str, start: int, vocabulary: Vocabulary) -> str | None:
    """The relation that the last cue of the clause before a citation gives: a notation, or `ground`."""
    grammar = _grammar(vocabulary)
    start -= text[start - 1 : start] in ("（", "(")
    clause = text[max(0, start - _BEFORE) : start]
    stop = max((m.end() for m in _CLAUSE.finditer(clause)), default=0)
    cues = [m for m in grammar.cue.finditer(clause, stop) if len(m.group()) > 1 or m.end() == len(clause)]
    if not cues:
        return None
    relation = grammar.relation[cues[-1].group()]
    direct = len(clause) - cues[-1].end() <= 2
    return relation if direct or relation in ("implements", "ground") else "cites"


@cache
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    scheme, words = vocabulary.scheme("citation-relation"), vocabulary.scheme("citation-word")
    relation = {w: c.notation for c in scheme.values() for w in c.texts("wordBefore")}
    relation |= dict.fromkeys(vocabulary.scheme("citation-cue")["ground"].texts("wordBefore"), "ground")
    organ, issued_by, joins, others = (either(words[w].words) for w in ("organ", "issued-by", "conjunction", "and-others"))
    return _Grammar(
        re.compile(either(tuple(relation))),
        relation,
        re.compile(rf"(?:{either(vocabulary.scheme('citation-cue')['binding'].texts('wordBefore'))})[\u4e00-\u9fff]{{0,2}}$"),
        re.compile(either(scheme["implements"].texts("wordLater"))),
        {c.notation: re.compile(either(c.texts("wordAfter"))) for c in scheme.values() if c.texts("wordAfter")},
        re.compile(rf"(?:{issued_by})+\s?$"),
        re.compile(rf"(?:{organ})(?:(?:{others})\s?[\d一二两三四五六七八九十]{{0,2}}[\u4e00-\u9fff]?(?:{organ}))?$"),
        re.compile(rf"(?:{either(words['not-organ'].words)})$"),
        re.compile(joins),
    )
