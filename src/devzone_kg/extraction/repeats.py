"""Clauses that stand twice in a plan."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from devzone_kg.extraction.patterns import either
from devzone_kg.extraction.places import Places
from devzone_kg.facts import Wording
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_CLAUSE = re.compile(r"[^，,。；;：:！？!?\s（()）《》【】]{10,}")
_BRACKET = re.compile(r"[（(【][^（()）【】]{0,400}[)）】]|《[^《》]{0,200}》")
_PART_OF_FIGURE = re.compile(r"^[\d.%％]+")
_RELATED = 100  # of the other places so many at most
_COMMON_END = 16


def repeated_clauses(outline: Outline, vocabulary: Vocabulary) -> Iterator[Wording]:
    """Clauses of ten characters and more that stand twice, or two that end alike for sixteen characters and more.

    Lists of units, brackets, titles, headings and table rows repeat by nature and do not count. The text of a finding is what
    the clauses share, its span the first place, `related` the other places.
    """
    text, skipped, organ = outline.source.text, _skipped(outline, vocabulary), _organ(vocabulary)
    groups: dict[str, list[re.Match[str]]] = defaultdict(list)
    for paragraph in outline.paragraphs:
        for clause in _CLAUSE.finditer(text, paragraph.start, paragraph.end):
            groups[clause.group()[-_COMMON_END:]].append(clause)
    found = []
    for clauses in groups.values():
        counted = [Span(*c.span()) for c in clauses if c.start() not in skipped] if len(clauses) > 1 else []
        if len(counted) > 1 and not organ.search(text, *counted[0]):
            found.append(_finding(text, counted))
    yield from sorted(found, key=lambda w: w.span)


def _finding(text: str, places: list[Span]) -> Wording:
    length = min(p.end - p.start for p in places)
    words = text[places[0].end - length : places[0].end]
    for place in places[1:]:
        other = text[place.end - length : place.end]
        while not other.endswith(words):
            words = words[1:]
    words = _PART_OF_FIGURE.sub("", words) if len(words) < length else words
    spans = [Span(p.end - len(words), p.end) for p in places]
    return Wording("repeated-clause", words, spans[0], tuple(spans[1:_RELATED]))


def _skipped(outline: Outline, vocabulary: Vocabulary) -> Places:
    """Where clauses do not count; overlapping spans are joined."""
    text = outline.source.text
    spans = [Span(*m.span()) for m in _units(vocabulary).finditer(text)]
    spans += [Span(*m.span()) for m in _BRACKET.finditer(text)]
    spans += [b.span for b in outline.source.blocks if b.cells]
    spans += [i.title for i in outline.items if i.title]
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return Places(joined)


@cache
def _units(vocabulary: Vocabulary) -> re.Pattern[str]:
    cues = {w for c in vocabulary.scheme("role").values() for w in c.texts("fieldCue")}
    return re.compile(rf"(?:{either(cues)})[^\S\n]*[:：][^。\n]{{0,400}}")


@cache
def _organ(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The end of a list of bodies, which a flattened table has without a cue."""
    return re.compile(f"(?:{either(vocabulary.scheme('citation-word')['organ'].words)})$")
