"""Clauses on inspection and acceptance."""

from pathlib import Path

import pytest

from devzone_kg import outline
from devzone_kg.extraction.acceptance import acceptance
from devzone_kg.extraction.items import section_kinds
from devzone_kg.facts import Acceptance
from devzone_kg.reading import read
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.vocabulary import vocabulary

HEAD = "园区提升方案\n\n一、工作措施\n（一）建设验收指标体系。每年验收一批。\n（二）招商引资。\n"


def _found(text: str) -> tuple[outline.Outline, tuple[Acceptance, ...]]:
    built = outline.build(SourceText(text, text_blocks(text), "plan.txt", "txt", "0" * 64))
    return built, acceptance(built, vocabulary(), section_kinds(built, vocabulary()))


def test_items_of_a_section_on_acceptance() -> None:
    built, found = _found(HEAD + "二、督查验收\n（一）县督查室每季度开展督查。\n（二）各乡镇要压实责任。\n")
    assert [built.items[int(a.item or -1)].label for a in found] == ["（一）", "（二）"]
    assert [a.frequency for a in found] == ["quarterly", None]
    assert [built.source.quote(a.span) for a in found] == ["（一）县督查室每季度开展督查。", "（二）各乡镇要压实责任。"]


def test_a_section_without_items_is_one_clause() -> None:
    _, found = _found(HEAD + "二、考核验收\n年底由县政府组织验收。\n")
    assert [a.frequency for a in found] == ["yearly"]


def test_safeguards_with_a_heading_on_supervision() -> None:
    built, found = _found(HEAD + "二、保障措施\n（一）加强领导。成立专班。\n（二）强化督导考核。每月调度，每半年通报一次。\n")
    assert [(built.items[int(a.item or -1)].label, a.frequency) for a in found] == [("（二）", "monthly")]


def test_measures_that_speak_of_acceptance_are_none() -> None:
    assert _found(HEAD)[1] == ()


@pytest.mark.parametrize(
    ("clause", "frequency", "words"),
    [
        ("对上一年度任务落实情况进行考核", "yearly", "上一年度"),
        ("每年组织一次评估", "yearly", "每年"),
        ("每半年督查一次", "half-yearly", "每半年"),
        ("按季度通报进展", "quarterly", "按季度"),
        ("实行月调度", "monthly", "月调度"),
        ("适时组织检查", None, None),
        ("每年投入资金，加强领导", None, None),
    ],
)
def test_frequency(clause: str, frequency: str | None, words: str | None) -> None:
    built, (found,) = _found(HEAD + f"二、督查验收\n（一）{clause}。\n")
    assert found.frequency == frequency
    assert (built.source.quote(found.frequency_span) if found.frequency_span else None) == words


def test_the_seed(seed_path: Path) -> None:
    built = outline.build(read(seed_path))
    found = acceptance(built, vocabulary(), section_kinds(built, vocabulary()))
    assert [a.frequency for a in found] == ["yearly", None, None]
    assert [a.span.start for a in found] == [5257, 5363, 5521]
