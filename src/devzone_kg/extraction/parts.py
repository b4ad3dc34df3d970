"""Which parts of a plan set goals, and which cannot: the situation, conditions, rewards."""

from devzone_kg.extraction import commitments
from devzone_kg.outline import Outline
from devzone_kg.vocabulary import Vocabulary

_HEADING = 20  # characters of a heading that are read
_LEAD = 40  # characters ahead of a list that may announce conditions


def idle(outline: Outline, vocabulary: Vocabulary) -> list[bool]:
    """For each item whether it states the situation, conditions or rewards, by its heading or by that of an item around it."""
    text, words = outline.source.text, commitments.cues(vocabulary).excluded
    found: list[bool] = []
    conditions: dict[int | None, bool] = {}  # by parent: whether the list of its children is one of conditions
    for number, item in enumerate(outline.items):
        if item.ordinal == 1:
            lead = words["conditions-lead"].search(text, max(0, item.start - _LEAD), item.start)
            conditions[item.parent] = lead is not None
        inherited = (item.parent is not None and found[item.parent]) or conditions.get(item.parent, False)
        found.append(inherited or bool(words["section"].search(_heading(outline, number))))
    return found


def aims(outline: Outline, vocabulary: Vocabulary) -> list[bool]:
    """For each item whether it stands under a heading of goals."""
    words = vocabulary.scheme("section")["goals"].words
    found: list[bool] = []
    for number, item in enumerate(outline.items):
        heading = _heading(outline, number)
        found.append((item.parent is not None and found[item.parent]) or any(w in heading for w in words))
    return found


def _heading(outline: Outline, number: int) -> str:
    title = outline.items[number].title
    return outline.source.text[title.start : min(title.end, title.start + _HEADING)] if title else ""
