import json
from pathlib import Path

import pytest

import devzone_kg as dz
from devzone_kg.errors import DevzoneError
from devzone_kg.graph import plan_triples
from devzone_kg.validation import NotAPlan, check
from devzone_kg.validation.checking import check_triples
from validation.plans import Draft


def faulty() -> Draft:
    draft = Draft().head()
    first = draft.item("一、", 1, "措施")
    draft.item("(一)", 1, "修路", first)
    draft.item("(三)", 3, "招商", first)
    draft.duty(kind="overall", lead="区发改局")
    draft.duty(lead="区规划局", support="区规划局、区财政局、区财政局")
    return draft.sign()


def test_the_json_form_is_the_public_one() -> None:
    report = check(faulty().facts()).to_json()
    assert set(report) == {"document", "conforms", "findings", "notes", "suppressed"}
    names = ["rule", "severity", "message", "span", "line", "column", "item", "quote", "help", "focus", "related"]
    for finding in report["findings"]:
        assert list(finding) == names
        assert set(finding["message"]) == set(finding["help"]) == {"zh", "en"}
        assert finding["focus"].startswith("https://")
    assert json.loads(json.dumps(report)) == report


def test_line_column_item_and_quote_come_from_the_text() -> None:
    draft = faulty()
    (finding,) = (f for f in check(draft.facts()).findings if f.rule == "N01")
    lines = draft.text.split("\n")
    assert lines[finding.line - 1][finding.column - 1 :].startswith("(三)")
    assert (finding.item, finding.quote) == ("(三)", "(三)")


def test_findings_stand_in_the_order_of_the_text() -> None:
    spans = [f.span for f in check(faulty().facts()).findings]
    assert len(spans) > 3
    assert spans == sorted(spans)


def test_warnings_alone_conform() -> None:
    draft = Draft().head()
    draft.item("一、", 1, "措施")
    draft.duty(kind="overall", lead="区发改局")
    draft.duty(lead="区规划局")
    report = check(draft.sign().facts())
    assert {f.severity for f in report.findings} == {"warning", "info"}
    assert report.conforms
    assert not check(faulty().facts()).conforms


def test_a_graph_gives_the_same_report_as_its_facts() -> None:
    facts = faulty().facts()
    assert check(dz.to_graph(facts)).findings == check(facts).findings


def test_a_text_without_duty_and_measure_never_conforms() -> None:
    draft = Draft().head()
    draft.item("一、", 1, "总则", kind="section")
    with pytest.raises(NotAPlan, match="found no duty and no measure"):
        check(draft.facts())


def test_a_graph_without_text_is_refused() -> None:
    with pytest.raises(DevzoneError, match="no document with its text"):
        check_triples([], "draft")


@pytest.mark.parametrize("wrong", [{"profile": "final"}, {"engine_name": "jena"}])
def test_unknown_names_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(DevzoneError, match="there are"):
        check(faulty().facts(), **wrong)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(DevzoneError, match="no such file"):
        check("nowhere.txt")


COUNTS = {
    "C03": 2, "C04": 2, "D02": 1, "D03": 1, "D04": 1, "D05": 1, "D06": 1, "D07": 1, "D08": 1, "N03": 2, "R04": 5, "R06": 11,
    "R07": 6, "R09": 1, "R10": 10, "R11": 7, "R12": 1, "R15": 3, "T05": 7, "T06": 7, "T07": 7, "T08": 1, "T09": 1, "W03": 3,
    "W04": 4, "W05": 2, "W06": 1, "Z01": 3, "Z02": 1, "Z03": 2, "Z05": 7,
}  # fmt: skip


def test_the_seed(seed_path: Path) -> None:
    report = check(seed_path, profile="issued")
    found: dict[str, list[str]] = {}
    for finding in report.findings:
        assert report.text[slice(*finding.span)] == finding.quote
        found.setdefault(finding.rule, []).append(finding.quote)
    assert {rule: len(quotes) for rule, quotes in found.items()} == COUNTS
    assert found["R04"] == ["区规划局", "区统计局", "区政府法制办", "区人社局", "区招商局"]
    assert found["T08"] == ["支持武威工业园区、黄羊工业园区申报国家级开发区"]
    assert set(found["D04"] + found["D05"] + found["D06"]) == {"关于深入推进开发区建设的实施方案"}
    assert not report.conforms
    assert report.document == str(seed_path)


def test_the_seed_as_a_draft(seed_path: Path) -> None:
    severities = {f.rule: f.severity for f in check(seed_path).findings}
    assert severities | {"D04": "info", "D05": "info", "D06": "info", "R04": "warning", "T08": "violation"} == severities


def test_every_triple_of_a_plan_reaches_the_check() -> None:
    facts = faulty().facts()
    assert check_triples(plan_triples(facts), "draft", name="x").document == "x"
    assert check(facts).document.startswith("https://w3id.org/devzone-kg/id/plan/")
