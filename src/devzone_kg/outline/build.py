"""From a text to its outline."""

import re

from devzone_kg.outline import furniture, numbering, numbers, titles
from devzone_kg.outline.ends import boundaries, without_closing
from devzone_kg.outline.model import Numbered, Outline
from devzone_kg.outline.words import numbered_units
from devzone_kg.reading.source import SourceText, Span

_SENTENCE = re.compile(r"[^\s。！？!?][^。！？!?\n\r\t]*[。！？!?]*[”’」』）)]*")
_PARAGRAPH = re.compile(r"\S.*")
_INDENT = re.compile(r"(?=[ \xa0\u3000\u2003])(?:[\u3000\u2003]{2,}|[ \xa0\u3000\u2003]{4,})")


def build(source: SourceText) -> Outline:
    """Find the plan in a text, its title, its numbered items, its paragraphs and its sentences."""
    frame = furniture.find(source)
    text = source.text
    head = titles.find(source, frame)
    paragraphs = _paragraphs(source, frame)
    breaks, lists = boundaries(text, paragraphs, head)
    tree = numbering.Tree(text, breaks)
    skip = tuple(sorted([*frame.outside, *lists, *numbered_units(text, frame.body)]))
    for candidate in numbers.candidates(text, frame.body, source.blocks, skip):
        tree.offer(candidate)
    items = numbering.numbered(text, tree.items(frame.body.end))
    items = without_closing(text, items, paragraphs, [*breaks, frame.body.end])
    return Outline(source, frame.body, frame.outside, head.title, tuple(items), paragraphs, _sentences(text, paragraphs, items))


def _paragraphs(source: SourceText, frame: furniture.Frame) -> tuple[Span, ...]:
    """The body's lines; a line of a flattened text is cut where an indent stands in it."""
    text, outside, found = source.text, set(frame.outside), []
    for block in source.blocks:
        start, end = max(block.span.start, frame.body.start), min(block.span.end, frame.body.end)
        if start >= end or block.span in outside:
            continue
        place = start
        for gap in _INDENT.finditer(text, start, end) if not block.cells else ():
            found.append((place, gap.start()))
            place = gap.end()
        found.append((place, end))
    return tuple(s for a, b in found if (s := _trim(text, a, b)).start < s.end)


def _trim(text: str, start: int, end: int) -> Span:
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return Span(start, end)
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return Span(start + left, start + max(left, len(part.rstrip())))


def _sentences(text: str, paragraphs: tuple[Span, ...], items: list[Numbered]) -> tuple[Span, ...]:
    """The sentences of each paragraph; a run-on number starts one too."""
    found, starts, at = [], [i.start for i in items], 0
    for paragraph in paragraphs:
        for match in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
            place, end = match.span()
            while at < len(starts) and starts[at] < end:
                if starts[at] > place:
                    found.append(_trim(text, place, starts[at]))
                    place = starts[at]
                at += 1
            found.append(_trim(text, place, end))
    return tuple(s for s in found if s.start < s.end)
