"""Files that cannot be read: each gives one plain line and status 2, and a folder goes on with the rest."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from devzone_kg.cli import main
from devzone_kg.validation.many import Failure, check_many, documents

CLEAN = Path(__file__).parent / "texts" / "listed.txt"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # how a Word file with a password starts: it is no zip then


def word_file() -> bytes:
    document = docx.Document()
    for line in CLEAN.read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", " " * 300_000_000)
    return out.getvalue()


BROKEN = {
    "encrypted.docx": OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4096,
    "truncated.docx": word_file()[:3000],
    "no-zip.docx": b"PK\x03\x04" + b"\0" * 50,
    "bomb.docx": bomb(),
    "empty.txt": b"",
    "no-plan.txt": "今天天气很好。\n".encode(),
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<<",
    "huge.txt": "甲".encode() * 20_000_000,
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_line_and_status_2(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BROKEN[name])
    result = run(tmp_path / name)
    assert result.exit_code == 2, result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1 and name in lines[0] and "Traceback" not in lines[0]


def test_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    (tmp_path / "encrypted.docx").write_bytes(BROKEN["encrypted.docx"])
    assert any(word in run(tmp_path / "encrypted.docx").stderr for word in ("encrypted", "password"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_goes_on_with_the_rest(tmp_path: Path, jobs: int) -> None:
    for name in ("encrypted.docx", "truncated.docx", "empty.txt", "no-plan.txt"):
        (tmp_path / name).write_bytes(BROKEN[name])
    (tmp_path / "good.docx").write_bytes(word_file())
    (tmp_path / "good.txt").write_bytes(CLEAN.read_bytes())
    results = list(check_many(documents([tmp_path]), "draft", (), jobs))
    failed = {Path(r.document).name for r in results if isinstance(r, Failure)}
    read = {Path(r.document).name for r in results if not isinstance(r, Failure)}
    assert failed == {"encrypted.docx", "truncated.docx", "empty.txt", "no-plan.txt"}
    assert read == {"good.docx", "good.txt"}


def test_the_command_reports_both_and_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "truncated.docx").write_bytes(BROKEN["truncated.docx"])
    (tmp_path / "good.txt").write_bytes(CLEAN.read_bytes())
    result = run(tmp_path, "--format", "json")
    assert result.exit_code == 2
    assert "truncated.docx" in result.stderr and "good.txt" not in result.stderr
    assert "good.txt" in json.dumps(json.loads(result.stdout))
