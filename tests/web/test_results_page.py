"""The results of a query as a page: where our IRIs lead, what the things are called, and what is said of an empty result."""

import re
from urllib.parse import urlencode

import pytest
from http_client import Client

from devzone_kg.querying import named_queries

DZ = "PREFIX dz: <https://w3id.org/devzone-kg/def#> "


def results(client: Client, query: str, **more: str) -> str:
    answer = client.ask("/sparql?" + urlencode({"query": query, **more}), accept="text/html")
    assert answer.status == 200
    return answer.text.partition('class="results"')[2].partition('class="plain"')[0]


def test_our_iris_are_links_to_pages_that_are_there(client: Client) -> None:
    found = results(
        client, DZ + "SELECT DISTINCT * { ?duty dz:hasAssignment ?a . ?a dz:agent ?unit ; dz:role ?role . ?duty a ?kind }"
    )
    hrefs = set(re.findall(r'<td class="iri" lang="en"><a href="([^"]+)"', found))
    assert {"/plan", "/agency", "/id", "/def"} <= {
        href[: href.find("/", 1)] if href.count("/") > 1 else "/def" for href in hrefs
    }
    for href in sorted(hrefs):
        answer = client.ask(href.partition("#")[0], accept="text/html")
        assert answer.status in (200, 303), href


def test_a_thing_is_called_by_its_name_unless_the_row_has_it(client: Client) -> None:
    alone = results(client, DZ + "SELECT DISTINCT ?unit { ?a dz:agent ?unit }")
    assert re.search(r"id:agency/620602/fagai</a> <span[^>]*>凉州区", alone)
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    query = DZ + f"SELECT DISTINCT ?unit ?name {{ ?a dz:agent ?unit . ?unit {label} ?name }}"
    assert not re.search(r"id:agency/620602/fagai</a> <span", results(client, query))


def test_other_iris_are_no_links(client: Client) -> None:
    assert "<a href" not in results(client, "SELECT (<urn:x:y> AS ?x) {}").partition("<tbody")[2]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "图谱中没有名为“县无此局”的内容"), ("en", "Nothing in the graph is called “县无此局”")]
)
def test_an_empty_result_of_an_unknown_unit(client: Client, lang: str, words: str) -> None:
    body = named_queries()["unit-duties"].body
    page = client.ask("/query/unit-duties?" + urlencode({"unit": "县无此局", "lang": lang}), accept="text/html").text
    for found in (page, results(client, body, **{"$unit": "县无此局", "lang": lang})):
        assert "<small>0 " in found
        assert words in found
        assert "/search?q=%E5%8E%BF" in found


def test_an_empty_result_of_what_is_known_has_no_hint(client: Client) -> None:
    assert "名为" not in results(client, "SELECT * { ?s ?p ?none FILTER(false) }")


def test_a_plain_name_in_the_form_of_a_named_query_is_typed_as_it_says(client: Client) -> None:
    body = named_queries()["unit-duties"].body
    plain = results(client, body.replace("\n", "\r\n"), **{"$unit": "区发改局"})
    assert "<tbody" in plain
    assert plain.count("<tr>") == results(client, body, **{"$unit": '"区发改局"@zh'}).count("<tr>")
