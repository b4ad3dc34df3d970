"""Corrections by people: `NAME.corrections.toml` beside a document says, by quote, what extraction got wrong.

They are applied after every extraction, so they outlast it; one whose quote is gone is reported and changes nothing.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from devzone_kg.errors import DevzoneError
from devzone_kg.facts import Assignment, Correction, Duty, PlanFacts
from devzone_kg.namespaces import ID
from devzone_kg.reading.source import Span
from devzone_kg.writing import remove_file, write_file

SUFFIX = ".corrections.toml"
ACTIONS = ("add", "drop", "role", "relink")
KINDS = (
    "assignment",
    "target",
    "goal",
    "citation",
    "zone",
    "agency",
    "industry",
    "facility",
    "enterprise",
    "person",
    "funding",
)
_MAX_BYTES = 1_000_000
_KEYS = ("action", "kind", "text", "quote", "by", "role", "agency", "reason")
_LISTS = {"agency": "agencies", "industry": "industries", "facility": "facilities", "funding": "funding"}
_AGENCY = re.compile(rf"(?:{re.escape(ID)}agency/)?(\d{{6}}/[a-z0-9-]+)")
_CONTEXT = 80  # characters at most on each side of the words, to make a quote that stands once


def path_of(document: Path) -> Path:
    """Where the corrections of a document stand."""
    return document.with_name(document.name + SUFFIX)


def load(path: Path, roles: Iterable[str]) -> tuple[Correction, ...]:
    """The corrections in a file; none where there is no such file.

    Raises:
        DevzoneError: the file cannot be understood, or is for another document.
    """
    try:
        if not path.is_file():
            return ()
        if path.stat().st_size > _MAX_BYTES:
            raise DevzoneError(f"{path}: larger than {_MAX_BYTES // 1_000_000} MB")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise DevzoneError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DevzoneError(f"{path}: not a TOML file: {error}") from error
    name = path.name.removesuffix(SUFFIX)
    if data.get("document") != name:
        raise DevzoneError(f'{path}: is for {data.get("document")!r}; if that is this document, write document = "{name}"')
    entries = data.get("corrections", [])
    if not isinstance(entries, list) or set(data) - {"document", "corrections"}:
        raise DevzoneError(f"{path}: expected document = … and corrections = [ … ], nothing else")
    return tuple(_correction(entry, f"{path}: correction {n}", tuple(roles)) for n, entry in enumerate(entries, 1))


def _correction(entry: Any, where: str, roles: tuple[str, ...]) -> Correction:
    if not isinstance(entry, dict) or not all(isinstance(v, str) for v in entry.values()) or set(entry) - set(_KEYS):
        raise DevzoneError(f"{where}: expected {{ action = …, text = …, quote = …, by = … }} with keys of {', '.join(_KEYS)}")
    missing = [key for key in ("action", "text", "quote", "by") if not entry.get(key)]
    if missing:
        raise DevzoneError(f"{where}: {missing[0]} is missing")
    return checked(Correction(**entry), where, roles)


def checked(correction: Correction, where: str, roles: Collection[str]) -> Correction:
    """The correction with its agency as an IRI.

    Raises:
        DevzoneError: it makes no sense.
    """
    c = correction
    needs_role, needs_agency = c.action in ("add", "role"), c.action == "relink"
    agency = _AGENCY.fullmatch(c.agency) if c.agency else None
    faults = {
        f"action {c.action!r} is none of {', '.join(ACTIONS)}": c.action not in ACTIONS,
        f"kind {c.kind!r} is none of {', '.join(KINDS)}": c.kind not in KINDS,
        f"{c.action} is for assignments": c.action != "drop" and c.kind != "assignment",
        f"role {c.role!r} is none of {', '.join(roles)}": needs_role and (c.role or "") not in roles,
        f"agency {c.agency!r} is not of the form 620602/fagai": (needs_agency or c.agency is not None) and agency is None,
        f"the quote does not hold the words {c.text!r}": c.text not in c.quote,
    }
    for fault, is_so in faults.items():
        if is_so:
            raise DevzoneError(f"{where}: {fault}")
    return replace(c, agency=f"{ID}agency/{agency[1]}" if agency else None)


def apply(facts: PlanFacts, corrections: Iterable[Correction]) -> PlanFacts:
    """The facts as corrected, before their agencies are looked up; what could not be applied is noted."""
    for number, correction in enumerate(corrections, 1):
        placed = _placed(facts.text, correction)
        changed, problem = placed if isinstance(placed, str) else None, None
        if isinstance(placed, Correction):
            result = _ACTIONS[correction.action](facts, placed)
            if isinstance(result, PlanFacts):
                facts = replace(result, corrections=(*result.corrections, placed))
                continue
            problem = result
        note = f"correction {number} ({correction.action} {correction.text}) was not applied: {changed or problem}"
        facts = replace(facts, notes=(*facts.notes, note))
    return facts


def _placed(text: str, correction: Correction) -> Correction | str:
    """The correction with the span of its words, or why it has no place in the text."""
    start = text.find(correction.quote)
    if start < 0:
        return f"its quote is gone: {correction.quote}"
    if text.find(correction.quote, start + 1) >= 0:
        return f"its quote stands in several places: {correction.quote}"
    start += correction.quote.index(correction.text)
    return replace(correction, span=Span(start, start + len(correction.text)))


def _drop(facts: PlanFacts, c: Correction) -> PlanFacts | str:
    if c.kind == "assignment":
        kept = tuple(replace(d, assignments=tuple(a for a in d.assignments if not _meant(a, c))) for d in facts.duties)
        if kept == facts.duties:
            return "there is no such assignment"
        items = {item.id for item in facts.items}
        return replace(facts, duties=tuple(d for d in kept if d.assignments or d.id in items))
    name = _LISTS.get(c.kind, c.kind + "s")
    found = getattr(facts, name)
    left = tuple(fact for fact in found if not _stands_at(fact, c))
    return _with(facts, name, left) if len(left) < len(found) else f"there is no such {c.kind}"


def _with(facts: PlanFacts, name: str, values: tuple[Any, ...]) -> PlanFacts:
    changed: dict[str, Any] = {name: values}
    return replace(facts, **changed)


def _stands_at(fact: Any, c: Correction) -> bool:
    """Whether a fact is the one meant: by its words, or a target by its figure."""
    assert c.span is not None
    places = [fact.span, getattr(fact, "number_span", None)]
    return any(p is not None and p.start <= c.span.start and c.span.end <= p.end for p in places)


def _role(facts: PlanFacts, c: Correction) -> PlanFacts | str:
    assert c.role is not None
    role = c.role
    return _changed(facts, c, lambda a: replace(a, role=role, corrected_by=c.by))


def _relink(facts: PlanFacts, c: Correction) -> PlanFacts | str:
    return _changed(facts, c, lambda a: replace(a, kind="agency", corrected_by=c.by))


def _changed(facts: PlanFacts, c: Correction, change: Callable[[Assignment], Assignment]) -> PlanFacts | str:
    duties = tuple(replace(d, assignments=tuple(change(a) if _meant(a, c) else a for a in d.assignments)) for d in facts.duties)
    return replace(facts, duties=duties) if duties != facts.duties else "there is no such assignment"


def _meant(assignment: Assignment, c: Correction) -> bool:
    return c.span is not None and assignment.span.start == c.span.start and assignment.text == c.text


def _add(facts: PlanFacts, c: Correction) -> PlanFacts | str:
    assert c.role is not None and c.span is not None
    if any(_meant(a, c) and a.role == c.role for d in facts.duties for a in d.assignments):
        return "extraction finds it now; the line can go"
    new = Assignment(c.role, c.text, c.span, corrected_by=c.by)
    around = [d for d in facts.duties if d.span.start <= c.span.start and c.span.end <= d.span.end]
    duty = min(around, key=lambda d: d.span.end - d.span.start) if around else None
    if duty is None:
        return replace(facts, duties=tuple(sorted([*facts.duties, _new_duty(facts, new)], key=lambda d: d.span.start)))
    assignments = tuple(sorted([*duty.assignments, new], key=lambda a: a.span.start))
    return replace(facts, duties=tuple(replace(d, assignments=assignments) if d is duty else d for d in facts.duties))


def _new_duty(facts: PlanFacts, assignment: Assignment) -> Duty:
    """A duty for an assignment that stands in none: it covers the innermost item."""
    span = assignment.span
    around = [i for i in facts.items if i.span.start <= span.start and span.end <= i.span.end and i.kind != "sub_action"]
    item = min(around, key=lambda i: i.span.end - i.span.start) if around else None
    taken, prefix = {d.id for d in facts.duties}, f"{item.id}." if item else ""
    free = next(f"{prefix}d{n:02d}" for n in range(1, len(taken) + 2) if f"{prefix}d{n:02d}" not in taken)
    start = item.span.start if item else span.start
    return Duty(
        free, "duty", item.id if item else None, Span(start, span.end), "prose", item.id if item else None, (assignment,)
    )


_ACTIONS: dict[str, Callable[[PlanFacts, Correction], PlanFacts | str]] = {
    "add": _add,
    "drop": _drop,
    "role": _role,
    "relink": _relink,
}


def relinked(facts: PlanFacts) -> PlanFacts:
    """The facts with the agencies that corrections name, after the names were looked up."""
    named = {(c.span, c.text): c.agency for c in facts.corrections if c.agency}
    if not named:
        return facts

    def linked(a: Assignment) -> Assignment:
        agency = named.get((a.span, a.text))
        return replace(a, agency=agency, reason=None) if agency else a

    return replace(facts, duties=tuple(replace(d, assignments=tuple(map(linked, d.assignments))) for d in facts.duties))


def quote_at(text: str, span: Span) -> str:
    """The shortest stretch around words that stands once in the text, and in which the words come first at their place.

    Raises:
        DevzoneError: there is none of sensible length.
    """
    for left in range(0, _CONTEXT + 1):
        for right in range(0, _CONTEXT + 1) if left == 0 else (0, left, _CONTEXT):
            start, end = max(0, span.start - left), min(len(text), span.end + right)
            quote = text[start:end]
            first = quote.find(text[span.start : span.end]) == span.start - start
            if first and text.count(quote) == 1:
                return quote
    raise DevzoneError("these words stand in several places with the same words around them; give a longer --quote")


def write(path: Path, document: str, corrections: Iterable[Correction]) -> None:
    """Write a corrections file, a line a correction; the file goes where none is left."""
    lines = [f"  {_line(c)}," for c in corrections]
    if not lines:
        remove_file(path)
        return
    head = f"# Corrections of {document}, applied after each extraction: a line each. `devzone-kg correct --help` says more."
    text = "\n".join([head, f"document = {_string(document)}", "corrections = [", *lines, "]", ""])
    write_file(path, text.encode())


def _line(correction: Correction) -> str:
    values = ((key, getattr(correction, key)) for key in _KEYS)
    shown = ((k, v.removeprefix(ID + "agency/")) for k, v in values if v and (k, v) != ("kind", "assignment"))
    return "{ " + ", ".join(f"{key} = {_string(value)}" for key, value in shown) + " }"


def _string(text: str) -> str:
    """A basic string of TOML."""
    named = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    escaped = (named.get(c) or (f"\\u{ord(c):04x}" if c < " " or c == "\x7f" else c) for c in text)
    return '"' + "".join(escaped) + '"'
