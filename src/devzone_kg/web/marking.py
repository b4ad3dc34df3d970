"""A text with spans marked in it, as pieces that a template writes out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BLANK_LINE = re.compile(r"[^\S\r\n]*(?:[\r\n]|\Z)")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of the text with the kinds of things that its words state."""

    start: int
    end: int
    kinds: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of the mark in the page, in the form of the span's IRI."""
        return f"char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """An opening or a closing mark, or text between two of them."""

    kind: str  # open | close | text | line
    text: str = ""
    mark: Mark | None = None
    first: bool = True  # of the parts that a mark was cut into


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Write the text with its marks properly nested: a mark that crosses the end of another is cut there."""
    waiting = sorted((m for m in marks if 0 <= m.start < m.end <= len(text)), key=lambda m: (m.start, -m.end))
    opened: list[Mark] = []
    position = 0
    for place in sorted({0, len(text), *(m.start for m in waiting), *(m.end for m in waiting)}):
        yield from _lines(text, position, place)
        position = place
        yield from _closed(opened, place)
        if _begins_line(text, place):
            yield Piece("line")
        while waiting and waiting[0].start == place:
            yield from _opened(opened, waiting.pop(0))


def _lines(text: str, start: int, end: int) -> Iterator[Piece]:
    """Text between two marks, cut where a line with words begins, for the indent."""
    for line in text[start:end].splitlines(keepends=True):
        yield Piece("text", line)
        start += len(line)
        if start < end and _begins_line(text, start):
            yield Piece("line")


def _begins_line(text: str, place: int) -> bool:
    return (place == 0 or text[place - 1] in "\r\n") and not _BLANK_LINE.match(text, place)


def _closed(opened: list[Mark], place: int) -> Iterator[Piece]:
    """Close what ends here, and for that what stands inside it; the latter is opened again."""
    ending = [i for i, mark in enumerate(opened) if mark.end == place]
    if not ending:
        return
    cut = [mark for mark in opened[ending[0] :] if mark.end != place]
    for mark in reversed(opened[ending[0] :]):
        yield Piece("close", mark=mark)
    del opened[ending[0] :]
    for mark in cut:
        opened.append(mark)
        yield Piece("open", mark=mark, first=False)


def _opened(opened: list[Mark], mark: Mark) -> Iterator[Piece]:
    opened.append(mark)
    yield Piece("open", mark=mark)
