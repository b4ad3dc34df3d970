"""Running prose: a named unit as the subject of a verb that gives a role, for a stated task. General exhortation is none."""

import re
from dataclasses import dataclass, field

from devzone_kg.extraction.assigning.grammar import Unit, read_names
from devzone_kg.extraction.assigning.statements import Reader, Statement
from devzone_kg.reading.source import Span

_CLAUSE = re.compile(r"[。;,:!?！？\n\t“”\"()]")
_OPEN_CLAUSE = re.compile(r"[。;,:!?！？\n\t“”\"]|\((?=[^()]*$)")  # the same, brackets that are closed again apart
_SEPARATOR = re.compile("、")
_QUOTED = re.compile(r"[一-龥]“[^“”]{1,10}”$")
_LONGEST_QUOTED = 14
_STOP = re.compile(r"[、,。;:\n()]")
_SENTENCE = re.compile(r"[。!?！？\n\t]")
_LONGEST = 600  # characters of a sentence before and after a cue
_ADVERBS = 40  # characters of adverbs before a cue
_REACH = 200  # characters before a cue in which its subject starts
_FIRM = ("lead", "responsible", "implement")  # roles that a class of units can have in prose


@dataclass(slots=True)
class _Sentence:
    """What was read of one sentence, and the subject that later clauses of its paragraph can go on with."""

    span: Span
    units: list[Unit] = field(default_factory=list)

    def add(self, role: str, names: tuple[Span, ...], cue: Span, reader: Reader) -> None:
        known = {u.span for u in self.units}
        for name in names:
            if name not in known:
                kind = reader.lexicon.names.kind(reader.text[name.start : name.end]) or "agency"
                self.units.append(Unit(role, name, cue, kind))


def find_prose(reader: Reader) -> list[Statement]:
    """Statements that are a sentence of prose."""
    sentences: list[_Sentence] = []
    cues = [*_verbs(reader), *_bodies(reader)]
    for match, is_body in sorted(cues, key=lambda c: c[0].start()):
        if reader.is_taken(match.start()):
            continue
        sentence = _sentence(reader, match.start(), sentences)
        (_read_body if is_body else _read_verb)(reader, match, sentence, sentences)
        if sentence.units and (not sentences or sentences[-1] is not sentence):
            sentences.append(sentence)
    return [_statement(s) for s in sentences]


def _verbs(reader: Reader) -> list[tuple[re.Match[str], bool]]:
    body = reader.outline.body
    return [(m, False) for m in reader.lexicon.words.prose_cue.finditer(reader.text, body.start, body.end)]


def _bodies(reader: Reader) -> list[tuple[re.Match[str], bool]]:
    body = reader.outline.body
    words = reader.lexicon.words
    return [(m, True) for p in (words.body, words.named) for m in p.finditer(reader.text, body.start, body.end)]


def _sentence(reader: Reader, place: int, sentences: list[_Sentence]) -> _Sentence:
    if sentences and sentences[-1].span.start <= place < sentences[-1].span.end:
        return sentences[-1]
    item = reader.outline.innermost(place)
    floor = reader.outline.body.start if item is None else reader.outline.items[item].text_start
    start = _last(_SENTENCE, reader.text, max(min(floor, place), place - _LONGEST), place)
    limit = min(reader.outline.body.end, reader.next_item(place + 1), place + _LONGEST)
    end = _SENTENCE.search(reader.text, place, limit)
    stop = limit if end is None else end.end() if end.group() == "。" else end.start()
    return _Sentence(Span(start, max(stop, place)))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    for match in pattern.finditer(text, start, end):
        start = match.end()
    return start


def _read_body(reader: Reader, match: re.Match[str], sentence: _Sentence, _: list[_Sentence]) -> None:
    """A是…责任主体, A是牵头单位."""
    names = _subject(reader, match.start(), sentence)
    cue = match.groupdict().get("cue")
    role = reader.cue(Span(*match.span("cue"))).roles[0] if cue else "implement"
    sentence.add(role, names, Span(*match.span()), reader)


def _read_verb(reader: Reader, match: re.Match[str], sentence: _Sentence, before: list[_Sentence]) -> None:
    """A牵头, A负责…, A会同B…."""
    words, text = reader.lexicon.words, reader.text
    if words.joined.fullmatch(match.group()):
        _read_joint(reader, match, sentence, before)
        return
    role, cue = _role(reader, match)
    names = _subject(reader, match.start(), sentence)
    attributive = text.startswith(words.possessive, cue.end) and not words.prose_by.search(text, sentence.span.start, cue.start)
    if names and not attributive and _may(reader, names, role):
        sentence.add(role, names, cue, reader)


def _role(reader: Reader, match: re.Match[str]) -> tuple[str, Span]:
    """The role of a verb; a more specific verb right after it (负责配合) decides."""
    words = reader.lexicon.words
    role, cue = words.prose_roles[match.group()], Span(*match.span())
    after = words.prose_chain.match(reader.text, match.end())
    if after and after.group("verb") not in words.weak:
        other = words.prose_roles[after.group("verb")]
        if words.precedence[other] > words.precedence[role]:
            return other, Span(cue.start, after.end())
    return role, cue


def _may(reader: Reader, names: tuple[Span, ...], role: str) -> bool:
    """Whether such units can have the role in prose: a class of units leads, is responsible or implements, no more."""
    kinds = {_kind(reader, n) for n in names}
    named = "agency" in kinds or all(reader.lexicon.names.proper.match(reader.text[n.start : n.end]) for n in names)
    return role in _FIRM or (named and "group" not in kinds)


def _kind(reader: Reader, name: Span) -> str | None:
    """The kind of a unit in prose, where a class has no level before it (园区管理机构)."""
    names, said = reader.lexicon.names, reader.text[name.start : name.end]
    return "group" if names.class_end.search(said) and not names.leveled.match(said) else names.kind(said)


def _subject(reader: Reader, end: int, sentence: _Sentence) -> tuple[Span, ...]:
    """The units before a verb, as its subject: after 由, at the start of the clause, or at the start of the sentence."""
    text, words = reader.text, reader.lexicon.words
    start = _clause(text, max(sentence.span.start, end - _REACH, reader.taken_before(end)), end)
    left = words.prose_tail.search(text, max(start, end - _ADVERBS), end)
    stop = left.start() if left else end
    if not text[start:stop].strip():
        return _opening(reader, start, sentence)
    starts = [m.end() for m in words.prose_by.finditer(text, start, stop)]
    for place in (*starts, start, *_behind(text, start, stop, sentence)):
        names = read_names(reader.lexicon, text, Span(place, stop))
        if names:
            return names
    return ()


def _clause(text: str, floor: int, end: int) -> int:
    """Where the clause starts; the quotation in a name (区“放管服”办) ends none."""
    start = _last(_OPEN_CLAUSE, text, floor, end)
    quoted = _QUOTED.search(text, max(floor, start - _LONGEST_QUOTED), start)
    return _last(_OPEN_CLAUSE, text, floor, quoted.start()) if quoted else start


def _behind(text: str, start: int, stop: int, sentence: _Sentence) -> list[int]:
    """Where a second subject may start in a clause that had one: behind the separators after its verb (由A牵头、B配合)."""
    last = max((u.cue.end for u in sentence.units if u.cue and start < u.cue.end <= stop), default=stop)
    return [m.end() for m in _SEPARATOR.finditer(text, last, stop)]


def _opening(reader: Reader, clause: int, sentence: _Sentence) -> tuple[Span, ...]:
    """The subject with which the sentence opens, for a later clause without one of its own (区发改局要加强统筹,牵头…)."""
    text = reader.text
    if clause <= sentence.span.start or sentence.units:
        return ()
    first = _CLAUSE.search(text, sentence.span.start, clause)
    modal = reader.lexicon.words.modal.search(text, sentence.span.start, first.start() if first else clause)
    names = read_names(reader.lexicon, text, Span(sentence.span.start, modal.start())) if modal else ()
    kinds = {reader.lexicon.names.kind(text[n.start : n.end]) for n in names}
    return names if kinds == {"agency"} else ()


def _read_joint(reader: Reader, match: re.Match[str], sentence: _Sentence, before: list[_Sentence]) -> None:
    text, words = reader.text, reader.lexicon.words
    names = _subject(reader, match.start(), sentence)
    if any(_kind(reader, n) == "group" for n in names):
        return
    partners, stop = _partners(reader, match.end(), sentence.span.end)
    cue = Span(*match.span())
    if not partners:
        if names and reader.lexicon.names.partners.match(text, match.end()):
            sentence.add("lead", names, cue, reader)  # 会同发展改革、商务等部门: the partners are not named
        return
    if names:
        after = words.prose_after.match(text, stop)
        role = words.prose_roles[after.group("verb")] if after else "lead"
        sentence.add(role if role != "support" else "lead", names, cue, reader)
    elif not _has_subject(reader, match.start(), sentence, before):
        return
    sentence.add("support", partners, cue, reader)


def _has_subject(reader: Reader, place: int, sentence: _Sentence, before: list[_Sentence]) -> bool:
    """Whether a named unit was given a role before, in the same paragraph."""
    known = sentence.units or (before[-1].units if before else [])
    if not known or known[-1].kind == "group":
        return False
    between = reader.text[known[-1].span.end : place]
    return "\n" not in between and reader.next_item(known[-1].span.end) > place


def _partners(reader: Reader, start: int, end: int) -> tuple[tuple[Span, ...], int]:
    """The units after 会同, up to the first that is followed by other words, and where they end."""
    text, names = reader.text, reader.lexicon.names
    found: list[Span] = []
    place = start
    while place < end:
        stop = _STOP.search(text, place, end)
        piece = Span(place, stop.start() if stop else end)
        first = _first(reader, piece)
        ended = bool(first) and bool(names.class_end.search(text, first[0].start, first[0].end))
        whole = () if ended and first[0].end < piece.end else read_names(reader.lexicon, text, piece)
        if whole and stop and stop.group() == "、":
            found += whole
            place = stop.end()
            continue
        first = whole or first
        if not first:
            break
        found += first
        place = first[-1].end
        more = names.conjunction.match(text, place)
        if not more:
            break
        place = more.end()
    return tuple(found), place


def _first(reader: Reader, piece: Span) -> tuple[Span, ...]:
    """The name with which a text starts: 有关部门对…, 国家邮政局等部门筛选…."""
    match = reader.lexicon.names.first.match(reader.text, piece.start, piece.end)
    if match is None:
        return ()
    return read_names(reader.lexicon, reader.text, Span(*match.span()))


def _statement(sentence: _Sentence) -> Statement:
    units = tuple(sorted(sentence.units, key=lambda u: u.span))
    return Statement("prose", Span(units[0].span.start, max(sentence.span.end, units[-1].span.end)), units)
