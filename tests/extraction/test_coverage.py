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
        duties.append(Duty(f"d{number}", "duty", None, Span(start, start + len(words)), "lines", None, (lead,)))
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
    blank = Duty("d", "duty", None, Span(0, 0), "lines", None, ())
    assert coverage(measures, [blank], text) == ()


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
