"""Named queries, linked data, graphs, descriptions, health."""

import csv
import gzip
import io
import json
import re
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib
from flask import Flask
from http_client import Answer, Client

from devzone_kg.namespaces import BASE
from devzone_kg.querying import named_queries
from devzone_kg.store import INFERRED, Store
from sample_plan import PLAN, UPSTREAM

SELECT = "SELECT ?s { ?s ?p ?o }"


def graph_of(answer: Answer, form: str = "turtle") -> rdflib.Graph:
    assert answer.status == 200, answer.text
    return rdflib.Graph().parse(data=answer.text, format=form)


def test_named_queries_by_name_and_suffix(client: Client) -> None:
    listed = json.loads(client.ask("/query").body)
    assert [q["name"] for q in listed] == list(named_queries())
    assert all(q["title"]["zh"] and q["title"]["en"] and q["sparql"] for q in listed)
    for name in named_queries():
        answer = client.ask(f"/query/{name}")
        assert (answer.status, answer.kind) == (200, "application/sparql-results+json"), name
        assert client.ask(f"/query/{name}.html").kind == "text/html"
        assert client.ask(f"/query/{name}.csv").body.startswith(b"\xef\xbb\xbf")


def test_parameters_are_typed_and_never_pasted(client: Client) -> None:
    asked = "/query/unit-duties.json?" + urlencode({"unit": "区财政局"})
    rows = json.loads(client.ask(asked).body)["results"]["bindings"]
    assert {r["unit"]["value"] for r in rows} == {"区财政局"}
    hostile = '" } INSERT DATA { <urn:s> <urn:p> 1 } #'
    assert json.loads(client.ask("/query/unit-duties.json?" + urlencode({"unit": hostile})).body)["results"]["bindings"] == []
    wrong = client.ask("/query/plans.json?" + urlencode({"plan": "not an IRI>"}))
    assert wrong.status == 400
    assert "iri" in json.loads(wrong.body)["detail"]
    assert client.ask("/query/plans?color=red").status == 400
    assert client.ask("/query/nowhere").status == 404
    assert client.ask("/query/plans.docx").status == 404


def test_a_named_query_shows_its_sparql_and_leads_to_files(client: Client) -> None:
    page = client.ask("/query/unit-duties?" + urlencode({"unit": "区财政局", "lang": "en"}), accept="text/html").text
    assert "PREFIX dz:" in page
    assert "What a unit is responsible for" in page
    link = re.search(r'href="(/query/unit-duties\.csv\?[^"]+)"', page)
    assert link
    assert "区财政局" in client.ask(link[1].replace("&amp;", "&")).text


def test_every_iri_of_the_graph_answers(client: Client, sample_store: Store) -> None:
    found = {t.value for g in sample_store.graphs() for s in sample_store.triples(g) for t in s if isinstance(t, ox.NamedNode)}
    things = sorted({iri.partition("#")[0] for iri in found if iri.startswith(BASE + "id/")})
    assert len(things) > 30
    for iri in things:
        path = "/" + quote(iri.removeprefix(BASE))
        assert len(graph_of(client.ask(path, accept="text/turtle"))) > 0, iri
        page = client.ask(path, accept="text/html")
        assert (page.status, page.kind) == (200, "text/html")


def test_a_plan_answers_with_its_graph_and_a_page(client: Client) -> None:
    path = "/" + PLAN.removeprefix(BASE)
    assert len(graph_of(client.ask(path))) > 100
    assert "/plan/moufa-2021-1" in client.ask(path, accept="text/html").text
    assert client.ask(path, accept="application/ld+json").kind == "application/ld+json"
    assert client.ask(path, accept="image/png").status == 406
    assert client.ask("/id/nothing").status == 404
    assert client.ask("/id/nothing%3E").status == 404
    assert client.ask("/id/nothing", accept="text/html").kind == "text/html"


def test_the_graph_store_reads(client: Client) -> None:
    whole = graph_of(client.ask("/rdf-graph-store?" + urlencode({"graph": UPSTREAM})))
    assert len(whole) == 3
    assert graph_of(client.ask("/rdf-graph-store?default", accept="application/n-triples"), "nt")
    assert client.ask("/rdf-graph-store?graph=urn:none").status == 404
    assert client.ask("/rdf-graph-store").status == 400
    assert client.ask("/rdf-graph-store?" + urlencode({"graph": INFERRED}), "HEAD").body == b""
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert client.ask("/rdf-graph-store?graph=urn:new", method, b"<urn:s> <urn:p> 1 .", kind="text/turtle").status == 403


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("ttl", "turtle"), ("nt", "nt"), ("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld"), ("rdf", "xml")],
)
def test_graphs_in_all_forms(client: Client, suffix: str, kind: str) -> None:
    answer = client.ask(f"/sparql.{suffix}?" + urlencode({"query": f"DESCRIBE <{UPSTREAM}>"}))
    assert answer.status == 200
    assert len(rdflib.Dataset(default_union=True).parse(data=answer.text, format=kind)) >= 3


def test_the_service_describes_itself(client: Client) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = graph_of(client.ask("/sparql"))
    address = rdflib.URIRef(f"http://127.0.0.1:{client.port}/sparql")
    assert (address, sd.endpoint, address) in graph
    assert rdflib.URIRef(INFERRED) in set(graph.objects(None, sd.name))
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    dataset = graph_of(client.ask("/.well-known/void", accept="text/turtle"))
    assert int(next(dataset.objects(None, void.triples))) > 100  # type: ignore[arg-type]
    assert len(set(dataset.objects(None, void["class"]))) > 5


def test_compressed_where_the_client_takes_it(client: Client) -> None:
    link = "/sparql?" + urlencode({"query": SELECT})
    plain = client.ask(link)
    small = client.ask(link, encoding="gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(small.body) == plain.body
    assert len(small.body) < len(plain.body)
    assert "content-encoding" not in client.ask(link, encoding="gzip;q=0").headers


def test_a_tag_saves_the_second_answer(client: Client, app: Flask) -> None:
    link = "/sparql?" + urlencode({"query": SELECT})
    first = client.ask(link)
    tag = first.headers["etag"]
    again = client.ask(link, tag=tag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert client.ask(link, accept="text/csv").headers["etag"] != tag
    assert client.ask(link, accept="text/csv", tag=tag).status == 200
    app.extensions["service"].publish()
    assert client.ask(link, tag=tag).status == 200
    assert "etag" not in client.query("SELECT (RAND() AS ?x) {}").headers


def test_large_results_come_whole(client: Client) -> None:
    text = "SELECT ?a ?b ?c ?long { " + " ".join(f"VALUES ?{v} {{ {' '.join('0123456789')} }}" for v in "abc")
    text += " BIND('" + "长" * 1000 + "' AS ?long) }"
    answer = client.query(text)
    assert len(answer.body) > 3_000_000
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert len(json.loads(answer.body)["results"]["bindings"]) == 1000


def test_the_description_names_every_resource(client: Client, app: Flask) -> None:
    described = json.loads(client.ask("/openapi.json").body)
    assert described["openapi"].startswith("3.")
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:path:)?(\w+)>", r"{\1}", rule.rule)
        if rule.endpoint == "static":
            continue
        assert path in described["paths"], path
        asked = {m.lower() for m in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
        assert asked <= set(described["paths"][path]), path


def test_health(client: Client) -> None:
    answer = client.ask("/healthz")
    state = json.loads(answer.body)
    assert (answer.status, state["status"], state["graphs"]) == (200, "ok", 3)


def test_csv_with_places_in_texts_keeps_its_columns(client: Client) -> None:
    for path in ("/query/unit-duties.csv", "/query/vague-goals.csv", "/query/citations.csv"):
        rows = list(csv.reader(io.StringIO(client.ask(path).body.decode("utf-8-sig"), newline="")))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}, path
