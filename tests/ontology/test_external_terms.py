"""Every term of another vocabulary that is used here is on the list of those that were seen in its source."""

import csv
from pathlib import Path

from rdflib import Graph, URIRef

from devzone_kg.namespaces import BASE, OWL, RDF, RDFS, XSD
from devzone_kg.resources import folder

LIST = Path(__file__).with_name("external-terms.tsv")
BUILT_IN = (BASE, OWL, RDF, RDFS, XSD, "https://www.apache.org/licenses/")


def listed() -> dict[str, str]:
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    assert rows[0] == ["term", "seen in"]
    assert len({row[0] for row in rows}) == len(rows), "a term is listed twice"
    assert all(len(row) == 2 and row[1] for row in rows)
    return dict(rows[1:])


def used() -> dict[str, str]:
    places = [folder("ontology"), folder("ontology") / "vocabulary", folder("data"), folder("shapes")]
    found: dict[str, str] = {}
    for file in (file for place in places for file in sorted(place.glob("*.ttl"))):
        terms = {str(t) for triple in Graph().parse(file) for t in triple if isinstance(t, URIRef)}
        found |= {t: file.name for t in terms if not t.startswith((*BUILT_IN, "http://www.w3.org/ns/shacl#"))}
    return found


def test_every_external_term_in_use_was_seen_in_its_source() -> None:
    assert {term: file for term, file in used().items() if term not in listed()} == {}


def test_the_list_holds_no_term_that_is_not_used() -> None:
    assert sorted(listed().keys() - used().keys()) == []


def test_the_traps_are_not_used() -> None:
    assert not {"http://data.europa.eu/eli/ontology#implements", "http://www.w3.org/ns/odrl/2/Duty"} & used().keys()
    assert not {"http://www.w3.org/ns/odrl/2/Obligation", "http://www.w3.org/ns/odrl/2/obligation"} & used().keys()
