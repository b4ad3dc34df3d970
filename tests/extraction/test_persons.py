"""Officials in fields, leading groups and table columns."""

import pytest

from devzone_kg import outline
from devzone_kg.extraction.persons import persons
from devzone_kg.reading import read as read_file
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.resources import folder
from devzone_kg.vocabulary import vocabulary


def read(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "test.txt", "txt", ""))


def found(text: str) -> list[tuple[str, str | None]]:
    people = persons(read(text), vocabulary())
    assert all(text[p.span.start : p.span.end] == p.name for p in people)
    return [(p.name, p.post) for p in people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牵头领导:马志远", [("马志远", None)]),
        ("牵头领导：马志远（副区长）", [("马志远", "副区长")]),
        ("责任领导：县委常委、副县长李小龙", [("李小龙", "县委常委、副县长")]),
        ("分管领导：王 强、陈晓明", [("王 强", None), ("陈晓明", None)]),
        ("组  长：赵立新　区委副书记、区长", [("赵立新", "区委副书记、区长")]),
        (
            "组长：赵立新 县委书记\n副组长：钱进 县委常委、常务副县长\n孙浩 副县长\n成员：各单位负责人",
            [("赵立新", "县委书记"), ("钱进", "县委常委、常务副县长"), ("孙浩", "副县长")],
        ),
        ("总指挥：市委书记 欧阳明", [("欧阳明", "市委书记")]),
        ("责任领导:阿布都·热合曼(副县长)", [("阿布都·热合曼", "副县长")]),
        (
            "任务\t牵头领导\t牵头单位\n修路\t张三(副市长)\t市交通局\n植树\t李四\t市林业局\n",
            [("张三", "副市长"), ("李四", None)],
        ),
        ("牵头领导:周明(副市长)、吴刚(市政府秘书长)", [("周明", "副市长"), ("吴刚", "市政府秘书长")]),
        ("牵头领导:司马青\n实施主体:各工业园区", [("司马青", None)]),
        ("一、责任分工\n\n牵头领导:马志远\n\n牵头单位:区发改局", [("马志远", None)]),
    ],
)
def test_persons(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "深入学习贯彻习近平总书记重要讲话精神。",
        "牵头领导:副区长",
        "责任人：水利局",
        "牵头领导:分管副县长",
        "责任领导:各单位主要负责人",
        "联系人:王芳",
        "由主要领导牵头。",
    ],
)
def test_no_persons(text: str) -> None:
    assert found(text) == []


def test_the_seed_plan() -> None:
    plan = outline.build(read_file(folder("data") / "plan.txt"))
    assert [(p.name, p.post) for p in persons(plan, vocabulary())] == [("高加志", None)]
