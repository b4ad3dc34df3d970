"""The part of a web page that is the document.

Readability and its kin drop what a plan needs (the table of number and date above the title, cells, short lines of units),
so this looks only for the element that holds the prose and for what stands close to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # lxml has no public name for it

_HIDDEN = "script style noscript template head iframe select option button textarea input object svg nav footer audio video map"
_HIDDEN_TAGS = set(_HIDDEN.split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PROSE = re.compile(r"[，。；、：]")
_TABLE_PARTS = ("table", "tbody", "thead", "tfoot", "tr", "p", "span", "font", "strong", "b", "ol", "ul", "li")
_SHARE = 0.85  # of the page's prose that the document holds
_NEAR, _NEAR_SHARE = 400, 0.25  # characters around the prose that may belong to it, and their share
_LINKED = 0.4  # share of links above which it is navigation


@dataclass(slots=True)
class _Weight:
    text: int = 0
    linked: int = 0
    prose: int = 0


def is_hidden(element: Element) -> bool:
    """Whether a browser shows nothing of an element, or nothing that is text of the document."""
    if element.tag in _HIDDEN_TAGS or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and bool(_HIDDEN_STYLE.search(style))


def words(element: Element) -> str:
    """All text inside an element."""
    return "".join(str(part) for part in element.itertext())


def find(root: Element) -> Element:
    """The element that holds the document: the deepest with nearly all prose, and its surroundings that are not links."""
    weights = _weights(root)
    total = weights[root].prose
    element = root
    while total:
        inner = next((c for c in element if c in weights and weights[c].prose >= _SHARE * total), None)
        if inner is None:
            break
        element = inner
    while element.tag in _TABLE_PARTS and (parent := element.getparent()) is not None:
        element = parent
    while (parent := element.getparent()) is not None and _belongs(weights[parent], weights[element]):
        element = parent
    return element


def _belongs(outer: _Weight, inner: _Weight) -> bool:
    added = outer.text - inner.text
    return added <= max(_NEAR, _NEAR_SHARE * inner.text) and outer.linked - inner.linked <= _LINKED * added


def _weights(root: Element) -> dict[Element, _Weight]:
    """How much text, linked text and prose each visible element holds."""
    weights: dict[Element, _Weight] = {}
    stack: list[tuple[Element, bool, bool]] = [(root, False, False)]
    while stack:
        element, linked, done = stack.pop()
        if done:
            own = weights[element]
            for child in element:
                _count(own, child.tail, linked)
                if child in weights:
                    inner = weights[child]
                    own.text, own.linked, own.prose = own.text + inner.text, own.linked + inner.linked, own.prose + inner.prose
            continue
        linked = linked or element.tag == "a"
        weights[element] = _Weight()
        _count(weights[element], element.text, linked)
        stack.append((element, linked, True))
        stack.extend((c, linked, False) for c in element if isinstance(c.tag, str) and not is_hidden(c))
    return weights


def _count(weight: _Weight, text: str | None, linked: bool) -> None:
    length = len(text.strip()) if text else 0
    weight.text += length
    if linked:
        weight.linked += length
    elif text and _PROSE.search(text):
        weight.prose += length


def headings(root: Element, main: Element) -> Iterator[str]:
    """The first-rank heading that stands before the document, where the document has none."""
    if next(main.iter("h1"), None) is not None:
        return
    titles = [re.sub(r"\s+", "", words(t)) for t in root.iter("title")]
    before = [h for h in root.iter("h1", "h2") if not is_hidden(h)]
    for heading in before:
        text = re.sub(r"\s+", "", words(heading))
        if len(text) > 4 and any(text in title for title in titles) and not _inside(heading, main):
            yield text
            return


def _inside(element: Element, outer: Element) -> bool:
    return element is outer or any(a is outer for a in element.iterancestors())
