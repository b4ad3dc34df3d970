"""The division that a plan is for: stated in its title or by its issuer, else inferred from what it names."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from devzone_kg import divisions
from devzone_kg.divisions import Division, Place
from devzone_kg.extraction.agency_names import index
from devzone_kg.facts import Document, Jurisdiction
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_SIGNATURE = 400  # characters at the end of the body in which the issuer signs
_OUTSIDE, _SIGNED, _BODY = 6, 4, 1  # how much a place named on the page around the plan, at its end, or within it says


def jurisdiction(outline: Outline, document: Document, words: Vocabulary) -> Jurisdiction | None:
    """The division of a plan; `inferred`, with the words it was inferred from, unless title or issuer name it."""
    named = tuple(divisions.places(outline.source.text, words))
    near = tuple(dict.fromkeys(p.divisions[0].code for p in named if len(p.divisions) == 1))
    for text, span in ((document.title, document.title_span), (document.issuer, document.issuer_span)):
        stated = _stated(text, words, near) if text else None
        if stated is not None:
            return Jurisdiction(stated.divisions[0].code, stated.name, False, (span,) if span else ())
    return _inferred(outline, document, words, named, near)


def _stated(text: str, words: Vocabulary, near: tuple[str, ...]) -> Place | None:
    start = _patterns(words).opening.match(text)
    begin = start.end() if start else 0
    if _is_national(text[begin:], words):
        state = divisions.division(divisions.STATE)
        return Place(Span(begin, begin), state.name, (state,)) if state else None
    first = next(divisions.places(text, words), None)
    if first is None or first.span.start != begin:
        return None
    found = divisions.narrowed(first.divisions, near)
    return Place(first.span, first.name, found, first.note) if len(found) == 1 else None


def _is_national(text: str, words: Vocabulary) -> bool:
    """Whether a text starts with an agency of the state: 国务院办公厅, 工业和信息化部, 国家能源局."""
    if text.startswith(words.scheme("division-class")["state"].words):
        return True
    known = index(words)
    return any(
        form.name.alone and "national" in form.name.levels
        for length in range(min(known.longest, len(text)), 1, -1)
        for form in known.tails.get(text[:length], ())
    )


@dataclass(frozen=True, slots=True)
class _Evidence:
    place: Place
    weight: int


def _inferred(
    outline: Outline, document: Document, words: Vocabulary, named: tuple[Place, ...], near: tuple[str, ...]
) -> Jurisdiction | None:
    cue, cue_class = _level_cue(outline, words)
    if cue is None:
        return _of_the_state(outline, document, words)
    levels = {level.rsplit("/", 1)[-1] for level in words.scheme("division-class")[cue_class].texts("atLevel")}
    scores: Counter[str] = Counter()
    best: dict[str, _Evidence] = {}
    for evidence in _evidence(outline, document, named):
        found = divisions.narrowed(evidence.place.divisions, near)
        if len(found) != 1 or not _fits(evidence.place, found[0], cue_class, levels):
            continue
        scores[found[0].code] += evidence.weight
        if found[0].code not in best or evidence.weight > best[found[0].code].weight:
            best[found[0].code] = evidence
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    chosen = best[ranked[0][0]].place
    place = divisions.division(ranked[0][0])
    name = chosen.name if chosen.is_area or place is None else place.name
    return Jurisdiction(ranked[0][0], name, True, tuple(dict.fromkeys((chosen.span, cue))))


def _fits(place: Place, found: Division, cue_class: str, levels: set[str]) -> bool:
    """Whether a place is of the class that the plan calls its own division: 我区 is no county."""
    if place.is_area:
        return cue_class == "district" and found.level == "county"
    if found.level not in levels:
        return False
    if found.level == "provincial":
        return (cue_class == "city") == divisions.is_municipality(found.code)
    return True


def _evidence(outline: Outline, document: Document, named: tuple[Place, ...]) -> list[_Evidence]:
    signed = max(outline.body.start, outline.body.end - _SIGNATURE)
    found = []
    for place in named:
        if not outline.body.start <= place.span.start < outline.body.end:
            found.append(_Evidence(place, _OUTSIDE))
        else:
            found.append(_Evidence(place, _SIGNED if place.span.start >= signed else _BODY))
    if document.number and document.number_span and (home := divisions.abbreviated(document.number[0])):
        found.append(_Evidence(Place(document.number_span, home.name, (home,)), _OUTSIDE))
    return found


def _level_cue(outline: Outline, words: Vocabulary) -> tuple[Span | None, str]:
    """The class word that the plan uses most of itself (全区, 我市, 省直, 县委), and where it stands first."""
    text, counts = outline.source.text, Counter[str]()
    first: dict[str, Span] = {}
    patterns = _patterns(words)
    for match in patterns.own.finditer(text, *outline.body):
        if match["organ"] and match.start() and "\u4e00" <= text[match.start() - 1] <= "\u9fff":
            continue
        kind = patterns.classes[match["whole"] or match["organ"]]
        counts[kind] += 1
        first.setdefault(kind, Span(*match.span()))
    if not counts:
        return None, ""
    kind = counts.most_common(1)[0][0]
    return first[kind], kind


def _of_the_state(outline: Outline, document: Document, words: Vocabulary) -> Jurisdiction | None:
    """The state, where the number is one of its own or the addressees are the provinces."""
    state = divisions.division(divisions.STATE)
    if state is None:
        return None
    if document.number and document.number_span and document.number.startswith(state.abbreviation):
        return Jurisdiction(state.code, state.name, True, (document.number_span,))
    phrase = words.scheme("self-reference")["state"].label
    at = outline.source.text.find(phrase, *outline.body)
    return Jurisdiction(state.code, state.name, True, (Span(at, at + len(phrase)),)) if at >= 0 else None


@dataclass(frozen=True, slots=True)
class _Patterns:
    opening: re.Pattern[str]  # what stands before the place at the start of a title
    own: re.Pattern[str]  # words for the plan's own division: 全区, 我市; 省直, 县委
    classes: dict[str, str]  # class word → notation


@cache
def _patterns(words: Vocabulary) -> _Patterns:
    spoken, kinds = words.scheme("self-reference"), words.scheme("division-class").values()
    before, after = (_any(spoken[n].words) for n in ("whole", "organs"))
    hosts = _any(form.tail for forms in index(words).tails.values() for form in forms if form.name.hosts)
    classes = {w: c.notation for c in kinds if c.notation not in ("state", "township") for w in c.words}
    cut = "".join(c for kind in kinds for c in kind.texts("notBefore"))
    word = _any(classes)
    return _Patterns(
        re.compile(f'(?:[《〈“"<]|{_any(spoken["opening"].words)})*'),
        re.compile(f"{before}(?P<whole>{word})(?![{cut}])|(?P<organ>{word})(?:{after}|{hosts})"),
        classes,
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
