"""Agencies named in running text."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devzone_kg import outline
from devzone_kg.extraction.agencies import agencies
from devzone_kg.facts import Mention
from devzone_kg.reading import read
from devzone_kg.reading.source import SourceText, Span
from devzone_kg.reading.text import text_blocks
from devzone_kg.vocabulary import vocabulary

WORDS = vocabulary()
SEED = Path(__file__).parents[2] / "data" / "plan.txt"


def _outline(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "plan.txt", "txt", "0" * 64))


def _found(sentence: str, taken: tuple[Span, ...] = ()) -> list[Mention]:
    text = f"为加快发展,制定本方案。\n一、主要任务\n{sentence}\n"
    found = list(agencies(_outline(text), WORDS, taken))
    assert all(text[m.span.start : m.span.end] == m.text for m in found)
    return found


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("按照县委、县政府部署,认真贯彻省委省政府决策。", ["县委", "县政府", "省委", "省政府"]),
        ("报区政府法制办审查,经市政府办公室印发。", ["区政府法制办", "市政府办公室"]),
        ("中共武威市委办公室和兰州市人民政府办公厅联合发文。", ["中共武威市委办公室", "兰州市人民政府办公厅"]),
        ("由生态环境部会同国家发展改革委制定,国务院批准。", ["生态环境部", "国家发展改革委", "国务院"]),
        ("争取省财政支持,县财政配套。", ["省财政", "县财政"]),
        ("向南昌海关、江西证监局和人行南昌中心支行报备。", ["南昌海关", "江西证监局", "人行南昌中心支行"]),
        ("与团省委、省妇联共建。", ["团省委", "省妇联"]),
        ("报市生态环境局康县分局备案。", ["市生态环境局康县分局"]),
        ("武威市凉州区发展和改革局凉州区财政局", ["武威市凉州区发展和改革局", "凉州区财政局"]),
    ],
)
def test_names_with_a_place_or_of_the_state_are_found(sentence: str, names: list[str]) -> None:
    assert [m.text for m in _found(sentence)] == names


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("由县委牵头。", "县委", "party"),
        ("由县政府牵头。", "县政府", "government"),
        ("由县政府办公室牵头。", "县政府办公室", "office"),
        ("由县财政局牵头。", "县财政局", "department"),
        ("由县税务局牵头。", "县税务局", "vertical"),
        ("由县妇联牵头。", "县妇联", "mass"),
        ("由省、市开发区领导小组办公室检查。", "省、市开发区领导小组办公室", "coordination"),
        ("成立县招商引资工作领导小组。", "县招商引资工作领导小组", "coordination"),
        ("县直各有关单位要落实责任。", "县直各有关单位", "group"),
        ("各县(市、区)人民政府要落实责任。", "各县(市、区)人民政府", "group"),
        ("各工业园区管委会要落实责任。", "各工业园区管委会", "group"),
        ("改善园区与所在乡镇的联系。", "所在乡镇", "group"),
        ("各街道管理办要落实责任。", "各街道管理办", "group"),
    ],
)
def test_kinds(sentence: str, name: str, kind: str) -> None:
    assert [(m.text, m.kind) for m in _found(sentence)] == [(name, kind)]


@pytest.mark.parametrize(
    "sentence",
    [
        "发挥海关特殊监管区功能。",
        "享受市级人民政府部门经济管理权限。",
        "教育部门和公安机关要配合。",
        "推进交通部署和政府采购,完善园区建设局面。",
        "财政收入增长,全省财政支出下降。",
        "培训市场监管人员。",
        "各省、自治区、直辖市通信管理局要加强监管。",
        "设区市政府所在地的企业。",
        "开发区管委会、企业主管部门和各部门分工负责。",
        "建立领导小组,成立工作专班。",
        "按照国办发〔2018〕15号、工信部联科〔2022〕3号要求。",
    ],
)
def test_classes_and_parts_of_other_words_are_not(sentence: str) -> None:
    assert _found(sentence) == []


def test_what_is_assigned_is_not_found_again() -> None:
    text = "为加快发展,制定本方案。\n一、主要任务\n由县财政局牵头,报县政府。\n"
    at = text.index("县财政局")
    found = agencies(_outline(text), WORDS, (Span(at, at + 4),))
    assert [m.text for m in found] == ["县政府"]


def test_mentions_know_their_item() -> None:
    found = _found("(一)建设园区。由县政府批准。")
    assert found[0].item is not None


def test_the_seed() -> None:
    """All that the seed names outside its lists of units; 主办 in the page's footer is no part of the plan."""
    source = read(SEED)
    start, end = source.text.index("三、责任分工"), source.text.index("四、落实验收")
    prose = [m for m in agencies(outline.build(source), WORDS, ()) if not start <= m.span.start < end]
    assert [m.text for m in prose] == [
        "中共武威市委办公室", "武威市人民政府办公室", "省委", "省政府", "所在乡镇", "省财政",
        "省、市开发区领导小组办公室", "区直各相关部门", "各工业园区管委会",
    ]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="省市区县委政府局办国家财政厅领导小组、()(各所在乡镇直部门中共团海关武威 \n\t。一1", max_size=60))
def test_any_text_is_read_and_every_span_quotes_it(text: str) -> None:
    for mention in agencies(_outline(text), WORDS, ()):
        assert text[mention.span.start : mention.span.end] == mention.text


def test_time_grows_with_the_text_only() -> None:
    def seconds(times: int) -> float:
        built = _outline("由县财政局牵头,报县政府。各县(市、区)人民政府落实,省、市领导小组办公室检查。\n" * times)
        start = time.process_time()
        agencies(built, WORDS, ())
        return time.process_time() - start

    seconds(10)
    assert seconds(8000) < 20 * max(seconds(1000), 0.001)
