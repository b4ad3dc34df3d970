"""What a build did, document by document."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """The names of documents by what became of them, with reasons and notes."""

    built: int = 0
    unchanged: int = 0
    copies: list[tuple[str, str]] = field(default_factory=list)  # name, IRI of the document that it is a copy of
    failed: list[tuple[str, str]] = field(default_factory=list)  # name, reason
    notes: list[tuple[str, str]] = field(default_factory=list)  # name, note
    interrupted: bool = False

    def lines(self) -> Iterator[str]:
        """The report: notes, copies, what failed and why, and the counts."""
        yield from (f"{name}: {note}" for name, note in self.notes)
        yield from (f"{name}: another file holds the same document, and was kept: {plan}" for name, plan in self.copies)
        yield from (f"{name}: {reason}" for name, reason in self.failed)
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
