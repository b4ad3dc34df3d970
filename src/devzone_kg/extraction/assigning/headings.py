"""Lists that give each unit its duties: (一)区建管委 + text, 区建管委:负责…."""

import re
from collections import Counter

from devzone_kg.extraction.assigning.grammar import Unit, read_names
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.reading.source import Span

_HEAD = re.compile(r"\s*([^。:;\n\t]{2,80}?)\s*(?:[。:\n]|$)")
_COUNT = re.compile(r"\([^()]{0,4}\d{1,3}[^()]{0,4}\)$")  # how many tasks the unit has
_LABEL = re.compile(r"(?:^|(?<=[。;\n]))[ \t]{0,40}[-—·●◆■*]{0,2}[ \t]{0,8}([^。:;\n\t ][^。:;\n\t]{1,60}):")
_SHORTEST, _LONGEST = 8, 400  # characters of a duty, and of it that are looked at


def find_headings(reader: Reader) -> list[Statement]:
    """Statements that are a heading, numbered or not."""
    numbered = [s for s in (_numbered(reader, i) for i in range(len(reader.outline.items))) if s is not None]
    parents = Counter(p for p, _ in numbered)
    kept = [s for p, s in numbered if parents[p] > 1 or _listed(reader, p)]
    heads = {s.span.start for s in kept}
    return kept + [s for s in _labels(reader) if s.units[0].span.start not in heads and s.span.start not in heads]


def _numbered(reader: Reader, index: int) -> tuple[int | None, Statement] | None:
    item = reader.outline.items[index]
    match = _HEAD.match(reader.text, item.text_start, item.end)
    if match is None or reader.is_taken(item.text_start):
        return None
    names, marked = _units(reader, Span(*match.span(1)))
    if not names or len(reader.text[match.end() : min(item.end, match.end() + 99)].strip()) < _SHORTEST:
        return None
    role = marked or _role(reader, match.end(1), item.end)
    return item.parent, _statement(reader, names, role, Span(item.start, match.end(1)))


def _labels(reader: Reader) -> list[Statement]:
    found = []
    body = reader.outline.body
    first = reader.starts[0] if reader.starts else body.end
    for match in _LABEL.finditer(reader.text, body.start, body.end):
        if reader.is_taken(match.start(1)):
            continue
        names, marked = _units(reader, Span(*match.span(1)))
        if not names or reader.is_taken(names[0].start):
            continue
        line = reader.text[match.end() : _line_end(reader, match.end())].strip()
        if len(line) < _SHORTEST and (line or match.start() < first or reader.outline.innermost(match.start(1)) is None):
            continue
        role = marked or _role(reader, match.end(1), _line_end(reader, match.end()))
        found.append(_statement(reader, names, role, Span(*match.span(1))))
    return found


def _line_end(reader: Reader, start: int) -> int:
    limit = min(len(reader.text), start + _LONGEST)
    end = reader.text.find("\n", start, limit)
    return end if end >= 0 else limit


def _units(reader: Reader, span: Span) -> tuple[tuple[Span, ...], str | None]:
    """The units of a heading that is nothing but formal names of agencies or groups, and the role in brackets after them."""
    words, text = reader.lexicon.words, reader.text
    count = _COUNT.search(text, *span)
    span = Span(span.start, count.start()) if count else span
    mark = words.mark.search(text, *span)
    stop = mark.start() if mark else span.end
    if words.verb.search(text, stop - 2, stop):
        return (), None
    names = read_names(reader.lexicon, text, Span(span.start, stop))
    kind, formal = reader.lexicon.names.kind, reader.lexicon.names.formal
    said = [text[n.start : n.end] for n in names]
    if not all(kind(n) in ("agency", "group") and formal.search(n) and not words.head.fullmatch(n) for n in said):
        return (), None
    return names, reader.cue(Span(*mark.span("cue"))).roles[0] if mark else None


def _role(reader: Reader, start: int, end: int) -> str:
    """`lead` where the duties say at the start of a clause that the unit leads, else `responsible`."""
    return "lead" if reader.lexicon.words.leading.search(reader.text, start, min(end, start + 400)) else "responsible"


def _listed(reader: Reader, parent: int | None) -> bool:
    if parent is None:
        return False
    title = reader.outline.items[parent].title
    return title is not None and bool(reader.lexicon.words.responsibilities.search(reader.text, *title))


def _statement(reader: Reader, names: tuple[Span, ...], role: str, span: Span) -> Statement:
    kinds = reader.lexicon.names.kind
    units = tuple(Unit(role, n, None, kinds(reader.text[n.start : n.end]) or "agency") for n in names)
    return Statement("heading", span, units)
