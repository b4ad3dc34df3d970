"""Places in the wording that a drafting rule may judge: marks, placeholders, repetitions, terms and abbreviations."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from devzone_kg.extraction.pairing import unpaired
from devzone_kg.extraction.patterns import either
from devzone_kg.extraction.places import Places
from devzone_kg.extraction.repeats import repeated_clauses
from devzone_kg.facts import Wording
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_HAN = r"[\u4e00-\u9fff]"
_HALF_WIDTH = re.compile(  # the mark first, since it is found faster than what stands before it
    rf"[,;:?!()](?:(?<=[\u4e00-\u9fff”’》）][,;:?!])(?=[\u4e00-\u9fff“‘《（\s]|$)|(?<={_HAN}\()(?={_HAN})|(?<={_HAN}\)))",
    re.MULTILINE,
)
_BLANK = re.compile(
    r"(?<![A-Za-zＸ×╳])(?:20[XxＸ×╳]{1,2}(?=年)|[XＸ×╳]{2,}|[xX]{3,})(?![A-Za-z\d])|[_＿]{2,}|[○◯△□]{2,}"
    r"|[〔\[（(](?:20\d\d)?\s*[〕\])）]\s{0,6}[XxＸ×_＿]{0,6}号|(?:20\d\d)?年[ \u3000\xa0]+月[ \u3000\xa0]*日?"
)
_BLANK_START = re.compile(r"[2XxＸ×╳_＿○◯△□〔\[（(年]")  # searched first, since it is found faster
_TITLE = re.compile(r"《[^《》]{0,200}》")
_LATIN = re.compile(r"[A-Z](?<![A-Za-z\d.:/_@&-].)[A-Z]{1,5}s?(?![A-Za-z\d:/_@&-]|\.[a-z])")
_ROMAN = re.compile(r"[IVX]+")
_GLOSS = re.compile(rf"\s?[（(][^（()）]{{0,40}}{_HAN}{{2}}")
_RELATED = 100  # a fault that stands everywhere is one finding, with so many places at most


def wording(outline: Outline, vocabulary: Vocabulary) -> tuple[Wording, ...]:
    """The places in a plan's wording that a rule may judge, by their place in the text.

    Kinds: unpaired, mixed-width, placeholder, repeated-clause, half-width, term-pair, abbreviation. Where one fault stands in
    several places, `span` is the first and `related` the others.
    """
    found = [
        *unpaired(outline),
        *repeated_clauses(outline, vocabulary),
        *_placeholders(outline, vocabulary),
        *_half_width(outline),
        *_term_pairs(outline, vocabulary),
        *_abbreviations(outline, vocabulary),
    ]
    return tuple(sorted(found, key=lambda w: w.span))


def _matches(outline: Outline, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches in the plan's paragraphs."""
    for paragraph in outline.paragraphs:
        yield from pattern.finditer(outline.source.text, paragraph.start, paragraph.end)


def _placeholders(outline: Outline, vocabulary: Vocabulary) -> Iterator[Wording]:
    text, place = outline.source.text, 0
    for start in _matches(outline, _BLANK_START):
        blank = _BLANK.match(text, start.start()) if start.start() >= place else None
        if blank:
            place = blank.end()
            yield Wording("placeholder", blank.group(), Span(*blank.span()))
    for match in _matches(outline, _words(vocabulary).placeholder):
        yield Wording("placeholder", match.group(), Span(*match.span()))


def _half_width(outline: Outline) -> Iterator[Wording]:
    """One finding a mark."""
    places: dict[str, list[Span]] = defaultdict(list)
    for match in _matches(outline, _HALF_WIDTH):
        places[match.group()].append(Span(*match.span()))
    for mark, spans in places.items():
        yield Wording("half-width", mark, spans[0], tuple(spans[1:_RELATED]))


def _term_pairs(outline: Outline, vocabulary: Vocabulary) -> Iterator[Wording]:
    """One finding a concept: at the first place of the rarest word, with the other words' places."""
    words = _words(vocabulary)
    if words.term is None:
        return
    titles = Places(Span(*m.span()) for m in _TITLE.finditer(outline.source.text))
    places: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for match in _matches(outline, words.term):
        concept = words.concepts.get(match.group())
        if concept and match.start() not in titles:
            places[concept][match.group()].append(Span(*match.span()))
    for terms in places.values():
        if len(terms) > 1:
            rarest = min(terms, key=lambda t: (len(terms[t]), terms[t][0]))
            others = [s for t, spans in terms.items() if t != rarest for s in spans]
            yield Wording("term-pair", rarest, terms[rarest][0], tuple(sorted([*terms[rarest][1:], *others])[:_RELATED]))


def _abbreviations(outline: Outline, vocabulary: Vocabulary) -> Iterator[Wording]:
    """Latin abbreviations that are not explained where they stand first."""
    text, known = outline.source.text, set(vocabulary.words("known-abbreviation"))
    titles = Places(Span(*m.span()) for m in _TITLE.finditer(text))
    for match in _matches(outline, _LATIN):
        word = match.group()
        if word in known or _ROMAN.fullmatch(word) or match.start() in titles:
            continue
        known.add(word)
        explained = text[match.start() - 1 : match.start()] in ("（", "(") or _GLOSS.match(text, match.end())
        if not explained and set(word) != {"X"}:
            yield Wording("abbreviation", word, Span(*match.span()))


class _Words:
    """The patterns that the vocabulary gives."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        pairs = vocabulary.scheme("term-pair").values()
        self.concepts = {w: c.notation for c in pairs for w in c.words}
        terms = sorted({*self.concepts, *(w for c in pairs for w in c.texts("notWithin"))}, key=len, reverse=True)
        self.term = re.compile("|".join(terms)) if terms else None
        blanks = either(vocabulary.words("placeholder"))
        self.placeholder = re.compile(rf"(?:{blanks})(?=[\s，,。；;）)、】\]]|$)", re.MULTILINE)


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    return _Words(vocabulary)
