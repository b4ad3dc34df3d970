"""Which measures a duty seems to answer."""

from pathlib import Path

from devzone_kg import outline
from devzone_kg.extraction.coverage import METHOD, coverage
from devzone_kg.extraction.items import items
from devzone_kg.facts import Assignment, Coverage, Duty, Item
from devzone_kg.reading import read
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import vocabulary

MEASURES = (
    "培育创新人才，支持高校院所与企业共建研发平台。",
    "改造污水管网，治理河道水质，建设垃圾处理设施。",
    "发展特色餐饮，打造夜间集市，举办购物节庆。",
)
DUTIES = ("指导企业与高校院所共建研发平台。牵头单位：县科技局", "负责河道水质治理和污水管网改造。牵头单位：县水务局")


def _plan() -> tuple[list[Item], list[Duty], str]:
    text, measures, duties = "", [], []
    for number, words in enumerate(MEASURES):
        span = Span(len(text), len(text) + len(words))
        measures.append(Item(f"m{number}", "measure", "", number, None, None, span, None, 1))
        text += words
    for number, words in enumerate(DUTIES):
        start, cue = len(text), len(text) + words.index("牵头")
        lead = Assignment("lead", words[-4:], Span(start + len(words) - 4, start + len(words)), Span(cue, cue + 4))
        span = Span(start, start + len(words))
        measures.append(Item(f"i{number}", "duty", "", number, None, None, span, None, 1))
        duties.append(Duty(f"d{number}", "duty", f"i{number}", span, "lines", None, (lead,)))
        text += words
    return measures, duties, text


def _pairs(found: tuple[Coverage, ...]) -> set[tuple[str, str]]:
    return {(c.duty, c.measure) for c in found}


def test_duties_answer_measures_on_their_matter() -> None:
    found = coverage(*_plan())
    assert _pairs(found) == {("d0", "m0"), ("d1", "m1")}
    assert all(0 < c.score <= 1 and c.method == METHOD for c in found)


def test_stated_coverage_and_general_lists_are_left_alone() -> None:
    measures, duties, text = _plan()
    stated = [Duty(d.id, "duty", d.item, d.span, d.form, "m0", d.assignments) for d in duties]
    overall = [Duty(d.id, "overall", d.item, d.span, d.form, None, d.assignments) for d in duties]
    assert coverage(measures, stated, text) == coverage(measures, overall, text) == ()


def test_nothing_to_compare() -> None:
    measures, duties, text = _plan()
    assert coverage([], duties, text) == coverage(measures, [], text) == ()
    elsewhere = [Duty(d.id, "duty", None, d.span, d.form, None, d.assignments) for d in duties]
    assert coverage(measures, elsewhere, text) == ()


def test_a_unit_as_heading_has_its_task_after_it() -> None:
    measures = "培育创新人才，支持高校院所与企业共建研发平台。", "改造污水管网，治理河道水质，建设垃圾处理设施。"
    text = "".join(measures) + "（一）县水务局\n负责治理河道水质，改造污水管网，落实河长制。"
    middle, start = len(measures[0]), len("".join(measures))
    found = [
        Item("m0", "measure", "", 1, None, None, Span(0, middle), None, 1),
        Item("m1", "measure", "", 2, None, None, Span(middle, start), None, 1),
        Item("i0", "duty", "（一）", 1, None, None, Span(start, len(text)), None, 1),
    ]
    unit = Assignment("responsible", "县水务局", Span(start + 3, start + 7))
    duty = Duty("d0", "duty", "i0", Span(start, start + 7), "heading", None, (unit,))
    assert _pairs(coverage(found, [duty], text)) == {("d0", "m1")}


def test_the_seed(seed_path: Path) -> None:
    source = read(seed_path)
    found = items(outline.build(source), vocabulary())
    duties = []
    for item in (i for i in found if i.kind == "duty"):
        place = source.text.index("实施主体", item.span.start)
        unit = Assignment("implement", "", Span(place, place), Span(place, place + 4))
        duties.append(Duty(item.id, "duty", item.id, item.span, "lines", None, (unit,)))
    pairs = {(d[-2:], m[-2:]) for d, m in _pairs(coverage(found, duties, source.text))}
    assert {("01", "01"), ("02", "03"), ("02", "05"), ("03", "01"), ("04", "04"), ("06", "08"), ("07", "09")} <= pairs
    assert not {"10", "02", "07"} & {m for _, m in pairs}
