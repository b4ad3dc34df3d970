"""Brackets, quotation marks and book marks that have no partner, or one of another width."""

import re
from collections.abc import Iterator

from devzone_kg.facts import Wording
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span

_MARK = re.compile(r"[（）()【】\[\]［］〔〕｛｝{}“”‘’「」『』《》〈〉<>＜＞]")
_FAMILY = {  # opening mark → closing mark of the same width; a family is named by its first closing mark
    "（": "）", "(": ")", "【": "】", "[": "]", "［": "］", "〔": "〕", "｛": "｝", "{": "}", "“": "”", "‘": "’",
    "「": "」", "『": "』", "《": "》", "〈": "〉", "<": ">", "＜": "＞",
}  # fmt: skip
_CLOSING = {close: open_ for open_, close in _FAMILY.items()}
_SAME = ("（(", "［[〔", "｛{", "〈<＜")  # opening marks that are one mark in several widths or shapes
_GROUP = {mark: group for group in _SAME for mark in group}
_LIKE = ("（([［〔【", "《〈<＜")  # a slip of the pen puts one of these for another
_NUMBER = re.compile(r"(?:^|[\s。；;：:，,、！？）)])(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$")  # 1) and 一）
_TERMINAL = "。；;：:！？!?”）)》"
_SLIP_WITHIN = 40


def unpaired(outline: Outline) -> Iterator[Wording]:
    """The marks of the plan that have no partner, in order; `mixed-width` where a pair has marks of two widths.

    Marks pair within a paragraph. A line that ends without a stop goes on in the next, unless an item starts there.
    """
    text, items = outline.source.text, set(outline.starts)
    opened: list[re.Match[str]] = []
    for index, paragraph in enumerate(outline.paragraphs):
        goes_on = index and text[outline.paragraphs[index - 1].end - 1] not in _TERMINAL and paragraph.start not in items
        if opened and not goes_on:
            yield from (_finding(text, m) for m in opened)
            opened = []
        for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
            yield from _take(text, opened, mark, paragraph.start)
    yield from (_finding(text, m) for m in opened)


def _take(text: str, opened: list[re.Match[str]], mark: re.Match[str], floor: int) -> Iterator[Wording]:
    """Take a mark: `opened` holds the marks that wait for a partner."""
    char = mark.group()
    if char in "<>＜＞" and not any(m.group() in "《〈<＜" for m in opened) and char not in "＜":
        return  # less and greater than, arrows, tags
    if char in _FAMILY:
        if opened and opened[-1].group() == char and char in "“‘":
            first = opened.pop()
            yield _finding(text, mark, first)
        else:
            opened.append(mark)
        return
    yield from _close(text, opened, mark, floor)


def _close(text: str, opened: list[re.Match[str]], mark: re.Match[str], floor: int) -> Iterator[Wording]:
    wanted = _CLOSING[mark.group()]
    same = _GROUP.get(wanted, wanted)
    place = next((i for i in range(len(opened) - 1, max(-1, len(opened) - 9), -1) if opened[i].group() in same), None)
    if place is not None:
        yield from (_finding(text, m) for m in opened[place + 1 :])
        if opened[place].group() != wanted:
            yield Wording("mixed-width", text[slice(*mark.span())], Span(*mark.span()), (Span(*opened[place].span()),))
        del opened[place:]
    elif opened and mark.start() - opened[-1].end() <= _SLIP_WITHIN and _slip(opened[-1].group(), wanted):
        yield _finding(text, mark, opened.pop())
    elif not (mark.group() in ")）" and _NUMBER.search(text[max(floor, mark.start() - 5) : mark.start()])):
        yield _finding(text, mark)


def _slip(first: str, second: str) -> bool:
    return any(first in marks and second in marks for marks in _LIKE)


def _finding(text: str, mark: re.Match[str], partner: re.Match[str] | None = None) -> Wording:
    related = (Span(*partner.span()),) if partner else ()
    return Wording("unpaired", text[slice(*mark.span())], Span(*mark.span()), related)
