"""Figures with a unit of measure: 95%, 1.5万亩, 三十家, 1-2个, 百余项."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction import numerals
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Concept, Vocabulary


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure and its unit as written; `kind` is the unit's kind (percent, money, measure, count, time …)."""

    value: float
    value_max: float | None
    unit: str
    kind: str
    chinese: bool  # written in Chinese numerals
    number: Span
    end: int  # after the unit


@dataclass(frozen=True, slots=True)
class UnitGrammar:
    """The compiled pattern of figures, and the concept of each unit word."""

    pattern: re.Pattern[str]
    unit: str  # the pattern of a unit
    units: dict[str, Concept]
    multipliers: dict[str, float]


_DASH = r"[ \u3000]?(?:[-－—–―~～至到]|——)[ \u3000]?"
_YEARS = 1900  # from here on 年 follows a year
_LOOSE = re.compile(r"[一二三四五六七八九]{2}")  # 三五家: three to five


@cache
def grammar(vocabulary: Vocabulary) -> UnitGrammar:
    """The grammar of figures with the units of a vocabulary."""
    units = {word: c for c in vocabulary.scheme("unit").values() for word in c.words}
    multipliers = {w: float(c.texts("factor")[0]) for c in vocabulary.scheme("multiplier").values() for w in c.words}
    many = "|".join(sorted(multipliers, key=len, reverse=True))
    base = "|".join(_unit_pattern(word, units[word]) for word in sorted(units, key=len, reverse=True))
    large = "|".join(w for w, factor in multipliers.items() if factor in (1e4, 1e8, 1e12))
    unit = rf"(?:(?:{base}|(?:{many})(?:{base}))(?:[/／](?:{many})?(?:{base}|[日年月]))?|(?:{large})|[/／]1?0?万人?)(?!级)"
    number = rf"(?:{numerals.ARABIC}|{numerals.CHINESE})"
    return UnitGrammar(
        re.compile(
            rf"(?=[0-9０-９一二三四五六七八九十百千两〇零])(?:百分之(?P<share>{number})|(?<![A-Za-z0-9０-９.．第〔\[＋+“/／])(?P<low>{number})(?P<some>[余多几])?"
            rf"(?:(?P<first>{unit})?{_DASH}(?P<high>{number})[余多]?)?[ \u00a0\u3000]?(?P<unit>{unit}))"
        ),
        unit,
        units,
        multipliers,
    )


def _unit_pattern(word: str, concept: Concept) -> str:
    others = concept.texts("notBefore")
    return re.escape(word) + (f"(?!{'|'.join(map(re.escape, others))})" if others else "")


def find(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """The figures in text[start:end], in order."""
    rules = grammar(vocabulary)
    for match in rules.pattern.finditer(text, start, end):
        try:
            quantity = _quantity(match, rules)
        except ValueError:  # 〇〇个, 千千
            continue
        if quantity.kind != "time" or quantity.value < _YEARS:
            yield quantity


def _quantity(match: re.Match[str], rules: UnitGrammar) -> Quantity:
    if match["share"]:
        value = numerals.parse(match["share"])
        return Quantity(value, None, "%", "percent", not match["share"][0].isdigit(), Span(*match.span("share")), match.end())
    low, high, unit = match["low"], match["high"], match["unit"]
    if not high and _LOOSE.fullmatch(low):
        low, high = low[0], low[1]
    if match["first"] and match["first"] != unit:  # 500万元—1亿元: the lower bound is the figure
        unit, high = match["first"], None
    value = numerals.parse(low)
    top = numerals.parse(high) if high else None
    if top is not None and top <= value:
        raise ValueError("no range")
    concept = interpret(unit, rules)
    number = Span(match.start("low"), match.end("high") if match["high"] else match.end("low"))
    return Quantity(value, top, unit, _kind(concept), not low[0].isdigit(), number, match.end())


def _kind(concept: Concept | None) -> str:
    return concept.texts("unitKind")[0] if concept else "count"


def interpret(written: str, rules: UnitGrammar) -> Concept | None:
    """The unit of measure that a unit as written (亿元, 万吨/年) is built on; None for a bare 万 or 亿."""
    base = re.split("[/／]", written)[0]
    if base in rules.units:
        return rules.units[base]
    for multiplier in sorted(rules.multipliers, key=len, reverse=True):
        if base.startswith(multiplier) and base[len(multiplier) :] in rules.units:
            return rules.units[base[len(multiplier) :]]
    return None


def measure(written: str, vocabulary: Vocabulary) -> tuple[str, float] | None:
    """The QUDT unit of a unit as written and the factor to it: 亿元 → (unit:CCY_CNY, 1e8); None where there is none."""
    rules = grammar(vocabulary)
    concept = interpret(written, rules)
    if concept is None or not concept.texts("quantityUnit") or "/" in written or "／" in written:
        return None
    prefix = next(written[: -len(w)] for w in sorted(concept.words, key=len, reverse=True) if written.endswith(w))
    return concept.texts("quantityUnit")[0], rules.multipliers.get(prefix, 1.0) * float(concept.texts("factor")[0])
