"""The outline of a document as data."""

from bisect import bisect_right
from dataclasses import dataclass, field

from devzone_kg.reading.source import SourceText, Span


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered item; `parent` is its parent's place in `Outline.items`."""

    label: str  # as written: (三)
    style: str  # the form of the number: 一、 (一) 1. (1) 1) ① 第一章 第一节 第一条 第一， 1.1 row
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
    starts: tuple[int, ...] = field(init=False, repr=False, compare=False)  # of the items, for bisection

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(i.start for i in self.items))

    def innermost(self, offset: int) -> int | None:
        """The index of the innermost item that holds an offset."""
        index = bisect_right(self.starts, offset) - 1
        while index >= 0 and self.items[index].end <= offset:
            parent = self.items[index].parent
            index = -1 if parent is None else parent
        return index if index >= 0 else None
