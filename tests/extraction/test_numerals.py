import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_kg.extraction import numerals, quantities
from devzone_kg.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5), ("1,200", 1200), ("12.5", 12.5), ("１２．５", 12.5), ("二十", 20), ("十二", 12), ("一百二十", 120),
        ("三千", 3000), ("一千零五", 1005), ("两", 2), ("百", 100), ("两百", 200),
        ("一万二千", 12000), ("三亿", 3e8), ("二〇二五", 2025),
        ("零", 0), ("九千九百九十九", 9999), ("一亿零三十万", 100300000),
    ],
)  # fmt: skip
def test_parse(text: str, value: float) -> None:
    assert numerals.parse(text) == value


@pytest.mark.parametrize("text", ["", "十四五", "abc", "1.2.3", "一-二", "五四百"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        numerals.parse(text)


@given(st.text(alphabet="一二三四五六七八九十百千万亿两零〇0123456789.,，", max_size=12))
def test_parse_gives_a_number_or_a_value_error(text: str) -> None:
    try:
        assert numerals.parse(text) >= 0
    except ValueError as error:
        assert "not a numeral" in str(error)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增1.5万亩", [(1.5, None, "万亩")]),
        ("1-2个", [(1, 2, "个")]),
        ("5%—20%", [(5, 20, "%")]),
        ("500万元—1亿元", [(500, None, "万元")]),
        ("三五家", [(3, 5, "家")]),
        ("20余家", [(20, None, "家")]),
        ("百分之九十", [(90, None, "%")]),
        ("2万亿元", [(2, None, "万亿元")]),
        ("4.6亿。", [(4.6, None, "亿")]),
        ("五百万元", [(500, None, "万元")]),
        ("10 个", [(10, None, "个")]),
        ("80吨/日", [(80, None, "吨/日")]),
        ("2025年第3类5G千亿级百个部门", [(100, None, "个")]),
        ("10家庭院", []),
        ("十四五规划", []),
    ],
)
def test_quantities(text: str, found: list[tuple[float, float | None, str]]) -> None:
    assert [(q.value, q.value_max, q.unit) for q in quantities.find(text, 0, len(text), vocabulary())] == found


def test_measure_gives_the_unit_of_qudt_and_the_factor() -> None:
    assert quantities.measure("亿元", vocabulary()) == ("http://qudt.org/vocab/unit/CCY_CNY", 1e8)
    assert quantities.measure("%", vocabulary()) == ("http://qudt.org/vocab/unit/PERCENT", 1)
    assert quantities.measure("万家", vocabulary()) == ("http://qudt.org/vocab/unit/NUM", 1e4)
    assert quantities.measure("吨/日", vocabulary()) is None
    assert quantities.measure("什么", vocabulary()) is None
