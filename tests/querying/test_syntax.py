"""What is said of a text that is not SPARQL: the cause in words, in both languages, and nothing of the parser's notation."""

import pytest
from click.testing import CliRunner

from devzone_kg.cli import main
from devzone_kg.querying import QuerySyntaxError, run
from devzone_kg.store import open_store

DZ = "https://w3id.org/devzone-kg/def#"


def told(text: str) -> QuerySyntaxError:
    with pytest.raises(QuerySyntaxError) as caught:
        run(open_store(), text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "prefix", "iri", "place"),
    [
        ("SELECT * { ?d a dz:Duty . ?d rdf:type dz:X }", "dz", DZ, (1, 17)),
        ("SELECT *\r\n{ ?d a dz:Duty", "dz", DZ, (2, 8)),
        (f"PREFIX dz: <{DZ}>\nASK {{ ?d a dz:Duty ; org:unit ?u }}", "org", "http://www.w3.org/ns/org#", (2, 22)),
        ("SELECT * { ?d a 1 FILTER(xsd:date(1)) }", "xsd", "http://www.w3.org/2001/XMLSchema#", (1, 26)),
        ("ASK { ?s ?p '看 dz:x' FILTER(?s<?o) # dz:z\n ?s id:plan ?o }", "id", "https://w3id.org/devzone-kg/id/", (2, 5)),
        ("ASK { ?s mine:x ?o }", "mine", "…", (1, 10)),
    ],
)
def test_a_prefix_that_is_not_declared(text: str, prefix: str, iri: str, place: tuple[int, int]) -> None:
    error = told(text)
    assert error.what == f"the prefix {prefix} is not declared; add PREFIX {prefix}: <{iri}>"
    assert error.zh == f"前缀 {prefix} 没有声明；请加上 PREFIX {prefix}: <{iri}>"
    assert (error.line, error.column) == place


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("SELECT * WHERE ?x", "'?x' does not go here; expected {", "此处不能是“?x”，应为 {"),
        ("SELECT * { ?d a 1 ", "something is missing here; expected one of , . ; { }", "此处缺少内容，应为 , . ; { } 之一"),
        ("SELECT * { ?d a ;; }", "not SPARQL near", "附近不是 SPARQL"),
        ("SELECT * { ?s ?p ?o } }", "not SPARQL near", "附近不是 SPARQL"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * cannot go with GROUP BY", "不能用 SELECT *"),
        ("SELECT (SUM(?x) AS ?y) ?z { ?s ?p ?x }", "add it to GROUP BY", "GROUP BY"),
        ("SELECT * { ?s <http://a/b c> ?o }", "the IRI is not valid", "IRI 写法有误"),
        ('SELECT * { ?s ?p "dz:x }', "not SPARQL near", "附近不是 SPARQL"),
    ],
)
def test_other_faults_in_words(text: str, en: str, zh: str) -> None:
    error = told(text)
    assert en in error.what
    assert zh in error.zh
    for noise in ("[_]", "['", "u{", "OPTIONAL", "unreported"):
        assert noise not in error.what + error.zh
    assert len(error.what) < 120
    assert error.mend[0]
    assert error.mend[1]


def test_the_terminal_says_how_to_mend() -> None:
    result = CliRunner().invoke(main, ["query", "SELECT * { ?d a ;; }"])
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1:] == ["Mend the query at that place, or just before it."]
    result = CliRunner().invoke(main, ["query", "SELECT * { ?d a dz:Duty }"])
    assert result.stderr.splitlines() == [
        f"devzone-kg: line 1, column 17: the prefix dz is not declared; add PREFIX dz: <{DZ}>"
    ]
