"""Funding sources by name; money in general is none."""

import pytest

from devzone_kg import outline
from devzone_kg.extraction.funding import funding
from devzone_kg.reading import read as read_file
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.resources import folder
from devzone_kg.vocabulary import vocabulary


def read(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "test.txt", "txt", ""))


def found(text: str) -> list[tuple[str | None, str]]:
    mentions = funding(read(text), vocabulary())
    assert all(text[m.span.start : m.span.end] == m.text for m in mentions)
    return [(m.kind, m.text) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("积极争取国家中小企业发展基金支持。", [("fund", "国家中小企业发展基金")]),
        ("统筹利用乡村振兴、水利建设等专项资金。", [("special-fund", "乡村振兴、水利建设等专项资金")]),
        ("争取省财政工业园区基础设施贴息资金。", [("subsidy", "省财政工业园区基础设施贴息资金")]),
        ("推广运用PPP模式。", [("public-private-partnership", "PPP")]),
        ("争取中央预算内投资和地方政府专项债券。", [("budget", "中央预算内投资"), ("bond", "地方政府专项债券")]),
        ("市财政每年安排科技创新专项资金5000万元。", [("special-fund", "科技创新专项资金")]),
        ("设立园区产业发展引导基金。", [("fund", "园区产业发展引导基金")]),
        (
            "争取外经贸发展专项资金和节能改造奖补资金。",
            [("special-fund", "外经贸发展专项资金"), ("subsidy", "节能改造奖补资金")],
        ),
        ("用好东西部协作帮扶衔接资金。", [("special-fund", "东西部协作帮扶衔接资金")]),
        ("探索政府和社会资本合作。", [("public-private-partnership", "政府和社会资本合作")]),
        ("发挥制造业转型升级基金、集成电路产业基金作用。", [("fund", "制造业转型升级基金"), ("fund", "集成电路产业基金")]),
        ("落实农机购置补贴资金。", [("subsidy", "农机购置补贴资金")]),
    ],
)
def test_funding(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "加大财政资金投入。",
        "统筹使用各类专项资金。",
        "通过设立创业投资引导基金、股权质押等方式筹资。",
        "争取项目资金,吸引社会资本。",
        "加强失业保险基金监管。",
        "中国证券投资基金业协会",
        "拓宽融资渠道,增强融资能力。",
        "市级财政给予专项补助资金。",
        "完善基金管理办法。",
        "设立专项资金。",
    ],
)
def test_no_funding(text: str) -> None:
    assert found(text) == []


def test_the_seed_plan() -> None:
    plan = outline.build(read_file(folder("data") / "plan.txt"))
    assert [m.text for m in funding(plan, vocabulary())] == [
        "国家专项建设基金",
        "循环化改造、流域水污染治理等专项资金",
        "省财政开发区基础设施建设贴息资金",
        "PPP",
        "全省开发区基础设施项目贷款财政贴息资金",
        "预算内资本金奖补资金",
    ]
