from pathlib import Path

import pytest

from devzone_kg.extraction.calendar import Calendar
from devzone_kg.extraction.goals import goals
from devzone_kg.facts import Goal
from devzone_kg.outline import build
from devzone_kg.reading import read
from devzone_kg.vocabulary import vocabulary


def found(tmp_path: Path, text: str, issued: int | None = 2022) -> tuple[Goal, ...]:
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    outline = build(read(file))
    result = goals(outline, vocabulary(), Calendar(outline, vocabulary(), issued))
    for goal in result:
        assert text[goal.span.start : goal.span.end] == goal.text
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("园区综合实力显著增强，产业布局更加合理。", [("vague", "园区综合实力显著增强"), ("vague", "产业布局更加合理")]),
        ("大幅提升基础研究能力。", [("vague", "大幅提升基础研究能力")]),
        ("企业用能成本明显降低。", [("vague", "企业用能成本明显降低")]),
        ("到2025年，营商环境持续优化。", [("vague", "营商环境持续优化")]),
        ("力争全部行政村通光纤宽带。", [("coverage", "力争全部行政村通光纤宽带")]),
        ("到2025年，全部行政村通光纤宽带。", [("coverage", "全部行政村通光纤宽带")]),
        ("到2024年，实现乡镇消防站全覆盖。", [("coverage", "实现乡镇消防站全覆盖")]),
        ("做到应装尽装、应保尽保。", [("coverage", "做到应装尽装、应保尽保")]),
        ("确保高风险隐患动态清零。", [("coverage", "确保高风险隐患动态清零")]),
    ],
)
def test_finds(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(g.kind, g.text) for g in found(tmp_path, text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "园区综合实力显著增强，总产值突破300亿元。",  # the sentence says by how much
        "进一步完善工作机制。",  # a measure, no result
        "持续优化营商环境。",
        "近年来，我县综合实力显著增强。",  # the past
        "2020年，服务业数字化水平显著提高。",
        "坚持监管全覆盖。",  # a principle
        "建设全域覆盖的创新型城区。",
        "把教育摆在更加突出的位置。",
        "取得明显成效后予以推广。",
        "各部门要加强协作。",
    ],
)
def test_finds_none(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == ()


def test_under_a_heading_of_goals_a_trend_is_vague(tmp_path: Path) -> None:
    text = "一、主要目标\n产业结构持续优化，生态环境稳步改善。\n二、主要任务\n推动产业结构持续优化。\n"
    assert [g.text for g in found(tmp_path, text)] == ["产业结构持续优化", "生态环境稳步改善"]


def test_a_heading_whose_paragraph_has_figures_is_not_vague(tmp_path: Path) -> None:
    text = "一、主要目标\n——产业规模进一步壮大。总产值达到100亿元。\n——产业生态进一步完善。健全公共服务。\n"
    assert [g.text for g in found(tmp_path, text)] == ["产业生态进一步完善"]


def test_a_goal_has_its_year_and_item(tmp_path: Path) -> None:
    (goal,) = found(tmp_path, "一、主要目标\n到2025年，治理能力明显增强。\n")
    assert (goal.id, goal.year, goal.item) == ("v01", 2025, "0")


def test_the_seed() -> None:
    outline = build(read(Path("data/plan.txt")))
    found = goals(outline, vocabulary())
    assert [g.text for g in found if g.kind == "coverage"] == ["全部开发区通光纤网络"]
    assert [g.text for g in found if g.kind == "vague"][:5] == [
        "全区开发区总体发展水平和综合实力显著增强",
        "主要经济指标占全区份额显著提高",
        "开发区功能定位更加明确、产业布局更加合理",
        "以企业为主体的科技创新体系更加完善",
        "产业和城市融合发展更加协调",
    ]
