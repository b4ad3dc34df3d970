"""Which numbers make items, how they nest, and where they end."""

import pytest

from devzone_kg.outline import Outline, build
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks


def outline(text: str) -> Outline:
    return build(SourceText(text, text_blocks(text), "plan.txt", "txt", ""))


def labels(text: str) -> list[tuple[int, str]]:
    return [(i.level, i.label) for i in outline(text).items]


def words(text: str) -> dict[str, str]:
    built = outline(text)
    return {i.label: text[i.start : i.end] for i in built.items}


def test_levels_nest_and_numbering_restarts_per_section() -> None:
    text = "一、总体要求\n（一）目标。\n二、任务\n(一)修路。\n1.勘察。\n（1）选线。\n①踏勘。\n2．施工。\n(二)架桥。\n"
    assert labels(text) == [
        (1, "一、"), (2, "（一）"), (1, "二、"), (2, "(一)"), (3, "1."), (4, "（1）"), (5, "①"), (3, "2．"), (2, "(二)"),
    ]  # fmt: skip


def test_numbering_goes_on_across_sections() -> None:
    text = "一、甲\n1.修路。\n2.架桥。\n二、乙\n3.通水。\n"
    assert labels(text) == [(1, "一、"), (2, "1."), (2, "2."), (1, "二、"), (2, "3.")]


def test_chapters_articles_and_clauses() -> None:
    text = (
        "第一章 总则\n第一条 为规范管理，制定本办法。\n第二条　园区包括：\n（一）开发区；\n（二）高新区。\n"
        "第二章 附则\n第三条 自印发之日起施行。\n"
    )
    assert labels(text)[:5] == [(1, "第一章"), (2, "第一条"), (2, "第二条"), (3, "（一）"), (3, "（二）")]
    assert labels(text)[5:] == [(1, "第二章"), (2, "第三条")]


def test_decimal_numbers_of_an_emergency_plan() -> None:
    text = "1 总则\n1.1 编制目的\n提高能力。\n1.2 编制依据\n有关法律。\n2 组织体系\n2.1 领导机构\n2.1.1 职责\n"
    assert labels(text) == [(1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"), (3, "2.1.1")]


def test_decimal_numbers_whose_sections_have_none() -> None:
    text = "专项一：道路\n1.1 修建大道。\n1.2 改造小巷。\n专项二：桥梁\n2.1 架设新桥。\n2.2 加固旧桥。\n"
    assert labels(text) == [(1, "1.1"), (1, "1.2"), (1, "2.1"), (1, "2.2")]


@pytest.mark.parametrize("marks", [("第一，", "第二，"), ("第一项　", "第二项　"), ("第一：", "第二：")])
def test_ordinals_that_begin_lines(marks: tuple[str, str]) -> None:
    text = f"一、任务\n{marks[0]}修建道路。\n{marks[1]}架设桥梁。\n第一、第二产业要协调发展。\n"
    assert labels(text) == [(1, "一、"), (2, marks[0].strip()), (2, marks[1].strip())]


@pytest.mark.parametrize("numbers", ["1.{}；2.{}", "①{}；②{}", "（1）{}，（2）{}"])
def test_numbers_of_units_behind_a_cue_are_no_items(numbers: str) -> None:
    text = f"一、任务\n1.修路。责任单位：{numbers.format('县交通局', '县财政局')}。\n2.架桥。\n"
    assert labels(text) == [(1, "一、"), (2, "1."), (2, "2.")]


def test_articles_below_sections_where_the_document_has_sections_first() -> None:
    assert labels("一、总则\n第一条 甲。\n第二条 乙。\n二、管理\n第三条 丙。\n") == [
        (1, "一、"), (2, "第一条"), (2, "第二条"), (1, "二、"), (2, "第三条"),
    ]  # fmt: skip


def test_run_on_numbers_in_flattened_text() -> None:
    text = (
        "为发展，制定措施。一、加大支持1.减税。落实政策。责任单位:县税务局2.贴息。责任单位:县财政局"
        "二、优化服务3.简化流程。责任单位:县政务办、工商联三、强化督导4.定期通报。"
    )
    assert labels(text) == [(1, "一、"), (2, "1."), (2, "2."), (1, "二、"), (2, "3."), (1, "三、"), (2, "4.")]
    assert words(text)["1."] == "1.减税。落实政策。责任单位:县税务局"
    assert words(text)["3."].endswith("工商联")


def test_numbers_after_an_indent_in_a_flattened_text() -> None:
    text = "为发展，提出意见。　　一、目标　　（一）增长。　　（二）就业。　　二、任务"
    assert labels(text) == [(1, "一、"), (2, "（一）"), (2, "（二）"), (1, "二、")]


@pytest.mark.parametrize(
    "sentence",
    [
        "投资3.5亿元，升级到2.0版，建设1.5万平方米。",
        "推动一、二、三产业融合，做到统一、规范。",
        "按照（一）至（三）的要求执行，见第（二）项。",
        "根据第三条规定和第一条、第二条的要求办理。",
        "一是修路。二是架桥。第一，要快。第二，要好。",
        "到2023.年底，比例为1:2.其他从略。",
        "1、2、3号楼同时开工。",
    ],
)
def test_figures_references_and_enumerations_are_no_items(sentence: str) -> None:
    assert labels(f"一、任务\n{sentence}\n") == [(1, "一、")]


@pytest.mark.parametrize(
    ("numbers", "ordinals"),
    [("一二四", [1, 2, 4]), ("一二二三", [1, 2, 2, 3]), ("二三", [2, 3]), ("一三二", [1, 3, 2])],
)
def test_a_gap_or_a_repeat_at_the_start_of_a_line_is_kept(numbers: str, ordinals: list[int]) -> None:
    text = "一、任务\n" + "".join(f"（{n}）修路架桥。\n" for n in numbers)
    assert [i.ordinal for i in outline(text).items[1:]] == ordinals


def test_an_item_that_starts_with_a_year() -> None:
    assert labels("一、任务\n1.2025年底前建成。\n2.2026年底前投产。\n3、2027年验收。\n") == [
        (1, "一、"), (2, "1."), (2, "2."), (2, "3、"),
    ]  # fmt: skip


def test_titles_of_headings() -> None:
    built = outline(
        "一、工作措施\n（一）修路架桥。县交通局要统筹，按期完工。\n（二）县水务局负责全县供水管网改造，按期完工。\n（三）区建管委：负责施工。\n"
    )
    titles = [built.source.quote(i.title) if i.title else None for i in built.items]
    assert titles == ["工作措施", "修路架桥", None, "区建管委"]


def test_an_item_ends_before_signature_annex_and_remark() -> None:
    text = "一、任务\n（一）修路。\n某县人民政府\n2021年3月9日\n（此件公开发布）\n附件\n分工名单\n一、组长\n"
    assert words(text)["（一）"] == "（一）修路。"
    assert labels(text)[-1] == (1, "一、")


@pytest.mark.parametrize("closing", ["各乡镇、各部门要抓好落实。", "本方案自印发之日起施行。", "各有关单位要密切配合。"])
def test_a_closing_paragraph_belongs_to_no_item(closing: str) -> None:
    text = f"一、任务\n（一）修路。按期完工。（责任单位：县交通局）\n（二）架桥。按期完工。（责任单位：县住建局）\n{closing}\n"
    built = outline(text)
    assert built.innermost(text.index(closing)) is None
    assert built.innermost(text.index("县住建局")) == 2


def test_the_text_beneath_a_heading_is_no_closing_paragraph() -> None:
    text = "一、任务\n（一）修路。\n二、有关要求\n各部门要高度重视。\n各乡镇要切实落实。\n"
    built = outline(text)
    assert built.innermost(text.index("各部门")) == 2
    assert built.innermost(text.index("各乡镇")) == 2


def test_closing_words_in_a_flattened_text() -> None:
    text = "为发展，制定措施。 一、修路。责任单位：县交通局 二、架桥。责任单位：县住建局 本措施自印发之日起施行。"
    assert words(text)["二、"] == "二、架桥。责任单位：县住建局"


def test_a_list_of_annexes_holds_no_items() -> None:
    text = "关于发展的意见\n一、修路\n附件：1.路线表\n2.分工表\n"
    assert labels(text) == [(1, "一、")]


def test_rows_with_a_number_are_items_and_end_with_the_table() -> None:
    text = "附件\n任务分工表\n序号\t任务\t牵头单位\n1\t修路\t县交通局\n2\t架桥\t县住建局\n注：以上任务按月调度\n"
    built = outline(text)
    assert [(i.style, i.label, text[i.start : i.end]) for i in built.items] == [
        ("row", "1", "1\t修路\t县交通局"),
        ("row", "2", "2\t架桥\t县住建局"),
    ]
    assert built.innermost(text.index("注：")) is None


def test_numbers_inside_a_row_are_its_parts() -> None:
    text = "一、分工\n序号\t任务\t单位\n1\t任务：（1）修路；（2）架桥\t县交通局\n2\t通水\t县水务局\n"
    assert labels(text) == [(1, "一、"), (2, "1"), (3, "（1）"), (3, "（2）"), (2, "2")]


def test_attached_plan_restarts_the_numbering() -> None:
    notice = "关于印发《发展方案》的通知\n各乡镇：\n一、认真学习。\n二、抓好落实。\n现印发给你们。\n2021年3月9日\n"
    text = notice + "发展方案\n一、目标\n二、任务\n"
    assert [i.ordinal for i in outline(text).items] == [1, 2, 1, 2]
    assert outline(text).items[1].end < text.index("2021")


def test_sentences_are_cut_at_run_on_numbers() -> None:
    text = "为发展，制定措施。一、支持1.减税。责任单位:县税务局2.贴息。"
    built = outline(text)
    assert [built.source.quote(s) for s in built.sentences] == [
        "为发展，制定措施。", "一、支持", "1.减税。", "责任单位:县税务局", "2.贴息。",
    ]  # fmt: skip


def test_innermost_outside_of_all_items() -> None:
    text = "前言。\n一、任务\n"
    built = outline(text)
    assert built.innermost(0) is None
    assert built.innermost(text.index("任务")) == 0
    assert built.innermost(len(text) + 5) is None


@pytest.mark.parametrize(
    ("line", "title"),
    [("第一章　总　则", "总　则"), ("一、修路（责任单位：县交通局）", "修路"), ("一、推行“一网通办”", "推行“一网通办”")],
)
def test_titles_that_are_spread_or_stand_before_a_bracket(line: str, title: str) -> None:
    built = outline(f"{line}\n按期完工。\n")
    assert built.items[0].title is not None
    assert built.source.quote(built.items[0].title) == title


def test_an_annex_with_a_number_of_its_own_holds_items() -> None:
    text = "关于发展的意见\n一、修路\n附件1：重点任务清单\n1.建园区\n2.招商\n抄送：县委各部门。\n某县办公室2021年5月6日印发\n"
    built = outline(text)
    assert [i.label for i in built.items] == ["一、", "1.", "2."]
    assert text[built.items[2].start : built.items[2].end] == "2.招商"
