"""The summary that `extract` prints."""

from pathlib import Path

from devzone_kg.extraction.pipeline import extract
from devzone_kg.summary import summary

NO_PLACE = """开发区建设行动方案

一、重点任务
（一）建设标准厂房。在2021年6月底前建成投用。（牵头单位：住建局；配合单位：财政局）
"""


def test_counts_say_what_they_count(seed_path: Path) -> None:
    lines = summary(extract(seed_path)).splitlines()
    assert lines[2] == "  71 items, 7 duties and the general list, 7 targets, 3 cited documents, 8 mentions of 4 zones"
    assert [line for line in lines if "general list: " in line] == ["s3.d00  general list: 三、责任分工"]
    assert len(lines[-1].split("、")) == 4


def test_deadlines_and_a_place_that_is_not_known(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(NO_PLACE, encoding="utf-8")
    told = summary(extract(plan))
    assert "place unknown" in told
    assert "1 duty, " in told
    assert "    deadline: 2021年6月底前 (2021-06)" in told
    assert told.splitlines()[2].endswith("0 zones")
