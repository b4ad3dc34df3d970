"""Numbered items (一、 (一) 1. (1) ① 第一条, run-on ones too) as a tree, and what around them is not the plan."""

from bisect import bisect_right
from dataclasses import dataclass

from devzone_kg.reading.source import SourceText, Span


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered item; `parent` is its parent's place in `Outline.items`."""

    label: str  # as written: (三)
    style: str  # the form of the number: 一、 (一) 1. (1) ① 第一条 …
    ordinal: int
    level: int  # depth in the tree, from 1
    start: int  # where the number starts
    text_start: int  # where the words after the number start
    title: Span | None  # the heading's words, without the mark that ends them
    end: int  # end of its last descendant
    parent: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a document. `body` is the plan; `outside` are spans that a web page or a crawler wrapped around it."""

    source: SourceText
    body: Span
    outside: tuple[Span, ...]
    title: Span | None  # the plan's own title above the text; its lines where it spans several
    items: tuple[Numbered, ...]  # in document order
    paragraphs: tuple[Span, ...]  # of the body, trimmed of white space
    sentences: tuple[Span, ...]  # of the body

    def innermost(self, offset: int) -> int | None:
        """The index of the innermost item that holds an offset."""
        index = bisect_right([i.start for i in self.items], offset) - 1
        while index >= 0 and self.items[index].end <= offset:
            parent = self.items[index].parent
            index = -1 if parent is None else parent
        return index if index >= 0 else None
