"""CSV that programs read back as it was."""

import csv
import io

import pyoxigraph as ox
import pytest

from devzone_kg.querying import FORMATS, csv_text, serialise

STORE = ox.Store()
VALUES = ("a,b", 'say "x"', "two\nlines", "\u957f", "", "plain")
for i, value in enumerate(VALUES):
    STORE.add(ox.Quad(ox.NamedNode(f"http://x/t#char={i},2"), ox.NamedNode("urn:p"), ox.Literal(value)))
QUERY = "SELECT ?s ?none ?o { ?s ?p ?o } ORDER BY ?s"


def test_cells_with_commas_and_quotes_stay_one_cell() -> None:
    found = STORE.query(QUERY)
    rows = list(csv.reader(io.StringIO(serialise(found, FORMATS["csv"]).decode(), newline="")))
    assert rows == [["s", "none", "o"], *([f"http://x/t#char={i},2", "", value] for i, value in enumerate(VALUES))]


@pytest.mark.parametrize(("text", "columns", "sound"), [(QUERY, 3, False), ("SELECT ?o { ?s ?p ?o }", 1, True)])
def test_what_the_engine_writes_is_looked_over(text: str, columns: int, sound: bool) -> None:
    found = STORE.query(text)
    assert isinstance(found, ox.QuerySolutions)
    data = found.serialize(format=ox.QueryResultsFormat.CSV) or b""
    assert csv_text.is_sound(io.BytesIO(data), columns) is sound
