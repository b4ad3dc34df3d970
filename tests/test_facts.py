"""The public JSON form of the facts."""

import json

import jsonschema
import pytest

from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import PlanFacts, spans
from devzone_kg.facts_schema import facts_schema, schema_text


@pytest.fixture(scope="module")
def seed(seed_path) -> PlanFacts:
    return extract(seed_path)


def test_the_committed_schema_is_that_of_the_dataclasses(seed_path):
    committed = (seed_path.parent.parent / "docs" / "facts.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "run `make docs`"


def test_the_seed_obeys_the_schema(seed):
    jsonschema.validate(json.loads(json.dumps(seed.to_json())), facts_schema())


def test_every_span_lies_in_the_text_and_every_text_is_that_of_its_span(seed):
    for kind in ("targets", "citations", "zones", "duties", "agencies", "industries", "facilities", "funding", "goals"):
        for fact in getattr(seed, kind):
            for span in spans(fact):
                assert 0 <= span.start < span.end <= len(seed.text)
    for fact in (*seed.zones, *seed.agencies, *seed.industries, *seed.facilities, *seed.funding, *seed.goals):
        assert seed.quote(fact.span) == fact.text
    for duty in seed.duties:
        for assignment in duty.assignments:
            assert seed.quote(assignment.span) == assignment.text
