"""Industries and what is said of them, in sentences of every style."""

from collections import Counter

import pytest

from devzone_kg import outline
from devzone_kg.extraction.industries import industries
from devzone_kg.reading import read as read_file
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.resources import folder
from devzone_kg.vocabulary import vocabulary


def read(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "test.txt", "txt", ""))


def found(text: str) -> list[tuple[str | None, str]]:
    mentions = industries(read(text), vocabulary())
    assert all(text[m.span.start : m.span.end] == m.text for m in mentions)
    return [(m.kind, m.text) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("形成以马铃薯、中药材、草畜等产业为主的产业体系。", [("leading", n) for n in ("马铃薯", "中药材", "草畜")]),
        ("以装备制造为主导,现代物流为辅。", [("leading", "装备制造"), ("auxiliary", "现代物流")]),
        ("培育光伏、风电等主导产业。", [("leading", "光伏"), ("leading", "风电")]),
        (
            "大力发展人工智能、集成电路、生物医药等战略性新兴产业。",
            [("emerging", n) for n in ("人工智能", "集成电路", "生物医药")],
        ),
        ("布局量子信息、氢能等未来产业。", [("emerging", "量子信息"), ("emerging", "氢能")]),
        ("加快发展生产性服务业和现代物流业。", [("to-develop", "生产性服务业"), ("to-develop", "现代物流业")]),
        ("积极发展适合山区的乡村旅游、林下经济等产业。", [("to-develop", "乡村旅游"), ("to-develop", "林下经济")]),
        ("做大做强食品加工业。", [("to-develop", "食品加工业")]),
        ("支持传统产业改造提升。", [("to-upgrade", "传统产业")]),
        ("推动纺织、建材等传统产业转型升级。", [("to-upgrade", "纺织"), ("to-upgrade", "建材")]),
        ("逐步淘汰高耗水产业。", [("to-upgrade", "高耗水产业")]),
        ("推动发展茶叶出口和服装出口贸易。", [("trade", "茶叶出口"), ("trade", "服装出口贸易")]),
        ("新余高新区重点发展锂电、新材料。", [("speciality", "锂电"), ("speciality", "新材料")]),
        ("培育壮大数字经济。", [("to-develop", "数字经济")]),
    ],
)
def test_industries(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "坚持以企业为主体、市场为导向。",
        "做大做强特色优势产业。",
        "促进开发区产业转型升级。",
        "鼓励企业创业,带动就业。",
        "大力发展职业教育。",
        "在交通、水利、环保等领域开展合作。",
        "培育一批专精特新企业。",
        "坚持预防为主、防治结合。",
        "延长产业链、供应链、价值链。",
        "设立制造业转型升级基金。",
        "推动我区产业转型升级。",
    ],
)
def test_no_industries(text: str) -> None:
    assert found(text) == []


def test_a_known_industry_has_its_concept() -> None:
    (mention,) = industries(read("大力发展农产品加工。"), vocabulary())
    assert mention.iri == "https://w3id.org/devzone-kg/id/industry/C13"


def test_the_seed_plan() -> None:
    plan = outline.build(read_file(folder("data") / "plan.txt"))
    kinds = Counter(m.kind for m in industries(plan, vocabulary()))
    assert kinds == {"leading": 5, "auxiliary": 1, "emerging": 7, "to-develop": 4, "to-upgrade": 2, "trade": 2, "speciality": 3}
