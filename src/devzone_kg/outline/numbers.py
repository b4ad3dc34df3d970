"""Numbers that may start an item: their forms, their values, and whether they stand first on a line or in a cell."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from heapq import merge
from typing import NamedTuple

from devzone_kg.reading.source import Block, Span

_CN = "一二三四五六七八九十百〇零"
NUMBER = re.compile(
    rf"(?=[第（(\d①-⑳㉑-㉟⑴-⒇⒈-⒛㈠-㈩{_CN}])(?:第(?P<unit_n>[{_CN}]{{1,5}}|\d{{1,3}})(?P<unit>[编篇章节条]|部分)"
    rf"|第(?P<nth>[{_CN}]{{1,3}})(?:[，,、：:]|项(?=[ \u3000\xa0：:]))"
    rf"|[（(][ \u3000]?(?:(?P<pcn>[{_CN}]{{1,4}})|(?P<pn>\d{{1,3}}))[ \u3000]?[)）]"
    rf"|(?<![{_CN}])(?P<cn>[{_CN}]{{1,4}})(?:[、．]|\.(?!\d))"
    r"|(?<![\d.．])(?:(?P<n>\d{1,3})(?:[.．](?!\d)|[.．](?=(?:19|20)\d\d年)|、|(?P<half>[)）]))"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){0,3})(?=[ \u3000\xa0]{1,3}[\u3400-\u9fff“《]))"
    r"|(?P<circled>[①-⑳㉑-㉟])|(?P<pcircled>[⑴-⒇])|(?P<dotted>[⒈-⒛])|(?P<pcnc>[㈠-㈩]))"
)
_UNITS = {"编": "第一编", "篇": "第一编", "部分": "第一编", "章": "第一章", "节": "第一节", "条": "第一条"}
_CIRCLES = {"circled": ("①", "①"), "pcircled": ("⑴", "(1)"), "dotted": ("⒈", "1."), "pcnc": ("㈠", "(一)")}
_DECIMAL_SCHEME = re.compile(r"^[ \u3000\xa0]*1\.1[ \u3000\xa0]*[\u3400-\u9fff]", re.MULTILINE)
_CELL_NUMBER = re.compile(rf"\s*(?P<label>\d{{1,3}}|[{_CN}]{{1,3}})\s*$")
_INDENT = re.compile(r"[\u3000\xa0\u2003]{2}$|[ \u3000\xa0\u2003]{4}$")
_SPACE = " \t\r\n\u3000\xa0\ufeff\u2002\u2003\u2009"


class Candidate(NamedTuple):
    """A number that may start an item."""

    label: str
    style: str
    ordinal: int
    start: int
    text_start: int
    first: bool  # it is the first thing on its line or in its cell, or follows an indent
    row: Span | None = None  # its row, where it stands in a table
    table_end: int | None = None


def numeral(text: str) -> int:
    """The value of a Chinese or Arabic numeral below a thousand."""
    if text.isdecimal():
        return int(text)
    value = digit = 0
    for character in text:
        if character in "十百":
            value += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(character.replace("〇", "零"))
    return value + digit


def candidates(text: str, body: Span, blocks: tuple[Block, ...], skip: tuple[Span, ...]) -> Iterator[Candidate]:
    """Every number in the body that has the form of an item's number, in order; none that starts in `skip`."""
    blocks = tuple(b for b in blocks if b.span.end > body.start and b.span.start < body.end)
    repeats = [c.span for b in blocks for c in b.cells if c.repeated]
    holes = sorted([*skip, *repeats])
    starts = [h.start for h in holes]
    for candidate in merge(_written(text, body, blocks), _rows(text, blocks), key=lambda c: c.start):
        at = bisect_right(starts, candidate.start) - 1
        if at < 0 or holes[at].end <= candidate.start:
            yield candidate


def _written(text: str, body: Span, blocks: tuple[Block, ...]) -> Iterator[Candidate]:
    firsts = _first_places(text, body, blocks)
    tables = _tables(blocks)
    rows = [b for b in blocks if b.cells]
    row_starts = [b.span.start for b in rows]
    decimals = bool(_DECIMAL_SCHEME.search(text, body.start, body.end))
    for match in NUMBER.finditer(text, body.start, body.end):
        start = match.start()
        first = start in firsts or bool(_INDENT.search(text, max(body.start, start - 4), start))
        if (match["decimal"] and not (decimals and first)) or (match["nth"] and not first):
            continue
        style, ordinal = _form(match)
        at = bisect_right(row_starts, start) - 1
        row = rows[at] if at >= 0 and start < rows[at].span.end else None
        limit = row.span.end if row else body.end
        yield Candidate(
            match.group().strip(), style, ordinal, start, _skip_space(text, match.end(), limit), first,
            row.span if row else None, tables.get(row.table or 0) if row else None,
        )  # fmt: skip


def _tables(blocks: tuple[Block, ...]) -> dict[int, int]:
    """Where each table ends."""
    return {b.table or 0: b.span.end for b in blocks if b.cells}


def _first_places(text: str, body: Span, blocks: tuple[Block, ...]) -> set[int]:
    places = set()
    for block in blocks:
        for span in [c.span for c in block.cells if not c.repeated] or [block.span]:
            place = max(span.start, body.start)
            while place < span.end and (text[place] in _SPACE or text[place] in "#*>"):
                place += 1
            places.add(place)
    return places


def _skip_space(text: str, place: int, end: int) -> int:
    while place < end and text[place] in " \t\u3000\xa0\u2003*":
        place += 1
    return place


def _form(match: re.Match[str]) -> tuple[str, int]:
    """The style of a number and its value."""
    if match["unit"]:
        return _UNITS[match["unit"]], numeral(match["unit_n"])
    for name, style in (("nth", "第一，"), ("pcn", "(一)"), ("pn", "(1)"), ("cn", "一、")):
        if match[name]:
            return style, numeral(match[name])
    if match["n"]:
        return "1)" if match["half"] else "1.", int(match["n"])
    if match["decimal"]:
        parts = match["decimal"].split(".")
        return ".".join("1" * len(parts)) if len(parts) > 1 else "1.", int(parts[-1])
    character = match.group()
    if "㉑" <= character <= "㉟":
        return "①", ord(character) - ord("㉑") + 21
    base, style = _CIRCLES[match.lastgroup or "circled"]
    return style, ord(character) - ord(base) + 1


def _rows(text: str, blocks: tuple[Block, ...]) -> Iterator[Candidate]:
    """Rows whose first cell holds a number and nothing else."""
    tables = _tables(blocks)
    for block in blocks:
        if len(block.cells) < 2 or block.cells[0].repeated:
            continue
        cell = block.cells[0].span
        match = _CELL_NUMBER.match(text, cell.start, cell.end)
        if match:
            start, end = match.span("label")
            text_start, table_end = max(end, block.cells[1].span.start), tables[block.table or 0]
            label = match["label"]
            yield Candidate(label, "row", numeral(label), start, text_start, True, block.span, table_end)
