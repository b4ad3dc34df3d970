"""A short run of the fuzz test; `make fuzz` makes the long one."""

from benchmarks.fuzz import faults, run

from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import Mention, PlanFacts
from devzone_kg.reading.source import Span


def test_mutated_texts_raise_nothing_else_and_quote_exactly():
    assert run(300, seed=20) < 100


def test_the_check_sees_spans_that_leave_the_text_or_quote_other_words(seed_path):
    facts = extract(seed_path)
    assert faults(facts) == []
    wrong = (Mention("区财政局", Span(0, 4), "agency"), Mention("", Span(len(facts.text), len(facts.text) + 1), "agency"))
    changed = PlanFacts(**{name: getattr(facts, name) for name in PlanFacts.__slots__} | {"agencies": wrong})
    assert len(faults(changed)) == 2
