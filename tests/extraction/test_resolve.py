"""The jurisdiction of a plan, and surfaces that become agencies or stay unlinked with a reason."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devzone_kg import divisions, outline
from devzone_kg.extraction import resolve
from devzone_kg.facts import Assignment, Citation, Document, Duty, Jurisdiction, Mention, PlanFacts
from devzone_kg.reading import read
from devzone_kg.reading.source import SourceText, Span
from devzone_kg.reading.text import text_blocks
from devzone_kg.vocabulary import vocabulary

WORDS = vocabulary()
SEED = Path(__file__).parents[2] / "data" / "plan.txt"


def _home(code: str, name: str | None = None) -> Jurisdiction:
    place = divisions.division(code)
    assert place is not None
    return Jurisdiction(code, name or place.name, False, ())


def _resolved(
    code: str, units: str, date: str | None = "2022-05-01", name: str | None = None
) -> list[tuple[str | None, str | None]]:
    """The agency (without its prefix) and the reason for each unit of one duty."""
    assignments = tuple(Assignment("lead", unit, Span(0, 1)) for unit in units.split("、"))
    duty = Duty("d1", "duty", None, Span(0, 1), "bracket", None, assignments)
    facts = PlanFacts("", Document(date=date, jurisdiction=_home(code, name)), duties=(duty,))
    found = resolve.resolve(facts, WORDS).duties[0].assignments
    return [(a.agency.partition("/agency/")[2] if a.agency else None, a.reason) for a in found]


@pytest.mark.parametrize(
    ("code", "unit", "agency"),
    [
        # the level is written
        ("620602", "区发改局", "620602/fagai"),
        ("620602", "市发改委", "620600/fagai"),
        ("620602", "省财政厅", "620000/caizheng"),
        ("620602", "国家发展改革委", "000000/fagai"),
        ("310101", "市科委", "310000/kexue"),
        ("310101", "区建管委", "310101/zhujian"),
        ("310000", "市经济信息化委", "310000/gongxin"),
        ("360981", "市工信局", "360981/gongxin"),  # a county-level city speaks of itself
        ("621224", "县工信和科技局", "621224/kegongxin"),
        ("533100", "州林草局", "533100/lincao"),
        ("150000", "自治区发展改革委", "150000/fagai"),
        ("150700", "自治区财政厅", "150000/caizheng"),
        # the place is written
        ("620602", "甘肃省发展和改革委员会", "620000/fagai"),
        ("310000", "闵行区政府", "310112/zhengfu"),
        ("530000", "德宏州政府", "533100/zhengfu"),
        # offices of a host
        ("620602", "区政府法制办", "620602/fazhi"),
        ("360000", "省委编办", "360000/bianban"),
        ("621224", "县委组织部", "621224/zuzhi"),
        ("621224", "县政府办公室", "621224/zhengfuban"),
        ("150700", "自治区党委组织部", "150000/zuzhi"),
        ("621224", "党工委政法工作部", "621224/zhengfa"),
        ("621224", "国务院扶贫办", "000000/fupin"),
        # the place inside the name, branches
        ("360000", "团省委", "360000/tuanwei"),
        ("360000", "人行南昌中心支行", "360100/renhang"),
        ("360000", "南昌海关", "360100/haiguan"),
        ("360000", "江西证监局", "360000/zhengjian"),
        ("330000", "国家税务总局浙江省税务局", "330000/shuiwu"),
        ("533100", "人行德宏州中心支行", "533100/renhang"),
        ("621224", "市生态环境局康县分局", "621224/shengtai"),
        ("621224", "陇南市生态环境局康县分局", "621224/shengtai"),
        # without a level
        ("000000", "生态环境部", "000000/shengtai"),
        ("000000", "发展改革委", "000000/fagai"),
        ("620602", "财政局", "620602/caizheng"),
        ("620602", "国务院", "000000/zhengfu"),
        # a field of work
        ("360000", "省卫生健康部门", "360000/weijian"),
        # an aside and blanks
        ("621224", "县工信局(县科技局)", "621224/gongxin"),
        ("621224", "县 财政局", "621224/caizheng"),
    ],
)
def test_a_surface_becomes_an_agency(code: str, unit: str, agency: str) -> None:
    assert _resolved(code, unit) == [(agency, None)]


def test_a_dropped_level_is_that_of_the_unit_before() -> None:
    assert [a for a, _ in _resolved("620602", "市发展改革委、工业和信息化局、区财政局、商务局")] == [
        "620600/fagai", "620600/gongxin", "620602/caizheng", "620602/shangwu",
    ]  # fmt: skip


def test_a_functional_area_run_as_a_county_has_the_countys_code() -> None:
    found = _resolved("350128", "区经发局、平潭综合实验区财政局、平潭海关", name="平潭综合实验区")
    assert [a for a, _ in found] == ["350128/jingfa", "350128/caizheng", "350128/haiguan"]


def test_agencies_of_an_area_inside_a_city_are_not_the_citys() -> None:
    found = _resolved("620100", "区经发局、经发局", name="兰州新区")
    assert [a for a, _ in found] == [None, None]
    assert all(reason and reason.startswith("division unknown") for _, reason in found)


@pytest.mark.parametrize(
    ("code", "unit", "reason"),
    [
        ("620602", "区星辰局", "unknown name"),
        ("620602", "国网某县供电公司", "unknown name"),
        ("620600", "区发改局", "division unknown"),
        ("310000", "省财政厅", "division unknown"),
        ("620602", "某某新片区管委会", "division unknown"),
        ("620602", "城关镇人民政府", "division unknown"),
        ("620602", "教育部门", "a class of agencies"),
    ],
)
def test_what_is_not_unique_keeps_its_reason(code: str, unit: str, reason: str) -> None:
    agency, why = _resolved(code, unit)[0]
    assert agency is None
    assert why is not None and why.startswith(reason)


def test_a_name_of_two_functions_is_told_by_the_year() -> None:
    assert _resolved("360000", "省金融监管局", "2020-03-01") == [("360000/difangjinrong", None)]
    agency, reason = _resolved("360000", "省金融监管局", "2023-09-01")[0]
    assert agency is None
    assert reason == "ambiguous name: 地方金融监督管理, 国家金融监督管理"


def test_the_year_is_that_of_the_newest_citation_where_no_date_is_stated() -> None:
    assert _resolved("360000", "省金融监管局", None)[0][0] is None
    duty = Duty("d", "duty", None, Span(0, 1), "bracket", None, (Assignment("lead", "省金融监管局", Span(0, 1)),))
    cited = Citation(None, None, "赣府发〔2019〕1号", Span(0, 1), "cites", Span(0, 1), year=2019)
    facts = PlanFacts("", Document(jurisdiction=_home("360000")), duties=(duty,), citations=(cited,))
    agency = resolve.resolve(facts, WORDS).duties[0].assignments[0].agency
    assert agency is not None and agency.endswith("360000/difangjinrong")


def test_groups_enterprises_and_zones_are_left_alone() -> None:
    duty = Duty(
        "d", "duty", None, Span(0, 1), "lines", None,
        (
            Assignment("lead", "各有关部门", Span(0, 1), kind="group"),
            Assignment("lead", "区城投公司", Span(0, 1), kind="enterprise"),
            Assignment("lead", "某某工业园区", Span(0, 1), kind="zone"),
        ),
    )  # fmt: skip
    group, firm, zone = (
        resolve.resolve(PlanFacts("", Document(jurisdiction=_home("620602")), duties=(duty,)), WORDS).duties[0].assignments
    )
    assert (group.kind, group.agency, group.reason) == ("group", None, "a group of units")
    assert (firm, zone) == duty.assignments[1:]


def test_issuer_and_mentions_are_resolved_too() -> None:
    facts = PlanFacts(
        "",
        Document(issuer="凉州区人民政府办公室", jurisdiction=_home("620602")),
        agencies=(
            Mention("省委", Span(0, 2), "party"),
            Mention("各乡镇", Span(0, 3), "group"),
            Mention("省金融监管局", Span(0, 6), "vertical"),
        ),
    )
    found = resolve.resolve(replace(facts, document=replace(facts.document, date="2019-01-01")), WORDS)
    assert found.document.issuer_agency is not None and found.document.issuer_agency.endswith("agency/620602/zhengfuban")
    party, group, finance = found.agencies
    assert party.iri is not None and party.iri.endswith("agency/620000/dangwei")
    assert (group.iri, group.reason) == (None, "a group of units")
    assert finance.kind == "department"


# The jurisdiction


def _plan(text: str, **document: str) -> Jurisdiction | None:
    built = outline.build(SourceText(text, text_blocks(text), "plan.txt", "txt", "0" * 64))
    spans = {f"{k}_span": Span(text.index(v), text.index(v) + len(v)) for k, v in document.items() if v in text}
    return resolve.jurisdiction(built, replace(Document(), **document, **spans), WORDS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "code", "name"),
    [
        ("凉州区促进园区发展实施方案", "620602", "凉州区"),
        ("武威市凉州区促进园区发展实施方案", "620602", "凉州区"),
        ("平潭综合实验区新能源工作方案", "350128", "平潭综合实验区"),
        ("2023年黄浦区节能工作要点", "310101", "黄浦区"),
        ("甘肃省人民政府关于支持某某新区发展的意见", "620000", "甘肃省"),
        ("兰州市城关区促进就业实施方案", "620102", "城关区"),
        ("和平县促进就业实施方案", "441624", "和平县"),
        ("国务院关于促进外贸发展的若干意见", "000000", "中华人民共和国"),
        ("国家能源局关于印发规划的通知", "000000", "中华人民共和国"),
        ("工业和信息化部关于推动产业发展的意见", "000000", "中华人民共和国"),
    ],
)
def test_a_title_states_the_jurisdiction(title: str, code: str, name: str) -> None:
    found = _plan(f"{title}\n一、目标\n加快发展。\n", title=title)
    assert found is not None
    assert (found.division, found.name, found.inferred) == (code, name, False)


def test_the_issuer_states_it_where_the_title_does_not() -> None:
    found = _plan(
        "关于加快发展的意见\n一、目标\n加快发展。\n宝山区人民政府办公室\n",
        title="关于加快发展的意见",
        issuer="宝山区人民政府办公室",
    )
    assert found is None or found.division in ("310113", "230506")  # two districts have this name
    issuer = "上海市宝山区人民政府办公室"
    stated = _plan(f"关于加快发展的意见\n一、目标\n加快发展。\n{issuer}\n", title="关于加快发展的意见", issuer=issuer)
    assert stated is not None and (stated.division, stated.inferred) == ("310113", False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("为加快我县发展,制定本方案。\n(一)建设园区。责任单位:县发改局\n康县人民政府办公室\n2021年3月1日\n", "621224"),
        ("为加快全市发展,制定本方案。\n(一)建设园区。由闵行区政府、松江区政府负责,市科委配合。\n", "310000"),
        ("结合我省实际,制定本方案。\n(一)江西银保监局、南昌海关配合,江西各地参加。\n", "360000"),
        ("为把我县做强,制定本意见。\n1.在柳河新建酒店。柳河游客增加。打造柳河名片。\n", "220524"),
        ("现将方案印发给你们。\n各省、自治区、直辖市人民政府:\n一、总体要求\n", "000000"),
    ],
)
def test_it_is_inferred_from_what_the_text_names(text: str, code: str) -> None:
    found = _plan(text)
    assert found is not None
    assert (found.division, found.inferred) == (code, True)
    assert found.basis and all(0 <= s.start < s.end <= len(text) for s in found.basis)


@pytest.mark.parametrize(
    "text",
    [
        "一、目标\n加快发展。\n",
        "为加快全区发展,制定本方案。\n(一)建设园区。责任单位:区发改局\n",
        "为加快全区发展,制定本方案。黄浦区与徐汇区合作。\n",  # two districts, none above the other
    ],
)
def test_without_one_place_of_the_level_there_is_none(text: str) -> None:
    assert _plan(text) is None


def test_the_seed_is_for_liangzhou() -> None:
    source = read(SEED)
    built = outline.build(source)
    found = resolve.jurisdiction(built, Document(title="关于深入推进开发区建设的实施方案"), WORDS)
    assert found is not None
    assert (found.division, found.name, found.inferred) == ("620602", "凉州区", True)
    assert source.quote(found.basis[0]) == "凉州区"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="省市区县委政府局办国家税务总局…分行人民银各有关部门(())、 \n甘肃武威凉州a1", max_size=30))
def test_no_surface_and_no_text_raises(surface: str) -> None:
    _resolved("620602", surface or "局")
    _plan(f"{surface}\n我区{surface}\n", title=surface)


def test_a_centre_beside_the_organ_of_its_function_is_another_body():
    both = _resolved("620602", "区农业农村局、区农业农村中心")
    assert both[0] == ("620602/nongyenongcun", None)
    assert both[1][0] is None
    assert "beside" in (both[1][1] or "")
    assert _resolved("620602", "区农业农村中心") == [("620602/nongyenongcun", None)]
