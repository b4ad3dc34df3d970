"""What an ontology engineer checks before a release (as ROBOT's report does), as SPARQL over all that is installed."""

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from devzone_kg.namespaces import DZ
from devzone_kg.resources import folder

SRC = Path(__file__).parent.parent.parent / "src" / "devzone_kg"
PREFIXES = """
PREFIX dz: <https://w3id.org/devzone-kg/def#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
TERM = """
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
  ?term a ?kind FILTER(STRSTARTS(STR(?term), STR(dz:)))
"""
CHECKS = {
    "a label is missing": f"{TERM} VALUES ?l {{ 'zh' 'en' }} FILTER NOT EXISTS {{ ?term rdfs:label ?x FILTER(LANG(?x) = ?l) }}",
    "a definition is missing": (
        f"{TERM} VALUES ?l {{ 'zh' 'en' }} FILTER NOT EXISTS {{ ?term skos:definition ?x FILTER(LANG(?x) = ?l) }}"
    ),
    "a term has two labels of one language": f"{TERM} ?term rdfs:label ?x , ?y FILTER(?x != ?y && LANG(?x) = LANG(?y))",
    "two terms have one label": (
        f"{TERM} ?term rdfs:label ?x . ?other rdfs:label ?x FILTER(?other != ?term && STRSTARTS(STR(?other), STR(dz:)))"
    ),
    "two terms have one definition": f"{TERM} ?term skos:definition ?x . ?other skos:definition ?x FILTER(?other != ?term)",
    "the ontology that defines a term is not said": f"{TERM} FILTER NOT EXISTS {{ ?term rdfs:isDefinedBy ?x }}",
    "a term is declared twice": (
        f"{TERM} ?term a ?x VALUES ?x {{ owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }} "
        "FILTER(?x != ?kind)"
    ),
    "a label has blanks at its ends": (
        f"{TERM} ?term rdfs:label|skos:definition|skos:example ?x FILTER(REGEX(STR(?x), '^\\\\s|\\\\s$|  '))"
    ),
    "an English definition does not end as a sentence": (
        f"{TERM} ?term skos:definition ?x FILTER(LANG(?x) = 'en' && !REGEX(STR(?x), '[.…]$'))"
    ),
    "a superclass or superproperty of ours is undeclared": (
        "?term rdfs:subClassOf|rdfs:subPropertyOf ?x FILTER(STRSTARTS(STR(?x), STR(dz:)) && NOT EXISTS { ?x a ?any })"
    ),
    "a term is its own ancestor": f"{TERM} ?term rdfs:subClassOf+|rdfs:subPropertyOf+ ?term",
    "a domain or range is no class": (
        "?term rdfs:domain|rdfs:range ?x FILTER(STRSTARTS(STR(?x), STR(dz:)) && NOT EXISTS { ?x a owl:Class })"
    ),
    "no data obeys the domain": (
        "?term rdfs:domain ?x . FILTER EXISTS { ?s ?term ?o } FILTER NOT EXISTS { ?s ?term ?o . ?s a/rdfs:subClassOf* ?x }"
    ),
    "no data obeys the range": (
        "?term a owl:ObjectProperty ; rdfs:range ?x . FILTER EXISTS { ?s ?term ?o } "
        "FILTER NOT EXISTS { ?s ?term ?o . ?o a/rdfs:subClassOf* ?x }"
    ),
    "a value is not of the datatype of the range": (
        "?term a owl:DatatypeProperty ; rdfs:range ?x . ?s ?term ?o FILTER(DATATYPE(?o) != ?x "
        "&& !(?x = <http://www.w3.org/2001/XMLSchema#decimal> && DATATYPE(?o) = <http://www.w3.org/2001/XMLSchema#integer>))"
    ),
    "a deprecated term is used": "?term owl:deprecated true . { ?s ?term ?x } UNION { ?x a ?term }",
}
# Terms of the vocabularies that we use that their makers have withdrawn or replaced.
DEPRECATED = (
    "http://data.europa.eu/eli/ontology#implements",  # superseded by ensures_implementation_of in ELI 1.1
    "http://data.europa.eu/eli/ontology#implemented_by",
    "http://www.w3.org/2004/02/skos/core#prefSymbol",
    "http://www.w3.org/2004/02/skos/core#altSymbol",
    "http://www.w3.org/2004/02/skos/core#subject",
    "http://xmlns.com/foaf/0.1/geekcode",
    "http://purl.org/dc/elements/1.1/",
    "http://www.w3.org/ns/odrl/2/neq",
    "http://schema.org/",
)


def files(*names: str) -> list[Path]:
    folders = {"data": "*.ttl", "shapes": "*.ttl", "ontology": "*.ttl", "ontology/vocabulary": "*.ttl"}
    return [
        file
        for name in names
        for file in sorted(folder(name.partition("/")[0]).glob(name[9:] + "/*.ttl" if "/" in name else folders[name]))
    ]


@pytest.fixture(scope="module")
def everything() -> Graph:
    graph = Graph()
    for file in files("ontology", "ontology/vocabulary", "data", "shapes"):
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def declared() -> set[str]:
    graph = Graph().parse(folder("ontology") / "devzone.ttl")
    return {str(term) for term in graph.subjects() if str(term).startswith(DZ)}


def broken(graph: Graph, check: str) -> list[str]:
    rows = graph.query(f"{PREFIXES} SELECT DISTINCT ?term ?x WHERE {{ {CHECKS[check]} }}")
    return sorted(" ".join(str(cell).removeprefix(DZ) for cell in row if cell is not None) for row in rows)


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_reported(check, everything):
    assert broken(everything, check) == []


PLANTED = {
    "a label is missing": "dz:new a owl:Class ; rdfs:label 'x'@en .",
    "a definition is missing": "dz:Duty2 a owl:Class .",
    "a term has two labels of one language": "dz:Duty rdfs:label 'task'@en .",
    "two terms have one label": "dz:Measure rdfs:label 'duty'@en .",
    "two terms have one definition": "dz:new a owl:Class ; skos:definition 'What a plan sets out to do.'@en .",
    "the ontology that defines a term is not said": "dz:new a owl:Class .",
    "a term is declared twice": "dz:leads a owl:DatatypeProperty .",
    "a label has blanks at its ends": "dz:Duty skos:definition ' x.'@en .",
    "an English definition does not end as a sentence": "dz:Duty skos:definition 'x'@en .",
    "a superclass or superproperty of ours is undeclared": "dz:Duty rdfs:subClassOf dz:None .",
    "a term is its own ancestor": "dz:Part rdfs:subClassOf dz:Duty .",
    "a domain or range is no class": "dz:leads rdfs:domain dz:None .",
    "no data obeys the domain": "dz:leads rdfs:domain dz:Metric .",
    "no data obeys the range": "dz:leads rdfs:range dz:Metric .",
    "a value is not of the datatype of the range": "<urn:x> dz:year 'last' .",
    "a deprecated term is used": "dz:leads owl:deprecated true .",
}


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_can_fail(check, everything):
    prefixes = PREFIXES.replace("PREFIX", "@prefix").replace(">\n", "> .\n")
    planted = Graph().parse(data=prefixes + PLANTED[check], format="turtle")
    for triple in planted:
        everything.add(triple)
    try:
        assert broken(everything, check)
    finally:
        for triple in planted:
            everything.remove(triple)


def used_in_graphs() -> dict[str, str]:
    """Own terms in Turtle, also those in the queries inside shapes, with a file that uses each."""
    found: dict[str, str] = {}
    for file in files("data", "shapes", "ontology/vocabulary"):
        for triple in Graph().parse(file):
            for term in triple:
                if isinstance(term, URIRef) and term.startswith(DZ):
                    found[str(term)] = file.name
                elif isinstance(term, Literal):
                    found |= {DZ + name: file.name for name in re.findall(r"\bdz:([A-Za-z]\w*)", term)}
    return found


def used_in_queries() -> dict[str, str]:
    texts = {file.name: file.read_text("utf-8") for file in folder("queries").glob("*.rq")}
    return {DZ + name: file for file, text in texts.items() for name in re.findall(r"\bdz:([A-Za-z]\w*)", text)}


def used_in_code() -> dict[str, str]:
    """Own terms that code names: written out, or the class or the property that a triple is built with."""
    patterns = (
        r"\bdz:([A-Za-z]\w*)",
        r'\bDZ \+ "(\w+)"',
        r'g\.a\(\w+, "(\w+)"',
        r'(?:g|self)\.add\((?:[^()]|\([^()]*\))*?, "(\w+)",',
        r'g\.evidence\([^"\n]*, "(\w+)"\)',
        r'\.texts\("(\w+)"\)',
    )
    texts = {file.name: file.read_text("utf-8") for file in SRC.rglob("*.py")}
    return {DZ + name: file for file, text in texts.items() for p in patterns for name in re.findall(p, text)}


@pytest.mark.parametrize("used", [used_in_graphs, used_in_queries, used_in_code])
def test_every_term_in_use_is_defined(used, declared):
    found = used()
    assert len(found) > 15
    assert {term.removeprefix(DZ): file for term, file in found.items() if term not in declared} == {}


def test_every_term_is_in_use(everything, declared):
    """In data, a shape, a query, a vocabulary or what code writes; or above or behind a term that is."""
    used = {*used_in_graphs(), *used_in_queries(), *used_in_code()}
    writers = "".join(file.read_text("utf-8") for file in (SRC / "graph").glob("*.py"))
    used |= {DZ + name for name in re.findall(r'"(\w+)"', writers)}
    used |= {
        DZ + str(notation) for notation in everything.objects(None, URIRef("http://www.w3.org/2004/02/skos/core#notation"))
    }
    ancestors = f"{PREFIXES} SELECT ?x ?term {{ ?term rdfs:subClassOf+|rdfs:subPropertyOf+|owl:equivalentClass ?x }}"
    defined = f"{PREFIXES} SELECT ?term {{ ?term owl:equivalentClass|owl:propertyChainAxiom ?x }}"
    used |= {str(row.x) for row in everything.query(ancestors) if str(row.term) in used}
    used |= {str(row.term) for row in everything.query(defined)}
    assert sorted(term.removeprefix(DZ) for term in declared - used) == []


def test_no_deprecated_term_of_another_vocabulary_is_used():
    for file in files("ontology", "ontology/vocabulary", "data", "shapes"):
        terms = {str(t) for triple in Graph().parse(file) for t in triple if isinstance(t, URIRef)}
        assert not [t for t in terms if t.startswith(DEPRECATED)], file.name
