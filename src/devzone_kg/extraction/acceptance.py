"""Clauses on inspection, acceptance and supervision, with how often they say it is done."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from devzone_kg.facts import Acceptance
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_SENTENCE = re.compile(r"[^。；;\n]+")
_SECTION, _SAFEGUARDS = "acceptance", "safeguards"


def acceptance(outline: Outline, vocabulary: Vocabulary, section_kinds: Sequence[str | None]) -> tuple[Acceptance, ...]:
    """The items of the sections on acceptance; in a plan without such a section, the safeguards whose heading speaks of it.

    `section_kinds` holds a kind for each item of the outline.
    """
    chosen = list(_parts(outline, [k == _SECTION for k in section_kinds]))
    if not chosen:
        safeguards = _parts(outline, [k == _SAFEGUARDS for k in section_kinds])
        chosen = [i for i in safeguards if _is_on_acceptance(outline, vocabulary, i)]
    return tuple(_clause(outline, vocabulary, i) for i in chosen)


def _parts(outline: Outline, of_kind: Sequence[bool]) -> Iterator[int]:
    """The items of the kind that have no items beneath them."""
    with_parts = {i.parent for i in outline.items}
    return (index for index, chosen in enumerate(of_kind) if chosen and index not in with_parts)


def _is_on_acceptance(outline: Outline, vocabulary: Vocabulary, index: int) -> bool:
    title = outline.items[index].title
    return title is not None and _patterns(vocabulary)[0].search(outline.source.quote(title)) is not None


def _clause(outline: Outline, vocabulary: Vocabulary, index: int) -> Acceptance:
    item, text = outline.items[index], outline.source.text
    end = item.start + len(text[item.start : item.end].rstrip())
    inspection, frequency = _patterns(vocabulary)
    for sentence in _SENTENCE.finditer(text, item.start, end):
        often = frequency.search(text, *sentence.span())
        if often and inspection.search(text, *sentence.span()):
            notation = vocabulary.words("frequency")[often.group()]
            return Acceptance(str(index), Span(item.start, end), notation, Span(*often.span()))
    return Acceptance(str(index), Span(item.start, end), None)


@cache
def _patterns(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of inspection, and words that say how often."""
    inspection, frequency = (
        re.compile("|".join(sorted(vocabulary.words(scheme), key=len, reverse=True))) for scheme in ("inspection", "frequency")
    )
    return inspection, frequency
