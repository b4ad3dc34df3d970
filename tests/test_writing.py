"""What commands write: as a whole or not at all, and one line where it cannot be written."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from devzone_kg.cli import main
from devzone_kg.errors import DevzoneError
from devzone_kg.writing import write_file

PLAN = "620602-shenrutuijinkaifaqujianshe-2017"


@pytest.mark.parametrize(
    "command",
    [
        "query who-leads-what -o",
        "query who-leads-what --format csv -o",
        "network lead-support -o",
        "network lead-support --format gexf -o",
        f"matrix {PLAN} -o",
        "check {plan} -o",
        "check {plan} --format docx -o",
        "check {plan} --write-baseline",
        "build {plan} -o",
        "build {plan} -o {folder}/fine.ttl --inferred",
    ],
)
@pytest.mark.parametrize(("place", "reason"), [("away/x.csv", "No such file"), (".", "Is a directory")])
def test_a_place_that_cannot_be_written(command: str, place: str, reason: str, seed_path: Path, tmp_path: Path) -> None:
    words = [word.format(plan=seed_path, folder=tmp_path) for word in command.split()]
    result = CliRunner().invoke(main, [*words, str(tmp_path / place)])
    assert result.exit_code == 2, result.exception
    assert "cannot be written" in result.stderr
    assert reason in result.stderr
    assert len([line for line in result.stderr.splitlines() if "cannot be written" in line]) == 1
    assert [p.name for p in tmp_path.rglob("*") if p.name != "fine.ttl"] == []


def test_a_correction_that_cannot_be_written(tmp_path: Path, seed_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_bytes(seed_path.read_bytes())
    (tmp_path / "plan.txt.corrections.toml.part").mkdir()  # where the file is made
    result = CliRunner().invoke(main, ["correct", str(plan), "role", "区招商局", "--role", "support"])
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True), result.output


def test_a_file_is_replaced_through_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"before")
    real.chmod(0o640)
    link.symlink_to(real)
    write_file(link, b"after")
    assert link.is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (b"after", 0o640)


def test_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    write_file(Path("/dev/null"), b"words")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(DevzoneError, match="cannot be written"):
        write_file(tmp_path / "away" / "x", b"words")
