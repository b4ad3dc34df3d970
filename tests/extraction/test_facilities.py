"""Facilities and projects that a verb of building or carrying out governs."""

import pytest

from devzone_kg import outline
from devzone_kg.extraction.facilities import facilities
from devzone_kg.reading import read as read_file
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.resources import folder
from devzone_kg.vocabulary import vocabulary


def read(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "test.txt", "txt", ""))


def found(text: str) -> list[tuple[str | None, str]]:
    mentions = facilities(read(text), vocabulary())
    assert all(text[m.span.start : m.span.end] == m.text for m in mentions)
    return [(m.kind, m.text) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加快建设进境粮食查验场和冰鲜水产品监管场所。", [("facility", "进境粮食查验场"), ("facility", "冰鲜水产品监管场所")]),
        ("实施农村饮水安全巩固提升工程。", [("project", "农村饮水安全巩固提升工程")]),
        ("实施冷链物流和仓储设施提升工程,补齐短板。", [("project", "冷链物流和仓储设施提升工程")]),
        ("深入实施科技型中小企业培育计划。", [("programme", "科技型中小企业培育计划")]),
        ("开展企业与院校联合培养的新型学徒制试点。", [("programme", "新型学徒制试点")]),
        ("推进开发区增量配电业务改革试点。", [("programme", "增量配电业务改革试点")]),
        ("打造西北地区冷链产品集散地。", [("facility", "西北地区冷链产品集散地")]),
        ("建成马铃薯良种繁育和加工基地。", [("base", "马铃薯良种繁育和加工基地")]),
        ("搭建跨境电商公共服务平台。", [("platform", "跨境电商公共服务平台")]),
        ("建立和完善重点招商项目库。", [("register", "重点招商项目库")]),
        (
            "鼓励企业建设省级重点实验室和工程研究中心。",
            [("research-facility", "重点实验室"), ("research-facility", "工程研究中心")],
        ),
        ("支持高台保税物流中心扩大业务。", [("facility", "高台保税物流中心")]),
        ("依托兰州中川机场,拓展航空货运。", [("facility", "兰州中川机场")]),
        ("加快农业废弃物资源化利用试点建设。", [("programme", "农业废弃物资源化利用试点")]),
        ("规划建设5个乡镇污水处理厂。", [("facility", "乡镇污水处理厂")]),
    ],
)
def test_facilities(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进科技创新平台建设。",
        "搭建企业产销对接平台。",
        "按照《某省数字化转型行动计划》要求执行。",
        "推动由单一平台向综合服务平台转变。",
        "实施各类重点工程。",
        "加强工程质量监督。",
        "制定年度工作计划。",
        "以重大项目和创新基地为载体。",
        "打造对外开放的重要载体和平台。",
        "设立分支机构和研发中心。",
        "建设工程项目审批制度改革。",
    ],
)
def test_no_facilities(text: str) -> None:
    assert found(text) == []


def test_the_seed_plan() -> None:
    plan = outline.build(read_file(folder("data") / "plan.txt"))
    names = [m.text for m in facilities(plan, vocabulary())]
    assert len(names) == 20
    assert {"进口肉类查验场", "交通基础设施提升工程", "大工业直供电示范试点", "武威保税物流中心"} < set(names)
    assert not {"企业产销对接平台", "产业服务平台"} & set(names)
