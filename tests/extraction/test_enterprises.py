"""Enterprises by proper name; kinds of companies are none."""

import pytest

from devzone_kg import outline
from devzone_kg.extraction.enterprises import enterprises
from devzone_kg.reading import read as read_file
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.resources import folder
from devzone_kg.vocabulary import vocabulary


def read(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "test.txt", "txt", ""))


def found(text: str) -> list[tuple[str | None, str]]:
    mentions = enterprises(read(text), vocabulary())
    assert all(text[m.span.start : m.span.end] == m.text for m in mentions)
    return [(m.kind, m.text) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持莫高股份公司、祁连牧歌集团扩大产能。", [("group", "祁连牧歌集团")]),
        ("由甘肃稀土新材料股份有限公司承担建设任务。", [("company", "甘肃稀土新材料股份有限公司")]),
        ("加快燕京啤酒赣州公司技术改造。", [("company", "燕京啤酒赣州公司")]),
        ("责任单位:国网福建省电力公司、市工信局", [("company", "国网福建省电力公司")]),
        ("引进正泰集团投资建设。", [("group", "正泰集团")]),
        ("推动金川集团、白银有色集团循环化改造。", [("group", "金川集团"), ("group", "白银有色集团")]),
        ("(责任单位:市城管局、兰州威立雅水务有限责任公司)", [("company", "兰州威立雅水务有限责任公司")]),
        ("与上海临港集团合作共建园区。", [("group", "上海临港集团")]),
        ("鼓励华菱集团在当地设厂。", [("group", "华菱集团")]),
        ("张掖滨河集团、甘州区农投公司参与。", [("group", "张掖滨河集团"), ("company", "甘州区农投公司")]),
        ("配合单位:中国铁路兰州局集团有限公司", [("company", "中国铁路兰州局集团有限公司")]),
        ("依托厦门象屿集团建设物流枢纽。", [("group", "厦门象屿集团")]),
    ],
)
def test_enterprises(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "支持上市公司并购重组。",
        "培育龙头企业和大企业、大集团。",
        "清理空壳公司和僵尸企业。",
        "由园区运营公司负责日常管理。",
        "组建职业教育集团。",
        "完善公司法人治理结构。",
        "设立融资担保公司。",
        "各区属国有企业、有关企业集团。",
        "二十国集团领导人峰会",
        "鼓励混改公司规范运作。",
    ],
)
def test_classes_are_no_enterprises(text: str) -> None:
    assert found(text) == []


def test_the_company_that_runs_the_web_page_is_none_of_the_plan_s() -> None:
    plan = outline.build(read_file(folder("data") / "plan.txt"))
    assert [m.text for m in enterprises(plan, vocabulary())] == ["青岛啤酒武威公司", "黄羊河集团"]
