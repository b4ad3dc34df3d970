"""What the documents of the ontology claim holds."""

import re
from pathlib import Path

from rdflib import Graph

from devzone_kg.querying import table
from devzone_kg.store.seeding import seeded_store

DOCS = Path(__file__).parent.parent.parent / "docs"
PATTERN = (DOCS / "assignment-pattern.md").read_text("utf-8")


def test_the_worked_query_gives_the_answer_beside_it() -> None:
    query, answer = re.findall(r"```sparql\n([^`]+)```\n\n((?:\|.*\n)+)", PATTERN)[0]
    rows = [tuple(cell.strip() for cell in line.strip("|\n").split("|")) for line in answer.splitlines()]
    found = table(seeded_store(), query)
    assert found.columns == rows[0]
    assert found.texts() == rows[2:]


def test_the_turtle_of_the_pattern_is_in_the_seed() -> None:
    (text,) = re.findall(r"```turtle\n(.*?)```", PATTERN, re.S)
    seed = Graph().parse(DOCS.parent / "data" / "plan.ttl")
    (plan,) = (str(s) for s in seed.subjects(predicate=seed.namespace_manager.expand_curie("dz:hasTextVersion")))
    prefixes = f"@prefix dz: <https://w3id.org/devzone-kg/def#> . @prefix plan: <{plan}/> . "
    stated = Graph().parse(
        data=prefixes + "@prefix agency: <https://w3id.org/devzone-kg/id/agency/> . " + text, format="turtle"
    )
    assert len(stated) > 7
    assert set(stated) <= set(seed)


def test_what_the_text_is_said_to_say_it_says() -> None:
    quoted = [line.removeprefix("> ") for line in PATTERN.splitlines() if line.startswith("> ")]
    text = (DOCS.parent / "data" / "plan.txt").read_text("utf-8")
    assert len(quoted) == 3
    assert all(line in text for line in quoted)


def test_links_of_the_pages_lead_to_files() -> None:
    for page in ("ontology.md", "assignment-pattern.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", (DOCS / page).read_text("utf-8")):
            assert (DOCS / link).is_file(), link
