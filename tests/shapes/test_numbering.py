import pytest

from shapes.cases import found, plan, quotes
from validation.plans import Draft

CHINESE = "一二三四五六七八九十"


def listed(*ordinals: int, form: str = "({})") -> Draft:
    written = plan()
    for number, ordinal in enumerate(ordinals):
        written.item(form.format(CHINESE[ordinal - 1]), ordinal, f"第{number}件事", "p.m01")
    return written


@pytest.mark.parametrize(
    ("ordinals", "wrong", "due"),
    [
        ((1, 3), "(三)", 2),
        ((1, 2, 4, 5), "(四)", 3),
        ((2, 3, 4), "(二)", 1),
        ((1, 2, 2, 4), "(二)", 3),
        ((1, 2, 2, 3, 4), "(二)", 3),
        ((1, 1, 2), "(一)", 2),
        ((1, 2, 7, 4), "(七)", 3),
        ((1, 2, 1, 4), "(一)", 3),
    ],
)
def test_a_number_out_of_turn_is_one_finding(ordinals: tuple[int, ...], wrong: str, due: int) -> None:
    (finding,) = found(listed(*ordinals), "N01")
    assert finding.quote == wrong == finding.item
    assert f"第{due}项" in finding.message["zh"]


def test_of_two_equal_numbers_the_later_is_wrong() -> None:
    (finding,) = found(listed(1, 2, 2, 4), "N01")
    assert finding.line == 6


@pytest.mark.parametrize("ordinals", [(1,), (1, 2, 3), (1, 2, 3, 1, 2), (1, 2, 1, 2, 3)])
def test_numbers_in_turn_are_kept(ordinals: tuple[int, ...]) -> None:
    assert not quotes(listed(*ordinals), "N01")


def test_brackets_of_two_widths_are_one_list() -> None:
    written = listed(1, 2)
    written.item("（三）", 3, "丙", "p.m01")
    written.item("(四)", 4, "丁", "p.m01")
    assert not quotes(written, "N01")


def test_numbers_may_go_on_over_sections() -> None:
    written = listed(1, 2)
    second = written.item("二、", 2, "保障")
    written.item("(三)", 3, "丙", second)
    written.item("(四)", 4, "丁", second)
    assert not quotes(written, "N01")
    written.item("(六)", 6, "戊", second)
    assert quotes(written, "N01") == ["(六)"]


def test_each_section_may_start_again() -> None:
    written = listed(1, 2)
    second = written.item("二、", 2, "保障")
    written.item("(一)", 1, "丙", second)
    written.item("(二)", 2, "丁", second)
    assert not quotes(written, "N01")


def test_sections_too_are_numbered() -> None:
    written = plan()
    written.item("三、", 3, "保障")
    assert quotes(written, "N01") == ["三、"]
