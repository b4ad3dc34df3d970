"""The named queries: files `queries/NAME.rq` whose first comment lines say what they answer and what they take.

    # title@zh: …            # title@en: …
    # description@zh: …      # description@en: …
    # param: NAME TYPE DEFAULT LABEL_ZH / LABEL_EN

TYPE is string, label (a Chinese label), integer or iri; the default `-` leaves the parameter open, which asks for all.
A parameter is the selected variable of that name; the engine binds it, the text stays as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from devzone_kg.errors import QueryError
from devzone_kg.namespaces import XSD
from devzone_kg.querying.errors import PlacedQueryError
from devzone_kg.resources import folder
from devzone_kg.store import Term

_HEADER = re.compile(r"^#\s*([\w@]+):[ \t]*(.*?)\s*$", re.M)
_COMMENTS = re.compile(r"\A(?:#.*\n|\s*\n)*")
_PARAMETER = re.compile(
    r"(?P<name>\w+)\s+(?P<kind>string|label|integer|iri)\s+(?P<default>\S+)\s+(?P<zh>[^/]+?)\s*/\s*(?P<en>.+)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query takes."""

    name: str
    kind: str  # string | label | integer | iri
    default: str  # empty: left open
    label: str  # zh
    label_en: str

    def term(self, value: str) -> Term:
        """A value as the term that the engine binds."""
        try:
            return self._term(value)
        except ValueError as error:
            raise PlacedQueryError(
                f"the parameter {self.name} is to be of type {self.kind}, not '{value}'",
                zh=f"参数 {self.name} 的类型应为 {self.kind}，而不是“{value}”",
            ) from error

    def _term(self, value: str) -> Term:
        if self.kind == "iri":
            return ox.NamedNode(value)
        if self.kind == "integer":
            return ox.Literal(str(int(value)), datatype=ox.NamedNode(XSD + "integer"))
        return ox.Literal(value, language="zh") if self.kind == "label" else ox.Literal(value)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name, a title and a description."""

    name: str
    title: str  # zh
    title_en: str
    description: str  # zh
    description_en: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def body(self) -> str:
        """The query without its header."""
        return _COMMENTS.sub("", self.text, count=1)

    def bindings(self, values: Mapping[str, str]) -> dict[str, Term]:
        """The terms to bind: the values given, the defaults for the others."""
        known = {p.name for p in self.parameters}
        if unknown := sorted(set(values) - known):
            names = ", ".join(sorted(known))
            raise PlacedQueryError(
                f"the query {self.name} has no parameter {unknown[0]} (it has: {names or 'none'})",
                zh=f"查询 {self.name} 没有参数 {unknown[0]}（可用：{names or '无'}）",
            )
        chosen = {p: values.get(p.name, p.default) for p in self.parameters}
        return {p.name: p.term(value) for p, value in chosen.items() if value}


@cache
def named_queries() -> dict[str, NamedQuery]:
    """The named queries of this installation, by name."""
    return {path.stem: read_query(path) for path in sorted(folder("queries").glob("*.rq"))}


def named_by_text(text: str) -> NamedQuery | None:
    """The named query of a text that differs from it in blanks alone: a browser's form ends lines in its own way."""
    words = text.split()
    return next((query for query in named_queries().values() if query.body.split() == words), None)


def read_query(path: Path) -> NamedQuery:
    """Read one `.rq` file with its header."""
    text = path.read_text(encoding="utf-8")
    fields: dict[str, str] = {}
    parameters = []
    for key, value in _HEADER.findall(text):
        if key == "param":
            parameters.append(_parameter(path, value))
        fields.setdefault(key, value)
    wanted = ("title@zh", "title@en", "description@zh", "description@en")
    if missing := [key for key in wanted if not fields.get(key)]:
        raise QueryError(f"{path}: the header lacks '# {missing[0]}: …'")
    title, title_en, description, description_en = (fields[key] for key in wanted)
    return NamedQuery(path.stem, title, title_en, description, description_en, tuple(parameters), text)


def _parameter(path: Path, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise QueryError(f"{path}: '# param: {line}' is not of the form NAME TYPE DEFAULT LABEL_ZH / LABEL_EN")
    default = "" if match["default"] == "-" else match["default"]
    return Parameter(match["name"], match["kind"], default, match["zh"], match["en"])
