"""Which unit has which role in which duty, with the words that say so.

The grammar of the lists of units stands in `assigning.grammar`; `FORMS` below is the table of the forms that a statement of
assignment can have. A new style is one more row in either.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from devzone_kg.extraction.assigning.brackets import find_brackets, find_dashed
from devzone_kg.extraction.assigning.fields import find_fields
from devzone_kg.extraction.assigning.flat_tables import find_flat_tables
from devzone_kg.extraction.assigning.grammar import Unit
from devzone_kg.extraction.assigning.headings import find_headings
from devzone_kg.extraction.assigning.prose import find_prose
from devzone_kg.extraction.assigning.rules import Rules, find_rules
from devzone_kg.extraction.assigning.statements import Reader, Statement, reader_of
from devzone_kg.extraction.assigning.tables import find_tables
from devzone_kg.facts import Assignment, Duty
from devzone_kg.outline.model import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Form:
    """A form of statement: an example, and the finder. An earlier form's words are not read again by a later one."""

    example: str
    find: Callable[[Reader], list[Statement]]


FORMS = (
    Form("table row under the heads 序号 | 任务 | 牵头单位 | 配合单位", find_tables),
    Form("a table as plain text: heads and cells run together, or a line each", find_flat_tables),
    Form("牵头单位:A、B / 配合单位:C on lines, run together, or in a bracket (责任单位:A牵头,B、C)", find_fields),
    Form("(A、B牵头,C、D按职责分工负责,E配合) · (A、B)", find_brackets),
    Form("…——A、B (at the end of a line) · …——A牵头,B配合", find_dashed),
    Form("(一)区建管委 + its duties · 区建管委:负责…", find_headings),
    Form("由A牵头,会同B、C… · A负责… · A是…责任主体", find_prose),
)


def duties(outline: Outline, vocabulary: Vocabulary) -> tuple[Duty, ...]:
    """Every statement of assignment of the plan, in the order of the text.

    `item` is left None and ids are provisional; `covers` is the index (as a string) of the outline item whose task is stated.
    """
    reader = reader_of(outline, vocabulary)
    statements: list[Statement] = []
    for form in FORMS:
        statements += reader.take(form.find(reader))
    statements.sort(key=lambda s: s.span)
    rules = find_rules(reader, statements)
    return tuple(_duty(reader, rules, number, s) for number, s in enumerate(statements, 1))


def _duty(reader: Reader, rules: Rules, number: int, statement: Statement) -> Duty:
    units = rules.apply(statement)
    item = reader.outline.innermost(statement.span.start)
    start = statement.start if statement.start is not None else _start(reader, statement, item)
    listed = item is not None and _in_responsibilities(reader, item)
    overall = listed and item is not None and statement.form == "lines" and _has_children(reader, item)
    covers = None if item is None or listed or statement.form == "heading" else str(item)
    return Duty(
        id=f"d{number:03}",
        kind="overall" if overall else "duty",
        item=None,
        span=Span(start, max(start, statement.span.end)),
        form=statement.form,
        covers=covers,
        assignments=tuple(_assignment(reader, u) for u in units) + rules.carried(statement),
    )


def _assignment(reader: Reader, unit: Unit) -> Assignment:
    return Assignment(unit.role, reader.outline.source.quote(unit.span), unit.span, unit.cue, unit.kind)


def _start(reader: Reader, statement: Statement, item: int | None) -> int:
    """Where a duty starts: at the number of its item, else at its paragraph."""
    if item is not None:
        return reader.outline.items[item].start
    place, paragraphs = statement.span.start, reader.outline.paragraphs
    index = bisect_right(paragraphs, place, key=lambda p: p.start) - 1
    return paragraphs[index].start if index >= 0 and place < paragraphs[index].end else place


def _in_responsibilities(reader: Reader, item: int | None) -> bool:
    while item is not None:
        numbered = reader.outline.items[item]
        if numbered.title and reader.lexicon.words.responsibilities.search(reader.text, *numbered.title):
            return True
        item = numbered.parent
    return False


def _has_children(reader: Reader, item: int) -> bool:
    return item + 1 < len(reader.outline.items) and reader.outline.items[item + 1].parent == item
