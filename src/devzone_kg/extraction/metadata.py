"""What the text states of the document itself: title, number, issuing body, dates, addressee, validity."""

import re
from collections.abc import Iterable
from functools import cache

from devzone_kg.extraction.names import alternatives
from devzone_kg.extraction.signature import Signature, iso, issuer_of_title, signature
from devzone_kg.facts import Document
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_BREAK = re.compile(r"[ \t\u3000\xa0]*[\r\n]+\s*")
_BRACKETS = re.compile(r"(?:\s*[（(〔][^（()）〕]*[)）〕])+\s*$")
_HEAD = 1500  # characters within which number and addressee stand
_OPEN, _CLOSE = r"[〔﹝\[［【（(]", r"[〕﹞\]］】）)]"
_GAP = r"[ \u3000\xa0]?"
_NUMBER = re.compile(
    rf"[\u3400-\u9fffA-Za-z]{{1,16}}{_GAP}{_OPEN}{_GAP}\d{{2,4}}{_GAP}年?{_CLOSE}{_GAP}(?:第{_GAP})?\d{{1,5}}{_GAP}号"
)
_COUNT = r"[\d〇零一二三四五六七八九十百]{1,5}"
_FIELD_END = r"(?:[\s*_\]】]*[:：][\s*_]*|[ \u3000]*\t\s*)"
_WEB_DATE = (
    r"(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>1[0-2]|0?[1-9])(?!\d)(?:\s?[-/.月]\s?(?P<d>[12]\d|3[01]|0?[1-9])(?!\d))?[日月]?"
)
_COLON = re.compile(r"[:：]")
_LONGEST_ADDRESSEE = 400
_CLOSING = 4  # paragraphs at the end of a part in which validity is stated without naming the document


def document(outline: Outline, vocabulary: Vocabulary) -> Document:
    """The facts of the document itself; its jurisdiction and its issuing agency are found elsewhere."""
    text, words = outline.source.text, _words(vocabulary)
    signed = signature(outline, vocabulary)
    title = _title(outline)
    number = _number(outline, words, signed)
    issuer = _issuer(outline, vocabulary, signed)
    issued = signed.date if signed else _header_date(outline, words["header-date"])
    published = _header_date(outline, words["published"])
    addressee = _addressee(outline, words, signed)
    validity = _validity(outline, words)
    return Document(
        title=title,
        title_span=outline.title,
        document_type=_document_type(title, vocabulary),
        number=_quote(text, number),
        number_span=number,
        issuer=_quote(text, issuer),
        issuer_span=issuer,
        date=iso(text, issued),
        date_span=issued if iso(text, issued) else None,
        published=iso(text, published),
        published_span=published,
        addressee=_quote(text, addressee),
        addressee_span=addressee,
        validity=_quote(text, validity),
        validity_span=validity,
        body=outline.body,
    )


def _quote(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


@cache
def _words(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    """Patterns made of the vocabulary's words, by what they find."""
    furniture, parts = vocabulary.scheme("furniture"), vocabulary.scheme("document-part")
    layout = vocabulary.scheme("layout")
    itself = alternatives(layout["self-reference"].words)
    number, issued = _spread(furniture["header-number"].words), _spread(furniture["header-date"].words)
    web = _spread([*furniture["header-published"].words, *furniture["byline"].words])
    return {
        "number": re.compile(rf"(?:^|[\t|｜\s])[\s\-#>*_【\[]*{number}{_FIELD_END}(?P<value>[^\s][^\n\r\t|｜]*)", re.MULTILINE),
        "issuer": re.compile(rf"{_spread(furniture['header-issuer'].words)}{_FIELD_END}(?P<value>[^\s；;|、，,]{{2,40}})"),
        "none": re.compile(alternatives(parts["none"].words)),
        "order": re.compile(rf"{alternatives(parts['order'].words)}\s{{0,4}}(?P<number>第{_GAP}{_COUNT}{_GAP}号)"),
        "head": re.compile(rf"{alternatives(parts['head'].words)}[\s\u3000]*$"),
        "header-date": re.compile(rf"{issued}{_FIELD_END}(?P<date>{_WEB_DATE})"),
        "published": re.compile(rf"(?<![\u3400-\u9fff]){web}{_FIELD_END}(?P<date>{_WEB_DATE})"),
        "addressee": re.compile(alternatives(parts["addressee"].words)),
        "itself": re.compile(itself),
        "validity": _validity_pattern(vocabulary),
    }


def _spread(words: Iterable[str]) -> str:
    """An alternation of words that may be spread with white space (文 号)."""
    return "(?:" + "|".join(r"\s{0,8}".join(map(re.escape, w)) for w in sorted(words, key=len, reverse=True)) + ")"


def _validity_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    parts = vocabulary.scheme("document-part")
    since, onward, force, term, expiry = (
        alternatives(parts[notation].words)
        for notation in ("since", "onward", "entry-into-force", "term-of-validity", "expiry")
    )
    clause = r"[^，。；\n]"
    start = rf"{since}{clause}{{1,24}}{onward}{clause}{{0,6}}{force}"
    return re.compile(rf"(?:{start}|{term})[^。；\n]{{0,60}}|[年月日]{clause}{{0,4}}{expiry}")


def _title(outline: Outline) -> str | None:
    """The title's lines joined without white space."""
    if outline.title is None:
        return None
    return _BREAK.sub("", outline.source.quote(outline.title)).replace("*", "")


def _document_type(title: str | None, vocabulary: Vocabulary) -> str | None:
    """The type whose longest name ends the title, brackets such as (试行) left aside."""
    bare = _BRACKETS.sub("", title or "").rstrip("》”* ")
    words = vocabulary.words("document-type")
    found = max((w for w in words if bare.endswith(w)), key=len, default=None)
    return words[found] if found else None


def _head_end(outline: Outline, signed: Signature | None) -> int:
    """Where the head ends: at the first numbered item or the signature above an attached plan."""
    first = outline.items[0].start if outline.items else outline.body.end
    ends = [outline.body.start + _HEAD, first, outline.body.end]
    if signed and signed.is_above:
        ends.append(signed.span.start)
    return max(outline.body.start, min(ends))


def _number(outline: Outline, words: dict[str, re.Pattern[str]], signed: Signature | None) -> Span | None:
    """The plan's own number: in the head, where it follows a line's start or the title, else in a crawler's header."""
    text, start = outline.source.text, outline.body.start
    end = _head_end(outline, signed)
    for match in _NUMBER.finditer(text, start, end):
        if _is_own(text, match.start(), start, outline.title, words["head"]):
            return _without_title(match.span(), outline.title)
    order = words["order"].search(text, start, min(end, start + 200))
    if order:
        return Span(*order.span("number"))
    for span in outline.outside:
        field = words["number"].search(text, span.start, span.end)
        if field and not words["none"].match(field["value"]):
            found = _NUMBER.search(text, *field.span("value"))
            return Span(*found.span()) if found else _trimmed(text, *field.span("value"))
    return None


def _is_own(text: str, start: int, body: int, title: Span | None, head: re.Pattern[str]) -> bool:
    before = text[max(body, start - 24) : start]
    if title and title.start <= start < title.end + 2:
        return True
    line = before.rsplit("\n", 1)[-1]
    return not line.strip(" \t\u3000\xa0*#（(") or bool(head.search(before)) or (title is not None and title.end == start)


def _without_title(span: tuple[int, int], title: Span | None) -> Span:
    """A number that follows the title directly without the title's last characters."""
    start, end = span
    return Span(title.end if title and start < title.end < end else start, end)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    span = Span(start + left, start + len(words.rstrip(" \t\u3000*\r\n")))
    return span if span.start < span.end else None


def _issuer(outline: Outline, vocabulary: Vocabulary, signed: Signature | None) -> Span | None:
    """The first signatory, else the body named in the head, at the start of a title, or in a crawler's header."""
    if signed and signed.issuer:
        return signed.issuer
    named = issuer_of_title(outline, vocabulary)
    if named:
        return named
    words = _words(vocabulary)
    for span in outline.outside:
        match = words["issuer"].search(outline.source.text, span.start, span.end)
        if match and not words["none"].match(match["value"]):
            return Span(*match.span("value"))
    return None


def _header_date(outline: Outline, pattern: re.Pattern[str]) -> Span | None:
    """A date in a field of a crawler's header or of the line beneath a title."""
    for span in outline.outside:
        match = pattern.search(outline.source.text, span.start, span.end)
        if match and iso(outline.source.text, Span(*match.span("date"))):
            return Span(*match.span("date"))
    return None


def _addressee(outline: Outline, words: dict[str, re.Pattern[str]], signed: Signature | None) -> Span | None:
    """Whom the document is sent to: the first words of the head that end in a colon and name units."""
    text, end = outline.source.text, _head_end(outline, signed)
    for paragraph in outline.paragraphs:
        colon = _COLON.search(text, paragraph.start, min(paragraph.end, max(end, paragraph.start)))
        if colon is None:
            continue
        span = _trimmed(text, _after(text, paragraph.start, colon.start(), outline.title), colon.start())
        if span is None or "。" in text[span.start : span.end]:
            return None
        if span.end - span.start <= _LONGEST_ADDRESSEE and words["addressee"].search(text, span.start, span.end):
            return span
    return None


def _after(text: str, start: int, end: int, title: Span | None) -> int:
    """Where the line, or in a flattened text what follows title and number, starts."""
    place = max(start, text.rfind("\n", start, end) + 1)
    if title and place <= title.end <= end:
        place = title.end
    numbers = [m.end() for m in _NUMBER.finditer(text, place, end)]
    place = numbers[-1] if numbers else place
    notice = max((m.end() for m in re.finditer(r"[》”][^\s《》：:]{0,6}\s", text[place:end])), default=0)
    return place + notice


def _validity(outline: Outline, words: dict[str, re.Pattern[str]]) -> Span | None:
    """The clause that says when the document takes effect or how long it holds."""
    text = outline.source.text
    for order, paragraph in enumerate(reversed(outline.paragraphs)):
        if order >= _CLOSING and not words["itself"].search(text, paragraph.start, paragraph.end):
            continue
        for match in words["validity"].finditer(text, paragraph.start, paragraph.end):
            start = max(paragraph.start, *(text.rfind(mark, paragraph.start, match.start()) + 1 for mark in "。；"))
            if order < _CLOSING or words["itself"].search(text, start, match.end()):
                return _trimmed(text, _clause_start(text, start, match), match.end())
    return None


def _clause_start(text: str, start: int, match: re.Match[str]) -> int:
    """The match's start; where it began with the end of a date, the start of the clause."""
    if match.group()[0] not in "年月日":
        return match.start()
    return max(start, *(text.rfind(mark, start, match.start()) + 1 for mark in "，,"))
