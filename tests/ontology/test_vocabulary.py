"""Every entry of the vocabularies is whole, has a source where one is asked for, and can be reached by code."""

import re
from collections import Counter

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Namespace, URIRef

from devzone_kg.namespaces import DZ, ID
from devzone_kg.resources import folder
from devzone_kg.vocabulary import vocabulary

from .test_report import SRC

DZN, ORG = Namespace(DZ), Namespace("http://www.w3.org/ns/org#")


@pytest.fixture(scope="module")
def words() -> Graph:
    graph = Graph()
    for file in sorted((folder("ontology") / "vocabulary").glob("*.ttl")):
        graph.parse(file)
    return graph


def in_code() -> set[str]:
    texts = [file.read_text("utf-8") for file in SRC.rglob("*.py")]
    return {word for text in texts for word in re.findall(r'"([\w-]+)"', text)}


def test_every_concept_is_in_a_scheme_that_is_named_in_two_languages(words):
    schemes = set(words.subjects(RDF.type, SKOS.ConceptScheme))
    for concept in words.subjects(RDF.type, SKOS.Concept):
        (scheme,) = words.objects(concept, SKOS.inScheme)
        assert scheme in schemes, concept
        assert str(concept) == f"{scheme}/{words.value(concept, SKOS.notation)}"
    for scheme in schemes:
        assert {title.language for title in words.objects(scheme, DCTERMS.title)} == {"zh", "en"}, scheme


def test_every_concept_has_one_label_a_language(words):
    for concept in words.subjects(RDF.type, SKOS.Concept):
        assert Counter(label.language for label in words.objects(concept, SKOS.prefLabel)) == {"zh": 1, "en": 1}, concept


def test_no_word_of_a_concept_stands_twice_in_it(words):
    for concept in words.subjects(RDF.type, SKOS.Concept):
        said = [str(w) for p in (SKOS.prefLabel, SKOS.altLabel) for w in words.objects(concept, p) if w.language == "zh"]
        assert len(said) == len(set(said)), concept


def test_every_scheme_is_read_by_code_or_asked_by_a_query():
    queried = "".join(file.read_text("utf-8") for file in folder("queries").glob("*.rq"))
    names = {name for name in vocabulary().schemes if name not in in_code()}
    assert {name for name in names if not (name == "reform" and "org:ChangeEvent" in queried)} == set()


def test_every_concept_is_reached_through_its_scheme(words):
    reached = {concept.iri for scheme in vocabulary().schemes.values() for concept in scheme.values()}
    assert {str(c) for c in words.subjects(RDF.type, SKOS.Concept)} == reached


def test_what_concepts_point_at_is_there(words):
    known = set(words.subjects())
    for subject, predicate, value in words:
        if isinstance(value, URIRef) and str(value).startswith(ID) and predicate != SKOS.inScheme:
            assert value in known, (subject, value)


def test_functions_and_reforms_have_a_source_or_say_that_they_have_none(words):
    functions = set(words.subjects(RDF.type, DZN.AgencyFunction))
    reforms = set(words.subjects(RDF.type, ORG.ChangeEvent))
    assert len(functions) >= 60
    assert {2018, 2023} <= {words.value(reform, DZN.year).toPython() for reform in reforms}
    for thing in functions | reforms:
        assert list(words.objects(thing, DCTERMS.source)), thing


def test_names_and_short_forms_are_many_and_every_function_has_a_name(words):
    names = set(words.subjects(RDF.type, DZN.AgencyName))
    forms = {w for name in names for p in (SKOS.prefLabel, SKOS.altLabel) for w in words.objects(name, p) if w.language == "zh"}
    assert len(forms) >= 400
    named = {function for name in names for function in words.objects(name, DZN.ofFunction)}
    assert named == set(words.subjects(RDF.type, DZN.AgencyFunction))
