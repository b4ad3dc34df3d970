"""Queries cut to so many rows."""

import pyoxigraph as ox
import pytest

from devzone_kg.querying.limits import cut

STORE = ox.Store()
STORE.extend(ox.Quad(ox.NamedNode(f"urn:s{i}"), ox.NamedNode("urn:p"), ox.Literal(i)) for i in range(10))
QUERIES = {
    "SELECT * { ?s ?p ?o }": 10,
    "SELECT * { ?s ?p ?o } ORDER BY ?o # LIMIT 2": 10,
    "SELECT * { ?s ?p ?o } LIMIT 6": 6,
    "SELECT * { ?s ?p ?o }limit 3": 3,
    "SELECT * { ?s ?p ?o } OFFSET 8": 2,
    "SELECT * { ?s ?p ?o } LIMIT 9#c\n OFFSET 4": 6,
    "SELECT * { ?s ?p ?o } OFFSET 3 LIMIT 9": 7,
    "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 5 } }": 5,
    "SELECT * { ?s ?p ?o } LIMIT 7 VALUES ?o { 0 1 2 3 4 5 6 }": 7,
    "SELECT * { ?s ?p 'LIMIT 1' } VALUES ?o { 0 1 }": 0,
    "SELECT ?s { ?s ?p ?o FILTER EXISTS { ?s ?p ?o } } GROUP BY ?s ?p ?o HAVING(COUNT(*) > 0)": 10,
}


def rows(text: str) -> int:
    return len(list(STORE.query(text)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "whole"), QUERIES.items())
@pytest.mark.parametrize("most", [1, 5, 6, 7, 10, 11])
def test_as_many_rows_as_allowed_and_whether_there_are_more(text: str, whole: int, most: int) -> None:
    limited = cut(text, most)
    assert rows(text) == whole
    assert rows(limited.capped) == min(whole, most)
    assert rows(limited.beyond) == (1 if whole > most else 0)


def test_a_number_that_no_engine_takes_is_left_to_the_engine() -> None:
    with pytest.raises(SyntaxError):
        STORE.query(cut("SELECT * { ?s ?p ?o } LIMIT " + "9" * 5000, 3).capped)


def test_what_is_no_query_at_all_may_be_cut() -> None:
    for text in ("", "}}}} LIMIT", "SELECT * { LIMIT 3", "LIMIT LIMIT 3 VALUES"):
        assert cut(text, 3).capped
