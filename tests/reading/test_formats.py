"""One plan in every format gives one text and the same facts; the first bytes decide; bombs are refused in bounded memory."""

import io
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from benchmarks import folders

from devzone_kg.errors import ReadingError
from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import PlanFacts
from devzone_kg.reading import isolated, office, read
from reading import plan_files

FORMATS = {
    "txt": lambda: plan_files.as_text().encode(),
    "md": lambda: plan_files.as_markdown().encode(),
    "html": lambda: plan_files.as_html().encode(),
    "docx": plan_files.as_docx,
}


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan as LibreOffice writes it; a PDF shows tracked changes, so it is made without them."""
    if office.program() is None:
        pytest.skip("needs LibreOffice (Debian: libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("office")
    for form, changes in (("odt", True), ("rtf", True), ("doc", True), ("pdf", False)):
        source = folder / "plan.docx"
        source.write_bytes(plan_files.as_docx(changes=changes))
        command = [str(office.program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        subprocess.run([*command, "--convert-to", form, "--outdir", str(folder), str(source)], check=True, capture_output=True)
    return folder


def facts_of(facts: PlanFacts) -> dict[str, object]:
    """What a plan says, without places."""
    return {
        "document": (facts.document.title, facts.document.number, facts.document.issuer, facts.document.date),
        "items": [(i.id, i.kind, i.label, i.title) for i in facts.items],
        "duties": [(d.id, [(a.role, a.text, a.agency) for a in d.assignments]) for d in facts.duties],
        "targets": [(t.metric, t.comparator, t.value, t.unit, t.year) for t in facts.targets],
        "citations": [(c.title, c.number, c.relation) for c in facts.citations],
        "zones": [z.text for z in facts.zones],
    }


@pytest.mark.parametrize("form", FORMATS)
def test_one_text_in_the_formats_we_write(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"plan.{form}"
    file.write_bytes(FORMATS[form]())
    source = read(file)
    assert source.text == plan_files.as_text()
    assert source.format == form
    assert [(b.table, b.row) for b in source.blocks if b.kind == "row"] == [(1, n) for n in range(1, 5)] + [
        (2, n) for n in range(1, 4)
    ]
    repeated = [source.quote(c.span) for b in source.blocks for c in b.cells if c.repeated]
    assert repeated == ([] if form in ("txt", "md") else ["县住房和城乡建设局"]), "plain text cannot say that cells are merged"
    text = tmp_path / "same.txt"
    text.write_text(plan_files.as_text(), encoding="utf-8")
    assert facts_of(extract(source)) == facts_of(extract(text))


@pytest.mark.office
@pytest.mark.parametrize("form", ["odt", "rtf", "doc", "pdf"])
def test_one_text_in_the_formats_of_libreoffice(converted: Path, form: str) -> None:
    source = read(converted / f"plan.{form}")
    assert source.text == plan_files.as_text()
    repeated = [source.quote(c.span) for b in source.blocks for c in b.cells if c.repeated]
    assert repeated == ["县住房和城乡建设局"]
    assert all(b.page == 1 for b in source.blocks) or form != "pdf"


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("plan.txt", plan_files.as_docx(), "docx"),
        ("plan.docx", plan_files.as_text().encode(), "txt"),
        ("plan.doc", plan_files.as_html().encode(), "html"),
    ],
)
def test_a_wrong_suffix_does_not_matter(tmp_path: Path, name: str, content: bytes, form: str) -> None:
    (tmp_path / name).write_bytes(content)
    source = read(tmp_path / name)
    assert source.format == form
    assert source.text == plan_files.as_text()


@pytest.mark.parametrize("way", folders.BROKEN)
def test_a_broken_file_is_refused_with_its_name(tmp_path: Path, way: str) -> None:
    file = tmp_path / way
    folders.BROKEN[way](file, "某县方案")
    with pytest.raises(ReadingError, match=way):
        read(file)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tiny.pdf", b"%PDF-1.4 broken", "not a valid PDF"),
        ("cut.pdf", folders.as_pdf((b"<</Type/Catalog/Pages 2 0 R>>",))[:60], "not a valid PDF"),
        ("tiny.docx", b"PK\x03\x04 and no more", "damaged or truncated zip"),
        ("cut.docx", plan_files.as_docx()[:-200], "damaged or truncated zip"),
        (
            "torn.docx",
            plan_files.as_docx().replace(b"word/document.xml", b"word/document.xmm"),
            "damaged|no text|word/document",
        ),
        ("tiny.zip", b"PK\x03\x04", "damaged or truncated zip"),
    ],
)
def test_what_is_cut_short_is_called_that(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadingError, match=words) as caught:
        read(tmp_path / name)
    assert name in str(caught.value)
    assert "memory" not in str(caught.value)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("raise ZeroDivisionError('odd')", "not a valid pdf file, or damaged \\(ZeroDivisionError: odd\\)"),
        ("import no_such_package", "a package is missing"),
        ("raise MemoryError", "needs more than 1500 MB"),
        ("import os; os.abort()", "breaks the reader"),
    ],
)
def test_why_a_reader_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, words: str) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4 broken")
    script = tmp_path / "run.py"
    script.write_text(
        f"import sys\nfrom devzone_kg.reading import child\ndef broken(_):\n    {fault}\n"
        "child.reader = lambda _: broken\nchild.main(*sys.argv[4:])\n"
    )
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {script} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(isolated.sys, "executable", str(program))
    with pytest.raises(ReadingError, match=words):
        read(tmp_path / "plan.pdf")


def zipped(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


LAUGHS = '<!DOCTYPE d [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
DEEP = f"<w:document {plan_files.W}><w:body>" + "<w:sdt>" * 1000 + "</w:sdt>" * 1000 + "</w:body></w:document>"
MANY = f"<w:document {plan_files.W}><w:body>" + "<w:p/>" * 5_000_000 + "</w:body></w:document>"
FLATE = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream"


def pdf_bomb() -> bytes:
    """A page whose content unpacks to more than a reader may hold."""
    import zlib

    packer = zlib.compressobj(9)
    inner = b"".join(packer.compress(b" " * 10_000_000) for _ in range(160)) + packer.flush()
    return folders.as_pdf(
        (
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<>>/Contents 4 0 R>>",
            FLATE % (len(inner), inner),
        )
    )


def bombs() -> dict[str, bytes]:
    return {
        "laughs.docx": zipped(word__document="", **{"[Content_Types].xml": "", "word/document.xml": LAUGHS}),
        "deep.docx": zipped(**{"[Content_Types].xml": "", "word/document.xml": DEEP}),
        "many.docx": zipped(**{"[Content_Types].xml": "", "word/document.xml": MANY}),
        "laughs.html": ("<html><body>" + "<div>" * 300_000).encode(),
        "bomb.pdf": pdf_bomb(),
        "deep.rtf": b"{\\rtf1 " + b"{" * 300_000,
        "bomb.odt": zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": " " * 60_000_000}),
    }


def test_bombs_are_refused_in_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "SECONDS", 6)  # the PDF library searches damaged streams byte by byte
    for name, data in bombs().items():
        (tmp_path / name).write_bytes(data)
        if name == "bomb.odt" and office.program() is None:
            continue
        with pytest.raises(ReadingError, match=name):
            read(tmp_path / name)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert peak < isolated.MEMORY


def test_a_reader_is_stopped_at_its_time(tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    file.write_bytes(FORMATS["html"]())
    with pytest.raises(ReadingError, match=r"plan\.html: took longer"):
        isolated.read_isolated("html", file, str(file), seconds=0.01)


def test_a_folder_with_modules_of_the_same_name_runs_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit('run')")
    (tmp_path / "plan.html").write_bytes(FORMATS["html"]())
    monkeypatch.chdir(tmp_path)
    assert read("plan.html").text == plan_files.as_text()


def test_without_libreoffice_the_message_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "plan.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(ReadingError, match="LibreOffice, which is not installed"):
        read(file)


@pytest.mark.office
def test_libreoffice_is_stopped_at_its_time(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (Debian: libreoffice-writer-nogui)")
    file = tmp_path / "plan.doc"
    file.write_bytes(plan_files.as_docx())
    with pytest.raises(ReadingError, match="took longer"), office.as_docx(file, str(file), seconds=0.05):
        pass
