"""Brackets without a field cue: (A、B牵头,C、D按职责分工负责,E配合), (A、B)."""

import re

from devzone_kg.extraction.assigning.grammar import Reading, read_list
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.reading.source import Span

_BRACKET = re.compile(r"\(((?:[^()]|\([^()]{0,80}(?:\([^()]{0,20}\)[^()]{0,40}){0,2}\)){2,900})\)")
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


def _assigns(reader: Reader, reading: Reading, span: Span) -> bool:
    """Whether a bracket assigns: all of it was understood, and it has a verb or is plainly a list of units after a sentence."""
    if not reading.clean:
        return False
    names = [reader.text[u.span.start : u.span.end] for u in reading.units]
    if not all(reader.lexicon.names.is_unit(n) and not reader.lexicon.words.head.fullmatch(n) for n in names):
        return False
    if reading.cued:
        return True
    if all(len(n) < 3 for n in names):
        return False
    before = reader.text[max(0, span.start - 6) : span.start]
    after = reader.text[span.end : span.end + 2]
    agencies = sum(u.kind in ("agency", "group") for u in reading.units)
    if _SENTENCE_END.search(before) or not before.strip():
        return agencies * 2 > len(names)
    organs = all(reader.lexicon.names.group.match(n) or reader.lexicon.names.organ.search(n) for n in names)
    return len(names) > 1 and organs and (not after.strip(" ") or after[0] in "。;\n")
