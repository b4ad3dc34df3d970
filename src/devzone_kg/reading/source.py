"""The text of a document, with the blocks it is made of: what every later stage reads and points into."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open range of code points of `SourceText.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row; `repeated` where a merged cell's value stands again (no span may point into it)."""

    span: Span
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table row, as one line of the text, and its place in the file."""

    span: Span
    kind: str = "paragraph"  # paragraph | row
    line: int = 0  # 1-based line of the text
    table: int | None = None  # 1-based number of the table in the document
    row: int | None = None  # 1-based number of the row in its table
    page: int | None = None  # 1-based page, where the format has pages
    cells: tuple[Cell, ...] = ()
    paragraph: int | None = None  # 1-based number of the paragraph in the file, where the format counts them

    def to_json(self) -> dict[str, Any]:
        """The block as `devzone-kg read --blocks` shows it: with its place in the file, as far as the format has places."""
        places = ("kind", "line", "paragraph", "page", "table", "row")
        found = {name: getattr(self, name) for name in places if getattr(self, name) is not None}
        cells = [{"span": list(c.span), **({"repeated": True} if c.repeated else {})} for c in self.cells]
        return {"span": list(self.span), **found, **({"cells": cells} if cells else {})}


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's text in code points as decoded, its blocks in order, and where it came from."""

    text: str
    blocks: tuple[Block, ...]
    path: str
    format: str
    sha256: str  # of the file's bytes
    notes: tuple[str, ...] = field(default=())  # what the reader could not carry over

    def quote(self, span: Span) -> str:
        """The words at a span."""
        return self.text[span[0] : span[1]]
