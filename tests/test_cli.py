"""The command line as a user meets it: output, exit status, and bad input that changes nothing."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devzone_kg.cli import main

LAW = "某省开发区条例\n\n第一条 为了规范开发区的建设，制定本条例。\n第二条 本条例所称开发区，是指经批准设立的园区。\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def files_below(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_read_prints_the_text_and_nothing_else(seed_path):
    done = subprocess.run([sys.executable, "-m", "devzone_kg", "read", str(seed_path)], capture_output=True, check=True)
    assert done.stdout == seed_path.read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("binary.txt", b"\x7fELF\x02\x01\x00\x00\x01", "binary"),
        ("latin.txt", "déjà vu, à bientôt, où est-ce".encode("latin-1"), "encoding"),
        ("shift.txt", "開発区の計画を推進する。".encode("shift_jis"), "encoding"),
        ("cut.txt", b"\xff\xfe\x00", "utf-16"),
    ],
)
@pytest.mark.parametrize("command", ["read", "extract", "check", "build"])
def test_a_file_that_cannot_be_read(tmp_path, command, name, data, words):
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    before = files_below(tmp_path)
    more = ["--output", tmp_path / "out.ttl"] if command == "build" else []
    result = run(command, file, *more)
    assert result.exit_code == 2
    assert name in result.stderr
    assert words in result.stderr.lower()
    assert "Traceback" not in result.output
    assert not result.stdout
    assert files_below(tmp_path) == before


def test_a_text_over_20_mb_is_refused(tmp_path):
    file = tmp_path / "long.txt"
    file.write_bytes("开发区".encode() * 2_300_000)
    result = run("extract", file)
    assert result.exit_code == 2
    assert "20 MB" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encodings_that_are_read(tmp_path, seed_path, encoding):
    text = seed_path.read_text(encoding="utf-8")
    file = tmp_path / "plan.txt"
    file.write_bytes(text.encode(encoding))
    facts = json.loads(run("extract", file, "--format", "json").stdout)
    assert len(facts["duties"]) == 8
    first = facts["duties"][0]["assignments"][0]
    read = run("read", file).stdout
    assert read[slice(*first["span"])] == first["text"]


def test_a_text_that_is_no_plan(tmp_path):
    file = tmp_path / "law.txt"
    file.write_text(LAW, encoding="utf-8")
    checked = run("check", file)
    assert checked.exit_code == 2
    assert "no duty and no measure" in checked.stderr
    assert "conform" not in checked.output.lower()
    built = run("build", file, "--output", tmp_path / "law.ttl")
    assert built.exit_code == 0
    assert "no duty and no measure" in built.stderr
    assert "条例" in (tmp_path / "law.ttl").read_text(encoding="utf-8")


def test_check_of_the_seed_as_an_issued_document(seed_path):
    result = run("check", seed_path, "--profile", "issued", "--format", "json")
    assert result.exit_code == 1
    findings = json.loads(result.stdout)["findings"]
    counts = Counter(f["rule"] for f in findings)
    assert {rule: counts[rule] for rule in ("D04", "D05", "D06", "R04", "T08")} == {
        "D04": 1,
        "D05": 1,
        "D06": 1,
        "R04": 5,
        "T08": 1,
    }
    assert not {"N01", "R01", "R02", "R03", "R05", "T01", "T02", "C01", "C02", "W01"} & counts.keys()
    text = seed_path.read_text(encoding="utf-8")
    assert all(text[slice(*f["span"])] == f["quote"] for f in findings)
    assert {f["quote"] for f in findings if f["rule"] == "R04"} == {
        "区规划局",
        "区统计局",
        "区政府法制办",
        "区人社局",
        "区招商局",
    }
    assert {f["quote"] for f in findings if f["rule"] in ("D04", "D05", "D06")} == {"关于深入推进开发区建设的实施方案"}


def test_build_writes_the_committed_graph(tmp_path, seed_path):
    graph, inferred = tmp_path / "plan.ttl", tmp_path / "inferred.ttl"
    result = run("build", seed_path, "--output", graph, "--inferred", inferred)
    assert result.exit_code == 0, result.stderr
    assert graph.read_bytes() == seed_path.with_name("plan.ttl").read_bytes(), "run `make data`"
    assert inferred.read_bytes() == seed_path.with_name("plan-inferred.ttl").read_bytes(), "run `make data`"


def test_build_into_a_store_then_ask_it(tmp_path, seed_path):
    store, bad = tmp_path / "store", tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01")
    result = run("build", seed_path, bad, "--store", store)
    assert result.exit_code == 2
    assert "bad.txt" in result.stderr
    asked = run("query", "unit-duties", "--store", store, "--param", "unit=区招商局", "--format", "json")
    rows = json.loads(asked.stdout)["results"]["bindings"]
    assert len(rows) == 1
    assert "招商引资网络平台" in rows[0]["sentence"]["value"]


def test_query_forms(tmp_path):
    table = run("query", "who-leads-what")
    assert "凉州区招商局" in table.stdout
    out = tmp_path / "out.csv"
    assert run("query", "who-leads-what", "--format", "csv", "--output", out).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 17
    question = tmp_path / "count.rq"
    question.write_text(
        "PREFIX dz: <https://w3id.org/devzone-kg/def#> SELECT (COUNT(*) AS ?n) { ?d a dz:Duty }", encoding="utf-8"
    )
    assert json.loads(run("query", question, "--format", "json").stdout)["results"]["bindings"][0]["n"]["value"] == "7"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "no-such-query"], "no query named"),
        (["query", "SELECT * {"], "1:"),
        (["query", "unit-duties", "--param", "unti=x"], "no parameter unti"),
        (["query", "unit-duties", "--param", "x"], "NAME=VALUE"),
        (["query", "missing.rq"], "missing.rq"),
        (["query", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "SERVICE"),
        (["query", "who-leads-what", "--store", "no-such-folder"], "no-such-folder"),
        (["build", "plan.txt"], "--output"),
    ],
)
def test_a_question_that_cannot_be_answered(arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_every_command_has_help():
    for name in main.commands:
        assert run(name, "--help").exit_code == 0


def test_the_forms_of_results_are_those_that_help_lists():
    from devzone_kg.querying import FORMATS

    (option,) = [p for p in main.commands["query"].params if p.name == "form"]
    assert list(option.type.choices) == ["table", *FORMATS]
    refused = run("query", "who-leads-what", "--format", "turtle")
    assert refused.exit_code == 2
    assert set(refused.stderr.strip().rpartition("one of ")[2].split(", ")) <= set(option.type.choices)
    assert run("query", "who-leads-what", "--format", "excel").stdout_bytes.startswith(b"\xef\xbb\xbf")


def test_an_empty_result_says_so():
    assert run("query", "unit-duties", "--param", "unit=县无此局").stdout.splitlines()[-1] == "0 rows"
    assert run("query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(false) }").stdout.splitlines()[-1] == "0 rows"
