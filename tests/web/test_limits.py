"""The limits as the clients see them: status, headers, words; all errors in one shape."""

import json
import threading
import time
from collections.abc import Callable

import pytest
from http_client import Answer, Client
from test_workers import RUNAWAY, eventually

from devzone_kg.web.service import Service
from devzone_kg.web.workers import Limits

Start = Callable[[Limits], tuple[Client, Service]]
ROWS = "SELECT ?x ?y { VALUES ?x { 1 2 3 4 } VALUES ?y { 'a' 'b' } }"


def problem(answer: Answer) -> dict[str, object]:
    assert answer.kind == "application/problem+json"
    details: dict[str, object] = json.loads(answer.body)
    assert {"type", "title", "status", "code", "detail", "detail_zh"} <= set(details)
    assert details["status"] == answer.status
    return details


def test_time_is_told_and_the_next_is_answered(serve_with: Start) -> None:
    client, _ = serve_with(Limits(running=1, seconds=0.5))
    answer = client.query(RUNAWAY, "application/sparql-results+json")
    start = time.monotonic()
    details = problem(answer)
    assert (answer.status, details["code"]) == (504, "time-limit")
    assert "0.5" in str(details["detail_zh"])
    assert details["mend"]
    assert details["mend_zh"]
    assert client.query("ASK {}").status == 200
    assert time.monotonic() - start < 3


def test_rows_are_cut_and_that_is_told(serve_with: Start) -> None:
    client, _ = serve_with(Limits(running=1, rows=3))
    for accept, lines in (("text/csv", 4), ("text/tab-separated-values", 4)):
        answer = client.query(ROWS, accept)
        assert answer.text.count("\n") == lines
        assert answer.headers["x-truncated"] == "rows=3"
    answer = client.query(ROWS)
    assert len(json.loads(answer.body)["results"]["bindings"]) == 3
    for text in (ROWS + " LIMIT 3", ROWS + " OFFSET 5", "ASK {}"):
        assert "x-truncated" not in client.query(text).headers
    triples = client.query(
        "CONSTRUCT { ?x <urn:p> ?y } { VALUES ?x { <urn:a> <urn:b> } VALUES ?y { 1 2 3 } }", "application/n-triples"
    )
    assert triples.text.count("\n") == 3
    assert triples.headers["x-truncated"] == "rows=3"


def test_a_page_says_that_it_is_cut(client: Client) -> None:
    text = "SELECT ?a ?b ?c ?d { " + " ".join(f"VALUES ?{v} {{ {' '.join('0123456789')} }}" for v in "abcd") + " }"
    page = client.query(text, "text/html")
    assert "结果已截断" in page.text
    assert page.headers["x-truncated"] == "rows=1000"
    assert "结果已截断" not in client.query(ROWS, "text/html").text


def test_bytes_and_memory_are_told(serve_with: Start) -> None:
    client, _ = serve_with(Limits(running=1, bytes=20_000, memory=400 << 20))
    answer = client.query("SELECT (CONCAT(STR(?s), STR(?o)) AS ?x) { ?s ?p ?o . ?a ?b ?c }", "application/json")
    assert (answer.status, problem(answer)["code"]) == (422, "result-too-large")
    doubled = "".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1}) " for i in range(30))
    answer = client.query(f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('0123456789' AS ?x0) {doubled} }}", "application/json")
    assert (answer.status, problem(answer)["code"]) == (503, "memory-limit")
    assert client.query("ASK {}").status == 200


def test_a_full_queue_says_when_to_come_back(serve_with: Start) -> None:
    client, service = serve_with(Limits(running=1, waiting=0, seconds=1.5))
    client.query("ASK {}")
    thread = threading.Thread(target=client.query, args=(RUNAWAY,))
    thread.start()
    assert eventually(lambda: service.pool.state()["running"] == 1)
    answer = client.query("ASK {}", "application/json")
    assert (answer.status, problem(answer)["code"]) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert client.ask("/healthz").status == 200
    thread.join(10)


def test_one_client_cannot_take_all_places(serve_with: Start) -> None:
    client, service = serve_with(Limits(running=1, per_client=1, seconds=1.5))
    client.query("ASK {}")
    thread = threading.Thread(target=client.query, args=(RUNAWAY,))
    thread.start()
    assert eventually(lambda: service.pool.state()["running"] == 1)
    answer = client.query("ASK {}")
    assert answer.status == 429
    assert "retry-after" in answer.headers
    thread.join(10)


@pytest.mark.parametrize("accept", ["application/json", "text/html", "text/plain, */*;q=0.1", None])
def test_the_place_of_an_error_is_told_in_both_languages(client: Client, accept: str | None) -> None:
    answer = client.query("SELECT * WHERE {\n ?s ?p }", accept)
    assert answer.status == 400
    if accept == "application/json":
        details = problem(answer)
        assert (details["line"], details["column"], details["code"]) == (2, 9, "syntax")
        assert "不是 SPARQL" in str(details["detail_zh"])
    else:
        assert "line 2, column 9" in answer.text
        assert "第2行第9列" in answer.text
    assert "Traceback" not in answer.text
    assert "/work" not in answer.text
    assert "devzone_kg/" not in answer.text


def test_an_unforeseen_error_tells_nothing_of_the_inside(serve_with: Start) -> None:
    client, service = serve_with(Limits(running=1))
    service.ask = None  # type: ignore[method-assign, assignment]
    answer = client.query("ASK {}", "application/json")
    assert (answer.status, problem(answer)["code"]) == (500, "internal")
    assert "NoneType" not in answer.text
