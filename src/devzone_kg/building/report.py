"""What a build did, document by document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

_NAMED = 8  # of what was left out


@dataclass(slots=True)
class Report:
    """The names of documents by what became of them, with reasons and notes."""

    built: int = 0
    unchanged: int = 0
    copies: list[tuple[str, str]] = field(default_factory=list)  # name, IRI of the document that it is a copy of
    failed: list[tuple[str, str]] = field(default_factory=list)  # name, reason
    notes: list[tuple[str, str]] = field(default_factory=list)  # name, note
    left_out: list[str] = field(default_factory=list)  # names of what is of no kind that is read
    interrupted: bool = False

    def lines(self) -> Iterator[str]:
        """The report: notes, copies, what failed and why, and the counts."""
        yield from (f"{name}: {note}" for name, note in self.notes)
        yield from (f"{name}: another file holds the same document, and was kept: {plan}" for name, plan in self.copies)
        yield from (f"{name}: {reason}" for name, reason in self.failed)
        if self.left_out:
            more = len(self.left_out) - _NAMED
            names = ", ".join(self.left_out[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
            yield f"left out, of no kind that is read: {names}"
        yield self.summary()

    def summary(self) -> str:
        """One line with the counts."""
        counts = [
            (self.built, "built"),
            (self.unchanged, "unchanged"),
            (len(self.copies), "copies"),
            (len(self.failed), "failed"),
        ]
        line = ", ".join(f"{count:,} {what}" for count, what in counts if count)
        return (line or "no documents") + ("; interrupted: run it again to go on" if self.interrupted else "")
