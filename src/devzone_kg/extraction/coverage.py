"""Which measures a duty seems to answer, in a plan whose duties stand in a section of their own: inferred from their words."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from devzone_kg.facts import Coverage, Duty, Item

METHOD = "cosine of tf-idf weighted character bigrams"
_THRESHOLD = 0.05  # of unrelated parts of one plan most have less, of parts on one matter nearly all have more
_HAN = re.compile(r"[\u4e00-\u9fff]+")

_Vector = dict[str, float]


def coverage(items: Sequence[Item], duties: Sequence[Duty], text: str) -> tuple[Coverage, ...]:
    """For each duty that states no coverage, the measures whose words resemble its own, best first.

    The words of a duty end where its list of units begins. A bigram weighs the more, the fewer measures and duties have it.
    """
    measures = [i for i in items if i.kind == "measure"]
    open_duties = [d for d in duties if d.kind == "duty" and d.covers is None]
    if not measures or not open_duties:
        return ()
    counts = [_bigrams(text[slice(*m.span)]) for m in measures] + [_bigrams(_task(d, text)) for d in open_duties]
    vectors = _weighted(counts)
    found: list[Coverage] = []
    for duty, vector in zip(open_duties, vectors[len(measures) :], strict=True):
        scores = [(_cosine(vector, other), m) for m, other in zip(measures, vectors, strict=False)]
        best = sorted((s for s in scores if s[0] >= _THRESHOLD), key=lambda s: -s[0])
        found += [Coverage(duty.id, m.id, round(score, 4), METHOD) for score, m in best]
    return tuple(found)


def _task(duty: Duty, text: str) -> str:
    """The words of a duty ahead of its units."""
    firsts = [(a.cue or a.span).start for a in duty.assignments] + [a.span.start for a in duty.assignments]
    return text[duty.span.start : max(duty.span.start, min(firsts, default=duty.span.end))]


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


def _cosine(one: _Vector, other: _Vector) -> float:
    return sum(weight * other.get(bigram, 0.0) for bigram, weight in one.items())
