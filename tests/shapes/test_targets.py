from dataclasses import replace

import pytest

from shapes.cases import found, plan, quotes


@pytest.mark.parametrize(
    ("target", "missing", "missing_en"),
    [
        (("绿化率", 30, None, "%"), "时限", "deadline"),
        ((None, 30, 2025, "%"), "指标", "metric"),
        (("绿化率", 30, 2025, None), "单位", "unit"),
        (("绿化率", None, None, "%"), "数值、时限", "value, deadline"),
    ],
)
def test_the_message_names_what_a_target_lacks(target, missing, missing_en) -> None:
    metric, value, year, unit = target
    (finding,) = found(plan().target("绿化率达到30%", metric, value, year, unit=unit), "T01")
    assert finding.quote == "绿化率达到30%"
    assert finding.message["zh"].endswith(f"：{missing}")
    assert finding.message["en"].endswith(f": {missing_en}")


def test_two_targets_in_one_clause_that_lack_the_same_are_one_finding() -> None:
    written = plan().target("选派10名骨干到20家企业", "骨干", 10, None, unit="名")
    written.targets.append(replace(written.targets[0], id="t02", metric="企业", value=20, unit="家"))
    assert len(found(written, "T01")) == 1


@pytest.mark.parametrize("how", [">=", "<=", "=", "~"])
def test_a_complete_target_is_kept(how: str) -> None:
    assert not quotes(plan().target("到2025年绿化率达到30%", "绿化率", 30, 2025, how=how), "T01")


def test_two_values_for_one_metric_and_year() -> None:
    written = plan().target("到2025年绿化率达到30%", "绿化率", 30, 2025).target("到2025年绿化率达到35%", "绿化率", 35, 2025)
    (finding,) = found(written, "T02")
    assert (finding.quote, finding.related[0].quote) == ("到2025年绿化率达到35%", "到2025年绿化率达到30%")
    assert "30" in finding.message["zh"] and "35" in finding.message["en"]


def test_three_values_are_one_finding_at_the_second() -> None:
    written = plan()
    for value in (30, 35, 40):
        written.target(f"到2025年绿化率达到{value}%", "绿化率", value, 2025)
    (finding,) = found(written, "T02")
    assert finding.quote.endswith("35%")
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    "second",
    [
        {"metric": "绿化率", "value": 30, "year": 2025},
        {"metric": "绿化率", "value": 35, "year": 2026},
        {"metric": "硬化率", "value": 35, "year": 2025},
        {"metric": "绿化率", "value": 35, "year": 2025, "unit": "万亩"},
        {"metric": "绿化率", "value": 35, "year": 2025, "how": "<="},
    ],
)
def test_no_contradiction(second: dict) -> None:
    assert not quotes(plan().target("绿化率达到30%", "绿化率", 30, 2025).target("另一处目标", **second), "T02")


def goal(value: float, how: str = "=", metric: str = "国家级开发区"):
    return plan().target(f"建成国家级开发区{value}个", metric, value, 2025, unit="个", how=how)


@pytest.mark.parametrize(
    ("value", "how", "zones"), [(1, "=", ("甲园区", "乙园区")), (3, ">=", ("甲园区",)), (1, "<=", ("甲园区", "乙园区"))]
)
def test_the_zones_named_disagree_with_the_target(value, how, zones) -> None:
    (finding,) = found(goal(value, how).upgrade(*zones), "T08")
    assert finding.quote == f"支持{'、'.join(zones)}申报国家级开发区"
    assert [r.quote for r in finding.related] == [f"建成国家级开发区{value}个"]
    assert f"有{len(zones)}个" in finding.message["zh"] and f"counts {value}" in finding.message["en"]


@pytest.mark.parametrize(
    ("value", "how", "zones"),
    [(2, "=", ("甲园区", "乙园区")), (1, ">=", ("甲园区", "乙园区")), (1, "=", ("甲园区",)), (1, "~", ("甲园区", "乙园区"))],
)
def test_the_zones_named_agree_with_the_target(value, how, zones) -> None:
    assert not quotes(goal(value, how).upgrade(*zones), "T08")


def test_a_level_for_which_no_zone_is_named_is_not_judged() -> None:
    assert not quotes(goal(5).upgrade("甲园区", level="provincial", words="省级开发区"), "T08")


def test_a_target_that_counts_something_else_is_not_judged() -> None:
    assert not quotes(goal(5, metric="国家级企业技术中心").upgrade("甲园区"), "T08")


def test_zones_named_in_two_places_are_counted_together() -> None:
    written = goal(1).upgrade("甲园区").upgrade("乙园区")
    (finding,) = found(written, "T08")
    assert len(finding.related) == 2
    assert not quotes(goal(2).upgrade("甲园区").upgrade("乙园区"), "T08")


def test_a_target_that_recurs_needs_no_end_year() -> None:
    written = plan().target("每年举办活动4次", "活动", 4, None, unit="次")
    assert found(written, "T01")
    written.targets[0] = replace(written.targets[0], recurrence="yearly")
    assert not found(written, "T01")
