"""Writing corrections for a user: `devzone-kg correct`."""

import getpass
from collections.abc import Iterator
from pathlib import Path

from devzone_kg import corrections
from devzone_kg.corrections import path_of
from devzone_kg.errors import DevzoneError
from devzone_kg.extraction.pipeline import extract, load_corrections
from devzone_kg.facts import Correction, PlanFacts
from devzone_kg.reading import read
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import vocabulary


def correct(  # noqa: PLR0913 - the options of the command
    file: Path,
    action: str,
    words: str,
    *,
    role: str | None = None,
    agency: str | None = None,
    kind: str | None = None,
    quote: str | None = None,
    author: str | None = None,
    reason: str | None = None,
) -> tuple[str, ...]:
    """Add a correction to those of a document, if it can be applied; returns notes on the others.

    Raises:
        DevzoneError: the document cannot be read, or the correction makes no sense in it; nothing is written then.
    """
    source = read(file)
    before = load_corrections(file)
    facts = extract(source, before)
    quote = quote or corrections.quote_at(facts.text, _place(facts, action, words))
    new = Correction(action, words, quote, author or getpass.getuser(), kind or "assignment", role, agency, reason)
    new = corrections.checked(new, str(file), vocabulary().scheme("role"))
    after = extract(source, (*before, new))
    if len(after.corrections) == len(facts.corrections):
        told = [note for note in after.notes if note not in facts.notes]
        raise DevzoneError(f"{file}: {told[0] if told else 'the correction changes nothing'}")
    corrections.write(path_of(file), file.name, (*before, new))
    return facts.notes


def _place(facts: PlanFacts, action: str, words: str) -> Span:
    """Where the words stand: once in the text, or once among the assignments that are to change."""
    assigned = [a.span for d in facts.duties for a in d.assignments if a.text == words and a.inherited_from is None]
    if action != "add" and len(set(assigned)) == 1:
        return assigned[0]
    start = facts.text.find(words)
    if start < 0:
        raise DevzoneError(f"the words {words!r} do not stand in the text")
    if facts.text.find(words, start + 1) < 0:
        return Span(start, start + len(words))
    places = [facts.text[max(0, s.start - 12) : s.end + 8].replace("\n", " ") for s in assigned[:8]]
    shown = "".join(f"\n  …{place}…" for place in places)
    raise DevzoneError(f"the words {words!r} stand in several places; say which with --quote and words around them{shown}")


def remove(file: Path, number: str) -> None:
    """Take a correction away, by its number in the list.

    Raises:
        DevzoneError: there is none of that number.
    """
    before = load_corrections(file)
    if not number.isdecimal() or not 1 <= int(number[:9]) <= len(before):
        raise DevzoneError(f"{file}: there is no correction {number}; it has {len(before)}")
    corrections.write(path_of(file), file.name, [c for n, c in enumerate(before, 1) if n != int(number)])


def listing(file: Path) -> Iterator[str]:
    """The corrections of a document, a line each."""
    for number, c in enumerate(load_corrections(file), 1):
        to = " → " + (c.role or c.agency or "") if c.role or c.agency else ""
        why = f" ({c.reason})" if c.reason else ""
        yield f"{number}. {c.action} {c.text}{to}, by {c.by}{why}: {c.quote}"
