"""Whether a SELECT gives the same results run once over the whole graph as run for every focus node.

SHACL binds `$this` before the SELECT runs, the fast engine joins it with the target. The two agree where every group that
uses `$this` in an expression also states it in a pattern, where sub-SELECTs hand it on, where aggregates are grouped by
it, and where nothing counts rows over all focus nodes.
"""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>)
    |(?P<this>[$?]this\b)|(?P<variable>[$?]\w+)|(?P<name>\w*:[\w.-]*)|(?P<word>[A-Za-z_]\w*)|(?P<mark>[{}()*])""",
    re.VERBOSE,
)
_FORBIDDEN = {"LIMIT", "OFFSET", "VALUES", "MINUS", "SERVICE", "FROM"}
_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}


@dataclass(slots=True)
class _Select:
    """A SELECT being read: what it projects, whether it aggregates, what it groups by."""

    projected: set[str] = field(default_factory=set)
    grouped: set[str] = field(default_factory=set)
    aggregates: bool = False
    clause: str = "SELECT"  # the clause that tokens belong to: SELECT | WHERE | GROUP


@dataclass(slots=True)
class _Group:
    """A group in braces: how it was opened, and where `$this` stands in it."""

    opened_by: str
    select: _Select | None  # the SELECT whose WHERE group it is
    states: bool = False  # in a pattern
    uses: bool = False  # in an expression


def lint(select: str) -> tuple[str, ...]:
    """What keeps a SELECT from being run once over the whole graph; nothing where it can be."""
    return tuple(dict.fromkeys(_Reader().read(select)))


class _Reader:
    """Reads the tokens of a SELECT once."""

    def __init__(self) -> None:
        self._faults: list[str] = []
        self._groups: list[_Group] = []
        self._selects: list[_Select] = []
        self._parentheses: list[int] = [0]
        self._last = ""

    def read(self, select: str) -> list[str]:
        """The faults of a SELECT."""
        for match in _TOKEN.finditer(select):
            kind = match.lastgroup or ""
            if kind != "skip":
                self._token(kind, match.group())
        self._end_selects(0)
        return self._faults

    def _token(self, kind: str, text: str) -> None:
        word = text.upper() if kind == "word" else text
        if kind == "mark":
            self._mark(text)
        elif kind in ("this", "variable"):
            self._variable(text[1:])
        elif kind == "word":
            self._word(word)
        self._last = word

    def _mark(self, text: str) -> None:
        if text == "{":
            self._open()
        elif text == "}":
            self._close()
        elif text in "()":
            self._parentheses[-1] += 1 if text == "(" else -1
        elif self._in_clause("SELECT") and self._last in ("SELECT", "DISTINCT"):
            self._faults.append("SELECT * does not say that it hands $this on")

    def _open(self) -> None:
        starts = self._in_clause("SELECT")
        select = self._selects[-1] if starts else None
        if select:
            select.clause = "WHERE"
        self._groups.append(_Group(self._last, select))
        self._parentheses.append(0)

    def _close(self) -> None:
        if not self._groups:
            return
        group = self._groups.pop()
        self._parentheses.pop()
        if group.uses and not group.states and group.opened_by not in ("EXISTS", "OPTIONAL"):
            self._faults.append("$this stands in an expression of a group that does not state it in a pattern")
        if group.select:
            group.select.clause = "AFTER"
        outer = self._groups[-1] if self._groups else None
        if outer and group.states and group.opened_by not in ("EXISTS", "OPTIONAL"):
            outer.states = True
        if not outer and not group.states:
            self._faults.append("the outermost group does not state $this in a pattern")
        if outer and group.select is None:
            self._end_selects(len([g for g in self._groups if g.select]))

    def _end_selects(self, depth: int) -> None:
        """Judge the SELECTs that have ended; `depth` of them are still open."""
        while len(self._selects) > depth:
            select = self._selects.pop()
            if "this" not in select.projected:
                self._faults.append("a SELECT does not project $this")
            if select.aggregates and "this" not in select.grouped:
                self._faults.append("an aggregate is not grouped by $this")

    def _variable(self, name: str) -> None:
        if self._in_clause("SELECT"):
            self._selects[-1].projected.add(name)
        elif self._in_clause("GROUP"):
            self._selects[-1].grouped.add(name)
        elif name == "this" and self._groups:
            if self._last == "AS":
                self._faults.append("$this is bound anew")
            elif self._parentheses[-1]:
                self._groups[-1].uses = True
            else:
                self._groups[-1].states = True

    def _word(self, word: str) -> None:
        if word in _FORBIDDEN:
            self._faults.append(f"{word} is not allowed")
        elif word == "SELECT":
            self._selects.append(_Select())
        elif word == "GROUP" and self._selects:
            self._selects[-1].clause = "GROUP"
        elif word in _AGGREGATES and self._selects:
            self._selects[-1].aggregates = True

    def _in_clause(self, clause: str) -> bool:
        return bool(self._selects) and self._selects[-1].clause == clause
