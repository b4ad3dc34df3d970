"""The time for a character does not grow with the text, be it a plan many times over or a text made to be slow."""

from time import process_time

import pytest

from devzone_kg.extraction.pipeline import extract
from devzone_kg.reading import SourceText
from devzone_kg.reading.text import text_blocks

GROWTH = 20  # of a text ten times as long: linear work takes 10, quadratic 100
LEAST = 0.01  # seconds: a shorter time is taken as this, since it says little

PLAN = (
    "一、总体要求\n到2025年，园区产值达到500亿元，年均增长12%以上。\n二、重点任务\n（一）提升园区。支持某某高新技术产业开发区发展新材料产业，"
    "落实《关于促进开发区发展的意见》（国办发〔2017〕7号）。（牵头单位：区发展改革局；责任单位：区财政局、各乡镇）\n"
)
HOSTILE = {
    "one line": PLAN.replace("\n", "") * 800,
    "opening brackets": "（" * 100_000,
    "nested brackets": "(" * 20_000 + "区财政局" + ")" * 20_000,
    "role cues": "责任单位：" * 20_000,
    "opening book marks": "《" * 50_000,
    "titles": "《关于园区的意见》" * 8_000,
    "items": "".join(f"{n}.加快园区建设。\n" for n in range(30_000)),
    "numerals": "一" * 20_000,
    "digits": "1" * 100_000,
    "tabs": "\t" * 100_000,
    "table": "任务\t牵头单位\n" + "修路\t区财政局\n" * 8_000,
    "white space": " \u3000" * 50_000 + "一、",
    "class words": "产业园区" * 15_000,
    "units": "区财政局、" * 15_000,
}


def seconds(text: str) -> float:
    start = process_time()
    extract(SourceText(text, text_blocks(text), "a text", "txt", ""))
    return process_time() - start


def growth(text: str) -> float:
    """How many times as long the text takes as its first tenth; the best of three, since other work disturbs a measure."""
    best = float("inf")
    for _ in range(3):
        best = min(best, seconds(text) / max(seconds(text[: len(text) // 10]), LEAST))
        if best <= GROWTH:
            break
    return best


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    """Patterns are compiled once for all."""
    seconds(PLAN)


def test_a_plan_many_times_over_takes_time_in_proportion():
    assert growth(PLAN * 1500) <= GROWTH


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_takes_time_in_proportion(text: str):
    assert growth(text) <= GROWTH
