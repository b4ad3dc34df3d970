"""Lead officials and members of leading groups by name, with the post where the text gives it.

A person counts only in a field that names officials (牵头领导:…, 组长:…) or in a table column of that name;
leaders whom the prose refers to are no actors of the plan.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from devzone_kg.extraction.names import alternatives, matches
from devzone_kg.facts import Person
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Block, Span
from devzone_kg.vocabulary import Vocabulary

_LONGEST_FIELD = 300
_PIECE = re.compile(r"[^、，,；;\s（）()]+(?:[ \u3000\xa0]{0,2}[（(](?P<inner>[^（）()\n]{1,40})[)）])?")


@dataclass(frozen=True, slots=True)
class _Words:
    field: re.Pattern[str]
    field_end: re.Pattern[str]
    cues: frozenset[str]
    name: re.Pattern[str]
    spaced: re.Pattern[str]
    post: re.Pattern[str]
    post_then_name: re.Pattern[str]
    name_then_post: re.Pattern[str]
    never: frozenset[str]
    unit_ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch between marks: the post it gives, the name it gives, or both."""

    name: Span | None
    post: Span | None


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    scheme = vocabulary.scheme("person-word")
    cues = (*vocabulary.scheme("role")["official"].texts("fieldCue"), *scheme["group-field"].words[1:])
    single, double = (alternatives(scheme[n].words[1:]) for n in ("surname", "compound-surname"))
    name = rf"(?:{double}[\u4e00-\u9fff]{{1,2}}|{single}[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,5}}·[\u4e00-\u9fff·]{{1,8}})"
    post = rf"[\u4e00-\u9fff]{{0,16}}?{alternatives(w for c in vocabulary.scheme('post').values() for w in c.words)}"
    spaced = "|".join(r"[ \u3000\xa0]*".join(map(re.escape, cue)) for cue in sorted(cues, key=len, reverse=True))
    return _Words(
        re.compile(rf"(?:{spaced})[ \u3000\xa0]*[：:]"),
        re.compile(rf"。|[\n\r]+(?![ \u3000\xa0]*{name}[ \u3000\xa0\t]+{post})|[\u4e00-\u9fff]{{2,8}}[：:]"),
        frozenset(cues),
        re.compile(name),
        re.compile(rf"{single}[ \u3000\xa0]{{1,3}}[\u4e00-\u9fff](?![\u4e00-\u9fff])"),
        re.compile(rf"(?:{post})+"),
        re.compile(rf"((?:{post})+)({name})"),
        re.compile(rf"({name})((?:{post})+)"),
        frozenset(scheme["not-a-name"].words[1:]),
        scheme["not-a-name"].texts("unitEnd"),
    )


def persons(outline: Outline, vocabulary: Vocabulary) -> tuple[Person, ...]:
    """The persons named as lead officials or in a leading group, in the order of the text."""
    text = outline.source.text
    found: dict[Span, Person] = {}
    for field in (*_fields(outline, vocabulary), *_columns(outline, vocabulary)):
        for person in _persons(text, field, _words(vocabulary)):
            found.setdefault(person.span, person)
    return tuple(found[span] for span in sorted(found))


def _fields(outline: Outline, vocabulary: Vocabulary) -> Iterator[Span]:
    """What stands behind the cue of an official and its colon, to the end of the line or the next field."""
    text = outline.source.text
    for match in matches(_words(vocabulary).field, outline):
        limit = min(match.end() + _LONGEST_FIELD, outline.body.end)
        end = _words(vocabulary).field_end.search(text, match.end(), limit)
        yield Span(match.end(), end.start() if end else limit)


def _columns(outline: Outline, vocabulary: Vocabulary) -> Iterator[Span]:
    """The cells below a head that is the cue of an official."""
    cues, text = _words(vocabulary).cues, outline.source.text
    rows = (b for b in outline.source.blocks if b.kind == "row")
    for _, table in groupby(rows, key=lambda b: b.table):
        first, *others = table
        columns = [i for i, cell in enumerate(first.cells) if text[cell.span.start : cell.span.end].strip() in cues]
        for row in others:
            yield from _cells(row, columns)


def _cells(row: Block, columns: list[int]) -> Iterator[Span]:
    for column in columns:
        if column < len(row.cells) and not row.cells[column].repeated:
            yield row.cells[column].span


def _persons(text: str, field: Span, words: _Words) -> Iterator[Person]:
    pieces = list(_pieces(text, field, words))
    first = next((p for p in pieces if p.name or p.post), None)
    posts_follow = first is not None and first.name is not None and first.post is None
    before: list[Span] = []
    for index, piece in enumerate(pieces):
        if piece.name is None:
            before += [piece.post] if piece.post else []
            continue
        own = [piece.post] if piece.post else []
        behind = _posts_behind(pieces, index) if posts_follow and not own else []
        posts = own if own and own[0].start > piece.name.start else (*before, *own) if not posts_follow else behind
        post = text[posts[0].start : posts[-1].end] if posts else None
        yield Person(text[piece.name.start : piece.name.end], post, piece.name)
        before = []


def _posts_behind(pieces: list[_Piece], index: int) -> list[Span]:
    posts = []
    for piece in pieces[index + 1 :]:
        if piece.name or piece.post is None:
            break
        posts.append(piece.post)
    return posts


def _pieces(text: str, field: Span, words: _Words) -> Iterator[_Piece]:
    at = field.start
    while at < field.end:
        spaced = words.spaced.match(text, at, field.end)
        if spaced:
            yield _Piece(Span(*spaced.span()), None)
            at = spaced.end()
            continue
        match = _PIECE.match(text, at, field.end)
        if match:
            yield _piece(text, match, words)
        at = match.end() if match else at + 1


def _piece(text: str, match: re.Match[str], words: _Words) -> _Piece:
    inner = Span(*match.span("inner")) if match["inner"] else None
    end = inner.start - 1 if inner else match.end()
    start, end = match.start(), match.start() + len(text[match.start() : end].rstrip(" \u3000\xa0（("))
    if words.name.fullmatch(text, start, end) and _is_name(text[start:end], words):
        return _Piece(Span(start, end), inner)
    if words.post.fullmatch(text, start, end):
        return _Piece(None, Span(start, end))
    both = words.post_then_name.fullmatch(text, start, end)
    if both and _is_name(both[2], words):
        return _Piece(Span(*both.span(2)), inner or Span(*both.span(1)))
    both = words.name_then_post.fullmatch(text, start, end)
    if both and _is_name(both[1], words):
        return _Piece(Span(*both.span(1)), Span(*both.span(2)))
    return _Piece(None, None)


def _is_name(name: str, words: _Words) -> bool:
    return name not in words.never and not name.endswith(words.unit_ends)
