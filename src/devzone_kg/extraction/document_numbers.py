"""Document numbers as texts write them: 国发〔2018〕42号, 国务院令第713号, 公告2020年第5号, 第19号令, GB 50180-2018."""

import re
from dataclasses import dataclass
from functools import cache

from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_OPEN, _CLOSE = r"[〔\[（(﹝【［]", r"[〕\]）)﹞】］]"
_YEAR = r"(?P<{}>[1１][9９]\d\d|[2２][0０]\d\d)"
_GAP = r"[^\S\r\n]{0,2}"
_COUNT = r"[\d〇零一二三四五六七八九十百]{1,6}"
_SERIAL = rf"{_GAP}第?{_GAP}{_COUNT}(?:[-—–－、]\d{{1,4}})?{_GAP}(?:号|(?=[)）]))"
_CODED = re.compile(
    rf"(?=[〔\[（(﹝【［1１2２])(?:{_OPEN}{_GAP}{_YEAR.format('a')}{_GAP}(?:年?{_GAP}{_CLOSE})?{_SERIAL}"
    rf"|(?<=[\u4e00-\u9fff]){_YEAR.format('b')}{_GAP}{_CLOSE}{_SERIAL})"
)
_STANDARD = re.compile(
    r"[A-Z](?<![A-Za-z][A-Z])[A-Z]{0,5}[^\S\r\n]?\d{0,2}(?:[/／][^\S\r\n]?[A-Z]{0,6}\d{0,2})?"
    r"[^\S\r\n]?\d{1,6}(?:\.\d{1,3})?[^\S\r\n]?[-—–－―][^\S\r\n]?" + _YEAR.format("a") + r"(?!\d)"
    r"|(?<=》[（(])[A-Z]{2,5}(?:[/／][A-Z]{1,3})?[^\S\r\n]?\d{3,6}(?:\.\d{1,3})?(?=[)），,])"  # in any edition
)
_PLAIN = re.compile(rf"(?=[1１2２]){_YEAR.format('a')}{_GAP}年{_GAP}第?{_GAP}{_COUNT}{_GAP}号")
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,24}[^\S\r\n]{0,2}$")
_IN_BRACKET = re.compile(r"[（(〔\[]([^（()）〔〕\[\]，,；;：:。\r\n]{0,60})$")
_DATE = re.compile(r"(?:[\d年月日]+[^\S\r\n]?)+")
_JOINED = re.compile(r"([\u4e00-\u9fff]{2,20})[^\S\r\n、]{0,1}[、\s]$")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as written. `form`: coded (the year in brackets), order, standard, or plain (2020年第5号, no series named)."""

    text: str
    span: Span
    year: int | None
    form: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    order: re.Pattern[str]
    cut: re.Pattern[str]  # the last word of prose before a code
    first: tuple[str, ...]  # characters that are prose only at the start of a run
    organ: re.Pattern[str]
    issuer: re.Pattern[str]  # a body's name before its code: 省政府办公厅|粤府办


def document_numbers(text: str, vocabulary: Vocabulary) -> list[DocumentNumber]:
    """All document numbers of a text, in order, none overlapping."""
    grammar = _grammar(vocabulary)
    found = [_coded(text, m, grammar) for m in _CODED.finditer(text)]
    found += [_order(text, m, grammar) for m in grammar.order.finditer(text)]
    found += [_number(text, m.start(), m, "standard") for m in _STANDARD.finditer(text)]
    found += [_number(text, m.start(), m, "plain") for m in _PLAIN.finditer(text)]
    found.sort(key=lambda n: (n.span.start, -n.span.end))
    kept: list[DocumentNumber] = []
    for number in found:
        if not kept or number.span.start >= kept[-1].span.end:
            kept.append(number)
    return kept


@cache
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    words = vocabulary.scheme("citation-word")
    order = "|".join(sorted(words["order"].words, key=len, reverse=True))
    year = rf"(?:{_OPEN}?{_GAP}{_YEAR.format('a')}{_GAP}年?{_GAP}{_CLOSE}?)?"
    after = rf"(?:{order}){_GAP}{year}{_GAP}第?{_GAP}{_COUNT}{_GAP}号"
    before = rf"(?:{_YEAR.format('b')}{_GAP}年)?{_GAP}第{_GAP}{_COUNT}{_GAP}号{_GAP}(?:{order})"
    cut = "|".join(sorted(words["before-number"].words, key=len, reverse=True))
    organ = "|".join(words["organ"].words)
    return _Grammar(
        re.compile(rf"(?=[{''.join({w[0] for w in words['order'].words})}第\s1１2２])(?:{after}|{before})"),
        re.compile(f".*(?:{cut})", re.DOTALL),
        words["before-number-first"].words,
        re.compile(f"(?:{organ})$"),
        re.compile(f"[\u4e00-\u9fff]*(?:{'|'.join(w for w in words['organ'].words if len(w) > 2)})(?=[\u4e00-\u9fff]{{2}})"),
    )


def _number(text: str, start: int, match: re.Match[str], form: str) -> DocumentNumber:
    year = match.groupdict().get("a") or match.groupdict().get("b")
    return DocumentNumber(text[start : match.end()], Span(start, match.end()), int(year) if year else None, form)


def _coded(text: str, match: re.Match[str], grammar: _Grammar) -> DocumentNumber:
    start = _run_start(text, match.start(), match.end(), grammar)
    issuer = grammar.issuer.match(text, start, match.start())
    return _number(text, issuer.end() if issuer else start, match, "coded")


def _run_start(text: str, end: int, number_end: int, grammar: _Grammar) -> int:
    """Where the code that ends at `end` starts: its run of letters without the prose before it."""
    floor = max(0, end - 26)
    run = _RUN.search(text[floor:end])
    if run is None:
        return end
    start, words = floor + run.start(), run.group()
    cut = grammar.cut.match(words)
    alone = text[start - 1 : start] in ("", "\n") and text[number_end : number_end + 1] in ("", "\r", "\n")
    prose = cut is not None or (text[start - 1 : start] not in ("（", "(", "〔", "[") and not alone)
    if cut:
        start, words = start + cut.end(), words[cut.end() :]
    if prose and words.startswith(grammar.first):
        start, words = start + 1, words[1:]
    return start if words.strip() else end


def _order(text: str, match: re.Match[str], grammar: _Grammar) -> DocumentNumber:
    """A number of a series: with the bodies named before it, of which there may be several."""
    floor = max(0, match.start() - 62)
    bracket = _IN_BRACKET.search(text[floor : match.start()])
    if bracket:
        start = floor + bracket.start(1)
        date = _DATE.match(text, start, match.start())
        cut = grammar.cut.match(bracket.group(1))
        return _number(text, max(date.end() if date else start, start + cut.end() if cut else start), match, "order")
    start = _run_start(text, match.start(), match.end(), grammar)
    joined = _JOINED.search(text[max(0, start - 22) : start]) if start < match.start() else None
    while joined and grammar.organ.search(joined.group(1)):
        start = _run_start(text, start - (len(joined.group()) - len(joined.group(1))), match.end(), grammar)
        joined = _JOINED.search(text[max(0, start - 22) : start])
    return _number(text, start, match, "order")
