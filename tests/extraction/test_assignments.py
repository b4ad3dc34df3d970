import time
from pathlib import Path

import pytest

from devzone_kg.extraction.assigning.grammar import PRODUCTIONS, Cue, lexicon_of, read_list, read_names
from devzone_kg.extraction.assigning.words import fold
from devzone_kg.extraction.assignments import FORMS, duties
from devzone_kg.facts import Duty
from devzone_kg.outline import build
from devzone_kg.reading import read as read_file
from devzone_kg.reading.source import Block, Cell, SourceText, Span
from devzone_kg.reading.text import text_blocks
from devzone_kg.vocabulary import vocabulary

LEXICON = lexicon_of(vocabulary())
SEED = Path(__file__).parents[2] / "data" / "plan.txt"


def read(text: str, blocks: tuple[Block, ...] | None = None) -> tuple[Duty, ...]:
    source = SourceText(text, text_blocks(text) if blocks is None else blocks, "plan.txt", "txt", "0" * 64)
    return duties(build(source), vocabulary())


def units(text: str, *roles: str) -> list[tuple[str, str]]:
    """The units of a list; `roles` are those of the cue that stands before it."""
    cue = Cue(roles, Span(0, 1)) if roles else None
    reading = read_list(LEXICON, fold(text), Span(0, len(text)), cue)
    return [(u.role, text[u.span.start : u.span.end]) for u in reading.units]


LISTS = [
    ("区发改局、区财政局，区税务局", [("responsible", "区发改局"), ("responsible", "区财政局"), ("responsible", "区税务局")]),
    ("区发改局牵头，区财政局", [("lead", "区发改局"), ("responsible", "区财政局")]),
    ("区发改局牵头负责;各片区负责配合落实", [("lead", "区发改局"), ("support", "各片区")]),
    ("各县区政府负责具体实施", [("implement", "各县区政府")]),
    ("区妇联负责参与", [("responsible", "区妇联")]),
    ("由区发改局牵头，会同区财政局", [("lead", "区发改局"), ("support", "区财政局")]),
    ("区发改局会同区财政局、区审计局", [("lead", "区发改局"), ("support", "区财政局"), ("support", "区审计局")]),
    (
        "区发改局（牵头）、区财政局、区审计局（配合）",
        [("lead", "区发改局"), ("responsible", "区财政局"), ("support", "区审计局")],
    ),
    ("区财政局等按职责分工负责", [("responsible", "区财政局")]),
    ("区财政局等部门和各县（市、区）政府负责", [("responsible", "区财政局"), ("responsible", "各县（市、区）政府")]),
    (
        "工业和信息化部、文化和旅游部和商务部",
        [("responsible", "工业和信息化部"), ("responsible", "文化和旅游部"), ("responsible", "商务部")],
    ),
    ("有关设区市、县〔区〕人民政府，省科技厅", [("responsible", "有关设区市、县〔区〕人民政府"), ("responsible", "省科技厅")]),
    ("各有关部门和单位", [("responsible", "各有关部门和单位")]),
    ("区商务局指导，区供销社参与", [("responsible", "区商务局"), ("support", "区供销社")]),
    ("区科技局负责，2024年6月底前完成", [("responsible", "区科技局")]),
    (
        "区商务局为牵头单位，区供销社、区邮政局为配合单位",
        [("lead", "区商务局"), ("support", "区供销社"), ("support", "区邮政局")],
    ),
    ("①区商务局；②区供销社", [("responsible", "区商务局"), ("responsible", "区供销社")]),
    (
        "人民银行牵头，银保监会、中国银联等负责",
        [("lead", "人民银行"), ("responsible", "银保监会"), ("responsible", "中国银联")],
    ),
    (
        "市应急部、市建设局、和平区政府",
        [("responsible", "市应急部"), ("responsible", "市建设局"), ("responsible", "和平区政府")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS, ids=[t for t, _ in LISTS])
def test_a_list_gives_units_with_the_role_of_the_nearest_cue(text: str, wanted: list[tuple[str, str]]) -> None:
    assert units(text) == wanted


def test_the_cue_before_a_list_is_the_role_of_units_without_their_own() -> None:
    assert units("省水利厅牵头，省财政厅、省审计厅", "responsible") == [
        ("lead", "省水利厅"),
        ("responsible", "省财政厅"),
        ("responsible", "省审计厅"),
    ]
    assert units("区工信、区财政局 区税务局", "support") == [
        ("support", "区工信"),
        ("support", "区财政局"),
        ("support", "区税务局"),
    ]


@pytest.mark.parametrize("text", ["无", "同上", "/", "——", "2024年6月底", "长期坚持"])
def test_what_stands_in_place_of_a_unit_is_none(text: str) -> None:
    assert units(text, "support") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张建国", "张建国"),
        ("副县长李梅", "李梅"),
        ("王海（县委常委）", "王海"),
        ("县发改局局长陈刚", "陈刚"),
        ("赵　云", "赵　云"),
    ],
)
def test_an_official_is_the_name_without_the_post(text: str, name: str) -> None:
    assert units(text, "official") == [("official", name)]


def test_a_field_for_officials_that_names_a_unit_makes_it_responsible() -> None:
    assert units("县财政局、分管副县长", "official") == [("responsible", "县财政局")]


@pytest.mark.parametrize("text", ["鼓励企业", "全社会", "对区财政局", "出台", "企业", "区发改局以及社会", "我局"])
def test_prose_takes_only_plain_names_of_units(text: str) -> None:
    assert read_names(LEXICON, text, Span(0, len(text))) == ()


def test_the_tables_of_the_grammar_have_an_example_each() -> None:
    assert all(p.example and p.name for p in PRODUCTIONS)
    assert all(f.example for f in FORMS)


PROSE = [
    ("区卫健委负责制定标准，区民政局负责人员登记。", [("responsible", "区卫健委"), ("responsible", "区民政局")]),
    ("区住建局负责方案审查、区交通局负责企业走访。", [("responsible", "区住建局"), ("responsible", "区交通局")]),
    ("由区教育局牵头、区体育局配合，开放操场。", [("lead", "区教育局"), ("support", "区体育局")]),
    ("建立由区水务局牵头、区气象局等部门参与的会商机制。", [("lead", "区水务局"), ("support", "区气象局")]),
    (
        "由区金融办牵头，工商银行新城支行、区水务公司配合，保险公司参与。",
        [("lead", "区金融办"), ("support", "工商银行新城支行"), ("support", "区水务公司")],
    ),
    ("（九）区数据局牵头建设平台，试点由区改革办总牵头。", [("lead", "区数据局"), ("lead", "区改革办")]),
    ("区应急局要会同区气象局组建预报平台。", [("lead", "区应急局"), ("support", "区气象局")]),
    ("线路由区“双减”办负责，道路由区公路总段负责。", [("responsible", "区“双减”办"), ("responsible", "区公路总段")]),
    (
        "区园林局是牵头单位，区林场、区气象局是配合单位，抓好防火。",
        [("lead", "区园林局"), ("support", "区林场"), ("support", "区气象局")],
    ),
    ("每年区林业局牵头，会同区气象局开展普查。", [("lead", "区林业局"), ("support", "区气象局")]),
    ("明确区科技局负责人，落实区商务局负责制，公布参与企业和实施方案。", []),
]


@pytest.mark.parametrize(("text", "wanted"), PROSE, ids=[t for t, _ in PROSE])
def test_prose_gives_its_subjects_their_roles(text: str, wanted: list[tuple[str, str]]) -> None:
    found = read("某方案\n\n一、任务\n（一）甲。" + text)
    assert [(a.role, a.text) for d in found for a in d.assignments] == wanted


LINES = [
    ("责任单位——县粮食局、柳树镇政府", [("responsible", "县粮食局"), ("responsible", "柳树镇政府")]),
    ("责任单位：1.县粮食局；2.县供销社；3.各乡镇政府。", [("responsible", n) for n in ("县粮食局", "县供销社", "各乡镇政府")]),
    ("收储稻谷——县粮食局、县供销社", [("responsible", "县粮食局"), ("responsible", "县供销社")]),
    ("收储稻谷——县粮食局牵头，县供销社配合；", [("lead", "县粮食局"), ("support", "县供销社")]),
    ("建设先行区——粮食、棉花基地", []),
    (
        "收储稻谷。（农发行新城分行、建设银行新城支行、农商行）",
        [("responsible", n) for n in ("农发行新城分行", "建设银行新城支行", "农商行")],
    ),
    (
        "收储稻谷。（县粮食局牵头，县供销社、中国储粮等负责）",
        [("lead", "县粮食局"), ("responsible", "县供销社"), ("responsible", "中国储粮")],
    ),
]


@pytest.mark.parametrize(("line", "wanted"), LINES, ids=[t for t, _ in LINES])
def test_units_on_a_line_or_at_its_end(line: str, wanted: list[tuple[str, str]]) -> None:
    found = read(f"某方案\n\n一、任务\n（一）甲。\n{line}\n")
    assert [(a.role, a.text) for d in found for a in d.assignments] == wanted


GENERAL = [
    "各部门要高度重视，密切配合，抓好落实。",
    "鼓励企业参与标准制定，支持龙头企业牵头组建联合体。",
    "建立政府主导、企业参与的机制。",
    "对虚假信息负责，主要负责人要负起责任。",
    "各地要会同有关部门加强检查。",
    "企业是创新主体，承担主体责任。",
    "制定具体实施办法，提高参与度。",
    "实行领导负责制，明确专人负责。",
    "对标先进城市（如甲市、乙市）。",
    "完善设施（含换电站），健全制度（以下简称制度）。",
]


@pytest.mark.parametrize("text", GENERAL)
def test_general_talk_assigns_nothing(text: str) -> None:
    assert read(f"某区方案\n\n一、任务\n（一）推进。{text}\n") == ()


def test_a_first_listed_rule_holds_from_its_bracket_on() -> None:
    text = "某方案\n\n一、任务\n1.甲。（区教育局、区体育局负责）\n"
    text += "2.乙。（区商务局、区税务局负责，排在第一位的为牵头部门，下同）\n3.丙。（区司法局、区财政局负责）\n"
    roles = [[a.role for a in d.assignments] for d in read(text)]
    assert roles == [["responsible", "responsible"], ["lead", "responsible"], ["lead", "responsible"]]


def test_a_carried_unit_is_marked_as_inherited() -> None:
    text = "某方案\n\n一、任务\n1.甲。（区水务局牵头，以下均需各街镇配合，不再列出）\n2.乙。（区财政局负责）\n"
    first, second = read(text)
    assert [(a.role, a.text, a.inherited_from) for a in first.assignments] == [
        ("lead", "区水务局", None),
        ("support", "各街镇", None),
    ]
    inherited = second.assignments[-1]
    assert (inherited.role, inherited.text) == ("support", "各街镇")
    assert inherited.inherited_from is not None
    assert text[slice(*inherited.inherited_from)] == "以下均需各街镇配合，不再列出"


def test_a_measure_is_covered_and_an_item_of_a_responsibilities_section_is_the_duty_itself() -> None:
    text = "某方案\n\n一、任务\n（一）修路。（区交通局负责）\n"
    text += "二、责任分工\n牵头单位：区发改局\n（一）编制规划。\n牵头单位：区规划局\n"
    covered, overall, duty = read(text)
    assert (covered.covers, covered.kind, covered.form) == ("1", "duty", "bracket")
    assert (overall.covers, overall.kind) == (None, "overall")
    assert (duty.covers, duty.kind, duty.form) == (None, "duty", "lines")


def test_kinds_of_units() -> None:
    text = "某方案\n\n1.甲。责任单位：区发改局、各街道、城投集团、某某高新区\n责任人：张三\n"
    (duty,) = read(text)
    assert [a.kind for a in duty.assignments] == ["agency", "group", "enterprise", "zone", "person"]


def test_a_merged_cell_is_quoted_where_it_stands_first() -> None:
    rows = (("序号", "任务", "责任单位"), ("1", "修路", "区交通局"), ("2", "架桥", "区交通局"))
    text = "\n".join("\t".join(row) for row in rows)
    blocks, place = [], 0
    for number, row in enumerate(rows, 1):
        cells, at = [], place
        for value in row:
            cells.append(Cell(Span(at, at + len(value)), repeated=number == 3 and value == "区交通局"))
            at += len(value) + 1
        blocks.append(Block(Span(place, at - 1), "row", number, 1, number, cells=tuple(cells)))
        place = at
    first, second = read(text, tuple(blocks))
    assert first.assignments[0].span == second.assignments[0].span
    assert (text[first.span.start], text[second.span.start]) == ("1", "2")


def test_an_empty_lead_cell_makes_the_compound_column_responsible() -> None:
    text = "任务\t牵头单位\t配合/责任单位\n修路\t\t区交通局\n架桥\t区水务局\t区交通局\n"
    assert [[a.role for a in d.assignments] for d in read(text)] == [["responsible"], ["lead", "support"]]


def test_the_seed() -> None:
    found = duties(build(read_file(SEED)), vocabulary())
    assert [d.kind for d in found] == ["overall"] + ["duty"] * 7
    assert sum(len(d.assignments) for d in found) == 61
    assert (found[0].assignments[0].role, found[0].assignments[0].kind) == ("official", "person")


def test_the_time_grows_with_the_length_only() -> None:
    part = "（一）推进建设。由区发改局牵头，会同区财政局落实。（区水务局、各街镇负责）责任单位：区科技局、区教育局；"
    took = []
    for times in (300, 2400):
        start = time.process_time()
        read(part * times)
        took.append(time.process_time() - start)
    assert took[1] < 24 * max(took[0], 0.02)


def test_a_signature_after_the_last_field_is_no_unit_of_it() -> None:
    text = "某方案\n\n一、任务\n（一）修路。\n牵头单位：县交通局\n配合单位：县财政局\n某县人民政府办公室\n2021年5月1日\n"
    (duty,) = read(text)
    assert [a.text for a in duty.assignments] == ["县交通局", "县财政局"]


def test_a_table_with_spaces_between_its_cells() -> None:
    text = (
        "任务表\n序号  工作任务  牵头单位  配合单位\n1  修建道路  市交通局  市财政局、市住建局\n2  治理河道  市水利局  各区县\n"
    )
    found = [[(a.role, a.text) for a in d.assignments] for d in read(text)]
    assert found == [
        [("lead", "市交通局"), ("support", "市财政局"), ("support", "市住建局")],
        [("lead", "市水利局"), ("support", "各区县")],
    ]


def test_a_cue_that_begins_an_item_is_no_heading() -> None:
    (duty,) = read("某方案\n\n一、任务\n1.责任单位：县文旅局，各景区；\n完成时限：2022年\n2.修路。\n")
    assert (duty.form, [a.text for a in duty.assignments]) == ("lines", ["县文旅局", "各景区"])


def test_a_table_in_pipes() -> None:
    text = "某方案\n\n| 序号 | 任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n| 1 | 修路 | 区交通局 | 区财政局、各街镇 |\n"
    [duty] = read(text)
    assert [(a.role, a.text) for a in duty.assignments] == [
        ("lead", "区交通局"),
        ("support", "区财政局"),
        ("support", "各街镇"),
    ]
    assert text[duty.span.start :].startswith("1 | 修路")
