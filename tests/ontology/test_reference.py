"""The reference shows every term in two languages, and its links lead somewhere."""

import re
from pathlib import Path

import pytest
from lxml import etree, html

from devzone_kg.reference import ontology_page, write_pages
from devzone_kg.reference.diagram import classes_shown, diagram
from devzone_kg.reference.terms import children, shortened, terms


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request):
    return request.param, ontology_page(request.param)


def test_every_term_has_an_entry_with_both_labels_and_definitions(page):
    document = html.fromstring(page[1])
    for term in terms().values():
        (entry,) = document.xpath(f'//article[@id="{term.name}"]')
        text = entry.text_content()
        assert all(words in text for words in (*term.labels.values(), *term.definitions.values(), f"dz:{term.name}"))


def test_links_lead_to_something_on_the_page(page):
    document = html.fromstring(page[1])
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link.removeprefix("#") for link in document.xpath("//a/@href") if link.startswith("#")}
    assert len(targets) > 150
    assert targets <= set(ids)


def test_the_page_needs_no_script_no_inline_style_and_no_other_host(page):
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page[1])
    loaded = html.fromstring(page[1]).xpath("//link/@href | //@src")
    assert loaded == ["ontology.css"]


def test_the_page_speaks_its_language(page):
    lang, text = page
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in text
    assert ("定义域" in text) == (lang == "zh")
    assert ("Domain" in text) == (lang == "en")


def test_what_an_entry_says_comes_from_the_ontology():
    entry = html.fromstring(ontology_page("en")).xpath('//article[@id="leadUnit"]')[0].text_content()
    assert re.search(r"Follows from the chain\s+has assignment · lead agent", entry)
    assert re.search(r"Inverse\s+leads", entry)
    assert re.search(r"Domain\s+responsibility item", entry)


def test_the_diagram_is_svg_and_shows_every_class():
    for lang in ("zh", "en"):
        etree.fromstring(diagram(lang).encode())
    assert classes_shown() == {term.name for term in terms().values() if term.kind == "Class"}
    assert all(term.labels["zh"] in diagram("zh") for term in terms().values() if term.kind == "Class")


def test_terms_know_what_is_under_them():
    assert children("Agent") == ["Agency", "AgencyGroup", "Enterprise", "Official"]
    assert terms()["leads"].linked("inverse") == ["leadUnit"]
    assert terms()["DocumentNumber"].linked("key") == ["issuerCode", "year", "serial"]
    assert terms()["ParkCommittee"].linked("defined") == ["agencyFunction", "id:agency-function/guanweihui"]
    assert shortened("http://example.org/x") == "http://example.org/x"


def test_an_unknown_language_is_chinese_and_addresses_are_given():
    assert ontology_page("fr") == ontology_page("zh")
    served = ontology_page("en", stylesheet="/static/ontology.css", other="/ontology?lang=zh")
    assert 'href="/static/ontology.css"' in served
    assert 'href="/ontology?lang=zh"' in served


def test_the_pages_are_written_with_their_style(tmp_path: Path):
    write_pages(tmp_path / "new")
    assert {file.name for file in (tmp_path / "new").iterdir()} == {"ontology.html", "ontology.en.html", "ontology.css"}
