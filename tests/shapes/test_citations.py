import pytest

from shapes.cases import found, plan, quotes


@pytest.mark.parametrize(
    "number",
    ["国办发[2017]7号", "国办发〔2017〕07号", "国办发〔2017〕第7号", "国办发(2017)7号", "国办发2017年7号", "国办发〔17〕7号"],
)
def test_a_malformed_number_is_marked_inside_the_citation(number: str) -> None:
    (finding,) = found(plan().cite("某意见", number, 2017).sign(), "C01")
    assert finding.quote == number
    assert number in finding.message["zh"] and number in finding.message["en"]


@pytest.mark.parametrize(
    "number", ["国办发〔2017〕7号", "国办发〔2017〕 7号", "国务院令第713号", "商务部公告2019年第3号", None]
)
def test_a_good_number_is_kept(number: str | None) -> None:
    assert not quotes(plan().cite("某意见", number, 2017).sign(), "C01")


def test_a_younger_document_is_cited() -> None:
    written = plan().cite("甲意见", "国办发〔2017〕7号", 2017).cite("乙意见", "国办发〔2027〕7号", 2027).sign()
    (finding,) = found(written, "C02")
    assert finding.quote == "《乙意见》国办发〔2027〕7号"
    assert "2027" in finding.message["zh"] and "2024-03-09" in finding.message["zh"]
    assert not quotes(written, "D05")


def test_the_date_of_publication_serves_where_there_is_no_other() -> None:
    written = plan().cite("乙意见", "国办发〔2019〕7号", 2019).published("2017-11-07")
    (finding,) = found(written, "C02")
    assert "发布日期" in finding.message["zh"] and "published" in finding.message["en"]


def test_the_only_dated_citation_may_be_wrong() -> None:
    assert quotes(plan().cite("乙意见", "国办发〔2027〕7号", 2027).sign(), "C02") == ["《乙意见》国办发〔2027〕7号"]


@pytest.mark.parametrize("year", [2017, 2024, None])
def test_older_documents_are_kept(year: int | None) -> None:
    assert not quotes(plan().cite("甲意见", None, year).sign(), "C02")


def test_without_any_date_nothing_is_said() -> None:
    assert not quotes(plan().cite("甲意见", None, 2027), "C02")
