"""What is wrong with a query, and where."""

from typing import Self

from devzone_kg.errors import QueryError


class PlacedQueryError(QueryError):
    """A query that cannot be answered, with the line and column (from 1) of the words that are wrong, where they are known.

    As an exception it reads in English; `zh` says the same in Chinese, and `mend` how to mend it, in English and in Chinese.
    """

    mend: tuple[str, str] = ("", "")

    def __init__(self, what: str, line: int | None = None, column: int | None = None, *, zh: str = "") -> None:
        self.what, self.line, self.column = what, line, column
        self.zh = zh or what
        super().__init__(f"line {line}, column {column}: {what}" if line else what)

    @classmethod
    def at(cls, text: str, position: int, what: str, zh: str = "") -> Self:
        """A problem at a position of a query's text."""
        start = max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1
        before = text[:position].replace("\r\n", "\n").replace("\r", "\n")
        return cls(what, before.count("\n") + 1, position - start + 1, zh=zh)


class UpdateRefusedError(PlacedQueryError):
    """A SPARQL update where only queries are answered."""


class QuerySyntaxError(PlacedQueryError):
    """A query that is not SPARQL."""

    mend = ("Mend the query at that place, or just before it.", "请修改该处，或其前不远处。")


class OutsideCallError(PlacedQueryError):
    """A query that would reach outside the store: another server, or a graph that is not in it."""

    mend = ("Ask only for graphs of this store; GRAPH ?g {} lists them.", "只能查询本库的图；可用 GRAPH ?g {} 列出。")


class UnknownQueryError(PlacedQueryError):
    """A name that no named query has."""
