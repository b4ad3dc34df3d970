"""Automatic numbers of Word paragraphs: what Word shows and python-docx leaves out, resolved from numbering and styles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from devzone_kg.reading.numerals import numeral
from devzone_kg.reading.package import Element

_LEVELS = 9
_LONGEST_CHAIN = 50  # of styles based on styles


def local(element: Element) -> str:
    """The tag without its namespace (transitional and strict documents have different ones)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The element at a path of local names."""
    for name in names:
        element = next((c for c in element if local(c) == name), None) if element is not None else None
    return element


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def integer(text: str | None, default: int = 0) -> int:
    """A small whole number, or the default."""
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 10 else default


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list as a paragraph names it: its counters are those of the abstract list behind it."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)  # level → start, used once


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says that matters here."""

    based_on: str | None
    number: str | None
    level: int | None
    hidden: bool | None


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = dict(_styles(styles))
        self._default = _default_style(styles)
        self._lists = _lists(numbering, self._style_list)
        self._counters: dict[str, list[int | None]] = {}

    def label(self, properties: Element | None) -> str:
        """The number in front of the next paragraph, given its properties; empty where it has none."""
        found = self._place(properties)
        if found is None:
            return ""
        entry, level = found
        counters = self._advance(entry, level)
        return _written(entry.levels, level, counters)

    def hidden(self, style: str | None) -> bool:
        """Whether a style hides its text."""
        return any(s.hidden for s in self._chain(style) if s.hidden is not None)

    def _place(self, properties: Element | None) -> tuple[_List, int] | None:
        style = attribute(child(properties, "pStyle")) or self._default
        own = child(properties, "numPr")
        number, level = attribute(child(own, "numId")), attribute(child(own, "ilvl"))
        if number is None:
            number, level = self._inherited(style, level)
        entry = self._lists.get(number or "")
        if entry is None:
            return None
        at = integer(level) if level is not None else self._level_of_style(entry, style)
        return (entry, at) if at in entry.levels else None

    def _inherited(self, style: str | None, level: str | None) -> tuple[str | None, str | None]:
        for entry in self._chain(style):
            level = level if level is not None or entry.level is None else str(entry.level)
            if entry.number is not None:
                return entry.number, level
        return None, level

    def _level_of_style(self, entry: _List, style: str | None) -> int:
        names = self._names(style)
        return next((i for name in names for i, level in entry.levels.items() if level.style == name), 0)

    def _names(self, style: str | None) -> list[str]:
        names: list[str] = []
        while style in self._styles and style not in names and len(names) < _LONGEST_CHAIN:
            names.append(style)
            style = self._styles[style].based_on
        return names

    def _chain(self, style: str | None) -> Iterator[Style]:
        return (self._styles[name] for name in self._names(style))

    def _style_list(self, style: str) -> str | None:
        return next((s.number for s in self._chain(style) if s.number is not None), None)

    def _advance(self, entry: _List, level: int) -> list[int | None]:
        counters = self._counters.setdefault(entry.abstract, [None] * _LEVELS)
        if level in entry.restarts:
            counters[level] = entry.restarts.pop(level)
        else:
            before = counters[level]
            counters[level] = entry.levels[level].start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = entry.levels[below].restart if below in entry.levels else None
            if restart is None or (restart > 0 and level < restart):
                counters[below] = None
        return counters


def _written(levels: dict[int, _Level], level: int, counters: list[int | None]) -> str:
    """The label by its pattern (%1.%2): a bullet is no number and is left out."""
    form = levels[level]
    if form.form == "bullet":
        return ""
    label, rest = "", form.text
    while rest:
        before, mark, rest = rest.partition("%")
        label += before
        if mark and rest[:1] in "123456789" and rest:
            at = int(rest[0]) - 1
            rest = rest[1:]
            kind = "decimal" if form.legal or at not in levels else levels[at].form
            count = counters[at]
            label += numeral(levels[at].start if count is None and at in levels else count or 0, kind)
        else:
            label += mark
    return label.strip()


def _styles(styles: Element | None) -> Iterator[tuple[str, Style]]:
    for style in styles if styles is not None else ():
        name = attribute(style, "styleId")
        if local(style) == "style" and name:
            numbers = child(style, "pPr", "numPr")
            level = attribute(child(numbers, "ilvl"))
            vanish = child(style, "rPr", "vanish")
            yield (
                name,
                Style(
                    attribute(child(style, "basedOn")),
                    attribute(child(numbers, "numId")),
                    None if level is None else integer(level),
                    None if vanish is None else is_on(vanish),
                ),
            )


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and attribute(element) not in ("0", "false", "off")


def _default_style(styles: Element | None) -> str | None:
    found = (
        s
        for s in (styles if styles is not None else ())
        if local(s) == "style" and attribute(s, "type") == "paragraph" and attribute(s, "default") in ("1", "true", "on")
    )
    return next((attribute(s, "styleId") for s in found), None)


def _lists(numbering: Element | None, style_list: Callable[[str], str | None]) -> dict[str, _List]:
    parts = list(numbering) if numbering is not None else []
    abstract = {attribute(a, "abstractNumId") or "": a for a in parts if local(a) == "abstractNum"}
    nums = {attribute(n, "numId") or "": n for n in parts if local(n) == "num"}
    lists = {}
    for number, num in nums.items():
        name = _behind(num, abstract, nums, style_list)
        if name in abstract:
            levels = dict(_levels(abstract[name]))
            lists[number] = _List(name, levels, _overridden(num, levels))
    return lists


def _behind(
    num: Element, abstract: dict[str, Element], nums: dict[str, Element], style_list: Callable[[str], str | None]
) -> str:
    """The id of the abstract list of a num, through the list style that it may link to."""
    name = attribute(child(num, "abstractNumId")) or ""
    linked = attribute(child(abstract.get(name), "numStyleLink"))
    target = nums.get(style_list(linked) or "") if linked else None
    return (attribute(child(target, "abstractNumId")) or name) if target is not None else name


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for level in parent:
        at = integer(attribute(level, "ilvl"), -1)
        if local(level) == "lvl" and 0 <= at < _LEVELS:
            restart = attribute(child(level, "lvlRestart"))
            yield (
                at,
                _Level(
                    integer(attribute(child(level, "start")), 0 if child(level, "start") is None else 1),
                    attribute(child(level, "numFmt")) or "decimal",
                    attribute(child(level, "lvlText")) or "",
                    None if restart is None else integer(restart),
                    is_on(child(level, "isLgl")),
                    attribute(child(level, "pStyle")),
                ),
            )


def _overridden(num: Element, levels: dict[int, _Level]) -> dict[int, int]:
    """Apply the levels that a num replaces; returns the levels whose count it starts anew."""
    restarts = {}
    for override in num:
        at = integer(attribute(override, "ilvl"), -1)
        if local(override) == "lvlOverride" and 0 <= at < _LEVELS:
            levels.update(_levels(override))
            start = child(override, "startOverride")
            if start is not None:
                restarts[at] = integer(attribute(start), 1)
    return restarts
