"""Items as facts: kinds, ids, sentences of measures."""

from pathlib import Path

from devzone_kg import outline
from devzone_kg.extraction.items import items, section_kinds
from devzone_kg.facts import Item
from devzone_kg.reading import read
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.vocabulary import vocabulary


def built(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "plan.txt", "txt", ""))


def found(text: str) -> list[Item]:
    return list(items(built(text), vocabulary()))


def ids(text: str) -> list[tuple[str, str]]:
    return [(i.id, i.kind) for i in found(text) if i.kind != "sub_action"]


def test_the_seed(seed_path: Path) -> None:
    facts = items(outline.build(read(seed_path)), vocabulary())
    counts = {
        kind: sum(1 for i in facts if i.kind == kind) for kind in ("section", "measure", "duty", "acceptance", "sub_action")
    }
    assert counts == {"section": 4, "measure": 10, "duty": 7, "acceptance": 3, "sub_action": 47}
    by_id = {i.id: i for i in facts}
    assert by_id["s2.m03"].title == "引导开发区错位联动发展"
    assert (by_id["s3.d07"].title, by_id["s3.d07"].parent, by_id["s4.a01"].level) == (None, "s3", 2)
    assert by_id["s2.m02.a06"].parent == "s2.m02"


def test_measures_beneath_headings_that_name_no_kind() -> None:
    assert ids("一、促进公平竞争\n1.减税。\n2.贴息。\n二、优化服务\n3.简化流程。\n") == [
        ("s1", "section"), ("s1.m01", "measure"), ("s1.m02", "measure"), ("s2", "section"), ("s2.m03", "measure"),
    ]  # fmt: skip


def test_sections_that_are_measures_themselves() -> None:
    assert ids("一、修路。按期完工。\n二、架桥。按期完工。\n") == [("m01", "measure"), ("m02", "measure")]


def test_groups_of_measures_and_enumerations_within_one() -> None:
    text = "一、重点任务\n（一）交通工程\n1.修路。勘察路线：（1）东线；（2）西线。\n2.架桥。\n（二）通水。\n"
    assert ids(text) == [
        ("s1", "section"), ("s1.s1", "section"), ("s1.s1.m01", "measure"), ("s1.s1.m01.i01", "item"), ("s1.s1.m01.i02", "item"),
        ("s1.s1.m02", "measure"), ("s1.m02", "measure"),
    ]  # fmt: skip


def test_duties_acceptance_safeguards_and_articles() -> None:
    text = "一、职责分工\n（一）县交通局：负责修路。\n二、考核验收\n（一）每年验收。\n三、保障措施\n（一）加强领导。\n"
    assert [i for i in ids(text) if "." in i[0]] == [("s1.d01", "duty"), ("s2.a01", "acceptance"), ("s3.i01", "item")]
    assert ids("第一条 甲。\n第二条 乙。\n") == [("i01", "item"), ("i02", "item")]


def test_ids_are_unique_where_numbers_repeat() -> None:
    text = "一、任务\n（一）甲乙。\n（二）丙丁。\n（二）戊己。\n（二）庚辛。\n一、任务\n（一）壬癸。\n"
    assert [i for i, _ in ids(text)] == ["s1", "s1.m01", "s1.m02", "s1.m02b", "s1.m02c", "s1b", "s1b.m01"]


def test_section_kinds_of_roots_and_of_parts_with_a_name_of_their_own() -> None:
    general = "一、总体要求\n（一）指导思想。\n（二）主要目标。\n"
    text = general + "二、主要任务\n（一）加强督导。\n三、强化要素保障\n四、发展目标和重点任务\n"
    assert section_kinds(built(text), vocabulary()) == (
        "principles", "principles", "goals", "measures", "measures", None, "goals",
    )  # fmt: skip


def test_sentences_of_a_measure_without_heading_and_lines_of_units() -> None:
    text = (
        "一、任务\n（一）修路架桥。勘察路线。启动施工，按期完工！（责任单位：县交通局）\n"
        "牵头单位：县交通局\n完成时限：2021年6月底\n"
    )
    sentences = [text[i.span.start : i.span.end] for i in found(text) if i.kind == "sub_action"]
    assert sentences == ["勘察路线。", "启动施工，按期完工！"]


def test_sentences_of_a_measure_without_a_heading() -> None:
    text = "一、任务\n1.县交通局统筹全县道路建设，按期完成施工任务。\n2.架桥：先勘察，后施工。\n"
    sentences = [text[i.span.start : i.span.end] for i in found(text) if i.kind == "sub_action"]
    assert sentences == ["县交通局统筹全县道路建设，按期完成施工任务。", "先勘察，后施工。"]


def test_rows_are_measures_with_the_sentences_of_their_task() -> None:
    text = "附件\n任务表\n序号\t任务\t牵头单位\n1\t勘察路线。启动施工。\t县交通局\n2\t架桥通车\t县住建局\n"
    assert [(i.id, text[i.span.start : i.span.end]) for i in found(text)] == [
        ("m01", "1\t勘察路线。启动施工。\t县交通局"), ("m01.a01", "勘察路线。"), ("m01.a02", "启动施工。"),
        ("m02", "2\t架桥通车\t县住建局"), ("m02.a01", "架桥通车"),
    ]  # fmt: skip
