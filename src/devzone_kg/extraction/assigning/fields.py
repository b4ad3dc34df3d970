"""Fields: a cue, a colon and units. In lines of their own, run together on one line, or inside a bracket."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from devzone_kg.extraction.assigning.grammar import Cue, Unit, read_list, read_names
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.reading.source import Span

_LONGEST = 1500  # characters of a field
_MOST = 60  # fields of a statement
_OTHER = re.compile(r"(?:^|[;,。)\s])\s*[*]?((?:[一-龥/、]|\([^():]{1,8}\)){2,12}):")
_LAST_PIECE = re.compile(r"[一-龥]{1,12}$")
_FIRST_PIECE = re.compile(r"[一-龥]{1,12}(?=[、,;。\n]|$)")
_DATE = re.compile(r"\s*\d{4}\s*年")
_BETWEEN = re.compile(r"[\s;,。()*]*")


@dataclass(frozen=True, slots=True)
class Field:
    """A cue and the words that it governs; `bracket` is the bracket in which it stands."""

    cue: Cue
    value: Span
    bracket: Span | None


def find_fields(reader: Reader) -> list[Statement]:
    """Statements made of fields: neighbouring ones of one item are one statement."""
    statements: list[Statement] = []
    group: list[Field] = []
    for found in _fields(reader):
        if group and not _continues(reader, group, found):
            statements += _statement(reader, group)
            group = []
        group.append(found)
    return statements + (_statement(reader, group) if group else [])


def read_field(reader: Reader, span: Span, cue: Cue, after_lead: bool) -> tuple[Unit, ...]:
    """The units of a field or a table cell, in which further cues may stand (牵头:A 配合:B)."""
    units: list[Unit] = []
    inner = sorted([*_colon_cues(reader, span), *_open_cues(reader, span)], key=lambda c: c[0].span)
    bounds = [(cue, span.start), *inner]
    for (here, start), end in zip(bounds, [*(c.span.start for c, _ in inner), span.end], strict=True):
        if start < end:
            lead = after_lead or any(u.role == "lead" for u in units)
            units += read_list(reader.lexicon, reader.text, Span(start, end), here, lead).units
    return tuple(units)


def _fields(reader: Reader) -> Iterator[Field]:
    """Every field of the body, in order."""
    body = reader.outline.body
    cues = [*_colon_cues(reader, body), *_open_cues(reader, body)]
    cues.sort(key=lambda c: c[0].span)
    last = -1
    for index, (cue, start) in enumerate(cues):
        if cue.span.start < last or reader.is_taken(cue.span.start):
            continue
        limit = cues[index + 1][0].span.start if index + 1 < len(cues) else body.end
        bracket = _bracket(reader.text, cue.span.start, start)
        last = start
        yield Field(cue, _value(reader, start, limit, bracket), bracket)


def _colon_cues(reader: Reader, body: Span) -> Iterator[tuple[Cue, int]]:
    floor = body.start
    for match in reader.lexicon.words.cue_end.finditer(reader.text, body.start, body.end):
        cue = reader.cue_before(match.start(), floor)
        if cue is not None and match.group() != ":" and not _at_boundary(reader.text, cue.span.start):
            continue
        floor = match.end()
        if cue is not None:
            yield cue, match.end()


def _at_boundary(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] in "。;,(\n\t "


def _open_cues(reader: Reader, body: Span) -> Iterator[tuple[Cue, int]]:
    for match in reader.lexicon.words.cue_open.finditer(reader.text, body.start, body.end):
        yield reader.cue(Span(*match.span(match.lastgroup or 0))), match.end()


def _bracket(text: str, cue: int, start: int) -> Span | None:
    """The bracket around a field, where there is one: its opening is on the line of the cue."""
    opening = text.rfind("(", max(0, cue - 300), cue)
    if opening < 0 or (text.rfind(")", opening, cue) > opening and _unpaired(text[opening:cue]) < 1):
        return None
    depth = 1
    for match in re.compile(r"[()]").finditer(text, start, start + _LONGEST):
        depth += 1 if match.group() == "(" else -1
        if depth == 0:
            return Span(opening, match.end())
    return None


def _unpaired(text: str) -> int:
    return text.count("(") - text.count(")")


def _value(reader: Reader, start: int, limit: int, bracket: Span | None) -> Span:
    """Where the words of a field end: at the next field, full stop or item, or at the end of its line or bracket."""
    text = reader.text
    end = min(limit, start + _LONGEST, reader.outline.body.end, bracket.end - 1 if bracket else limit)
    end = min(end, reader.next_item(start))
    if bracket is None:
        end = _line_end(reader, start, end)
    stop = text.find("。", start, end)
    end = stop if stop >= 0 else end
    for pattern, group in ((_OTHER, 1), (reader.lexicon.names.next_number, 0)):
        match = pattern.search(text, start, end)
        end = match.start(group) if match else end
    return Span(start, end)


def _line_end(reader: Reader, start: int, end: int) -> int:
    """The end of the line; a line that breaks off at a separator, or holds nothing yet, goes on in the next one."""
    text, place = reader.text, start
    while True:
        place = text.find("\n", place, end)
        if place < 0:
            return end
        so_far = text[start:place].rstrip() if text[start:place].strip() else ""
        if so_far and so_far[-1] not in "、,\n" and not _goes_on(reader, so_far, place + 1, end):
            return place
        place += 1


def _goes_on(reader: Reader, line: str, start: int, end: int) -> bool:
    """Whether the next line holds nothing but further units, or the rest of a name that the line broke off."""
    names, text = reader.lexicon.names, reader.text
    stop = text.find("\n", start, min(end, start + 200))
    following = Span(start, stop if stop >= 0 else min(end, start + 200))
    apart = "\n" in line or text[start : start + 1].isspace()  # units on lines of their own; a signature is neither
    if apart and not _DATE.match(text, following.end) and read_names(reader.lexicon, text, following):
        return True
    head, tail = _LAST_PIECE.search(line), _FIRST_PIECE.match(text, start, following.end)
    if head is None or tail is None or names.kind(head.group()):
        return False
    return names.kind(head.group() + tail.group()) is not None and not reader.lexicon.words.cue.search(tail.group())


def _continues(reader: Reader, group: list[Field], found: Field) -> bool:
    """Whether a field belongs to the statement of the one before: nothing but other fields stands between them."""
    last = group[-1]
    if len(group) >= _MOST:
        return False
    if last.bracket is not None and last.bracket == found.bracket:
        return True
    if (last.bracket is None) != (found.bracket is None) or found.cue.span.start - last.value.end > 400:
        return False
    if reader.next_item(last.value.end) <= found.cue.span.start:
        return False
    between = reader.text[last.value.end : found.cue.span.start]
    if found.cue.roles in [f.cue.roles for f in group] and "\n" in between.strip(" "):
        return bool(_BETWEEN.fullmatch(between)) and found.cue.roles == last.cue.roles and last.bracket is not None
    return all(_BETWEEN.fullmatch(line) or _OTHER.match(line) for line in between.split("\n"))


def _statement(reader: Reader, group: list[Field]) -> list[Statement]:
    units: list[Unit] = []
    ordered = sorted(group, key=lambda f: len(f.cue.roles))  # a compound cue needs to know whether a lead is named
    for found in ordered:
        lead = any(u.role == "lead" for u in units)
        units += read_list(reader.lexicon, reader.text, found.value, found.cue, lead).units
    if not units:
        return []
    span = Span(group[0].cue.span.start, max(group[-1].value.end, group[-1].cue.span.end))
    region = Span(*span)
    form = "lines"
    if group[0].bracket is not None:
        form, span = "bracket", Span(group[0].bracket.start, group[-1].bracket.end if group[-1].bracket else span.end)
        region = span
    return [Statement(form, span, tuple(sorted(units, key=lambda u: u.span)), region=region)]
