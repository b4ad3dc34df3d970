import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_kg.extraction import deadlines
from devzone_kg.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "words", "date", "precision"),
    [
        ("6月底前完成", "6月底前", "2021-06", "month"),
        ("2023年12月", "2023年12月", "2023-12", "month"),
        ("2023年12月底前", "2023年12月底前", "2023-12", "month"),
        ("2023年9月30日前", "2023年9月30日前", "2023-09-30", "day"),
        ("长期坚持", "长期坚持", None, "ongoing"),
        ("持续推进", "持续推进", None, "ongoing"),
        ("第三季度", "第三季度", "2021-09", "quarter"),
        ("2022年第三季度末", "2022年第三季度末", "2022-09", "quarter"),
        ("今年上半年", "今年上半年", "2021-06", "quarter"),
        ("年内", "年内", "2021", "year"),
        ("年底前建成", "年底前", "2021", "year"),
        ("到2025年，", "2025年", "2025", "year"),
        ("2027年前", "2027年前", "2027", "year"),
        ("“十四五”末", "“十四五”末", "2025", "year"),
        ("“十五五”期间", "“十五五”期间", "2030", "year"),
        ("2021—2023年", "2021—2023年", "2023", "year"),
        ("2021年至2023年", "2021年至2023年", "2023", "year"),
        ("三年内", "三年内", "2024", "year"),
        ("用3年左右时间", "3年左右时间", "2024", "year"),
        ("经过五年努力", "五年努力", "2026", "year"),
        ("二〇二五年底", "二〇二五年底", "2025", "year"),
        ("明年", "明年", "2022", "year"),
        ("3—6月", "3—6月", "2021-06", "month"),
        ("12月", "12月", "2021-12", "month"),
        ("2022年十二月底", "2022年十二月底", "2022-12", "month"),
    ],
)
def test_find(text: str, words: str, date: str | None, precision: str) -> None:
    (found,) = deadlines.find(text, 0, len(text), 2021, vocabulary())
    assert (found.text, found.date, found.precision) == (words, date, precision)
    assert text[found.span.start : found.span.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "比2020年增长5%", "与2020年相比", "在2020年基础上", "自2020年1月1日起施行", "每月25日前报送", "2019年第237号",
        "从2018年开始", "连续三年", "5年以上", "3个月内", "要长期坚持不懈地抓", "第十四个五年",
    ],
)  # fmt: skip
def test_what_is_no_deadline(text: str) -> None:
    assert deadlines.find(text, 0, len(text), 2021, vocabulary()) == ()


def test_without_a_year_the_date_is_open() -> None:
    (found,) = deadlines.find("6月底前", 0, 4, None, vocabulary())
    assert (found.date, found.precision) == (None, "month")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("完成时限：2023年12月", "2023年12月"),
        ("2023年12月", "2023年12月"),
        ("长期坚持", "长期坚持"),
        (
            "结合2022年工作实际，完善机制，压实责任，强化监督检查和跟踪问效，于6月底前完成整改，10月底前开展“回头看”。",
            "6月底前",
        ),
        ("结合2022年工作实际，完善机制，压实责任，强化监督检查和跟踪问效，确保各项措施落到实处、取得实效。", None),
        ("加强组织领导。", None),
    ],
)
def test_of_task(text: str, words: str | None) -> None:
    found = deadlines.of_task(text, 0, len(text), 2022, vocabulary())
    assert (found.text if found else None) == words


def test_only_the_stretch_that_was_asked_for_is_read() -> None:
    text = "2022年底前完成。2023年底前验收。"
    assert [d.date for d in deadlines.find(text, 9, len(text), None, vocabulary())] == ["2023"]


@given(st.text(alphabet="0123456789二〇十五年月日底前末到至比自起内—-“”第季度每 ", max_size=30))
def test_no_input_breaks_it(text: str) -> None:
    for found in deadlines.find(text, 0, len(text), 2021, vocabulary()):
        assert text[found.span.start : found.span.end] == found.text
