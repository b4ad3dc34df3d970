"""The reference of the ontology, served."""

import pytest
from http_client import Client


@pytest.mark.parametrize(("query", "words"), [("", "牵头单位"), ("?lang=en", "lead unit")])
def test_the_reference_is_served_in_both_languages(client: Client, query: str, words: str):
    answer = client.ask(f"/ontology{query}")
    assert answer.status == 200
    assert answer.kind == "text/html"
    assert words in answer.text
    assert "dz:leadUnit" in answer.text or "leadUnit" in answer.text
    assert "<script" not in answer.text


def test_its_style_comes_from_this_server(client: Client):
    assert 'href="/ontology.css"' in client.ask("/ontology").text
    assert client.ask("/ontology.css").kind == "text/css"
