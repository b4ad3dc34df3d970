"""Corrections: they outlast extraction and edits, show in the graph, and are reported when their words are gone."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devzone_kg.building import document_graph
from devzone_kg.cli import main
from devzone_kg.corrections import load, path_of, quote_at
from devzone_kg.errors import DevzoneError
from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import PlanFacts
from devzone_kg.reading import Span

TEXT = (
    "临泽县园区建设方案\n一、任务\n（一）修建道路。（责任单位：县财政局、县民政局）\n"
    "（二）架设桥梁。到2030年建成桥梁5座。（责任单位：县交通运输局）\n（三）通水通电。请县水利局参照办理。\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def correct(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["correct", *map(str, arguments)])


def assigned(facts: PlanFacts) -> set[tuple[str, str]]:
    return {(a.role, a.text) for d in facts.duties for a in d.assignments}


def test_each_action_outlasts_an_edit_and_its_removal_restores_what_was_extracted(plan: Path) -> None:
    before = extract(plan)
    assert correct(plan, "role", "县财政局", "--role", "lead", "--by", "李明").exit_code == 0
    assert correct(plan, "drop", "县民政局", "--by", "李明", "--reason", "误读").exit_code == 0
    assert correct(plan, "add", "县水利局", "--role", "responsible", "--by", "王芳").exit_code == 0
    assert correct(plan, "relink", "县交通运输局", "--agency", "620723/fagai", "--by", "王芳").exit_code == 0
    assert correct(plan, "drop", "5", "--kind", "target", "--by", "王芳").exit_code == 0
    plan.write_text("编者注：以下为全文。\n\n" + TEXT, encoding="utf-8")
    facts = extract(plan)
    wanted = {("lead", "县财政局"), ("responsible", "县交通运输局"), ("responsible", "县水利局")}
    assert assigned(facts) == wanted
    linked = next(a for d in facts.duties for a in d.assignments if a.text == "县交通运输局")
    assert (linked.agency or "").endswith("agency/620723/fagai")
    assert len(facts.corrections) == 5
    assert not facts.targets
    assert all(facts.quote(c.span) == c.text for c in facts.corrections if c.span)
    for _ in range(5):
        assert correct(plan, "remove", "1").exit_code == 0
    assert not path_of(plan).exists()
    plan.write_text(TEXT, encoding="utf-8")
    assert extract(plan) == before


def test_the_graph_names_the_author(plan: Path) -> None:
    correct(plan, "role", "县财政局", "--role", "lead", "--by", "李明")
    triples = [str(t) for t in document_graph(extract(plan))]
    attributed = [t for t in triples if "wasAttributedTo" in t]
    assert len(attributed) == 2, "the assignment, and the correction itself"
    assert any('foaf/0.1/name> "李明"' in t for t in triples)
    assert any("def#Correction>" in t for t in triples)


def test_a_quote_that_is_gone_or_stands_twice_is_reported(plan: Path) -> None:
    correct(plan, "drop", "县民政局", "--by", "李明")
    plan.write_text(TEXT.replace("县民政局", "县审计局"), encoding="utf-8")
    facts = extract(plan)
    assert any("its quote is gone" in note for note in facts.notes)
    assert ("responsible", "县审计局") in assigned(facts)
    plan.write_text(TEXT + "县民政局）\n县民政局）\n", encoding="utf-8")
    assert any("several places" in note or "gone" in note for note in extract(plan).notes)


def test_a_correction_is_for_one_document(plan: Path) -> None:
    correct(plan, "drop", "县民政局", "--by", "李明")
    other = plan.with_name("other.txt")
    other.write_text(TEXT, encoding="utf-8")
    assert ("responsible", "县民政局") in assigned(extract(other))
    path_of(other).write_bytes(path_of(plan).read_bytes())
    with pytest.raises(DevzoneError, match=r"is for .plan\.txt"):
        extract(other)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["drop", "县公安局"], "do not stand in the text"),
        (["drop", "桥梁"], "several places"),
        (["drop", "县水利局"], "no such assignment"),
        (["role", "县财政局", "--role", "boss"], "none of"),
        (["relink", "县财政局", "--agency", "caizheng"], "not of the form"),
        (["add", "县财政局", "--role", "responsible"], "finds it now"),
        (["remove", "3"], "no correction 3"),
        (["drop"], "WORDS"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_written(plan: Path, arguments: list[str], words: str) -> None:
    result = correct(plan, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not path_of(plan).exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{ action = 'drop' }", "text is missing"),
        ("{ action = 'burn', text = 'a', quote = 'a', by = 'x' }", "none of add"),
        ("{ action = 'drop', text = 'a', quote = 'b', by = 'x' }", "does not hold"),
        ("{ action = 'drop', text = 'a', quote = 'a', by = 'x', more = 'y' }", "keys"),
        ("{ action = 'drop', text = 1, quote = 'a', by = 'x' }", "keys"),
        ("{ action", "not a TOML file"),
    ],
)
def test_a_file_that_cannot_be_understood(plan: Path, line: str, words: str) -> None:
    path_of(plan).write_text(f"document = 'plan.txt'\ncorrections = [{line}]\n", encoding="utf-8")
    with pytest.raises(DevzoneError, match=words):
        load(path_of(plan), ("lead",))


def test_a_quote_is_short_and_stands_once() -> None:
    text = "由县财政局牵头，县财政局配合，县财政局"
    for start in (1, 8, 15):
        quote = quote_at(text, Span(start, start + 4))
        assert text.count(quote) == 1
        assert text.index(quote) + quote.index("县财政局") == start
