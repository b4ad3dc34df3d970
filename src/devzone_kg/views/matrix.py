"""The responsibility matrix of a plan: duties by units, and its written forms."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from devzone_kg.errors import QueryError
from devzone_kg.packages import needed
from devzone_kg.store import Store
from devzone_kg.views.duties import ROLES, DutyView, duties_of

if TYPE_CHECKING:
    import xlsxwriter
    import xlsxwriter.worksheet

LETTERS = {"official": "领", "lead": "牵", "responsible": "责", "support": "配", "implement": "实"}
SORTS = ("text", "count", "name")
_HEAD = ("编号", "职责", "责任领导")
_TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit in one role of one duty."""

    role: str
    letter: str
    anchor: str


@dataclass(slots=True)
class Column:
    """A unit with how many duties it has in the roles shown."""

    name: str
    path: str
    total: int = 0


@dataclass(slots=True)
class Row:
    """A duty with its cells, one list a column."""

    duty: DutyView
    officials: list[str]
    cells: list[list[Cell]]

    @property
    def total(self) -> int:
        """How many units it has in the roles shown."""
        return sum(1 for cell in self.cells if cell)


@dataclass(slots=True)
class Matrix:
    """Duties by units."""

    columns: list[Column]
    rows: list[Row]
    roles: list[str] = field(default_factory=list)  # that occur

    def lines(self) -> list[list[str | int]]:
        """The matrix as a table of texts: head, a line a duty, totals."""
        head: list[str | int] = [*_HEAD, *(c.name for c in self.columns), _TOTAL]
        body: list[list[str | int]] = [
            [
                r.duty.number,
                r.duty.task,
                "、".join(r.officials),
                *("".join(c.letter for c in cell) for cell in r.cells),
                r.total,
            ]
            for r in self.rows
        ]
        return [head, *body, ["", _TOTAL, "", *(c.total for c in self.columns), sum(r.total for r in self.rows)]]


def matrix(store: Store, plan: str, *, roles: Sequence[str] = (), sort: str = "text", hide_empty: bool = False) -> Matrix:
    """The matrix of a plan: only `roles` where some are given; units in the order of the text, by count or by name."""
    if sort not in SORTS:
        raise QueryError(f"a matrix is sorted by {', '.join(SORTS)}, not by {sort}")
    duties = duties_of(store, plan)
    wanted = [role for role in ROLES if role != "official" and (not roles or role in roles)]
    columns = _columns(duties)
    for column in columns.values():
        column.total = sum(1 for d in duties if any(u.path == column.path for role in wanted for u in d.roles.get(role, ())))
    shown = [c for c in columns.values() if c.total or not hide_empty]
    if sort == "count":
        shown.sort(key=lambda c: -c.total)
    elif sort == "name":
        shown.sort(key=lambda c: c.name)
    rows = [_row(duty, shown, wanted) for duty in duties]
    present = [role for role in ROLES if any(d.roles.get(role) for d in duties)]
    return Matrix(shown, [r for r in rows if r.total or not hide_empty], present)


def _columns(duties: list[DutyView]) -> dict[str, Column]:
    """The units in the order of their first place: those that lead first, then those that support …"""
    found: dict[str, Column] = {}
    for role in ROLES[1:]:
        for duty in duties:
            for unit in duty.roles.get(role, ()):
                found.setdefault(unit.path, Column(unit.name, unit.path))
    return found


def _row(duty: DutyView, columns: list[Column], roles: list[str]) -> Row:
    cells: dict[str, list[Cell]] = {c.path: [] for c in columns}
    for role in roles:
        for unit in duty.roles.get(role, ()):
            if unit.path in cells:
                cells[unit.path].append(Cell(role, LETTERS[role], unit.anchor))
    return Row(duty, [u.name for u in duty.roles.get("official", ())], list(cells.values()))


def as_csv(found: Matrix) -> bytes:
    """The matrix for a spreadsheet; a byte-order mark, without which Excel spoils Chinese."""
    out = io.StringIO()
    csv.writer(out).writerows([[_harmless(value) for value in line] for line in found.lines()])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: str | int) -> str | int:
    """A text that a spreadsheet does not take for a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


_FILLS = {"lead": "F4C7C3", "responsible": "DCCBEA", "support": "CFE2F3", "implement": "CFE8D2"}
_BY_LETTER = {letter: role for role, letter in LETTERS.items()}


def as_xlsx(found: Matrix, title: str) -> bytes:
    """The matrix as an Excel workbook: frozen head, coloured cells, A4 landscape."""
    xlsxwriter = needed("xlsxwriter", "an Excel file")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("分工表")
    _write_cells(book, sheet, found.lines(), title)
    sheet.freeze_panes(2, 3)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    book.close()
    return out.getvalue()


def _write_cells(
    book: "xlsxwriter.Workbook", sheet: "xlsxwriter.worksheet.Worksheet", lines: list[list[str | int]], title: str
) -> None:
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    head = book.add_format({"border": 1, "bold": True, "rotation": 270, "valign": "vcenter", "align": "center"})
    level = book.add_format({"border": 1, "bold": True, "valign": "vcenter"})
    centre = {"border": 1, "align": "center", "valign": "vcenter"}
    number = book.add_format(centre)
    fills = {role: book.add_format({**centre, "bold": True, "bg_color": f"#{fill}"}) for role, fill in _FILLS.items()}
    sheet.write(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for y, line in enumerate(lines, 1):
        for x, value in enumerate(line):
            if y == 1:
                chosen = head if x > 2 else level
            elif isinstance(value, int):
                chosen = number
            else:
                chosen = fills[_BY_LETTER[value[0]]] if x > 2 and value and value[0] in _BY_LETTER else plain
            sheet.write(y, x, value, chosen)
    sheet.set_row(1, 130)
    sheet.set_column(0, 0, 7)
    sheet.set_column(1, 1, 46)
    sheet.set_column(2, 2, 10)
    sheet.set_column(3, len(lines[0]) - 1, 4.2)
