"""Which measures a duty seems to answer, in a plan whose duties stand in a section of their own: inferred from their words."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt

from devzone_kg.facts import Coverage, Duty, Item

METHOD = "cosine of tf-idf weighted character bigrams"
_THRESHOLD = 0.05  # of unrelated parts of one plan most have less, of parts on one matter nearly all have more
_FREQUENT = 100
_SHORTEST_TASK = 12  # characters, the number among them
_HAN = re.compile(r"[\u4e00-\u9fff]+")

_Vector = dict[str, float]


def coverage(items: Sequence[Item], duties: Sequence[Duty], text: str) -> tuple[Coverage, ...]:
    """For each item of a section on responsibilities whose duty states no coverage: the measures whose words resemble its own.

    Best first. A bigram weighs the more, the fewer measures and duties have it.
    """
    measures = [i for i in items if i.kind == "measure"]
    parts = {i.id: i for i in items if i.kind == "duty"}
    open_duties = [d for d in duties if d.kind == "duty" and d.covers is None and d.item in parts]
    if not measures or not open_duties:
        return ()
    counts = [_bigrams(text[slice(*m.span)]) for m in measures] + [
        _bigrams(_task(d, parts[d.item or ""], text)) for d in open_duties
    ]
    vectors = _weighted(counts)
    index = _postings(vectors[: len(measures)])
    found: list[Coverage] = []
    for duty, vector in zip(open_duties, vectors[len(measures) :], strict=True):
        best = sorted(_scores(vector, index).items(), key=lambda s: (-s[1], s[0]))
        found += [Coverage(duty.id, measures[m].id, round(score, 4), METHOD) for m, score in best if score >= _THRESHOLD]
    return tuple(found)


def _task(duty: Duty, item: Item, text: str) -> str:
    """The words of a duty ahead of its units; where the units are the heading, those after them."""
    places = [s for a in duty.assignments for s in (a.span, a.cue) if s]
    first = min((s.start for s in places), default=item.span.end)
    ahead = text[item.span.start : max(item.span.start, first)]
    if len(ahead) >= _SHORTEST_TASK:
        return ahead
    return text[max((s.end for s in places), default=item.span.start) : item.span.end]


def _bigrams(words: str) -> Counter[str]:
    return Counter(run[i : i + 2] for run in _HAN.findall(words) for i in range(len(run) - 1))


def _weighted(counts: list[Counter[str]]) -> list[_Vector]:
    """Vectors of length 1: (1 + log tf) · log(n / df)."""
    spread = Counter(bigram for count in counts for bigram in count)
    vectors = []
    for count in counts:
        vector = {b: (1 + log(n)) * log(len(counts) / spread[b]) for b, n in count.items()}
        length = sqrt(sum(w * w for w in vector.values())) or 1.0
        vectors.append({b: w / length for b, w in vector.items()})
    return vectors


def _postings(vectors: list[_Vector]) -> dict[str, list[tuple[int, float]]]:
    """The measures that have a bigram, with its weight; a bigram that very many have tells nothing and costs time."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for bigram, weight in vector.items():
            index[bigram].append((place, weight))
    return {b: places for b, places in index.items() if len(places) <= _FREQUENT}


def _scores(vector: _Vector, index: dict[str, list[tuple[int, float]]]) -> dict[int, float]:
    """The cosine with each measure that shares a bigram."""
    scores: dict[int, float] = defaultdict(float)
    for bigram, weight in vector.items():
        for place, other in index.get(bigram, ()):
            scores[place] += weight * other
    return scores
