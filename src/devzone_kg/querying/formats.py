"""The forms in which results are written, with their media types."""

from dataclasses import dataclass
from io import BytesIO

import pyoxigraph as ox

from devzone_kg.namespaces import PREFIXES
from devzone_kg.querying import csv_text
from devzone_kg.querying.errors import PlacedQueryError
from devzone_kg.store import QueryResult

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Format:
    """A form of results: of a table (SELECT, ASK) or of a graph (CONSTRUCT, DESCRIBE)."""

    name: str
    media_type: str
    engine: ox.QueryResultsFormat | ox.RdfFormat
    aliases: tuple[str, ...] = ()  # other media types that ask for it
    bom: bool = False  # Excel takes a CSV without it for another encoding

    @property
    def for_graphs(self) -> bool:
        """Whether it writes triples."""
        return isinstance(self.engine, ox.RdfFormat)


FORMATS = {
    f.name: f
    for f in (
        Format("json", "application/sparql-results+json", ox.QueryResultsFormat.JSON, ("application/json",)),
        Format("xml", "application/sparql-results+xml", ox.QueryResultsFormat.XML, ("application/xml", "text/xml")),
        Format("csv", "text/csv", ox.QueryResultsFormat.CSV),
        Format("tsv", "text/tab-separated-values", ox.QueryResultsFormat.TSV),
        Format("excel", "text/csv", ox.QueryResultsFormat.CSV, bom=True),
        Format("turtle", "text/turtle", ox.RdfFormat.TURTLE, ("application/x-turtle",)),
        Format("ntriples", "application/n-triples", ox.RdfFormat.N_TRIPLES, ("text/plain",)),
        Format("nquads", "application/n-quads", ox.RdfFormat.N_QUADS),
        Format("trig", "application/trig", ox.RdfFormat.TRIG),
        Format("jsonld", "application/ld+json", ox.RdfFormat.JSON_LD, ("application/json",)),
        Format("rdfxml", "application/rdf+xml", ox.RdfFormat.RDF_XML, ("application/xml", "text/xml")),
    )
}


def format_named(name: str, *, for_graphs: bool) -> Format:
    """A format by its name, where it suits the kind of result."""
    suited = [f.name for f in FORMATS.values() if f.for_graphs == for_graphs]
    if name not in suited:
        raise PlacedQueryError(
            f"the result of this query cannot be written as '{name}'; choose one of {', '.join(suited)}",
            zh=f"这一查询的结果不能写成“{name}”，可选：{'、'.join(suited)}",
        )
    return FORMATS[name]


def serialise(result: QueryResult, form: Format) -> bytes:
    """Write a result."""
    if isinstance(result, ox.QueryTriples):
        assert isinstance(form.engine, ox.RdfFormat)
        return ox.serialize(result, format=form.engine, prefixes=PREFIXES) or b""
    assert isinstance(form.engine, ox.QueryResultsFormat)
    if form.engine == ox.QueryResultsFormat.CSV and isinstance(result, ox.QuerySolutions):
        table = BytesIO()
        csv_text.write(result, table)
        return (_BOM if form.bom else b"") + table.getvalue()
    return (_BOM if form.bom else b"") + (result.serialize(format=form.engine) or b"")
