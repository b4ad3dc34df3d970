"""Questions to a store: named queries, strangers' queries, and the forms in which answers are written."""

from devzone_kg.querying.answering import Query, Table, answer, prepare, run, table, tabulate, text_of
from devzone_kg.querying.errors import PlacedQueryError, QuerySyntaxError, UpdateRefusedError
from devzone_kg.querying.formats import FORMATS, Format, format_named, serialise
from devzone_kg.querying.named import NamedQuery, Parameter, named_by_text, named_queries

__all__ = [
    "FORMATS",
    "Format",
    "NamedQuery",
    "Parameter",
    "PlacedQueryError",
    "Query",
    "QuerySyntaxError",
    "Table",
    "UpdateRefusedError",
    "answer",
    "format_named",
    "named_by_text",
    "named_queries",
    "prepare",
    "run",
    "serialise",
    "table",
    "tabulate",
    "text_of",
]
