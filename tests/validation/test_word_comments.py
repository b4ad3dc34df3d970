"""Comments in a Word file stand at the words of the finding, also in a cell of a table, and LibreOffice reads them."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from devzone_kg.validation import check
from devzone_kg.validation.reporters.docx import annotated
from devzone_kg.validation.selection import selected
from devzone_kg.validation.settings import Settings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROWS = [
    ("重点任务", "牵头单位", "配合单位"),
    ("编制园区总体规划，完善道路和供水管网。", "县发展和改革局", "县财政局、县商务局、县财政局"),
    ("建立招商引资平台，发布投资项目。", "县商务局", "县发展和改革局"),
]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    document = docx.Document()
    for line in ("民勤县促进园区发展实施方案", "为推进园区建设，制定本方案。", "一、责任分工"):
        document.add_paragraph(line)
    table = document.add_table(rows=len(ROWS), cols=3)
    for row, words in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.rows[1].cells[2].paragraphs[0].runs[0].bold = True
    path = tmp_path / "draft.docx"
    document.save(str(path))
    return path


def commented(draft: Path) -> Path:
    found = selected(check(draft), Settings(select=("R03",)))
    assert [f.quote for f in found.findings] == ["县财政局"]
    target = draft.with_name("commented.docx")
    target.write_bytes(annotated(draft, found, "zh"))
    return target


def test_a_comment_in_a_cell_stands_at_its_words(draft: Path) -> None:
    path = commented(draft)
    body = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    (start,) = body.iter(f"{W}commentRangeStart")
    (end,) = body.iter(f"{W}commentRangeEnd")
    paragraph = start.getparent()
    assert paragraph is end.getparent() and paragraph.getparent().tag == f"{W}tc"
    nodes = list(paragraph)
    inside = nodes[nodes.index(start) : nodes.index(end)]
    before = nodes[: nodes.index(start)]
    words = ["".join(t.text or "" for n in part for t in n.iter(f"{W}t")) for part in (before, inside)]
    assert words == ["县财政局、县商务局、", "县财政局"]


def test_text_and_formatting_stay(draft: Path) -> None:
    path = commented(draft)
    cell = docx.Document(str(path)).tables[0].rows[1].cells[2]
    assert cell.text == ROWS[1][2]
    assert all(run.bold for run in cell.paragraphs[0].runs if run.text)


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_the_comment(draft: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    export = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    command = ["soffice", profile, "--headless", "--convert-to", export, "--outdir", str(tmp_path), str(commented(draft))]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = (tmp_path / "commented.pdf").read_bytes()
    # A note's text stands in its annotation as UTF-16 in hexadecimal digits.
    notes = [bytes.fromhex(digits.decode()).decode("utf-16") for digits in re.findall(rb"/Contents\s*<(FEFF[0-9A-F]+)>", pdf)]
    assert any("R03" in note and "县财政局" in note for note in notes)
