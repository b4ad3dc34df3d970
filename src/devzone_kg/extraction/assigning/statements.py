"""A statement of assignment, and what the finders share to find one."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from devzone_kg.extraction.assigning.grammar import Cue, Lexicon, Unit, lexicon_of
from devzone_kg.extraction.assigning.words import fold
from devzone_kg.outline.model import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of assignment, before document-wide rules."""

    form: str  # bracket | lines | table | prose | heading
    span: Span  # of the statement's own words
    units: tuple[Unit, ...]
    start: int | None = None  # where the duty starts, where the form knows it (a table row)
    region: Span | None = None  # the words in which it stands, where they are more than the statement


@dataclass(slots=True)
class Reader:
    """A document under reading: its folded text, its outline, and what the finders before have taken."""

    outline: Outline
    lexicon: Lexicon
    text: str
    starts: list[int]  # of items
    taken: list[Span] = field(default_factory=list)

    def take(self, statements: list[Statement]) -> list[Statement]:
        """Mark the words of statements as read."""
        self.taken = sorted([*self.taken, *(s.region or s.span for s in statements)])
        return statements

    def is_taken(self, offset: int) -> bool:
        """Whether a place lies in a statement that was found before."""
        index = bisect_right(self.taken, Span(offset, len(self.text) + 1)) - 1
        return any(s.start <= offset < s.end for s in self.taken[max(0, index - 3) : index + 1])

    def taken_before(self, offset: int) -> int:
        """Where the last statement found before ends, before a place."""
        index = bisect_right(self.taken, Span(offset, offset)) - 1
        return self.taken[index].end if index >= 0 and self.taken[index].end <= offset else 0

    def next_item(self, offset: int) -> int:
        """Where the next item starts at or after a place, or the end of the text."""
        index = bisect_right(self.starts, offset - 1)
        return self.starts[index] if index < len(self.starts) else len(self.text)

    def cue_before(self, colon: int, floor: int) -> Cue | None:
        """The field cue that ends at a colon."""
        low = max(floor, colon - 40)
        match = self.lexicon.words.cue.search(self.text[low:colon])
        return self.cue(Span(low + match.start(), low + match.end())) if match else None

    def cue(self, span: Span) -> Cue:
        """The roles of a field cue."""
        words = self.lexicon.words
        parts = [re.sub(r"\s", "", p) for p in words.part.findall(self.text, span.start, span.end)]
        roles = tuple(dict.fromkeys(words.role_of[p] for p in parts)) or ("responsible",)
        said = self.text[span.start : span.end]
        return Cue(roles, Span(span.start, span.start + len(said.rstrip())))


def reader_of(outline: Outline, vocabulary: Vocabulary) -> Reader:
    """A document ready for the finders; what a page wrapped around the plan is not read."""
    starts = [i.start for i in outline.items]
    return Reader(outline, lexicon_of(vocabulary), fold(outline.source.text), starts, sorted(outline.outside))
