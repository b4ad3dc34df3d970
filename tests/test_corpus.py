"""Scores over the folder of real plans, where DEVZONE_CORPUS names it; the bars are the project's own."""

from pathlib import Path

import pytest
from benchmarks.extraction import score

from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import spans

pytestmark = pytest.mark.corpus

BARS = {"assignments": 0.97, "targets": 0.93, "citations": 0.97, "zones": 0.93, "document": 0.95}


def test_scores_over_the_gold_documents(corpus: Path):
    scores, attached = score(corpus)
    assert {kind: entry.f1 for kind, entry in scores.items() if entry.f1 < BARS[kind]} == {}
    assert attached >= 0.97


def test_every_span_of_every_document_lies_in_its_text(corpus: Path):
    texts = sorted(corpus.rglob("*.txt"))
    assert texts
    for path in texts:
        facts = extract(path)
        assert all(0 <= s.start <= s.end <= len(facts.text) for s in spans(facts)), path.name
        for duty in facts.duties:
            assert all(facts.quote(a.span) == a.text for a in duty.assignments), path.name
