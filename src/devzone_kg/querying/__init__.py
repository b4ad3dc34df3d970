"""Questions to a store: named queries, strangers' queries, and the forms in which answers are written."""

from devzone_kg.querying.answering import Query, Table, answer, prepare, run, table, tabulate, text_of
from devzone_kg.querying.formats import FORMATS, Format, format_named, serialise
from devzone_kg.querying.named import NamedQuery, Parameter, named_queries
from devzone_kg.querying.problems import QueryProblem, SyntaxProblem, UpdateRefused

__all__ = [
    "FORMATS",
    "Format",
    "NamedQuery",
    "Parameter",
    "Query",
    "QueryProblem",
    "SyntaxProblem",
    "Table",
    "UpdateRefused",
    "answer",
    "format_named",
    "named_queries",
    "prepare",
    "run",
    "serialise",
    "table",
    "tabulate",
    "text_of",
]
