"""Targets in tables of indicators: a row an indicator, a column its unit, columns of years (2020年 | 2025年) or 目标值."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from devzone_kg.extraction import numerals, quantities
from devzone_kg.extraction.calendar import Calendar
from devzone_kg.extraction.patterns import either
from devzone_kg.facts import Target
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Block, Cell, Span
from devzone_kg.vocabulary import Vocabulary

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_UNIT_IN_NAME = re.compile(r"[（(]([^（）()]{1,12})[）)]\s*$")
_NAME = 20  # characters of a heading cell


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table of indicators has what; `goals` are columns of figures to reach, with their year."""

    name: int
    unit: int | None
    base: int | None
    goals: dict[int, tuple[int | None, Span | None]]


@dataclass(frozen=True, slots=True)
class _Words:
    name: re.Pattern[str]
    unit: re.Pattern[str]
    base: re.Pattern[str]
    goal: re.Pattern[str]
    figure: re.Pattern[str]
    symbols: dict[str, str]


def rows(outline: Outline, calendar: Calendar, vocabulary: Vocabulary) -> tuple[tuple[Target, ...], tuple[Span, ...]]:
    """The targets of all tables of indicators, and the rows that they were read from."""
    found: list[Target] = []
    read: list[Span] = []
    text, words = outline.source.text, _words(vocabulary)
    blocks = (b for b in outline.source.blocks if b.cells and outline.body.start <= b.span.start < outline.body.end)
    for _, table in groupby(blocks, key=lambda b: b.table):
        lines = list(table)
        columns = _columns(text, lines[0], calendar, words)
        if columns is None:
            continue
        read += [line.span for line in lines]
        for line in lines[1:]:
            found += _row(outline, line, columns, vocabulary)
    return tuple(found), tuple(read)


def _columns(text: str, head: Block, calendar: Calendar, words: _Words) -> _Columns | None:
    names = [text[c.span.start : c.span.end].strip() for c in head.cells]
    name = next((i for i, n in enumerate(names) if len(n) <= _NAME and words.name.fullmatch(n)), None)
    if name is None:
        return None
    unit = next((i for i, n in enumerate(names) if words.unit.fullmatch(n)), None)
    years = {i: (int(m[1]), Span(c.span.start + m.start(), c.span.start + m.end()))
             for i, c in enumerate(head.cells) if (m := _YEAR.search(text[c.span.start : c.span.end]))}  # fmt: skip
    base = next((i for i, n in enumerate(names) if words.base.search(n)), None)
    if base is None and len(years) > 1:
        base = min(years, key=lambda i: years[i][0])
        base = None if words.goal.search(names[base]) else base
    own = calendar.annual
    goals: dict[int, tuple[int | None, Span | None]] = {i: y for i, y in years.items() if i != base}
    for i, n in enumerate(names):
        if i not in goals and i not in (base, name) and words.goal.search(n):
            goals[i] = (own.year, own.span) if own else (None, None)
    return _Columns(name, unit, base, goals) if goals else None


def _row(outline: Outline, line: Block, columns: _Columns, vocabulary: Vocabulary) -> Iterator[Target]:
    text, words, cells = outline.source.text, _words(vocabulary), line.cells
    if len(cells) <= max(columns.goals):
        return
    metric = _stripped(text, cells[columns.name])
    for place, (year, year_span) in columns.goals.items():
        cell = cells[place]
        match = words.figure.fullmatch(text[cell.span.start : cell.span.end])
        if match is None or cell.repeated or metric.start == metric.end:
            continue
        number = Span(cell.span.start + match.start("low"), cell.span.start + match.end("high" if match["high"] else "low"))
        index = outline.innermost(number.start)
        yield Target(
            id="",
            item=None if index is None else str(index),
            metric=text[metric.start : metric.end],
            metric_span=metric,
            comparator=_comparator(match, words),
            value=numerals.parse(match["low"]),
            value_max=numerals.parse(match["high"]) if match["high"] else None,
            unit=match["unit"] or _unit(text, cells, columns),
            year=year,
            year_span=year_span,
            number_span=number,
            span=Span(line.span.start, line.span.end),
            baseline_span=_baseline(text, cells, columns.base),
        )


def _unit(text: str, cells: tuple[Cell, ...], columns: _Columns) -> str | None:
    """The unit of its column, or the one in brackets after the indicator's name: 森林覆盖率（%）."""
    if columns.unit is not None and columns.unit < len(cells):
        unit = _stripped(text, cells[columns.unit])
        return text[unit.start : unit.end] or None
    name = _stripped(text, cells[columns.name])
    match = _UNIT_IN_NAME.search(text[name.start : name.end])
    return match[1] if match else None


def _baseline(text: str, cells: tuple[Cell, ...], base: int | None) -> Span | None:
    if base is None or base >= len(cells):
        return None
    span = _stripped(text, cells[base])
    return span if re.search(r"\d", text[span.start : span.end]) else None


def _comparator(match: re.Match[str], words: _Words) -> str:
    for word in (match["before"], match["after"]):
        if word and word.strip() in words.symbols:
            return words.symbols[word.strip()]
    return "="


def _stripped(text: str, cell: Cell) -> Span:
    words = text[cell.span.start : cell.span.end]
    start = cell.span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, cell.span.start + len(words.rstrip())))


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    columns = vocabulary.scheme("indicator-column")
    comparators = vocabulary.scheme("comparator").values()
    before = {w: c.texts("symbol")[0] for c in comparators for w in c.texts("beforeFigure")}
    after = {w: c.texts("symbol")[0] for c in comparators for w in c.texts("afterFigure")}
    unit = quantities.grammar(vocabulary).unit
    return _Words(
        re.compile(either(columns["name"].words)),
        re.compile(either(columns["unit"].words)),
        re.compile(either(columns["base"].words)),
        re.compile(either(columns["goal"].words)),
        re.compile(
            rf"\s*(?P<before>{either(before)})?\s*[\[【〔（(]?(?P<low>{numerals.ARABIC})"
            rf"(?:\s*[-—–~～至]+\s*(?P<high>{numerals.ARABIC}))?[\]】〕）)]?\s*(?P<unit>{unit})?(?P<after>{either(after)})?\s*"
        ),
        before | after,
    )
