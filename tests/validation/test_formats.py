"""The formats for other programs, suppressions, baselines and fixes, as the command line gives them."""

import csv
import io
import json
from pathlib import Path

import docx
from click.testing import CliRunner
from rdflib import Graph, Namespace

from devzone_kg.cli import main

SH = Namespace("http://www.w3.org/ns/shacl#")
CLEAN = Path(__file__).parent / "texts" / "listed.txt"


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", *map(str, arguments)])
    return result.exit_code, result.stdout


def test_formats_agree_on_the_findings(seed_path: Path) -> None:
    count = len(json.loads(run(seed_path, "--format", "json")[1])["findings"])
    sarif = json.loads(run(seed_path, "--format", "sarif")[1])
    assert (sarif["version"], len(sarif["runs"][0]["results"])) == ("2.1.0", count)
    assert run(seed_path, "--format", "github")[1].count("\n") == count
    rows = list(csv.reader(io.StringIO(run(seed_path, "--format", "csv")[1].lstrip("\ufeff"))))
    assert len(rows) == count + 1
    graph = Graph().parse(data=run(seed_path, "--format", "turtle")[1], format="turtle")
    assert len(list(graph.subjects(SH.resultMessage, None, unique=True))) == count


def test_a_word_file_gets_its_comments(tmp_path: Path, seed_path: Path) -> None:
    target = tmp_path / "commented.docx"
    run(seed_path, "--format", "docx", "-o", target, "--select", "T08,R12", "--lang", "en")
    comments = [c.text for c in docx.Document(str(target)).comments]
    assert len(comments) == 2 and any("R12" in c for c in comments)


def test_select_suppress_and_baseline(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes(CLEAN.read_bytes().replace("副县长王建国".encode(), "王建国".encode()))
    assert "R12" in run(draft, "--select", "R12", "--lang", "en")[1]
    run(draft, "--write-baseline", tmp_path / "known.json")
    assert "R12" not in run(draft, "--select", "R12", "--baseline", tmp_path / "known.json", "--lang", "en")[1]
    (tmp_path / "devzone-kg.toml").write_text('[[check.suppress]]\nrule = "R12"\nreason = "known"\n', encoding="utf-8")
    assert json.loads(run(draft, "--format", "json")[1])["suppressed"] == 1


def test_fixing_what_is_certain(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    text = CLEAN.read_text(encoding="utf-8")
    draft.write_text(
        text.replace("〔2024〕13号", "[2024]013号").replace("（二）严格考核。", "（三）严格考核。"), encoding="utf-8"
    )
    assert "+民政办发〔2024〕13号" in run(draft, "--profile", "issued", "--diff")[1]
    run(draft, "--profile", "issued", "--fix")
    assert draft.read_text(encoding="utf-8") == text
