"""What a query would do, told from its tokens before any engine sees it: its form, its dataset, calls to the outside.

It refuses SERVICE, and is wary rather than exact: a query that only might call out is refused as well. It follows the
habits of PEG parsers such as Oxigraph's: keywords need no blank around them (`trueSERVICE<x>` is a call), a name whose
prefix is not declared falls apart into a keyword and a shorter name (`trueSERVICE:x`), and `<` opens an IRI only
where the grammar wants one, so that both readings are followed where they would differ in what they hide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from devzone_kg.namespaces import BASE
from devzone_kg.querying.errors import OutsideCallError, QuerySyntaxError, UpdateRefusedError

SKIP = r"(?:\s|\#[^\r\n]*)*"
_IRI = r"""<[^<>"{}|^`\\\x00-\x20]*>"""  # an IRI with escapes is read as `<` and what follows: wary
_PREFIX = r"[^\W\d_](?:[\w.\-·]{0,200}[\w\-·])?"  # bounded, so that dots without a colon cost no square of the length
_LOCAL = r"(?:(?:[\w:\-·]|\.(?=\.{0,20}[\w:\-·%\\])|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)"
TOKEN = re.compile(
    rf"""
      (?P<skip>\s+|\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\[\s\S]))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\[\s\S]))*'''
        | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri>{_IRI})
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:\w(?:[\w.\-·]*[\w\-·])?)
    | (?P<name>(?P<prefix>{_PREFIX})?:{_LOCAL})
    | (?P<word>[^\W\d]\w*)
    | (?P<other>[\s\S])
    """,
    re.VERBOSE,
)
_PROLOGUE = re.compile(rf"{SKIP}(?:BASE{SKIP}(?P<base>{_IRI})|PREFIX{SKIP}(?P<prefix>{_PREFIX})?:{SKIP}(?P<iri>{_IRI}))", re.I)
_FORM = re.compile(
    rf"{SKIP}(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)", re.I
)
_CALL = re.compile(rf"{SKIP}(?:SILENT|[<?$:]|{_PREFIX}:)", re.I)
_OPENS = re.compile(rf"{SKIP}\{{")
_FROM = re.compile(rf"FROM{SKIP}(?:NAMED{SKIP})?(?:(?P<iri>{_IRI})|(?P<prefix>{_PREFIX})?:(?P<local>{_LOCAL}))", re.I)
_BEFORE_GROUP = ("graph", "from", "named")  # words after which a name may stand right before a bracket
_READ_FORMS = ("select", "ask", "construct", "describe")
_MISLEADING = re.compile(r"[)'#]")  # what inside `<…>` would change the reading of the rest, were `<` a sign of comparison


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scanner learned of a query."""

    form: str  # select | ask | construct | describe
    graphs: tuple[tuple[str, int], ...]  # IRIs of FROM and FROM NAMED, with their positions


def scan(text: str) -> Scanned:
    """Look a query over; `UpdateRefusedError` for an update, `OutsideCallError` for a call to the outside."""
    base, prefixes, end = _prologue(text)
    form = _FORM.match(text, end)
    if form is None:
        raise QuerySyntaxError.at(
            text,
            _content_start(text, end),
            "expected SELECT, ASK, CONSTRUCT or DESCRIBE",
            "此处应为 SELECT、ASK、CONSTRUCT 或 DESCRIBE",
        )
    if form["form"].lower() not in _READ_FORMS:
        word = form["form"].upper()
        raise UpdateRefusedError.at(
            text,
            form.start("form"),
            f"{word} is an update; only queries are answered here",
            f"{word} 是更新操作，这里只回答查询",
        )
    _refuse_calls(text, form.end(), prefixes)
    return Scanned(form["form"].lower(), tuple(_dataset(text, form.end(), base, prefixes)))


def undeclared(text: str) -> re.Match[str] | None:
    """The first name whose prefix is not declared; what follows a string or an IRI that is broken is not looked at."""
    _, prefixes, position = _prologue(text)
    while (token := TOKEN.match(text, position)) and not _opens_what_is_not_closed(token):
        if token["name"] and (token["prefix"] or "") not in prefixes:
            return token
        position = token.end()
    return None


def _opens_what_is_not_closed(token: re.Match[str]) -> bool:
    """Whether a sign stands alone that opens a string, or an IRI."""
    return token["other"] in ('"', "'") or (token["other"] == "<" and token.string[token.end() : token.end() + 1].isalpha())


def _prologue(text: str) -> tuple[str, dict[str, str], int]:
    base, prefixes, end = BASE, {}, 0
    while match := _PROLOGUE.match(text, end):
        end = match.end()
        if match["base"]:
            base = urljoin(base, match["base"][1:-1])
        else:
            prefixes[match["prefix"] or ""] = urljoin(base, match["iri"][1:-1])
    return base, prefixes, end


def _content_start(text: str, position: int) -> int:
    match = re.compile(SKIP).match(text, position)
    return match.end() if match else position


def _refuse_calls(text: str, start: int, prefixes: dict[str, str]) -> None:
    """Follow every reading of the tokens; each position is visited once for each kind of word before it."""
    readings = [(start, False)]
    seen = set(readings)
    while readings:
        position, before_group = readings.pop()
        token = TOKEN.match(text, position)
        if token is None:
            continue
        _refuse_call(text, token, before_group, prefixes)
        after = before_group if token["skip"] else (token["word"] or "").lower().endswith(_BEFORE_GROUP)
        ends = [token.end(), position + 1] if _ambiguous(token) else [token.end()]
        new = [(end, after) for end in ends if (end, after) not in seen]
        seen.update(new)
        readings.extend(new)


def _ambiguous(token: re.Match[str]) -> bool:
    return bool(token["iri"] and (_MISLEADING.search(token["iri"]) or token.string[token.start() - 1] == "<"))


def _refuse_call(text: str, token: re.Match[str], before_group: bool, prefixes: dict[str, str]) -> None:
    word = (token["word"] or "").lower()
    if word.endswith(("service", "servicesilent")):
        called = bool(_CALL.match(text, token.end()))
    elif token["name"] and "service" in (prefix := (token["prefix"] or "")).lower():
        opens = bool(_OPENS.match(text, token.end())) and not before_group
        called = prefix not in prefixes or (prefix.lower().startswith("service") and opens)
    else:
        return
    if called:
        raise OutsideCallError.at(
            text,
            token.start(),
            "SERVICE calls another server, which is not done here; leave it out",
            "SERVICE 会调用别的服务器，这里不予执行；请删去这一部分",
        )


def _dataset(text: str, start: int, base: str, prefixes: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The graphs that a query names as its dataset, which stands ahead of the first bracket."""
    position = start
    while token := TOKEN.match(text, position):
        if token["other"] == "{":
            return
        clause = _FROM.match(text, position) if token["word"] or token["name"] else None
        if clause:
            iri = (
                urljoin(base, clause["iri"][1:-1])
                if clause["iri"]
                else prefixes.get(clause["prefix"] or "", "") + clause["local"]
            )
            yield iri, position
        position = clause.end() if clause else token.end()
