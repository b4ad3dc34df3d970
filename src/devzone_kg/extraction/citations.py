"""Other documents that a plan refers to: by 《title》, by number, or by both; and documents named without marks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from devzone_kg.extraction import own_titles
from devzone_kg.extraction.book_marks import Marked, marked_titles
from devzone_kg.extraction.citation_context import is_bound, is_listed, issuer_before, relations
from devzone_kg.extraction.document_mentions import named_documents
from devzone_kg.extraction.document_numbers import DocumentNumber, document_numbers
from devzone_kg.extraction.instruments import Kind, is_short_form, kind_of, not_cited_here
from devzone_kg.extraction.places import Places
from devzone_kg.facts import Citation, Mention
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_TO_NUMBER = re.compile(  # 》(以下简称《意见》,国发… 》(2019年修订)(国令… 》精神(国发… 》国发…
    r"\s{0,2}(?:[（(][^（()）《》。]{0,40}[)）]\s{0,2})?[\u4e00-\u9fff]{0,4}[（(〔\[【]\s{0,2}[^（()）。；]{0,30}"
    r"|\s{0,2}(?:[（(][^（()）]{0,40}[)）])?\s{0,2}"
)
_CLOSING = re.compile(r"\s?[)）〕\]]?")
_ROUND = re.compile(r"[（(]")
_BRACKETS, _LIST_MARKS = "〔[（(﹝【［", "、，, \u3000"
_ALIAS_WITHIN = 120
_BRACKET_END = re.compile(r"[^（()）《》。\n]{0,60}[)）]")


@dataclass(slots=True)
class _Draft:
    """A citation in the making."""

    marked: Marked | None
    number: DocumentNumber | None
    kind: Kind = field(default=Kind(None, None))
    end: int = 0
    issuer: Span | None = None
    relation: str = "cites"
    refers_to: Span | None = None

    @property
    def start(self) -> int:
        return self.marked.span.start if self.marked else self.number.span.start if self.number else 0


@dataclass(frozen=True, slots=True)
class _Grammar:
    nested_after: re.Pattern[str]
    alias_before: re.Pattern[str]
    alias_bare: re.Pattern[str]
    number_tail: re.Pattern[str]
    notice_tail: re.Pattern[str]
    follow: re.Pattern[str]
    version: re.Pattern[str]


def citations(outline: Outline, vocabulary: Vocabulary, title: str | None = None) -> tuple[Citation, ...]:
    """The other documents that a plan refers to, each mention, in order. `title` is the plan's own.

    A short form (《意见》 after 以下简称《意见》) is a citation of its own, with the title as written; its `refers_to` is the
    span of the citation that it is short for.
    """
    text, grammar = outline.source.text, _grammar(vocabulary)
    hidden = Places(outline.outside)
    marked = [m for m in marked_titles(text, grammar.nested_after) if m.span.start not in hidden]
    titles = Places([m.span for m in marked])
    seen = [n for n in document_numbers(text, vocabulary) if n.span.start not in hidden]
    numbers = [n for n in seen if n.span.start not in titles]
    drafts = _with_numbers(text, marked, numbers, vocabulary)
    _take_inner_numbers(text, drafts, [n for n in seen if n.span.start in titles])
    own = _Own.find(outline, vocabulary, title, numbers, drafts)
    kept = _kept(outline, vocabulary, drafts, own)
    _relate(text, kept, vocabulary)
    return tuple(_citation(outline, d, grammar) for d in kept)


def mentions(outline: Outline, vocabulary: Vocabulary, cited: Sequence[Citation] | None = None) -> tuple[Mention, ...]:
    """The documents that a plan names without marks; `cited` are its citations, found here where they are not given."""
    return named_documents(outline, vocabulary, citations(outline, vocabulary) if cited is None else cited)


def _with_numbers(text: str, marked: list[Marked], numbers: list[DocumentNumber], vocabulary: Vocabulary) -> list[_Draft]:
    """Titles with the numbers that stand beside them, and numbers that stand alone, in order."""
    starts, used, drafts = [n.span.start for n in numbers], set[int](), list[_Draft]()
    for title in marked:
        after = own_titles.notice_title_end(text, title, vocabulary) or title.span.end
        index = bisect_right(starts, after - 1)
        draft = _Draft(title, None, end=title.span.end)
        drafts.append(draft)
        if index < len(numbers) and index not in used and _TO_NUMBER.fullmatch(text, after, starts[index]):
            bracket = _BRACKET_END.match(text, numbers[index].span.end) if text[after : starts[index]].strip() else None
            draft.end = bracket.end() if bracket else numbers[index].span.end
            last = bisect_right(starts, draft.end)
            used.update(range(index, last))
            _share_out(text, drafts, numbers[index:last])
        elif index and index - 1 not in used and _leads_to(text, numbers[index - 1], title, vocabulary):
            draft.number = numbers[index - 1]
            used.add(index - 1)
    alone = (n for i, n in enumerate(numbers) if i not in used and _stands_alone(text, n, vocabulary))
    return sorted([*drafts, *(_Draft(None, n, end=n.span.end) for n in alone)], key=lambda d: d.start)


def _take_inner_numbers(text: str, drafts: list[_Draft], numbers: list[DocumentNumber]) -> None:
    """Give a title the number that stands in a bracket at its own end: 《关于…的意见（国发…）》."""
    by_end = {d.marked.title.end: d for d in drafts if d.marked and d.number is None}
    for number in numbers:
        closing = _CLOSING.match(text, number.span.end)
        draft = by_end.get(closing.end()) if closing else None
        if draft and draft.marked and number.span.start > draft.marked.title.start:
            draft.number = number


def _share_out(text: str, drafts: list[_Draft], numbers: list[DocumentNumber]) -> None:
    """Give the numbers of one bracket to the titles ahead of it, where there are as many: 《甲》《乙》(国发…、国发…)."""
    first = len(drafts) - 1
    while (
        first and drafts[first - 1].number is None and not text[drafts[first - 1].end : drafts[first].start].strip(_LIST_MARKS)
    ):
        first -= 1
    group = drafts[first:] if len(drafts) - first == len(numbers) else drafts[-1:]
    for draft, number in zip(group, numbers, strict=False):
        draft.number = number


def _stands_alone(text: str, number: DocumentNumber, vocabulary: Vocabulary) -> bool:
    """Whether a number beside no title is a document's; a year in round brackets may be anything's: 地铁(2020)2号线."""
    if number.form not in ("coded", "order") or number.text[0] in _BRACKETS:
        return False
    return not _ROUND.search(number.text) or _grammar(vocabulary).follow.match(text, number.span.end) is not None


def _leads_to(text: str, number: DocumentNumber, title: Marked, vocabulary: Vocabulary) -> bool:
    """Whether a number belongs to the title right after it: 国发〔2018〕42号文件《…》."""
    end, start = number.span.end, title.span.start
    return 0 <= start - end <= 4 and _grammar(vocabulary).number_tail.fullmatch(text, end, start) is not None


@dataclass(slots=True)
class _Own:
    """What is the plan's own: folded titles, short forms and numbers."""

    titles: set[str]
    annexes: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def find(
        cls, outline: Outline, vocabulary: Vocabulary, title: str | None, numbers: list[DocumentNumber], drafts: list[_Draft]
    ) -> "_Own":
        text = outline.source.text
        stated = [title, outline.title and outline.source.quote(outline.title)]
        own = cls(
            {own_titles.plain(t, vocabulary) for t in stated if t},
            own_titles.annex_titles(outline, vocabulary),
            own_titles.own_numbers(outline, numbers, vocabulary),
        )
        for draft in drafts:
            if draft.marked and not own.is_foreign(draft.number) and own_titles.names_plan(outline, draft.marked, vocabulary):
                own.titles.add(own_titles.plain(text[slice(*draft.marked.title)], vocabulary))
        own.titles.discard("")
        return own

    def is_foreign(self, number: DocumentNumber | None) -> bool:
        """Whether a number is another document's."""
        return number is not None and number.form != "standard" and re.sub(r"\s", "", number.text) not in self.numbers


def _kept(outline: Outline, vocabulary: Vocabulary, drafts: list[_Draft], own: _Own) -> list[_Draft]:
    """The drafts that name another document, with issuers, kinds and what short forms refer to."""
    text, kept = outline.source.text, []
    short_forms = _ShortForms(text, vocabulary, own)
    for draft in drafts:
        if draft.marked is None:
            if own.is_foreign(draft.number):
                kept.append(draft)
                short_forms.last, short_forms.last_end = draft, draft.end
            continue
        draft.issuer = issuer_before(text, draft.start, vocabulary)
        draft.kind = kind_of(text[slice(*draft.marked.title)], vocabulary)
        meant = None if own.is_foreign(draft.number) else short_forms.meant(draft, kept)
        if meant is not _PLAN and (meant or _is_other(outline, vocabulary, draft, own)):
            draft.refers_to = Span(meant.start, meant.end) if meant else None
            kept.append(draft)
        short_forms.last, short_forms.last_end = (draft if kept and kept[-1] is draft else _PLAN), draft.end
    return kept


_PLAN = _Draft(None, None)  # stands for the plan itself


class _ShortForms:
    """Short forms (以下简称《意见》) and what they stand for, read in the order of the text."""

    def __init__(self, text: str, vocabulary: Vocabulary, own: _Own) -> None:
        self.text, self.vocabulary, self.own = text, vocabulary, own
        self.known: dict[str, _Draft] = {}
        self.last, self.last_end = _PLAN, 0  # the document named last, and where
        self.bare = list(_grammar(vocabulary).alias_bare.finditer(text))[::-1]

    def meant(self, draft: _Draft, cited: list[_Draft]) -> _Draft | None:
        """The document that a draft's title is short for: a citation, `_PLAN`, or None where it is no short form."""
        assert draft.marked is not None
        while self.bare and self.bare[-1].start() < draft.start:
            alias = self.bare.pop()
            self._bind(alias.group(1), alias.start())
        words = self.text[slice(*draft.marked.title)]
        if _grammar(self.vocabulary).alias_before.search(self.text[max(0, draft.start - 12) : draft.start]):
            self._bind(words, draft.start)
        if words in self.known:
            return self.known[words]
        if not is_short_form(words, self.vocabulary):
            return None
        if draft.issuer is None and any(t.endswith(words) for t in self.own.titles):
            return _PLAN
        return next((c for c in reversed(cited[-8:]) if c.marked and self._title(c).endswith(words)), None)

    def _bind(self, words: str, offset: int) -> None:
        """Take `words` as short for the document named last, where that is in the same sentence."""
        if offset - self.last_end <= _ALIAS_WITHIN and "。" not in self.text[self.last_end : offset]:
            self.known[words] = self.last

    def _title(self, draft: _Draft) -> str:
        return own_titles.plain(self.text[slice(*draft.marked.title)], self.vocabulary) if draft.marked else ""


def _is_other(outline: Outline, vocabulary: Vocabulary, draft: _Draft, own: _Own) -> bool:
    """Whether a title in marks names an official document that is not the plan or a part of it."""
    assert draft.marked is not None
    text, marked = outline.source.text, draft.marked
    if own.is_foreign(draft.number):
        return True
    folded = own_titles.plain(text[slice(*marked.title)], vocabulary)
    if not folded or own_titles.names_plan(outline, marked, vocabulary) or (folded in own.titles and draft.issuer is None):
        return False
    if (
        folded in own.annexes
        or own_titles.names_annex(text, marked, vocabulary)
        or not_cited_here(text, marked.span, vocabulary)
    ):
        return False
    if draft.kind.official is None:
        return marked.sure and (
            draft.number is not None or is_bound(text, draft.issuer.start if draft.issuer else draft.start, vocabulary)
        )
    return draft.kind.official and (marked.sure or len(folded) >= 4)


def _relate(text: str, kept: list[_Draft], vocabulary: Vocabulary) -> None:
    """Give each citation its relation; those of one list (《…》和《…》) share the words around it."""
    first = 0
    for place, draft in enumerate(kept, 1):
        following = kept[place] if place < len(kept) else None
        if following and is_listed(text, draft.end, following.start, vocabulary):
            continue
        group = kept[first:place]
        spans = [Span(d.issuer.start if d.issuer else d.start, d.end) for d in group]
        for member, relation in zip(group, relations(text, spans, [d.kind.legal for d in group], vocabulary), strict=True):
            member.relation = relation
        first = place


def _citation(outline: Outline, draft: _Draft, grammar: _Grammar) -> Citation:
    text, marked, number = outline.source.text, draft.marked, draft.number
    index = outline.innermost(draft.start)
    inner = marked.inner if marked and marked.inner and grammar.notice_tail.match(text, marked.inner.end + 1) else None
    return Citation(
        title=text[slice(*marked.title)] if marked else None,
        inner_title=text[slice(*inner)] if inner else None,
        number=number.text if number else None,
        number_span=number.span if number else None,
        relation=draft.relation,
        span=Span(draft.start, draft.end),
        year=number.year if number and number.year else _version(text, marked, grammar),
        issuer=text[slice(*draft.issuer)] if draft.issuer else None,
        issuer_span=draft.issuer,
        item=None if index is None else str(index),
        refers_to=draft.refers_to,
    )


def _version(text: str, marked: Marked | None, grammar: _Grammar) -> int | None:
    """The year of the version in a bracket at the title's end or after it: (2019年修订)."""
    if marked is None:
        return None
    version = grammar.version.search(text, marked.title.start, marked.title.end) or grammar.version.match(text, marked.span.end)
    return int(version.group(1)) if version else None


@cache
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    words = vocabulary.scheme("citation-word")

    def either(notation: str) -> str:
        return "|".join(sorted(words[notation].words, key=len, reverse=True))

    return _Grammar(
        re.compile(rf"(?:{either('inner-before')})\s*$"),
        re.compile(rf"(?:{either('alias')})[^《》（()）\w]{{0,3}}$"),
        re.compile(rf"(?:{either('alias')})[^\w《》]{{0,3}}([\u4e00-\u9fffA-Za-z\d]{{2,20}})[^\w《》]{{0,2}}[)）]"),
        re.compile(rf"\s{{0,2}}(?:{either('number-tail')})?\s{{0,2}}"),
        re.compile(rf"\s?(?:{either('notice-tail')})"),
        re.compile(rf"(?:{either('number-tail')}|{either('named-follow')})|[^\u4e00-\u9fff]|$"),
        re.compile(rf"\s?[（(][^（()）]{{0,12}}?((?:19|20)\d\d)\s?年?\s?(?:\d{{1,2}}月)?(?:{either('version')})"),
    )
