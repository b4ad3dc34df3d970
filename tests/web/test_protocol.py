"""The endpoint over real HTTP, by the SPARQL 1.1 Protocol."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
import rdflib
from http_client import Client
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from devzone_kg.store import INFERRED
from sample_plan import PLAN, UPSTREAM

DZ = "PREFIX dz: <https://w3id.org/devzone-kg/def#> "
SELECT = DZ + "SELECT ?goal ?kind WHERE { ?goal dz:goalKind ?kind }"
CONSTRUCT = DZ + "CONSTRUCT WHERE { ?goal dz:goalKind ?kind }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


def rows(body: bytes) -> int:
    return len(json.loads(body)["results"]["bindings"])


def test_the_three_ways_to_ask(client: Client) -> None:
    by_get = client.query(SELECT)
    by_form = client.ask("/sparql", "POST", urlencode({"query": SELECT}).encode(), kind=FORM)
    direct = client.ask("/sparql", "POST", SELECT.encode(), kind=DIRECT + "; charset=utf-8")
    assert [a.status for a in (by_get, by_form, direct)] == [200] * 3
    assert by_get.body == by_form.body == direct.body
    assert rows(direct.body) == 1


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, text/*", "text/csv"),
        ("image/png, text/csv;q=0.2", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_form_of_tables_follows_accept(client: Client, accept: str | None, kind: str) -> None:
    for text in (SELECT, "ASK { ?s ?p ?o }"):
        answer = client.query(text, accept)
        assert (answer.status, answer.kind) == (200, kind)
        if kind.startswith("text/") and kind != "text/html":
            assert answer.headers["content-type"].endswith("charset=utf-8")


@pytest.mark.parametrize(
    ("accept", "kind", "parser"),
    [
        (None, "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/n-triples;q=0.5, text/turtle;q=0.7", "text/turtle", "turtle"),
    ],
)
def test_the_form_of_graphs_follows_accept(client: Client, accept: str | None, kind: str, parser: str) -> None:
    answer = client.query(CONSTRUCT, accept)
    assert (answer.status, answer.kind) == (200, kind)
    assert len(rdflib.Graph().parse(data=answer.text, format=parser)) == 1
    assert client.query(f"DESCRIBE <{PLAN}>", accept).kind == kind


def test_what_cannot_be_written_as_wanted_is_406(client: Client) -> None:
    assert client.query(SELECT, "image/png").status == 406
    assert client.query(SELECT, "text/turtle").status == 406
    answer = client.query(CONSTRUCT, "text/csv")
    assert answer.status == 406
    assert "text/turtle" in answer.text


@pytest.mark.parametrize(
    ("ask", "status", "says"),
    [
        (lambda c: c.ask("/sparql.csv"), 400, "no query"),
        (lambda c: c.query("plans"), 400, "line 1, column 1: expected SELECT"),
        (lambda c: c.ask("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400, "exactly one"),
        (lambda c: c.ask("/sparql", "POST", b"", kind=FORM), 400, "exactly one"),
        (lambda c: c.query("SELECT * WHERE {\n ?s ?p }"), 400, "line 2"),
        (lambda c: c.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), 400, "SERVICE calls another server"),
        (lambda c: c.query("SELECT * FROM <http://elsewhere/> { ?s ?p ?o }"), 400, "not in the store"),
        (lambda c: c.query(SELECT, None, **{"default-graph-uri": "http://elsewhere/"}), 400, "not in the store"),
        (lambda c: c.ask("/sparql", "POST", b"\xff\xfe", kind=DIRECT), 400, "not UTF-8"),
        (lambda c: c.ask("/sparql", "POST", b"{}", kind="application/json"), 415, "application/sparql-query"),
        (lambda c: c.ask("/sparql", "POST", b"DROP ALL", kind="application/sparql-update"), 403, "refused"),
        (lambda c: c.ask("/sparql", "POST", urlencode({"update": "DROP ALL"}).encode(), kind=FORM), 403, "refused"),
        (lambda c: c.ask("/sparql?update=DROP+ALL"), 403, "refused"),
        (lambda c: c.query("INSERT DATA { <urn:s> <urn:p> 1 }"), 403, "INSERT is an update"),
        (lambda c: c.query("LOAD <http://127.0.0.1:1/>"), 403, "LOAD is an update"),
        (lambda c: c.ask("/sparql", "PUT", SELECT.encode(), kind=DIRECT), 405, "does not take PUT"),
        (lambda c: c.ask("/sparql", "POST", b"#" * 250_000, kind=DIRECT), 413, "200000 字节"),
        (lambda c: c.ask("/sparql", "POST", b"#" * 1_500_000, kind=DIRECT), 413, ""),
        (lambda c: c.ask("/sparql.docx?query=ASK%7B%7D"), 404, "'.docx'"),
        (lambda c: c.ask("/sparql.ttl?query=ASK%7B%7D"), 400, "cannot be written as 'turtle'"),
    ],
)
def test_what_is_refused(client: Client, ask: Callable[[Client], object], status: int, says: str) -> None:
    answer = ask(client)
    assert (answer.status, answer.kind) == (status, "text/plain")  # type: ignore[attr-defined]
    assert says in answer.text  # type: ignore[attr-defined]
    assert "Traceback" not in answer.text  # type: ignore[attr-defined]


def test_nothing_was_written(client: Client) -> None:
    client.query("INSERT DATA { <urn:s> <urn:p> 1 }")
    assert rows(client.query("SELECT * { <urn:s> ?p ?o }").body) == 0


def test_the_dataset_of_the_request_takes_the_place_of_the_query_s(client: Client) -> None:
    every = "SELECT ?s { ?s ?p ?o }"
    only = rows(client.query(every, None, **{"default-graph-uri": UPSTREAM}).body)
    assert 0 < only < rows(client.query(every).body)
    assert rows(client.query(f"SELECT ?s FROM <{PLAN}> {{ ?s ?p ?o }}", None, **{"default-graph-uri": UPSTREAM}).body) == only
    assert rows(client.query(every, None, **{"named-graph-uri": UPSTREAM}).body) == 0
    graphs = client.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", None, **{"named-graph-uri": UPSTREAM})
    assert [r["g"]["value"] for r in json.loads(graphs.body)["results"]["bindings"]] == [UPSTREAM]


def test_what_was_inferred_is_seen_only_where_it_is_named(client: Client) -> None:
    pattern = "{ ?d dz:likelyCovers ?m }"
    assert rows(client.query(DZ + "SELECT * " + pattern).body) == 0
    assert rows(client.query(DZ + f"SELECT * {{ GRAPH <{INFERRED}> {pattern} }}").body) == 1


def test_variables_are_bound_by_parameters(client: Client) -> None:
    answer = client.query(
        "SELECT ?s ?label { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label }", **{"$label": '"甲园区"@zh'}
    )
    assert rows(answer.body) == 1


def test_files_by_suffix(client: Client) -> None:
    link = urlencode({"query": SELECT})
    csv = client.ask("/sparql.csv?" + link)
    assert csv.body.startswith(b"\xef\xbb\xbfgoal,kind\r\n")
    assert "attachment" in csv.headers["content-disposition"]
    assert client.ask("/sparql.json?" + link).kind == "application/sparql-results+json"
    assert client.ask("/sparql.ttl?" + urlencode({"query": CONSTRUCT})).kind == "text/turtle"


def test_pages_of_other_sites_may_read(client: Client) -> None:
    assert client.query(SELECT).headers["access-control-allow-origin"] == "*"
    assert client.query("nonsense").headers["access-control-allow-origin"] == "*"
    options = client.ask("/sparql", "OPTIONS")
    assert options.status == 200
    assert "POST" in options.headers["access-control-allow-methods"]
    head = client.ask("/sparql?" + urlencode({"query": SELECT}), "HEAD")
    assert (head.status, head.body) == (200, b"")


def test_rdflib_reads_from_it(client: Client) -> None:
    store = SPARQLStore(f"http://127.0.0.1:{client.port}/sparql")
    graph = rdflib.Graph(store)
    assert [str(row.kind) for row in graph.query(SELECT)] == ["vague"]  # type: ignore[union-attr]
    assert bool(graph.query("ASK { ?s ?p ?o }"))


def test_a_browser_gets_a_table_and_a_form(client: Client) -> None:
    answer = client.query(SELECT, "text/html")
    assert '<th scope="col">goal</th>' in answer.text
    assert "vague" in answer.text
    assert "/sparql.csv?query=" in answer.text
    assert "<textarea" in client.ask("/sparql", accept="text/html").text
    assert client.query("nonsense", "text/html").kind == "text/html"


def test_a_browser_sees_the_graph_of_a_construct(client: Client) -> None:
    answer = client.query(CONSTRUCT, "text/html")
    assert '<th scope="col">predicate</th>' in answer.text
    assert "dz:goalKind" in answer.text
