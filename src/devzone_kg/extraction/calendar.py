"""Which year governs a place of a plan: that of its sentence, of its paragraph's or its section's lead, of the annual plan."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from devzone_kg.extraction import deadlines
from devzone_kg.extraction.deadlines import Anchor
from devzone_kg.extraction.patterns import either
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_DATE_LINE = re.compile(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")
_DATE = re.compile(r"((?:19|20)[0-9]{2})[年./-][0-9]{1,2}[月./-][0-9]{1,2}")
_NUMBER = re.compile(r"[〔\[［【(（]((?:19|20)[0-9]{2})[〕\]］】)）]")
_QUOTED = re.compile(r"《[^《》]{0,200}》")
_BRACKET = re.compile(r"[（(][^（）()]{0,120}[）)]")
_BULLET = re.compile(r"[—–\-·●•◆■★*]")
_MARKS = "。；;！？!?：:\n\t （）()”“ \u3000\u00a0"
_HEAD = 1500  # characters at either end of a text in which its own date stands
_REACH = 1000  # characters back from a figure in which its sentence's deadline is looked for
_MANY = 50  # times that are looked through for a lead
_LEAD = 25  # characters from which a paragraph is more than a heading


@dataclass(frozen=True, slots=True)
class Governed:
    """The year that governs a place, and the words that give it."""

    year: int
    span: Span
    own: bool  # it stands in the sentence itself
    by: bool  # as a deadline: 到2025年, 2025年底前


class Calendar:
    """The times named in a plan."""

    def __init__(self, outline: Outline, vocabulary: Vocabulary, issued: int | None = None) -> None:
        self.outline = outline
        self.text = outline.source.text
        self.issued = issued or issue_year(outline)
        self.annual = _annual(outline, vocabulary)
        context = self.annual.year if self.annual else self.issued
        quoted = [m.span() for m in _QUOTED.finditer(self.text)]
        found = deadlines.anchors(self.text, outline.body.start, outline.body.end, context, vocabulary)
        self.anchors = [a for a in found if not _inside(a.span.start, quoted)]
        brackets = [m.span() for m in _BRACKET.finditer(self.text)]
        self._aside = {a for a in self.anchors if _inside(a.span.start, brackets)}
        self._starts = [a.span.start for a in self.anchors]
        self._paragraphs = [p.start for p in outline.paragraphs]
        self._before_list = _before_lists(outline)
        self._by = vocabulary.scheme("deadline")["by"].words

    def between(self, start: int, end: int) -> list[Anchor]:
        """The times that start in a stretch of text."""
        return self.anchors[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def governing(self, offset: int, sentence: Span, clause_end: int) -> Governed | None:
        """The deadline's year for a figure in a sentence."""
        own = [a for a in self.between(max(sentence.start, offset - _REACH), offset) if _deadline(a) and a not in self._aside]
        paragraph = self.paragraph(offset)
        line = self.text[paragraph.start : paragraph.end]
        row = "\t" in line or line.startswith("|")  # in a table the row's deadline may stand in a later cell
        current = [a for a in own if self.issued is None or (a.year or self.issued) >= self.issued]  # not 2000年前建成的小区
        own = (current or own)[-1:] or [a for a in self.between(offset, paragraph.end if row else clause_end) if _deadline(a)][
            :1
        ]
        if own and own[0].year:
            return Governed(own[0].year, own[0].span, True, own[0].relation == "by")
        return self._inherited(sentence) or self.annual

    def _inherited(self, sentence: Span) -> Governed | None:
        index = self.outline.innermost(sentence.start)
        paragraph = self.paragraph(sentence.start)
        start = max(paragraph.start, self.outline.items[index].start if index is not None else 0)
        lead = self._last_lead(start, sentence.start)
        if lead or index is None:
            return lead
        return self._from_section(index, start)

    def _from_section(self, index: int, paragraph: int) -> Governed | None:
        """The lead of the item, then those of the items around it."""
        lead = self._last_lead(self.outline.items[index].start, self._own_lead(index, paragraph))
        place: int | None = index
        while lead is None and place is not None:
            item = self.outline.items[place]
            lead = self._first_lead(item.start, min(self._lead_end(place), paragraph))
            place = item.parent
        return lead

    def _own_lead(self, index: int, paragraph: int) -> int:
        """For a paragraph of a list (——产业…), the end of the paragraph before the list; else nothing."""
        start = self.outline.items[index].start
        place = bisect_left(self._paragraphs, paragraph)
        if place >= len(self._before_list) or self._paragraphs[place] != paragraph:
            return start
        before = self._before_list[place]
        return start if before is None or self._paragraphs[before] < start else self.outline.paragraphs[before].end

    def _lead_end(self, index: int) -> int:
        """The end of the first paragraph of an item that is more than a heading, at most up to its first child."""
        items, paragraphs = self.outline.items, self.outline.paragraphs
        item = items[index]
        end = items[index + 1].start if index + 1 < len(items) and items[index + 1].parent == index else item.end
        place = bisect_left(self._paragraphs, item.start)
        if place < len(paragraphs) and paragraphs[place].start < end:
            first = paragraphs[place]
            if first.end - first.start < _LEAD and place + 1 < len(paragraphs):
                place += 1
            end = min(end, paragraphs[place].end)
        return end

    def _last_lead(self, start: int, end: int) -> Governed | None:
        """The last deadline of a stretch that governs what follows: 到2025年, or a year at the start of a sentence."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._lead(reversed(self.anchors[max(first, last - _MANY) : last]), start)

    def _first_lead(self, start: int, end: int) -> Governed | None:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._lead(self.anchors[first : min(last, first + _MANY)], start)

    def _lead(self, anchors: Iterable[Anchor], start: int) -> Governed | None:
        for a in anchors:
            if _deadline(a) and a.year and a not in self._aside and self._governs(a, start):
                return Governed(a.year, a.span, False, a.relation == "by")
        return None

    def _governs(self, anchor: Anchor, start: int) -> bool:
        left = self.text[max(start, anchor.span.start - 3) : anchor.span.start]
        return not left or left[-1] in _MARKS or left.endswith(self._by) or self._in_heading(anchor)

    def _in_heading(self, anchor: Anchor) -> bool:
        index = self.outline.innermost(anchor.span.start)
        title = self.outline.items[index].title if index is not None else None
        return title is not None and title.start <= anchor.span.start < title.end and title.end - title.start < _LEAD

    def paragraph(self, offset: int) -> Span:
        """The paragraph that holds an offset."""
        place = bisect_left(self._paragraphs, offset + 1) - 1
        return self.outline.paragraphs[place] if place >= 0 else self.outline.body


def _before_lists(outline: Outline) -> list[int | None]:
    """For each paragraph that belongs to a list (——A, ——B), the place of the paragraph before the list."""
    found: list[int | None] = []
    for place, paragraph in enumerate(outline.paragraphs):
        if not _BULLET.match(outline.source.text, paragraph.start) or place == 0:
            found.append(None)
        else:
            before = found[place - 1]
            found.append(place - 1 if before is None else before)
    return found


def issue_year(outline: Outline) -> int | None:
    """The year of a document's own date: a line that holds nothing else, a date at its head, its newest number."""
    text = outline.source.text
    lines = [text[p.start : p.end] for p in outline.paragraphs if p.end - p.start <= 12]
    dated = [line for line in lines if _DATE_LINE.fullmatch(line)]
    if dated:
        return int(dated[-1][:4])
    head = _DATE.search(text, 0, _HEAD) if outline.outside else None
    if head:
        return int(head[1])
    numbers = [int(m[1]) for m in _NUMBER.finditer(text)]
    return max(numbers, default=None)


def _annual(outline: Outline, vocabulary: Vocabulary) -> Governed | None:
    """The year of an annual plan, from the lead that ends with '如下'; a year in the title alone only dates the plan."""
    first = outline.items[0].start if outline.items else outline.body.end
    end = min(first, outline.body.start + _HEAD)
    cue = either(vocabulary.scheme("deadline")["annual-lead"].words)
    lead = re.compile(rf"(?<![0-9—–-])((?:19|20)[0-9]{{2}})年度?[^。\n]{{0,40}}(?:{cue})")
    years = list(lead.finditer(outline.source.text, outline.body.start, end))
    if len(years) != 1:
        return None
    return Governed(int(years[0][1]), Span(years[0].start(1), years[0].end(1) + 1), False, False)


def _deadline(anchor: Anchor) -> bool:
    return anchor.relation == "by" or (anchor.relation == "in" and anchor.precision != "day")


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    place = bisect_left(spans, (offset + 1, 0)) - 1
    return place >= 0 and spans[place][0] <= offset < spans[place][1]
