"""Where in the text a node of the graph stands, from the graph alone."""

import re
from bisect import bisect_right
from dataclasses import dataclass

import pyoxigraph as ox

from devzone_kg.namespaces import DCTERMS, DZ, OA
from devzone_kg.reading.source import Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACE = re.compile(r"\s+")
_PARTS = """
SELECT ?number ?start ?end
WHERE { ?part <DZnumber> ?number ; <DZextent> ?extent . ?extent <OAstart> ?start ; <OAend> ?end }
""".replace("DZ", DZ).replace("OA", OA)


class Lines:
    """Line and column of an offset; a line ends with LF, CR or both."""

    def __init__(self, text: str):
        self._starts = [0, *(m.end() for m in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class _Part:
    number: str
    span: Span


class Places:
    """Finds the words of nodes in one document's graph."""

    def __init__(self, store: ox.Store, document: ox.NamedNode, text: str):
        self._store = store
        self._document = document
        self._text = text
        self._parts = _parts(store)

    def spans(self, node: object, narrowed_by: object = None) -> list[Span]:
        """The words of a node, in order; for a literal those words inside the node that it belongs to."""
        if isinstance(node, ox.Literal):
            inside = [s for owner in self.spans(narrowed_by) if (s := self._within(owner, node.value))]
            return inside or self.spans(narrowed_by)
        if not isinstance(node, ox.NamedNode):
            return []
        own = self._span(node)
        evidence = [own] if own else self._evidence(node)
        return self._title_first(evidence) if node == self._document else evidence

    def item(self, span: Span) -> str | None:
        """The number of the innermost numbered part that holds a span."""
        holding = [p for p in self._parts if p.span.start <= span.start and span.end <= p.span.end]
        return min(holding, key=lambda p: p.span.end - p.span.start).number if holding else None

    def _evidence(self, node: ox.NamedNode) -> list[Span]:
        for name in ("evidence", "relatedEvidence", "extent"):
            quads = self._store.quads_for_pattern(node, ox.NamedNode(DZ + name), None)
            found = sorted(s for q in quads if isinstance(q.object, ox.NamedNode) and (s := self._span(q.object)))
            if found:
                return found
        return []

    def _span(self, node: ox.NamedNode) -> Span | None:
        start, end = self._value(node, OA + "start"), self._value(node, OA + "end")
        return Span(int(start), int(end)) if start and end and start.isdecimal() and end.isdecimal() else None

    def _value(self, node: ox.NamedNode, predicate: str) -> str | None:
        quad = next(iter(self._store.quads_for_pattern(node, ox.NamedNode(predicate), None)), None)
        return quad.object.value if quad is not None and isinstance(quad.object, ox.Literal) else None

    def _within(self, span: Span, words: str) -> Span | None:
        place = self._text.find(words, span.start, span.end) if words else -1
        return Span(place, place + len(words)) if place >= 0 else None

    def _title_first(self, spans: list[Span]) -> list[Span]:
        title = _SPACE.sub("", self._value(self._document, DCTERMS + "title") or "")
        return sorted(spans, key=lambda s: _SPACE.sub("", self._text[s.start : s.end]) != title)


def _parts(store: ox.Store) -> list[_Part]:
    solutions = store.query(_PARTS)
    assert isinstance(solutions, ox.QuerySolutions)
    return [_Part(s[0].value, Span(int(s[1].value), int(s[2].value))) for s in solutions]
