"""Each planted fault is found by its rule at its place, and the clean texts stay clean."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from devzone_kg.extraction.pipeline import extract
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.validation import Finding, check
from devzone_kg.validation.rules import rules
from devzone_kg.validation.selection import fingerprint
from validation.mutations import MUTATIONS, Mutation

FOLDER = Path(__file__).parent
TEXTS = {
    "bracketed": FOLDER / "texts" / "bracketed.txt",
    "listed": FOLDER / "texts" / "listed.txt",
    "seed": FOLDER.parent.parent / "data" / "plan.txt",
}
INFERRED = {"R10", "R11"}  # where responsibilities have a section of their own, coverage can only be inferred


@cache
def text(name: str) -> str:
    return TEXTS[name].read_bytes().decode()


@cache
def findings(words: str) -> tuple[Finding, ...]:
    source = SourceText(words, text_blocks(words), "plan.txt", "txt", "0" * 64)
    return check(extract(source), profile="issued").findings


@pytest.mark.parametrize("name", ["bracketed", "listed"])
def test_clean_texts_stay_clean(name: str) -> None:
    allowed = INFERRED if name == "listed" else {"T06"}  # a baseline stands in few plans, and is information
    assert [(f.rule, f.quote) for f in findings(text(name)) if f.rule not in allowed or f.severity != "info"] == []


def test_every_rule_is_broken() -> None:
    counts = Counter(m.rule for m in MUTATIONS)
    assert [rule.identifier for rule in rules() if not counts[rule.identifier]] == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m.rule}-{m.text}-{m.at}")
def test_a_planted_fault_is_found_at_its_place(mutation: Mutation) -> None:
    before = text(mutation.text)
    assert mutation.old in before
    after = before.replace(mutation.old, mutation.new, 1)
    known = {fingerprint(f) for f in findings(before)}
    new = [f for f in findings(after) if f.rule == mutation.rule and fingerprint(f) not in known]
    assert any(_touches(after, f, mutation.at) for f in new), [(f.rule, f.quote) for f in new]


def _touches(words: str, finding: Finding, at: str) -> bool:
    place = words.find(at)
    while place >= 0:
        if finding.span.start < place + len(at) and place < finding.span.end:
            return True
        place = words.find(at, place + 1)
    return False
