"""The divisions: look-up by code and by name, places in a text, functional areas."""

import time

import pytest

from devzone_kg import divisions
from devzone_kg.vocabulary import vocabulary

WORDS = vocabulary()


def test_a_division_is_found_by_code_with_its_chain() -> None:
    assert [(d.code, d.name, d.level) for d in divisions.chain("620602")] == [
        ("620602", "凉州区", "county"),
        ("620600", "武威市", "prefectural"),
        ("620000", "甘肃省", "provincial"),
        ("000000", "中华人民共和国", "national"),
    ]
    assert divisions.division("999999") is None
    assert divisions.chain("999999") == ()


def test_districts_of_a_municipality_lie_in_it_directly() -> None:
    assert [d.name for d in divisions.chain("310101")] == ["黄浦区", "上海市", "中华人民共和国"]
    assert divisions.is_municipality("310000")
    assert not divisions.is_municipality("620000")
    assert not divisions.is_municipality("310101")


@pytest.mark.parametrize("code", [d.code for d in divisions.named("城关区")])
def test_every_parent_exists(code: str) -> None:
    assert divisions.chain(code)[-1].code == divisions.STATE


def test_the_list_is_complete_to_county_level() -> None:
    rows = divisions._table().codes.values()
    assert len([d for d in rows if d.level == "provincial"]) == 34
    assert len([d for d in rows if d.level == "county"]) > 2800
    assert all(divisions.division(d.parent) for d in rows if d.code != divisions.STATE)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("凉州区", "620602"),
        ("武威市", "620600"),
        ("甘肃省", "620000"),
        ("甘肃", "620000"),
        ("武威市凉州区", "620602"),
        ("甘肃省武威市凉州区", "620602"),
        ("南昌", "360100"),  # the city, not the county of the same short name
        ("德宏州", "533100"),
        ("内蒙古", "150000"),
        ("浦东新区", "310115"),
    ],
)
def test_a_name_means_a_division(name: str, code: str) -> None:
    assert [d.code for d in divisions.named(name)] == [code]


def test_a_name_of_several_divisions_is_narrowed_by_what_is_near() -> None:
    both = divisions.named("普陀区")
    assert {d.code for d in both} == {"310107", "330903"}
    assert [d.code for d in divisions.narrowed(both, ("310000",))] == ["310107"]
    assert divisions.narrowed(both, ("620000",)) == both
    assert [d.code for d in divisions.named("舟山市普陀区")] == ["330903"]


def test_a_functional_area_is_reached_through_the_division_that_it_lies_in() -> None:
    place = divisions.place("平潭综合实验区", WORDS)
    assert place is not None and place.is_area
    assert [d.code for d in place.divisions] == ["350128"]
    assert place.note is not None and "平潭县" in place.note
    assert divisions.place("某某新片区", WORDS) is None


def test_places_are_found_in_running_text() -> None:
    text = "主办:武威市凉州区财政局,按甘肃省要求,兰州新区、全区各县和市场主体参加"
    found = [(text[p.span.start : p.span.end], p.divisions[0].code) for p in divisions.places(text, WORDS)]
    assert found == [("武威市凉州区", "620602"), ("甘肃省", "620000"), ("兰州新区", "620100")]


@pytest.mark.parametrize("text", ["推进合作产业园建设", "改造老城区道路", "工业园区位优势", "全市场化运作", "", "区", "市县"])
def test_common_words_are_no_places(text: str) -> None:
    assert list(divisions.places(text, WORDS)) == []


def test_a_long_run_of_names_is_no_place() -> None:
    assert divisions.named("甘肃省" * 5000) == ()


def test_abbreviations_of_document_numbers() -> None:
    gansu, state = divisions.abbreviated("甘"), divisions.abbreviated("国")
    assert gansu is not None and gansu.code == "620000"
    assert state is not None and state.code == divisions.STATE
    assert divisions.abbreviated("某") is None


def test_loading_is_quick() -> None:
    def seconds() -> float:
        divisions._table.cache_clear()
        start = time.process_time()
        divisions.division("620602")
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) < 0.03
