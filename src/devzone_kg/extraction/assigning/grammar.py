"""The grammar of a list of units with roles, as it stands in a bracket, after a cue, in a table cell or in a sentence.

A list is cut into pieces at its separators (outside inner brackets); each piece is matched against the productions
below, in their order; what a piece says of the units read so far follows from its kind. The nearest cue decides.
A new style is one more production, with an example.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from devzone_kg.extraction.assigning.names import Names, names_of
from devzone_kg.extraction.assigning.words import Words, words_of
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_PIECE = re.compile(r"(?:\([^()]{0,80}(?:\([^()]{0,20}\)[^()]{0,40}){0,3}\)|[^、,;。/|\s()]|\()+")
_LONGEST = 120  # characters of a piece that can hold names
_FIELD_NAME = 16  # after a cue, a name without a known ending may be this long


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that give a role; a compound cue (配合/责任单位) has several, the first that the context allows counts."""

    roles: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its role, read from a list."""

    role: str
    span: Span
    cue: Span | None
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a list: names, then what follows from them."""

    kind: str  # list | verb | joint | partners | mark | skip | junk
    names: tuple[Span, ...] = ()
    partners: tuple[Span, ...] = ()
    role: str | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The units of a list; `clean` where every piece was understood, `cued` where some piece gave a role."""

    units: tuple[Unit, ...]
    clean: bool
    cued: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the productions know: the words of assignments and the look of names."""

    words: Words
    names: Names


@dataclass(frozen=True, slots=True)
class Production:
    """A form that a piece can have: an example, and how it is recognised."""

    name: str
    example: str
    read: Callable[[Lexicon, str, Span, bool], Piece | None]


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary."""
    return Lexicon(words_of(vocabulary), names_of(vocabulary))


def read_list(lexicon: Lexicon, text: str, span: Span, cue: Cue | None, after_lead: bool = False) -> Reading:
    """Read a list of units in folded text; `cue` stands before it, `after_lead` tells that a lead is named."""
    state = _State(lexicon, text, cue, after_lead)
    last = span.start
    for place in _pieces(lexicon, text, span, in_field=cue is not None and "official" not in cue.roles):
        gap = text[last : place.start]
        state.separate(gap)
        piece = _read_piece(lexicon, text, place, cue is not None)
        if piece.kind == "junk" and gap == "、" and state.waiting:
            piece = _read_piece(
                lexicon, text, place, in_field=True
            )  # an unknown word behind 、 names what the ones before it do
        state.take(piece)
        last = place.end
    state.close()
    return Reading(tuple(sorted(state.units, key=lambda u: u.span)), state.clean, state.cued)


def read_names(lexicon: Lexicon, text: str, span: Span) -> tuple[Span, ...]:
    """The units of a text that is nothing but a list of them, as in prose or a heading; else nothing."""
    if not lexicon.names.endings.search(text, *span):
        return ()
    span = _trim(text, span)
    found: list[Span] = []
    for place in _pieces(lexicon, text, span, in_field=False):
        names = _names(lexicon, text, place, in_field=False)
        if not names or not all(lexicon.names.is_formal(text[n.start : n.end]) for n in names):
            return (span,) if lexicon.names.is_class(text[span.start : span.end]) else ()
        found += names
    return tuple(found)


def _pieces(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> Iterator[Span]:
    """Cut at separators; a name broken by white space or whose head is shared (各市、县人民政府) stays whole."""
    held: Span | None = None
    for match in _PIECE.finditer(text, span.start, span.end):
        here = Span(*match.span())
        if held is not None and _belongs(lexicon, text, held, here, in_field):
            held = Span(held.start, here.end)
            continue
        if held is not None:
            yield held
        held = here
    if held is not None:
        yield held


def _belongs(lexicon: Lexicon, text: str, left: Span, right: Span, in_field: bool) -> bool:
    gap, name, rest = text[left.end : right.start], text[left.start : left.end], text[right.start : right.end]
    if gap == "、":
        by = lexicon.words.by.match(name)
        bare = lexicon.words.etc.sub("", lexicon.words.tail.sub("", rest))
        return lexicon.names.shares_head(name[by.end() :] if by else name, bare)
    if not gap.isspace() or len(name) > 12:
        return False
    if len(name) == 1 and len(rest) <= 2:
        return True
    whole = lexicon.names.kind(name) is not None or lexicon.words.tail.search(name) or name.endswith(")")
    return not whole and lexicon.names.kind(rest) is not None and in_field


def _read_piece(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> Piece:
    for production in PRODUCTIONS if span.end - span.start <= _LONGEST else ():
        piece = production.read(lexicon, text, span, in_field)
        if piece is not None:
            return piece
    return Piece("junk")


# --- the productions ----------------------------------------------------------------------------------------------------


def _rule(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> Piece | None:
    said, words = text[span.start : span.end], lexicon.words
    if words.onwards.search(said) or words.first_listed.search(said) or words.carried.match(said):
        return Piece("skip")
    opening = words.carried_opening.match(said)
    if opening and opening.end() > 2:
        return _verb(lexicon, text, Span(span.start + opening.end(), span.end), in_field)
    return None


def _nothing(lexicon: Lexicon, text: str, span: Span, _: bool) -> Piece | None:
    said = text[span.start : span.end]
    if said in lexicon.words.none or said.isdigit():
        return Piece("skip")
    return Piece("skip") if lexicon.words.deadline.search(said) and not lexicon.names.kind(said) else None


def _marked(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> Piece | None:
    mark = lexicon.words.mark.search(text, span.start, span.end)
    if mark is None or mark.start() == span.start:
        return None
    names = _names(lexicon, text, Span(span.start, mark.start()), in_field)
    cue = Span(*mark.span("cue"))
    return Piece("mark", names, role=_role(lexicon.words, text, cue), cue=cue) if names else None


def _verb(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> Piece | None:
    tail = lexicon.words.tail.search(text, span.start, span.end)
    if tail is None or not (lexicon.words.verb.search(tail.group()) or lexicon.words.part.search(tail.group())):
        return None
    cue, role = Span(*tail.span()), _role(lexicon.words, text, Span(*tail.span()))
    if tail.start() == span.start:
        return Piece("verb", role=role, cue=cue)
    subject = Span(span.start, tail.start())
    joint = _with(lexicon, text, subject, in_field)
    if joint is not None:
        return Piece("joint", joint.names, joint.partners, role, cue)
    names = _names(lexicon, text, subject, in_field)
    open_list = lexicon.words.etc.search(text, subject.start, subject.end) is not None
    if names and not open_list and all(lexicon.names.kind(text[n.start : n.end]) is None for n in names):
        return None
    known = bool(names) or lexicon.words.etc.fullmatch(text[span.start : tail.start()]) is not None
    return Piece("verb", names, role=role, cue=cue) if known else None


def _acting(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> Piece | None:
    acts = lexicon.words.acts.fullmatch(text, span.start, span.end)
    if acts is None or lexicon.names.is_unit(text[span.start : span.end]):
        return None
    subject = _without_by(lexicon, text, Span(*acts.span("name")))
    name = lexicon.words.etc.sub("", text[subject.start : subject.end])
    if not lexicon.names.is_unit(name):
        return None
    cue = Span(*acts.span("verb"))
    return Piece("verb", _names(lexicon, text, subject, in_field), role=_role(lexicon.words, text, cue), cue=cue)


def _with(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> Piece | None:
    joined = lexicon.words.joined.search(text, span.start, span.end)
    if joined is None:
        return None
    partners = _names(lexicon, text, Span(joined.end(), span.end), in_field)
    names = _names(lexicon, text, Span(span.start, joined.start()), in_field) if joined.start() > span.start else ()
    if not partners or (joined.start() > span.start and not names):
        return None
    return Piece("joint" if names else "partners", names, partners, cue=Span(*joined.span()))


def _list(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> Piece | None:
    names = _names(lexicon, text, span, in_field)
    return Piece("list", names) if names else None


PRODUCTIONS = (
    Production("a rule of the document", "列第一位者为牵头单位 · 下同 · 以下均需各片区配合 · 不再列出", _rule),
    Production("no unit, or a time limit", "无 · 同上 · 2021年6月底前完成 · 长期坚持", _nothing),
    Production("a role in brackets after the unit", "区发改局(牵头)", _marked),
    Production(
        "units with a verb", "由区发改局牵头 · 区财政局等按职责分工负责 · 按职责分工负责 · A会同B负责 · A为牵头单位", _verb
    ),
    Production("units together with others", "区发改局会同区财政局 · 会同区财政局", _with),
    Production("a unit, a verb and its task", "区财政局负责资金保障", _acting),
    Production("units without a cue", "区发改局 · 省委编办和各设区市人民政府 · 区财政局等部门", _list),
)


# --- names in a piece ---------------------------------------------------------------------------------------------------


def _without_by(lexicon: Lexicon, text: str, span: Span) -> Span:
    by = lexicon.words.by.match(text, span.start, span.end)
    return Span(by.end(), span.end) if by and by.end() < span.end else span


def _names(lexicon: Lexicon, text: str, span: Span, in_field: bool) -> tuple[Span, ...]:
    """The names of a piece, or nothing where some part of it is none."""
    found: list[Span] = []
    if span.end - span.start > _LONGEST:
        return ()
    for part in lexicon.names.split(text, _without_by(lexicon, text, _trim(text, span))):
        etc = lexicon.words.etc.search(text, part.start, part.end)
        name = _trim(text, Span(part.start, etc.start()) if etc else part)
        if name.start == name.end and etc:
            continue
        if not _is_name(lexicon, text[name.start : name.end], in_field):
            cut = lexicon.names.first.match(text, name.start, name.end)
            if not (in_field and cut and text[cut.end()].isascii() and text[cut.end()].isalnum()):
                return ()
            name = Span(*cut.span())  # 区经济发展局H5解读: run-on text
        if in_field:
            name = lexicon.names.without_person(text, name)
        found += lexicon.names.glued(text, name) if in_field else [name]
    return tuple(found)


_LEADING = re.compile(r"[\s*★☆▲●]*(?:\d{1,2}[.)]|\([一二三四五六七八九十]{1,3}\)|[①-⑳])?\s*")


def _trim(text: str, span: Span) -> Span:
    said = text[span.start : span.end]
    if said and "一" <= said[0] <= "龥" and "一" <= said[-1] <= "龥":
        return span
    lead = _LEADING.match(said)
    start = span.start + (lead.end() if lead else 0)
    return Span(start, max(start, span.start + len(said.rstrip(" *★☆▲●\t\n"))))


def _is_name(lexicon: Lexicon, name: str, in_field: bool) -> bool:
    names = lexicon.names
    if names.kind(name) is not None:
        return in_field or (names.is_plain(name) and name not in names.generic)
    return in_field and 2 <= len(name) <= _FIELD_NAME and not names.no_inside.search(name) and not re.search(r"[:0-9]", name)


def _role(words: Words, text: str, span: Span) -> str:
    """The role that a cue or a phrase of verbs gives: that of its most specific word."""
    said = re.sub(r"\s", "", text[span.start : span.end])
    parts = [p for p in words.part.findall(said) if len(p) > 2]  # 为责任单位
    verbs = [said] if said in words.role_of else parts or words.verb.findall(said)
    firm = [v for v in verbs if v not in words.weak] or verbs
    return max((words.role_of[v] for v in firm), key=lambda r: words.precedence[r], default="responsible")


# --- what the pieces say together ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _State:
    lexicon: Lexicon
    text: str
    cue: Cue | None
    after_lead: bool
    units: list[Unit] = field(default_factory=list)
    waiting: list[Span] = field(default_factory=list)  # names that still need a cue
    partners: list[Span] = field(default_factory=list)  # names after 会同
    joint: Span | None = None  # that 会同
    clean: bool = True
    cued: bool = False

    def separate(self, gap: str) -> None:
        if self.joint is not None and ("," in gap or ";" in gap or "。" in gap):
            self._close_joint(None, None)
        if ";" in gap or "。" in gap:
            self._flush(None, None)

    def take(self, piece: Piece) -> None:
        self.cued = self.cued or piece.role is not None or piece.kind in ("joint", "partners")
        if piece.kind == "junk":
            self.clean = False
        elif piece.kind == "mark":
            self._add(piece.names, piece.role, piece.cue)
        elif piece.kind == "list":
            (self.partners if self.joint is not None else self.waiting).extend(piece.names)
        elif piece.kind in ("joint", "partners"):
            self._close_joint(None, None)
            if piece.kind == "partners" or piece.names:
                self.waiting.extend(piece.names)
            self.partners.extend(piece.partners)
            self.joint = piece.cue
            if piece.role is not None:
                self._close_joint(piece.role, piece.cue)
        elif piece.kind == "verb":
            (self.partners if self.joint is not None else self.waiting).extend(piece.names)
            if self.joint is not None:
                self._close_joint(piece.role, piece.cue)
            else:
                self._flush(piece.role, piece.cue)

    def close(self) -> None:
        self._close_joint(None, None)
        self._flush(None, None)

    def _close_joint(self, role: str | None, cue: Span | None) -> None:
        if self.joint is None:
            return
        joint, partners = self.joint, self.partners
        self.joint, self.partners = None, []
        keep = self.cue is not None and self._default() not in ("responsible", "support")
        self._flush(role or (None if keep else "lead"), cue or joint)
        self._add(partners, "support", joint)

    def _flush(self, role: str | None, cue: Span | None) -> None:
        waiting, self.waiting = self.waiting, []
        self._add(waiting, role, cue)

    def _default(self) -> str:
        roles = self.cue.roles if self.cue else ("responsible",)
        if len(roles) > 1 and "support" in roles:
            return "support" if self.after_lead else next(r for r in roles if r != "support")
        return roles[0]

    def _add(self, spans: list[Span] | tuple[Span, ...], role: str | None, cue: Span | None) -> None:
        names = self.lexicon.names
        for span in spans:
            name = self.text[span.start : span.end]
            given = role or self._default()
            person = names.person(name) if "official" in (self.cue.roles if self.cue else ()) else None
            if person is not None:
                span = Span(span.start + person[0], span.start + person[1])  # noqa: PLW2901
                self.units.append(Unit("official", span, cue or (self.cue.span if self.cue else None), "person"))
                continue
            if given == "official":
                other = [r for r in (self.cue.roles if self.cue else ()) if r != "official"]
                if names.kind(name) is None or names.post.search(name):
                    continue
                given = other[0] if other else "responsible"
            kind = names.kind(name) or "agency"
            self.units.append(Unit(given, span, cue or (self.cue.span if self.cue else None), kind))
