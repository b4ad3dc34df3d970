"""Where items end before the next number: at signatures, annexes and paragraphs that speak of the whole plan."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from devzone_kg.outline.model import Numbered
from devzone_kg.outline.titles import Head
from devzone_kg.outline.words import pattern
from devzone_kg.reading.source import Span

_DAY = r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*"
_ANY_DATE = rf"(?:\d{{4}}|[二〇○零一三四五六七八九]{{4}})\s*年{_DAY}月{_DAY}日"
_DATE = re.compile(rf"[（(]?{_ANY_DATE}[）)]?$")
_DATE_AT_END = re.compile(rf"{_ANY_DATE}\s*[\u4e00-\u9fff]{{0,2}}$")
_MARKS = re.compile(r"[。，；：:;,、]|^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_NUMBER = re.compile(r"\s*(?:\d{1,2}\s*[.．、]|[（(]\d{1,2}[)）])")
_SIGNATURES = 15
_SIGNATURE_LENGTH = 45


def boundaries(text: str, paragraphs: tuple[Span, ...], head: Head) -> tuple[list[int], list[Span]]:
    """Places that end all items before them, and lists of annexes, whose numbers are no items."""
    annex = pattern("layout", ("annex",), r"[*#\s]*{}\s*(?P<number>[一二三四五六七八九十\d]{0,3})\s*(?P<colon>[:：])?")
    remark = pattern("furniture", ("remark",), r"[（(]?\s*{}\s*[）)：:]")
    found: set[int] = set()
    lists: list[Span] = []
    for i, span in enumerate(paragraphs):
        if span.end - span.start > 200:
            continue
        words = text[span.start : span.end]
        match = annex.match(words)
        if match and (match["colon"] or not re.search(r"[。，；]", words)):
            found.add(span.start)
            if match["colon"] and not match["number"] and _NUMBER.match(words, match.end()):
                lists.append(_annex_list(text, paragraphs, i))
        elif _DATE.match(words):
            found.add(_signature(text, paragraphs, i))
        elif remark.match(words) or _is_signed(words):
            found.add(span.start)
    if head.attached is not None:
        found.add(head.attached)
    return sorted(found), lists


def _is_signed(words: str) -> bool:
    """Whether a line holds a body and a date: at the end of the text, or in the imprint (某办公室2021年5月6日印发)."""
    date = _DATE_AT_END.search(words) if "日" in words else None
    if date is None or _MARKS.search(words[: date.start()]):
        return False
    return bool(pattern("layout", ("organ",), "{}$").search(words[: date.start()].rstrip()))


def _annex_list(text: str, paragraphs: tuple[Span, ...], index: int) -> Span:
    last = index
    while last + 1 < len(paragraphs) and last - index < 40:
        span = paragraphs[last + 1]
        words = text[span.start : span.end]
        if not _NUMBER.match(words) or len(words) > 80 or "。" in words:
            break
        last += 1
    return Span(paragraphs[index].start, paragraphs[last].end)


def _signature(text: str, paragraphs: tuple[Span, ...], index: int) -> int:
    """Where the lines of the signature above a date start."""
    first = index
    while first > 0 and index - first < _SIGNATURES:
        span = paragraphs[first - 1]
        if span.end - span.start > _SIGNATURE_LENGTH or _MARKS.search(text[span.start : span.end]):
            break
        first -= 1
    return paragraphs[first].start


def without_closing(text: str, items: list[Numbered], paragraphs: tuple[Span, ...], ends: list[int]) -> list[Numbered]:
    """Items that end before the paragraph which closes the plan."""
    starts = [p.start for p in paragraphs]
    result = list(items)
    for index in _last_items(items, ends):
        item = items[index]
        own = paragraphs[max(0, bisect_right(starts, item.start) - 1) : bisect_left(starts, item.end)]
        stop = _closing(text, item, own)
        if stop is None:
            continue
        at: int | None = index
        while at is not None:
            current = result[at]
            trimmed = len(text[current.start : stop].rstrip()) + current.start
            result[at] = replace(current, end=min(current.end, trimmed))
            at = current.parent
    return result


def _last_items(items: list[Numbered], ends: list[int]) -> list[int]:
    """The last item before each place that ends items."""
    starts = [i.start for i in items]
    found = {bisect_left(starts, end) - 1 for end in ends}
    return sorted(i for i in found if i >= 0)


def _closing(text: str, item: Numbered, own: tuple[Span, ...]) -> int | None:
    """Where the closing paragraph starts among the paragraphs of the last item."""
    itself = pattern("layout", ("self-reference",))
    everyone = pattern("layout", ("general-subject",))
    for i in range(1, len(own)):
        span = own[i]
        heading_only = i == 1 and item.title is not None and item.title.end >= own[0].end - 1
        if heading_only:
            continue
        assigned = text[own[i - 1].end - 1] in ")）"
        if itself.match(text, span.start, span.end):
            return span.start
        if everyone.match(text, span.start, span.end) and (assigned or item.level > 1):
            return span.start
    return _closing_run_on(text, item, own)


def _closing_run_on(text: str, item: Numbered, own: tuple[Span, ...]) -> int | None:
    """Where, in a text without line breaks, the words that speak of the document follow the last item."""
    if not own:
        return None
    start = max(item.text_start + 1, own[-1].start)
    match = pattern("layout", ("self-reference",), r"(?<=[ \u3000\xa0]){}").search(text, start, own[-1].end)
    return match.start() if match else None
