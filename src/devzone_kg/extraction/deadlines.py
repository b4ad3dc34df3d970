"""Deadlines: what a date in the text, a part of a year, a span of years or a word such as 长期坚持 means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction import numerals
from devzone_kg.extraction.patterns import either
from devzone_kg.facts import Deadline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_YEAR = r"(?:(?:19|20)[0-9]{2}|二[〇○零][一二三四五][〇○零一二三四五六七八九])"
_DASH = r"[ ]?(?:[-－—–―~～至到]|——)[ ]?"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_COUNT = rf"(?:{numerals.CHINESE}|[0-9]{{1,2}})"
_LONGEST_WITHIN = 20  # years; a longer span is no deadline of a plan
_NEAR = 14  # characters that a time may reach to either side of its 年 or 月
_CELL = 40  # characters: words that are hardly more than a deadline


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time named in the text and what it is: `by` and `in` are deadlines; `since` and `base` (比2020年) are not."""

    relation: str  # by | in | since | base | recurring | ongoing
    span: Span
    year: int | None
    date: str | None
    precision: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    marks: re.Pattern[str]
    times: re.Pattern[str]
    before: re.Pattern[str]  # at the end of what stands before a time
    after: re.Pattern[str]
    relations: dict[str, str]
    months: dict[str, str]  # 第三季度 → 09
    plan_years: dict[str, int]  # 十四五 → 2025


def find(text: str, start: int, end: int, year_context: int | None, vocabulary: Vocabulary) -> tuple[Deadline, ...]:
    """The deadlines in text[start:end]; `year_context` is the year of a date without one (6月底前, 年内)."""
    return tuple(_deadline(text, a) for a in anchors(text, start, end, year_context, vocabulary) if _is_deadline(a))


def of_task(text: str, start: int, end: int, year_context: int | None, vocabulary: Vocabulary) -> Deadline | None:
    """The deadline of the duty or measure that text[start:end] states, or None.

    In prose the first that says 'by then' (6月底前); in a text that is hardly more than a deadline (a table cell, a line
    '完成时限:2023年12月') the first of any kind.
    """
    cell = end - start <= _CELL
    for anchor in anchors(text, start, end, year_context, vocabulary):
        if _is_deadline(anchor) and (cell or anchor.relation != "in"):
            return _deadline(text, anchor)
    return None


def _is_deadline(anchor: Anchor) -> bool:
    return anchor.relation in ("by", "in", "ongoing")


def _deadline(text: str, anchor: Anchor) -> Deadline:
    return Deadline(text[anchor.span.start : anchor.span.end], anchor.span, anchor.date, anchor.precision)


def anchors(text: str, start: int, end: int, year_context: int | None, vocabulary: Vocabulary) -> tuple[Anchor, ...]:
    """The times that text[start:end] names, in order."""
    return tuple(_anchors(text, start, end, year_context, _grammar(vocabulary)))


def _anchors(text: str, start: int, end: int, context: int | None, rules: _Grammar) -> Iterator[Anchor]:
    for match in _matches(text, start, end, rules):
        if match["ongoing"]:
            if _stands_alone(text, start, end, match):
                yield Anchor("ongoing", Span(*match.span()), None, None, "ongoing")
            continue
        dated = _date(match, context, rules)
        if dated is None:
            continue
        year, date, precision = dated
        before = rules.before.search(text, max(start, match.start() - 4), match.start())
        after = rules.after.match(text, match.end(), end)
        span = Span(match.start(), after.end() if after else match.end())
        yield Anchor(_relation(before, after, match, rules), span, year, date, precision)


def _matches(text: str, start: int, end: int, rules: _Grammar) -> Iterator[re.Match[str]]:
    """The times in the neighbourhood of the words that each time holds one of (年, 月, 季度 …); all else is passed over."""
    done = window = start
    for mark in rules.marks.finditer(text, start, end):
        if mark.start() - _NEAR > window:
            yield from rules.times.finditer(text, done, window)
            done = mark.start() - _NEAR
        window = min(end, mark.end() + _NEAR)
    yield from rules.times.finditer(text, done, window)


def _relation(before: re.Match[str] | None, after: re.Match[str] | None, time: re.Match[str], rules: _Grammar) -> str:
    """What stands after a time decides before what stands before it: 从2021年到2023年底 is a deadline."""
    for side in (after, before):
        if side:
            return rules.relations[side.group().strip()]
    return "by" if time["within"] or time["from"] or time["plan_end"] else "in"


def _stands_alone(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether 长期坚持 is a statement of its own and not the adverb of a sentence."""
    left, right = text[max(start, match.start() - 1) : match.start()], text[match.end() : min(end, match.end() + 1)]
    return left in "：:，,；;（(、\t \n" and right in "。；;，,）)、\t \n"


def _date(match: re.Match[str], context: int | None, rules: _Grammar) -> tuple[int | None, str | None, str] | None:
    """Year, ISO date and precision of a time."""
    if match["within"]:
        return _within(match, context)
    if match["to"] or match["plan"]:
        return _whole(_year(match["to"]) if match["to"] else rules.plan_years[match["plan"]])
    if match["next"]:
        return _whole(context + 1 if context else None)
    year = _year(match["year"]) if match["year"] else context
    month, precision = _month(match, rules)
    if month is None:
        return _whole(year)
    day = match["day"] or match["day2"]
    date = f"{year}-{month}-{int(day):02}" if day else f"{year}-{month}"
    return year, date if year else None, "day" if day else precision


def _whole(year: int | None) -> tuple[int | None, str | None, str]:
    return year, str(year) if year else None, "year"


def _within(match: re.Match[str], context: int | None) -> tuple[int | None, str | None, str] | None:
    try:
        count = int(numerals.parse(match["upto"] or match["within"]))
    except ValueError:
        return None
    return _whole(context + count if context else None) if 0 < count <= _LONGEST_WITHIN else None


def _month(match: re.Match[str], rules: _Grammar) -> tuple[str | None, str]:
    part = match["part"] or match["part2"] or match["part3"]
    if part:
        return rules.months[part], "quarter"
    month = match["month"] or match["month2"]
    return (f"{int(numerals.parse(month)):02}", "month") if month else (None, "year")


def _year(text: str) -> int:
    return int(numerals.parse(text.replace("○", "〇")))


@cache
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    scheme = vocabulary.scheme("deadline")
    months = {w: c.texts("months")[0] for c in scheme.values() if c.texts("months") for w in c.words}
    plan_years = {w: int(c.texts("endYear")[0]) for c in scheme.values() if c.texts("endYear") for w in c.words}
    before = {w: n for n in ("base", "since", "recurring", "by") for w in scheme[n].words}
    after = {w: r for n, r in (("end", "by"), ("since-after", "since"), ("base-after", "base")) for w in scheme[n].words}

    part, plan_end, plan_time = either(months), either(scheme["plan-end"].words), either(scheme["plan-time"].words)
    day = r"[ ]?(?P<day>[12][0-9]|3[01]|0?[1-9])[ ]?日"
    within = rf"(?P<within>{_COUNT})(?:[-—到至](?P<upto>{_COUNT}))?"
    times = (
        rf"(?<![0-9])(?P<from>{_YEAR})[ ]?年?{_DASH}(?P<to>{_YEAR})[ ]?年(?!度?第)",
        rf"(?<![0-9])(?P<year>{_YEAR})[ ]?年(?!度?第[0-9]+[^季0-9]|版)度?"
        rf"(?:(?P<part>{part})|[ ]?(?P<month>{_MONTH})[ ]?月(?:{day})?)?",
        rf"(?<![0-9年.个])(?:{_MONTH}月?{_DASH})?(?P<month2>{_MONTH})[ ]?月(?:份|{day.replace('day', 'day2')})?",
        rf"[“\"]?(?P<plan>{either(plan_years)})[”\"]?(?:(?P<plan_end>{plan_end})|(?:{plan_time}))?",
        rf"(?<![0-9第每])(?:{_COUNT}{_DASH})?{within}[ ]?年(?:{either(scheme['within'].words)})",
        rf"(?P<now>{either(scheme['this-year'].words)})(?P<part2>{part})?",
        rf"(?P<next>{either(scheme['next-year'].words)})",
        rf"(?P<part3>{part})",
        rf"(?P<ongoing>{either(scheme['ongoing'].words)})",
    )
    words = [*months, *plan_years, *(w for n in ("this-year", "next-year", "ongoing") for w in scheme[n].words)]
    return _Grammar(
        re.compile("|".join(["年", "月", *(re.escape(w) for w in words if not {"年", "月"} & set(w))])),
        re.compile("|".join(times)),
        re.compile(rf"(?:{either(before)})[ ]?\Z"),
        re.compile(rf"[ ]?(?:{either(after)})"),
        before | after,
        months,
        plan_years,
    )
