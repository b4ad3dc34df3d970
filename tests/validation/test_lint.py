import pytest

from devzone_kg.validation.lint import lint


@pytest.mark.parametrize(
    ("select", "fault"),
    [
        ("SELECT $this WHERE { ?x a ?y . FILTER NOT EXISTS { $this a ?z } }", "outermost group"),
        ("SELECT $this WHERE { $this a ?y } LIMIT 3", "LIMIT"),
        ("SELECT $this WHERE { $this a ?y MINUS { $this a ?z } }", "MINUS"),
        ("SELECT $this WHERE { $this a ?y . SERVICE <http://x> { $this a ?z } }", "SERVICE"),
        ("SELECT ?x WHERE { $this a ?x }", "project"),
        ("SELECT * WHERE { $this a ?x }", "SELECT \\*"),
        ("SELECT $this (COUNT(?x) AS ?n) WHERE { $this a ?x }", "grouped"),
        ("SELECT $this WHERE { $this a ?y { SELECT ?y (SUM(?z) AS ?n) WHERE { ?z a ?y } GROUP BY ?y } }", "project"),
        ("SELECT $this WHERE { $this a ?y { ?b a ?y . FILTER (?b != $this) } UNION { ?b a ?z } }", "expression"),
        ("SELECT $this WHERE { $this a ?y { BIND ($this AS ?z) } UNION { ?z a ?y } }", "expression"),
        ("SELECT $this WHERE { $this a ?x . BIND (?x AS ?this) }", "anew"),
    ],
)
def test_what_cannot_run_once_is_named(select: str, fault: str) -> None:
    assert any(__import__("re").search(fault, found) for found in lint(select))


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this WHERE { $this a ?y . FILTER NOT EXISTS { ?z a ?y . FILTER (?z != $this) } }",
        "SELECT $this (COUNT(?x) AS ?n) WHERE { $this a ?x } GROUP BY $this ?x",
        "SELECT $this WHERE { { SELECT $this (MAX(?x) AS ?n) WHERE { $this a ?x } GROUP BY $this } FILTER (?n > 1) }",
        "SELECT $this WHERE { { $this a ?y } UNION { $this a ?z } }",
        'SELECT $this WHERE { $this ?p "a # LIMIT { $this" . # MINUS {\n OPTIONAL { ?b a ?c . FILTER (?b = $this) } }',
        "SELECT $this ?value WHERE { $this (<urn:a>|<urn:limit>)/<urn:b> ?value }",
    ],
)
def test_what_can_run_once_is_let_through(select: str) -> None:
    assert lint(select) == ()
