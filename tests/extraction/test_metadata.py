"""What the text states of the document itself."""

from pathlib import Path

import pytest

from devzone_kg import outline
from devzone_kg.extraction.metadata import document
from devzone_kg.facts import Document
from devzone_kg.reading import read
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.vocabulary import vocabulary

NOTICE = (
    "临河县人民政府办公室关于印发园区发展方案的通知\n临政办发〔2021〕12号\n\n各乡镇人民政府，县政府各部门：\n"
    "现将《园区发展方案》印发给你们，请认真落实。\n\n临河县人民政府办公室\n2021年4月30日\n\n园区发展方案\n\n"
    "根据《省园区条例》（省政发〔2019〕3号），制定本方案。\n一、修路\n（一）勘察。\n本方案自2021年6月1日起施行，有效期3年。\n"
)


def found(text: str) -> Document:
    source = SourceText(text, text_blocks(text), "plan.txt", "txt", "")
    facts = document(outline.build(source), vocabulary())
    for name in ("number", "issuer", "addressee", "validity"):
        span = getattr(facts, f"{name}_span")
        assert getattr(facts, name) == (source.quote(span) if span else None)
    return facts


def test_a_notice_with_an_attached_plan() -> None:
    facts = found(NOTICE)
    assert (facts.title, facts.document_type) == ("园区发展方案", "work-plan")
    assert (facts.number, facts.issuer, facts.date) == ("临政办发〔2021〕12号", "临河县人民政府办公室", "2021-04-30")
    assert facts.addressee == "各乡镇人民政府，县政府各部门"
    assert facts.validity == "自2021年6月1日起施行，有效期3年"
    assert facts.published is None


def test_the_seed_states_only_title_and_publication(seed_path: Path) -> None:
    facts = document(outline.build(read(seed_path)), vocabulary())
    assert (facts.title, facts.document_type) == ("关于深入推进开发区建设的实施方案", "implementation-plan")
    assert facts.published == "2017-11-07"
    assert (facts.number, facts.issuer, facts.date, facts.addressee, facts.validity) == (None,) * 5


def test_a_title_of_two_lines_is_joined() -> None:
    assert (
        found("某市人民政府关于推动园区\n 高质量发展的意见（试行）\n一、修路\n").title
        == "某市人民政府关于推动园区高质量发展的意见（试行）"
    )
    assert found("某市人民政府关于推动园区\n 高质量发展的意见（试行）\n一、修路\n").document_type == "opinions"


@pytest.mark.parametrize(
    ("signature", "issuer"),
    [
        ("甲市发展和改革委员会\n甲市财政局\n", "甲市发展和改革委员会"),
        ("甲市发展和改革委员会甲市财政局\n", "甲市发展和改革委员会"),
        ("中共甲市委办公室　甲市人民政府办公室\n", "中共甲市委办公室"),
        ("", None),
    ],
)
def test_the_first_of_several_signatories(signature: str, issuer: str | None) -> None:
    facts = found(f"关于加快发展的意见\n一、修路\n（一）勘察，施工。\n{signature}2021年3月9日\n")
    assert (facts.issuer, facts.date) == (issuer, "2021-03-09")


@pytest.mark.parametrize(
    ("date", "iso"), [("二〇二一年三月九日", "2021-03-09"), ("二○一九年十二月三十日", "2019-12-30"), ("2021年2月31日", None)]
)
def test_dates(date: str, iso: str | None) -> None:
    assert found(f"关于加快发展的意见\n一、修路\n（一）勘察，施工。\n甲市人民政府\n{date}\n").date == iso


def test_the_body_that_the_title_names() -> None:
    assert found("工业和信息化部等七部门关于加快发展的意见\n一、修路\n").issuer == "工业和信息化部"
    assert found("甲县人民政府文件\n甲政发〔2020〕1号\n关于加快发展的意见\n一、修路\n").issuer == "甲县人民政府"
    assert found("甲县关于加快发展的意见\n一、修路\n").issuer is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("甲县文件\n甲政发[2020]第012号\n关于加快发展的意见\n一、修路\n", "甲政发[2020]第012号"),
        ("甲县关于加快发展的意见甲政发〔2020〕5号各乡镇：为发展，提出意见。一、修路。", "甲政发〔2020〕5号"),
        ("甲县办公室关于加快发展的意见\n（甲办字〔2017〕66号）\n各乡镇：\n一、修路\n", "甲办字〔2017〕66号"),
        ("甲县人民政府令\n第32号\n甲县园区办法\n第一条 甲。\n", "第32号"),
        ("关于发展的意见\n根据《乙》（乙发〔2020〕5号），制定本意见。\n一、修路\n", None),
        ("标题: 关于发展的意见\n文号: \n发布日期: 2020-01-02\n\n关于发展的意见\n一、修路\n", None),
        ("标题: 关于发展的意见\n文 号: 甲发〔2020〕7号\n发布日期: 2020-01-02\n\n关于发展的意见\n一、修路\n", "甲发〔2020〕7号"),
        (
            "首页 > 公开 文号：甲发〔2020〕7号 发布日期：2020-01-02 关于发展的意见 为加快发展，提出意见。一、修路。",
            "甲发〔2020〕7号",
        ),
    ],
)
def test_the_plans_own_number(text: str, number: str | None) -> None:
    assert found(text).number == number


def test_a_header_in_the_cells_of_a_table() -> None:
    facts = found(
        "索引号\t0145/2021\t主题分类\t农业\n发文机关\t甲县农业局\t成文日期\t2021年03月15日\n文号\t甲农字〔2021〕9号\t\n"
        "甲县春耕生产工作方案\n为抓好春耕，制定本方案。\n一、备耕。\n"
    )
    assert (facts.title, facts.number, facts.issuer, facts.date) == (
        "甲县春耕生产工作方案",
        "甲农字〔2021〕9号",
        "甲县农业局",
        "2021-03-15",
    )


def test_dates_of_a_crawlers_header() -> None:
    facts = found("标题: 关于发展的意见\n成文日期: 2020-01-02\n发布日期: 2020年2月\n\n关于发展的意见\n一、修路\n")
    assert (facts.date, facts.published) == ("2020-01-02", "2020-02")


def test_a_flattened_notice() -> None:
    facts = found(
        "甲区管委会文件 甲管〔2020〕31号 甲区管委会关于印发《园区政策措施》的通知 各片区，区直各单位："
        "《园区政策措施》已经同意，现印发给你们。 甲区管委会 2020年4月29日 园区政策措施 为加快发展，制定本措施。一、修路。"
    )
    assert (facts.title, facts.number, facts.issuer, facts.date) == (
        "园区政策措施",
        "甲管〔2020〕31号",
        "甲区管委会",
        "2020-04-29",
    )
    assert facts.addressee == "各片区，区直各单位"


@pytest.mark.parametrize(
    ("closing", "validity"),
    [
        ("本措施自印发之日起实施，有效期至2025年12月31日。", "自印发之日起实施，有效期至2025年12月31日"),
        ("本措施有效期五年。", "有效期五年"),
        ("本措施实施前的文件，2021年12月31日自动失效。", "2021年12月31日自动失效"),
        ("各乡镇要抓好落实。", None),
    ],
)
def test_validity(closing: str, validity: str | None) -> None:
    assert (
        found(f"关于发展的措施\n一、修路\n（一）自2019年起执行新的标准。\n1.甲\n2.乙\n3.丙\n4.丁\n{closing}\n").validity
        == validity
    )
