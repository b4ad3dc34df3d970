"""Requests of all kinds, made by the thousand: none may be answered with 500, show the inside, or leave a worker stuck."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from http_client import Client, serving
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devzone_kg.store import Store
from devzone_kg.web import create_app
from devzone_kg.web.workers import Limits
from sample_plan import PLAN

RUNS = int(os.environ.get("DEVZONE_HTTP_FUZZ_RUNS", "300"))
TOKENS = """SELECT * ?s ?p ?o { } WHERE FILTER ( ) . ; , a <urn:x> 'x' "y"@zh 1 1.5e9 LIMIT 5 OFFSET 2 VALUES UNION OPTIONAL
GRAPH ASK CONSTRUCT DESCRIBE PREFIX dz: <https://w3id.org/devzone-kg/def#> BIND AS COUNT GROUP BY ORDER HAVING EXISTS NOT
MINUS SERVICE LOAD INSERT # \\ \\u0041 开发区 \U0001f600 \x00 <<( )>> ^ * + / | ! REGEX REPLACE GROUP_CONCAT LATERAL"""
WORDS = st.sampled_from(TOKENS.split())
QUERIES = st.one_of(
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(WORDS, max_size=10).map(lambda words: "SELECT * { ?s ?p ?o " + " ".join(words) + " }"),
    st.sampled_from(["ASK {}", "SELECT ?s { ?s ?p ?o }", "DESCRIBE <urn:x>", "CONSTRUCT WHERE { ?s ?p ?o }"]),
    st.text(max_size=40),
)
MEDIA = st.sampled_from(
    ["*/*", "text/html", "application/json", "text/csv;q=0.3", "text/turtle", "image/png", "q=;;,", "a/b;q=x", ""]
)
KINDS = st.sampled_from(
    ["application/x-www-form-urlencoded", "application/sparql-query", "multipart/form-data; boundary=x", "text/plain", ""]
)
VALUES = st.one_of(st.text(max_size=20), st.sampled_from([PLAN, "urn:none", "<urn:x>", '"x"@zh', "-1", "not an iri"]))
NAMES = st.sampled_from(
    ["query", "update", "default-graph-uri", "named-graph-uri", "$s", "graph", "default", "lang", "unit", "plan", "x", "limit"]
)
PRINTED = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="?#")
PATHS = st.one_of(
    st.sampled_from(["/", "/sparql", "/sparql/", "/sparql.csv", "/sparql.xyz", "/rdf-graph-store", "/query", "/query/plans"]),
    st.sampled_from(["/query/unit-duties.json", "/query/x.html", "/def", "/id/plan/x", "/.well-known/void", "/openapi.json"]),
    st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="?#"), max_size=15).map(
        lambda t: "/" + t.lstrip("/")
    ),
    st.sampled_from(
        ["/id/%00", "/id/%E4%B8%AD", "/plan/%2e%2e/", "/query/..%2f", "/id/a%20b", "/static/../app.py", "/healthz"]
    ),
)
METHODS = st.sampled_from(["GET", "POST", "HEAD", "PUT", "OPTIONS", "DELETE"])
PAIRS = st.lists(st.tuples(NAMES, st.one_of(VALUES, QUERIES)), max_size=3)


@pytest.fixture(scope="module")
def hurried(sample_store: Store) -> Iterator[tuple[Client, Flask]]:
    app = create_app(sample_store, Limits(running=2, seconds=1, rows=200))
    with serving(app) as client:
        yield client, app
    app.extensions["service"].close()


@pytest.mark.parametrize("path", ["//[", "//host/sparql", "///", "/[", "*"])
def test_a_path_that_reads_as_a_host_is_answered(client: Client, path: str) -> None:
    """Over real HTTP, since the test client of the application refuses to send such a path."""
    assert 200 <= client.ask(path).status < 500


def test_any_request_gets_an_orderly_answer(hurried: tuple[Client, Flask]) -> None:
    client, app = hurried

    @settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(METHODS, PATHS, PAIRS, QUERIES, st.tuples(MEDIA, KINDS), st.booleans())
    def send(  # noqa: PLR0917
        method: str, path: str, pairs: list[tuple[str, str]], query: str, kinds: tuple[str, str], direct: bool
    ) -> None:
        answer = app.test_client().open(
            path,
            method=method,
            query_string=[*pairs, *([] if direct else [("query", query)])],
            data=query.encode("utf-8", "surrogatepass") if method == "POST" else None,
            headers={"Accept": kinds[0], "Content-Type": kinds[1]},
        )
        assert answer.status_code not in (0, 500), answer.text
        for word in (b"Traceback", b"site-packages", b"devzone_kg/"):
            assert word not in answer.data

    send()
    state = app.extensions["service"].pool.state()
    assert (state["running"], state["waiting"]) == (0, 0)
    assert client.query("ASK {}").status == 200
