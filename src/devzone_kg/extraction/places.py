"""Looking up whether an offset lies in one of many spans."""

from bisect import bisect_right
from collections.abc import Iterable

from devzone_kg.reading.source import Span


class Places:
    """Spans that do not overlap; `offset in places` takes the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._spans[index].end
