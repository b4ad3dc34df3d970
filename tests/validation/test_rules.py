from pathlib import Path

import pytest

from devzone_kg.errors import ShapesError
from devzone_kg.validation.lint import lint
from devzone_kg.validation.rules import Rule, files, load, rules

RULES = rules()


def test_all_rules_are_there() -> None:
    families = {"D": 8, "N": 5, "R": 16, "T": 9, "C": 6, "Z": 5, "W": 6}
    wanted = [f"{letter}{number:02d}" for letter, count in families.items() for number in range(1, count + 1)]
    assert sorted({rule.identifier for rule in RULES}) == sorted(wanted)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.iri.rsplit("/", 1)[1])
def test_a_rule_says_all_that_a_page_needs(rule: Rule) -> None:
    for texts in (rule.label, rule.message, rule.help, rule.reason, rule.source):
        assert texts["zh"] != texts["en"]
        assert any("\u4e00" <= c <= "\u9fff" for c in texts["zh"])
    assert rule.breaking != rule.keeping
    assert rule.severity in ("violation", "warning", "info")
    assert rule.iri == f"https://w3id.org/devzone-kg/id/rule/{rule.iri.rsplit('/', 1)[1]}"
    assert rule.iri.rsplit("/", 1)[1].startswith(rule.identifier)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.iri.rsplit("/", 1)[1])
def test_every_select_can_run_once_over_the_whole_graph(rule: Rule) -> None:
    assert lint(rule.select) == ()
    assert rule.related is None or lint(rule.related) == ()


def test_a_rule_stands_in_the_file_of_its_family() -> None:
    for file in files():
        assert {rule.family for rule in load([file])} == {file.stem}


def test_each_file_can_be_used_alone() -> None:
    assert sorted(rule.iri for file in files() for rule in load([file])) == sorted(rule.iri for rule in RULES)
    declared = {file.read_text(encoding="utf-8").partition("# The prefixes of the SELECTs")[2] for file in files()}
    assert len(declared) == 1 and declared != {""}


def test_only_what_a_draft_cannot_have_yet_is_milder_in_a_draft() -> None:
    milder = {rule.identifier for rule in RULES if rule.severity_for("draft") != rule.severity_for("issued")}
    assert milder == {"D04", "D05", "D06"}


@pytest.mark.parametrize(
    ("shape", "complaint"),
    [
        ("this is no Turtle", "shapes.ttl"),
        ("<urn:r> a sh:NodeShape .", "one sh:sparql constraint"),
        ('<urn:r> a sh:NodeShape ; sh:sparql <urn:c> . <urn:c> sh:select "SELECT $this WHERE { $this a ?c }" .', "identifier"),
    ],
)
def test_a_shape_that_is_no_rule_is_refused(tmp_path: Path, shape: str, complaint: str) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n{shape}", encoding="utf-8")
    with pytest.raises(ShapesError, match=complaint):
        load([file])


def test_a_missing_file_is_an_error_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="nowhere"):
        load([tmp_path / "nowhere.ttl"])
