"""The graph of the seed: what it holds, and that each of its statements quotes the text at its place."""

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from devzone_kg import building, graph
from devzone_kg.extraction.pipeline import extract
from devzone_kg.graph.parts import last_day
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks

DZ = Namespace("https://w3id.org/devzone-kg/def#")
OA = Namespace("http://www.w3.org/ns/oa#")
ID = Namespace("https://w3id.org/devzone-kg/id/")
PLAN = "https://w3id.org/devzone-kg/id/plan/620602-shenrutuijinkaifaqujianshe-2017"


@pytest.fixture(scope="module")
def seed(seed_path) -> Graph:
    return Graph().parse(seed_path.with_name("plan.ttl"))


@pytest.fixture(scope="module")
def text(seed_path) -> str:
    return seed_path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Section", 4),
        ("Measure", 10),
        ("SubAction", 47),
        ("OverallResponsibility", 1),
        ("Duty", 7),
        ("AcceptanceClause", 3),
        ("LeadAssignment", 19),
        ("SupportAssignment", 33),
        ("ImplementingAssignment", 8),
        ("LeadershipAssignment", 1),
        ("DevelopmentZone", 4),
        ("UpgradeGoal", 3),
        ("QuantitativeTarget", 7),
        ("Enterprise", 2),
        ("Official", 1),
        ("Citation", 3),
        ("TextVersion", 1),
    ],
)
def test_how_many_things_of_a_class(seed, name, count):
    assert len(set(seed.subjects(RDF.type, DZ[name]))) == count


def test_every_quote_is_the_text_at_its_span(seed, text):
    spans = set(seed.subjects(RDF.type, DZ.TextSpan))
    assert len(spans) > 300
    for span in spans:
        start, end = int(seed.value(span, OA.start)), int(seed.value(span, OA.end))
        assert 0 <= start < end <= len(text)
        assert str(span).endswith(f"#char={start},{end}")
        quote = seed.value(span, OA.exact)
        assert quote is None or str(quote) == text[start:end]


@pytest.mark.parametrize(
    "name", ["Part", "Assignment", "Citation", "Target", "DevelopmentZone", "Facility", "Industry", "WordingFeature"]
)
def test_every_statement_has_evidence_that_quotes(seed, name):
    things = set(seed.subjects(RDF.type, DZ[name]))
    assert things
    for thing in things:
        evidence = list(seed.objects(thing, DZ.evidence))
        assert evidence, thing
        assert all(seed.value(e, OA.exact) for e in evidence), thing


def test_units_stand_in_their_order(seed):
    duty = URIRef(f"{PLAN}/s3.d01")
    lead = [a for a in seed.objects(duty, DZ.hasAssignment) if (a, RDF.type, DZ.LeadAssignment) in seed]
    named = sorted((int(seed.value(a, DZ.order)), str(seed.value(a, DZ.unitText))) for a in lead)
    assert named == [(1, "区发改局"), (2, "区商务局"), (3, "区规划局")]
    assert seed.value(lead[0], DZ.leadAgent).startswith(ID["agency/620602/"])


def test_what_follows_is_published(seed):
    fagai, duty = ID["agency/620602/fagai"], URIRef(f"{PLAN}/s3.d01")
    assert (fagai, DZ.leads, duty) in seed
    assert (duty, DZ.leadUnit, fagai) in seed
    assert (fagai, DZ.worksWith, ID["agency/620602/caizheng"]) in seed


def test_the_page_around_the_plan_is_not_in_the_graph(seed):
    assert not [label for label in seed.objects(None, RDFS.label) if "软件技术" in label]


def test_no_blank_nodes_and_no_times(seed):
    assert all(isinstance(s, URIRef) for s in seed.subjects())
    assert not list(seed.subject_objects(Namespace("http://www.w3.org/ns/prov#").generatedAtTime))
    assert (None, RDF.type, OWL.Thing) not in seed


def test_the_same_text_gives_the_same_bytes(seed_path):
    first, second = (building.turtle(building.document_graph(extract(seed_path))) for _ in range(2))
    assert first == second


def test_a_numbered_plan_is_known_by_its_number():
    body = "某县促进园区发展实施方案\n某政办发〔2021〕12号\n\n一、主要任务\n(一)招商引资。(责任单位:县商务局)\n"
    facts = extract(SourceText(body, text_blocks(body), "plan.txt", "txt", "0"))
    assert graph.plan_iri(facts) == "https://w3id.org/devzone-kg/id/plan/mouzhengbanfa-2021-12"


@pytest.mark.parametrize(
    ("iso", "last"),
    [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2023-06", "2023-06-30"), ("2023-06-05", "2023-06-05")],
)
def test_the_last_day_of_a_deadline(iso, last):
    assert last_day(iso) == last
