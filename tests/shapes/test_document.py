import pyoxigraph as ox
import pytest

from devzone_kg.graph import plan_triples
from devzone_kg.namespaces import DZ, RDF
from devzone_kg.validation.checking import check_triples
from shapes.cases import found, quotes
from validation.plans import Draft

RDF_TYPE = ox.NamedNode(RDF + "type")
TITLE = "某区促进园区发展实施方案"


def draft(**parts: str | None) -> Draft:
    written = Draft().head(TITLE, parts.get("number", "某政办发〔2024〕12号"))
    written.item("一、", 1, "措施")
    return written.sign(parts.get("issuer", "某区人民政府办公室"), parts.get("date", "2024-03-09"))


@pytest.mark.parametrize(
    "number",
    [
        "某政办发[2024]12号",
        "某政办发(2024)12号",
        "某政办发〔2024〕012号",
        "某政办发〔24〕12号",
        "某政办发〔2024〕第12号",
        "〔2024〕12号",
    ],
)
def test_a_malformed_number_is_marked_itself(number: str) -> None:
    assert quotes(draft(number=number), "D04") == [number]


def test_a_missing_number_points_at_the_title() -> None:
    (finding,) = found(draft(number=None), "D04")
    assert (finding.quote, finding.severity) == (TITLE, "violation")
    assert "没有" in finding.message["zh"] and "none" in finding.message["en"]


@pytest.mark.parametrize("number", ["某政办发〔2024〕12号", "沪府办规〔2021〕5号", "国办函〔2019〕108号"])
def test_a_good_number_is_kept(number: str) -> None:
    assert not quotes(draft(number=number), "D04")


def test_a_missing_date_points_at_the_title_not_at_the_number_above_it() -> None:
    assert quotes(draft(date=None), "D05") == [TITLE]


def test_a_date_before_everything_cited_is_wrong_itself() -> None:
    written = draft(date="2014-03-09").cite("甲意见", "国办发〔2017〕7号", 2017).cite("乙意见", "国办发〔2018〕8号", 2018)
    (finding,) = found(written, "D05")
    assert "2014-03-09" in finding.message["zh"]
    assert [r.quote for r in finding.related] == ["《甲意见》国办发〔2017〕7号", "《乙意见》国办发〔2018〕8号"]
    assert not quotes(written, "C02")


@pytest.mark.parametrize("cited", [[], [2017], [2017, 2030], [2024]])
def test_a_date_is_kept(cited: list[int]) -> None:
    written = draft()
    for year in cited:
        written.cite("意见", f"国办发〔{year}〕7号", year)
    assert not quotes(written, "D05")


def test_a_missing_issuer_points_at_the_title() -> None:
    assert quotes(draft(issuer=None), "D06") == [TITLE]
    assert quotes(draft(issuer=None, number=None, date=None), "D06") == [TITLE]


def test_an_issuer_is_kept() -> None:
    assert not quotes(draft(), "D06")
    assert not quotes(draft(issuer="某区发展和改革局"), "D06")


def test_in_a_draft_what_is_added_on_issue_is_information() -> None:
    bare = draft(number=None, issuer=None, date=None)
    for rule in ("D04", "D05", "D06"):
        assert [f.severity for f in found(bare, rule, "draft")] == ["info"]
        assert [f.severity for f in found(bare, rule, "issued")] == ["violation"]


def test_a_title_over_two_lines_is_found() -> None:
    written = Draft()
    written.write("某政办发〔2024〕12号\n")
    written.head("某区促进园区发展\n实施方案", None)
    written.document = written.document.__class__(title="某区促进园区发展实施方案", title_span=written.document.title_span)
    written.item("一、", 1, "措施")
    assert quotes(written, "D06") == ["某区促进园区发展\n实施方案"]


def test_a_law_needs_no_number_and_no_date() -> None:
    triples = plan_triples(draft(number=None, date=None).facts())
    law = [
        ox.Triple(t.subject, RDF_TYPE, ox.NamedNode(DZ + "Regulation"))
        for t in triples
        if t.predicate.value == DZ + "hasTextVersion"
    ]
    rules = {f.rule for f in check_triples([*triples, *law], "issued").findings}
    assert not rules & {"D04", "D05"}
    assert {"D04", "D05"} <= {f.rule for f in check_triples(triples, "issued").findings}
