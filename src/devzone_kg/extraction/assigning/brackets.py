"""Brackets without a field cue, and what stands for one behind a dash: (A、B牵头,C、D按职责分工负责,E配合), (A、B), ——A、B."""

import re

from devzone_kg.extraction.assigning.grammar import Reading, read_list
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.reading.source import Span

_BRACKET = re.compile(r"\(((?:[^()]|\([^()]{0,80}(?:\([^()]{0,20}\)[^()]{0,40}){0,2}\)){2,900})\)")
_DASHED = re.compile(r"—(?<![\s—]—)—?(?!—)[ \t]{0,4}([^\n\t—。:]{2,400})(?=[。;]?[ \t]*(?:\n|$))")
_SENTENCE_END = re.compile(r"[。;!?!?”\"\n]\s*$")


def find_brackets(reader: Reader) -> list[Statement]:
    """Statements that are a bracket; neighbouring brackets are one statement."""
    statements: list[Statement] = []
    body = reader.outline.body
    for match in _BRACKET.finditer(reader.text, body.start, body.end):
        span = Span(*match.span())
        if reader.is_taken(span.start) or any(span.start < s < span.end for s in (reader.next_item(span.start + 1),)):
            continue
        reading = read_list(reader.lexicon, reader.text, Span(*match.span(1)), None)
        if not reading.units or not _assigns(reader, reading, span):
            continue
        last = statements[-1] if statements else None
        if last is not None and not reader.text[last.span.end : span.start].strip():
            statements[-1] = Statement("bracket", Span(last.span.start, span.end), last.units + reading.units)
        else:
            statements.append(Statement("bracket", span, reading.units))
    return statements


def find_dashed(reader: Reader) -> list[Statement]:
    """Statements at the end of a line, behind a dash: all of it was understood, and every name is formal."""
    statements: list[Statement] = []
    body, lexicon = reader.outline.body, reader.lexicon
    for match in _DASHED.finditer(reader.text, body.start, body.end):
        if reader.is_taken(match.start(1)):
            continue
        reading = read_list(lexicon, reader.text, Span(*match.span(1)), None)
        formal = all(lexicon.names.is_formal(reader.text[u.span.start : u.span.end]) for u in reading.units)
        if reading.units and reading.clean and formal:
            statements.append(Statement("bracket", Span(*match.span(1)), reading.units))
    return statements


def _assigns(reader: Reader, reading: Reading, span: Span) -> bool:
    """Whether a bracket assigns: all of it was understood, and it has a verb or is plainly a list of units after a sentence."""
    if not reading.clean:
        return False
    names = [reader.text[u.span.start : u.span.end] for u in reading.units]
    known = [reader.lexicon.names.is_unit(n) and not reader.lexicon.words.head.fullmatch(n) for n in names]
    if not (all(known) or (reading.cued and _mostly_known(reader, names, known))):
        return False
    if reading.cued:
        return True
    if all(len(n) < 3 for n in names):
        return False
    before = reader.text[max(0, span.start - 6) : span.start]
    after = reader.text[span.end : span.end + 2]
    named = (reader.lexicon.names.proper.fullmatch(n) for n in names)
    agencies = sum(u.kind in ("agency", "group") or bool(p) for u, p in zip(reading.units, named, strict=True))
    if _SENTENCE_END.search(before) or not before.strip():
        return agencies * 2 > len(names)
    organs = all(reader.lexicon.names.group.match(n) or reader.lexicon.names.organ.search(n) for n in names)
    return len(names) > 1 and organs and (not after.strip(" ") or after[0] in "。;\n")


def _mostly_known(reader: Reader, names: list[str], known: list[bool]) -> bool:
    """Whether the names that are not sure have no ending of a unit at all, and most are sure."""
    unsure = [n for n, k in zip(names, known, strict=True) if not k]
    return sum(known) > len(unsure) and all(reader.lexicon.names.kind(n) is None for n in unsure)
