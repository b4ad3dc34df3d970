"""The division that a plan is for: stated in its title or by its issuer, else inferred from what it names."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from devzone_kg import divisions
from devzone_kg.divisions import Division, Place
from devzone_kg.extraction.agency_names import index
from devzone_kg.extraction.patterns import either
from devzone_kg.facts import Document, Jurisdiction
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_SIGNATURE = 400  # characters at the end of the body in which the issuer signs
_SHORT_NAME_REACH = 20_000  # characters of the body in which short names are counted
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
    tails, state = index(words).tails, words.scheme("division-class")["state"].label
    for length in range(min(index(words).longest, len(text)), 1, -1):
        names = [form.name for form in tails.get(text[:length], ()) if form.name.alone]
        if text.startswith(state):
            names += [form.name for form in tails.get(text[len(state) : length], ())]
        if any("national" in name.levels for name in names):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Evidence:
    span: Span
    place: Division
    name: str  # as the jurisdiction is to be called
    weight: int
    is_area: bool = False


def _inferred(
    outline: Outline, document: Document, words: Vocabulary, named: tuple[Place, ...], near: tuple[str, ...]
) -> Jurisdiction | None:
    """The division that the page and the text name and that is of the class the plan calls its own, if there is one."""
    state = _of_the_state(outline, document, words)
    cue, kind = _level_cue(outline, words)
    if state is not None or cue is None:
        return state
    evidence = _evidence(outline, document, named, near)
    own = [e for e in evidence if _is_own(e, kind, words)]
    own = [e for e in own if not e.is_area] or own
    chosen = _best(own, 1) if own else _best(_lifted(evidence, kind, words), 2) or _by_short_name(outline, near, kind, words)
    if chosen is None:
        return None
    return Jurisdiction(chosen.place.code, chosen.name, True, tuple(dict.fromkeys((chosen.span, cue))))


def _is_own(evidence: _Evidence, kind: str, words: Vocabulary) -> bool:
    """Whether a place is of the class that the plan calls its own division: 我区 is no county."""
    if evidence.is_area:
        return kind == "district" and evidence.place.level == "county"
    return divisions.class_of(evidence.place, words) == kind


def _evidence(outline: Outline, document: Document, named: tuple[Place, ...], near: tuple[str, ...]) -> list[_Evidence]:
    body, title = outline.body, document.title_span or Span(0, 0)
    signed = max(body.start, body.end - _SIGNATURE)
    found = []
    for place in named:
        at = place.span.start
        candidates = divisions.narrowed(place.divisions, near)
        if len(candidates) == 1:
            outside = not body.start <= at < body.end
            weight = _OUTSIDE if outside else _SIGNED if at >= signed or title.start <= at < title.end else _BODY
            name = place.name if place.is_area else candidates[0].name
            found.append(_Evidence(place.span, candidates[0], name, weight, place.is_area))
    if document.number and document.number_span and (home := divisions.abbreviated(document.number[0])):
        found.append(_Evidence(document.number_span, home, home.name, _OUTSIDE))
    return found


def _best(evidence: list[_Evidence], margin: int) -> _Evidence | None:
    """The place with most weight, at least `margin` times that of any other (more than it, where the margin is 1)."""
    scores: Counter[str] = Counter()
    for item in evidence:
        scores[item.place.code] += item.weight
    ranked = scores.most_common(2)
    if not ranked or (len(ranked) == 2 and (ranked[0][1] == ranked[1][1] or ranked[0][1] < margin * ranked[1][1])):
        return None
    return max((e for e in evidence if e.place.code == ranked[0][0]), key=lambda e: e.weight)


def _lifted(evidence: list[_Evidence], kind: str, words: Vocabulary) -> list[_Evidence]:
    """For each place the division of a class that it lies in: a plan of 全市 that names districts is for their city."""
    return [
        _Evidence(item.span, outer, outer.name, item.weight)
        for item in evidence
        for outer in divisions.chain(item.place.code)[1:]
        if divisions.class_of(outer, words) == kind
    ]


def _by_short_name(outline: Outline, near: tuple[str, ...], kind: str, words: Vocabulary) -> _Evidence | None:
    """The division of a class whose short name (柳河) the text uses often, where no other comes near."""
    start = outline.body.start
    text = outline.source.text[start : min(outline.body.end, start + _SHORT_NAME_REACH)]
    found = [
        _Evidence(Span(start + at, start + at + len(name)), candidates[0], candidates[0].name, text.count(name))
        for name, candidates in divisions.by_short_name(kind, near, words)
        if (at := text.find(name)) >= 0
    ]
    chosen = _best(found, 2)
    least = 2 if chosen and chosen.place.level == "provincial" else 3
    return chosen if chosen and chosen.weight >= least else None


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
    fields = _any(stem for function in index(words).functions.values() for stem in function.texts("stem"))
    classes = {w: c.notation for c in kinds if c.notation not in ("state", "township") for w in c.words}
    cut = "".join(c for kind in kinds for c in kind.texts("notBefore"))
    word, first = _any(classes), "".join({w[0] for w in (*spoken["whole"].words, *classes)})
    return _Patterns(
        re.compile(rf'(?:[《〈“"<]|\d{{4}}年|{_any(spoken["opening"].words)})*'),
        re.compile(rf"(?=[{first}])(?:{before}(?P<whole>{word})(?![{cut}])|(?P<organ>{word})(?:{after}|{hosts}|{fields}))"),
        classes,
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{either(words)})"
