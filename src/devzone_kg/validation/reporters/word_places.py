"""Where the characters of a document's text stand in the paragraphs of a Word file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from devzone_kg.reading.source import Span

_LEFT_OUT = {"del", "moveFrom", "Fallback", "txbxContent", "instrText", "delText"}
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LABEL = 14  # characters of an automatic number, which the file does not hold
_REACH = 4000  # characters in which the next line is looked for


@dataclass(frozen=True, slots=True)
class Piece:
    """A text element in its run, and the characters of the paragraph that it holds."""

    element: Any
    run: Any
    start: int
    end: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the file with its text, in pieces."""

    element: Any
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def reread(self) -> None:
        """Find the pieces anew, after a run was split."""
        self.pieces, parts, place = [], [], 0
        for element, run, words in _texts(self.element, None):
            if element is not None:
                self.pieces.append(Piece(element, run, place, place + len(words)))
            parts.append(words)
            place += len(words)
        self.text = "".join(parts)


def _texts(parent: Any, run: Any) -> Iterator[tuple[Any, Any, str]]:
    for element in parent:
        name = _local(element)
        if name in _LEFT_OUT or name == "p":
            continue
        if name == "t" and run is not None:
            yield element, run, element.text or ""
        elif name in _CHARACTERS and run is not None:
            yield None, run, _CHARACTERS[name]
        else:
            yield from _texts(element, element if name == "r" else run)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _paragraphs(parent: Any) -> Iterator[Any]:
    for element in parent:
        name = _local(element)
        if name == "p":
            yield element
        elif name not in _LEFT_OUT:
            yield from _paragraphs(element)


class WordText:
    """Aligns a text with a Word file: line by line, blanks left aside, since the file has its own."""

    def __init__(self, body: Any, text: str) -> None:
        self._text = text
        self._paragraphs = [Paragraph(e) for e in _paragraphs(body)]
        self._starts: list[int] = []
        self._chars: list[int] = []  # place in its paragraph of each character of the file that is no blank
        letters: list[str] = []
        for paragraph in self._paragraphs:
            paragraph.reread()
            self._starts.append(len(letters))
            for place, character in enumerate(paragraph.text):
                if not character.isspace():
                    letters.append(character)
                    self._chars.append(place)
        self._letters = "".join(letters)
        self._places = self._aligned()

    def find(self, span: Span, quote: str) -> list[tuple[Paragraph, int, int]]:
        """The paragraphs that hold a span, each with the characters of it that belong to the span."""
        places = [p for i in range(span.start, span.end) if (p := self._places.get(i)) is not None]
        if not places:
            places = self._by_words(quote)
        found: dict[int, tuple[int, int]] = {}
        for place in places:
            number = bisect_right(self._starts, place) - 1
            at = self._chars[place]
            start, end = found.get(number, (at, at + 1))
            found[number] = (min(start, at), max(end, at + 1))
        return [(self._paragraphs[number], start, end) for number, (start, end) in sorted(found.items())]

    def _by_words(self, quote: str) -> list[int]:
        words = "".join(quote.split())
        place = self._letters.find(words) if words else -1
        return list(range(place, place + len(words))) if place >= 0 else [0] if self._letters else []

    def _aligned(self) -> dict[int, int]:
        """Offset in the text → place among the file's characters; cell by cell: repeats of merged cells are passed over."""
        places: dict[int, int] = {}
        pointer = offset = 0
        for line in self._text.splitlines(keepends=True):
            for part in line.split("\t"):
                offsets = [offset + i for i, c in enumerate(part) if not c.isspace()]
                words = "".join(self._text[i] for i in offsets)
                place, skipped = self._next(words, pointer)
                if place >= 0:
                    places.update(zip(offsets[skipped:], range(place, place + len(words) - skipped), strict=True))
                    pointer = place + len(words) - skipped
                offset += len(part) + 1
            offset = offset - 1
        return places

    def _next(self, words: str, pointer: int) -> tuple[int, int]:
        """Where words stand next, and how many of them at their start are an automatic number that stands nowhere."""
        for skipped in range(min(_LABEL, len(words)) if len(words) > 1 else len(words)):
            place = self._letters.find(words[skipped:], pointer, pointer + len(words) + _REACH)
            if place >= 0:
                return place, skipped
        return -1, 0
