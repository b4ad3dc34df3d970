"""The divisions that a graph speaks of, with those that they lie in."""

from devzone_kg.namespaces import DZ, ID
from devzone_kg.registry import division_triples
from sample_plan import parse


def test_a_division_comes_with_those_above_it_and_no_other() -> None:
    found = division_triples(parse(f"<urn:a> <{DZ}division> <{ID}division/620602> ; <{DZ}year> 2020 ."))
    nodes = {t.subject.value.removeprefix(ID + "division/") for t in found}
    assert nodes == {"620602", "620600", "620000", "000000"}
    about = {(t.subject.value[-6:], t.predicate.value.rpartition("#")[2], t.object.value.rpartition("/")[2]) for t in found}
    assert ("620602", "divisionCode", "620602") in about
    assert ("620602", "divisionLevel", "county") in about
    assert ("620602", "parentDivision", "620600") in about
    assert ("620600", "label", "武威市") in about


def test_an_unknown_code_says_nothing() -> None:
    assert division_triples(parse(f"<urn:a> <{DZ}division> <{ID}division/999999> .")) == []
