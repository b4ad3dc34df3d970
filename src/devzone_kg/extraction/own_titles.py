"""The plan's own title, number and annexes, as the text names them: none of these is another document."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from devzone_kg.extraction.book_marks import Marked
from devzone_kg.extraction.citation_context import cue_words
from devzone_kg.extraction.document_numbers import DocumentNumber
from devzone_kg.extraction.instruments import bare
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_FOLDED = re.compile(r"[\s“”\"'‘’「」『』〈〉《》<>()\[\]〔〕【】\-—–―,、·:]+")
_BRACKET = r"(?:\s{0,2}[（(][^（()）]{0,60}[)）])?"
_LINE_END = re.compile(r"[^\S\n]*(?:\r?\n|$|\.\w|[\])】])")
_LIST_NUMBER = re.compile(r"[（(]?\d{1,2}[.．、)）]")
_ENTRY = re.compile(r"\s*\d{1,2}\s*[.．、:：]\s*")


@dataclass(frozen=True, slots=True)
class _Grammar:
    issued: re.Pattern[str]  # 《…》印发给你们
    issued_later: re.Pattern[str]  # 《…》已经…同意,现印发给你们
    explained_before: re.Pattern[str]
    explained_after: re.Pattern[str]
    notice_before: re.Pattern[str]
    notice_tail: re.Pattern[str]
    annex_line: re.Pattern[str]
    annex_before: re.Pattern[str]
    annex_after: re.Pattern[str]
    about: re.Pattern[str]
    cites: re.Pattern[str]  # stands before a number that is cited
    cited: re.Pattern[str]  # stands after one


def plain(title: str, vocabulary: Vocabulary) -> str:
    """A title for comparison: without marks, brackets at the end, white space, widths and the word 关于."""
    folded = unicodedata.normalize("NFKC", bare(title) or title)
    return _grammar(vocabulary).about.sub("", _FOLDED.sub("", folded))


def names_plan(outline: Outline, marked: Marked, vocabulary: Vocabulary) -> bool:
    """Whether the words around a title say that it is the plan's: in the notice that issues it, in a link that explains it."""
    grammar, start, end, text = _grammar(vocabulary), marked.span.start, marked.span.end, outline.source.text
    before = text[max(0, start - 12) : start]
    if (
        _in_own_notice(outline, marked, vocabulary)
        or grammar.issued.match(text, end)
        or grammar.explained_before.search(before)
        or grammar.explained_after.match(text, end)
    ):
        return True
    if start == 0 or before[-1:] in "\n。：:" or before[-2:].isspace():
        return grammar.issued_later.match(text, end) is not None
    return False


def notice_title_end(text: str, marked: Marked, vocabulary: Vocabulary) -> int | None:
    """Where the title of a notice ends that has this title in it without marks of its own: 关于印发《…》的通知."""
    grammar = _grammar(vocabulary)
    before = text[max(0, marked.span.start - 8) : marked.span.start]
    tail = grammar.notice_tail.match(text, marked.span.end) if grammar.notice_before.search(before) else None
    return tail.end() if tail else None


def _in_own_notice(outline: Outline, marked: Marked, vocabulary: Vocabulary) -> bool:
    """Whether a title stands in the title of the notice that issues the plan: on its own line, or ahead of all sentences."""
    text = outline.source.text
    end = notice_title_end(text, marked, vocabulary)
    if end is None:
        return False
    if _LINE_END.match(text, end):
        return True
    clause = re.split(r"[，,。；\n]", text[max(0, marked.span.start - 80) : marked.span.start])[-1]
    return end <= _head_end(outline) and not cue_words(vocabulary).search(clause)


def _head_end(outline: Outline) -> int:
    """The end of the first sentence."""
    stop = outline.source.text.find("。", outline.body.start)
    return len(outline.source.text) if stop < 0 else stop


def names_annex(text: str, marked: Marked, vocabulary: Vocabulary) -> bool:
    """Whether a title is named as an annex of the plan: 附件1《…》, 《…》(见附件)."""
    grammar = _grammar(vocabulary)
    before = text[max(0, marked.span.start - 14) : marked.span.start]
    return grammar.annex_before.search(before) is not None or grammar.annex_after.match(text, marked.span.end) is not None


def annex_titles(outline: Outline, vocabulary: Vocabulary) -> frozenset[str]:
    """The titles in the plan's list of annexes, and those above its annexes, folded for comparison."""
    entries: set[str] = set()
    for block in _grammar(vocabulary).annex_line.finditer(outline.source.text):
        for line in block.group(1).splitlines():
            entries.update(plain(e, vocabulary) for e in _ENTRY.split(line) if 4 <= len(e.strip()) <= 80)
    return frozenset(entries)


def own_numbers(outline: Outline, numbers: Sequence[DocumentNumber], vocabulary: Vocabulary) -> frozenset[str]:
    """The plan's own number, without white space: alone on its line, or in the first sentence with no word that cites it."""
    text, grammar, head_end = outline.source.text, _grammar(vocabulary), _head_end(outline)
    own = set()
    for number in numbers:
        line = _line(text, number.span)
        before, after = text[line.start : number.span.start].strip(), text[number.span.end : line.end].strip()
        alone = len(before) + len(after) <= 4 and not _LIST_NUMBER.match(before)
        in_head = number.span.end <= head_end and not (grammar.cites.search(before[-4:]) or grammar.cited.match(after))
        if number.form == "coded" and (alone or in_head):
            own.add(re.sub(r"\s", "", number.text))
    return frozenset(own)


def _line(text: str, span: Span) -> Span:
    start = max(text.rfind("\n", max(0, span.start - 200), span.start) + 1, span.start - 200, 0)
    end = text.find("\n", span.end, span.end + 200)
    return Span(start, end if end >= 0 else min(len(text), span.end + 200))


@cache
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    def either(notation: str) -> str:
        return "|".join(sorted(vocabulary.scheme("citation-word")[notation].words, key=len, reverse=True))

    self_after, annex, short = either("self-after"), either("annex"), either("annex-short")
    chain = rf"{_BRACKET}(?:(?:[、\s]|{either('conjunction')}){{0,3}}《[^《》]{{2,120}}》{_BRACKET}){{0,6}}"
    number = r"[^\S\r\n]{0,3}[\d一二三四五六七八九十]{0,3}"
    return _Grammar(
        re.compile(rf"{chain}(?:[^《》；。\n，,]{{0,4}}|[，,。]\s{{0,2}})(?:{self_after})"),
        re.compile(rf"{chain}[^《；\n]{{0,90}}?(?:{self_after})"),
        re.compile(rf"(?:{either('self-before')})\s*[:：]?\s*$"),
        re.compile(rf"\s?(?:{either('interpretation')})"),
        re.compile(rf"(?:{either('inner-before')})\s*$"),
        re.compile(rf"\s*(?:{either('notice-tail')})"),
        re.compile(
            rf"^[^\S\r\n]*(?:{annex}|{short}(?=[:：])){number}[^\S\r\n]*[:：.、]?[^\S\r\n]*((?:\s{{0,4}}[^\r\n]{{1,120}})(?:\r?\n\s{{0,8}}\d{{1,2}}[.．、][^\r\n]{{1,120}})*)",
            re.MULTILINE,
        ),
        re.compile(rf"(?:{annex}|{short}){number}\s*[:：.、）)]?\s*(?:\d\s*[.．、])?\s*$"),
        re.compile(rf"\s?(?:[（(][^（()）]{{0,4}}|(?:{either('see')})\s?)(?:{annex})|\s?(?:{either('appended')})"),
        re.compile(either("about")),
        re.compile(rf"(?:{cue_words(vocabulary).pattern}|{either('conjunction')}|[（(、，,])$"),
        re.compile(rf"{either('number-tail')}|[、]|{either('conjunction')}"),
    )
