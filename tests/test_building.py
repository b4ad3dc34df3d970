"""Folders into a store: what is broken costs nothing else, what is unchanged is left alone, an end half-way does no harm."""

import shutil
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from benchmarks.folders import write_folder
from benchmarks.synthetic import generate

from devzone_kg.building import Report, build_store, pool
from devzone_kg.building.documents import Document, find
from devzone_kg.building.work import Outcome
from devzone_kg.store import INFERRED, is_apart


def plans(folder: Path, count: int = 3) -> list[Path]:
    folder.mkdir(exist_ok=True)
    files = []
    for name, text in generate(count, seed=3):
        files.append(folder / f"{name}.txt")
        files[-1].write_text(text, encoding="utf-8")
    return files


def build(place: Path, *paths: Path, jobs: int = 1) -> Report:
    return build_store(paths, place, jobs=jobs)


def content(place: Path) -> list[bytes]:
    return sorted((ox.Store.read_only(str(place)).dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines())


def graphs(place: Path, part: str) -> set[str]:
    return {g.value for g in ox.Store.read_only(str(place)).named_graphs() if isinstance(g, ox.NamedNode) and part in g.value}


def test_broken_files_are_reported_and_cost_nothing(tmp_path: Path) -> None:
    broken = write_folder(tmp_path / "files", 20, share_broken=0.5)
    report = build(tmp_path / "store", tmp_path / "files", jobs=2)
    assert {Path(name).name for name, _ in report.failed} == broken
    assert len(broken) == 10
    assert report.built == 10
    assert all(reason and "Traceback" not in reason for _, reason in report.failed)
    assert len(graphs(tmp_path / "store", "id/plan/")) == 10


def test_what_is_unchanged_is_left_alone(tmp_path: Path) -> None:
    files = plans(tmp_path / "files")
    assert build(tmp_path / "store", tmp_path / "files").built == 3
    before = content(tmp_path / "store")
    assert build(tmp_path / "store", tmp_path / "files").unchanged == 3
    assert content(tmp_path / "store") == before
    text = files[0].read_text(encoding="utf-8")
    files[0].write_text(text.replace("保障措施", "组织保障"), encoding="utf-8")
    again = build(tmp_path / "store", tmp_path / "files")
    assert (again.built, again.unchanged) == (1, 2)
    files[0].write_text(text, encoding="utf-8")
    build(tmp_path / "store", tmp_path / "files")
    assert content(tmp_path / "store") == before


def test_killed_half_way_and_run_again(tmp_path: Path) -> None:
    write_folder(tmp_path / "files", 12, share_broken=0.25)
    build(tmp_path / "whole", tmp_path / "files")
    command = [
        sys.executable,
        "-m",
        "devzone_kg",
        "build",
        str(tmp_path / "files"),
        "--store",
        str(tmp_path / "cut"),
        "-j",
        "2",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(3)
    process.kill()
    process.wait()
    build(tmp_path / "cut", tmp_path / "files")
    assert content(tmp_path / "cut") == content(tmp_path / "whole")


def test_an_archive_and_an_executor_of_ones_own(tmp_path: Path) -> None:
    files = plans(tmp_path / "files")
    with zipfile.ZipFile(tmp_path / "plans.zip", "w") as archive:
        for file in files:
            archive.write(file, f"里面/{file.name}")
        archive.writestr("__MACOSX/._x.txt", "x")
        archive.writestr("bad.txt", b"\x00\x01")
    with ThreadPoolExecutor(2) as threads:
        report = build_store([tmp_path / "plans.zip"], tmp_path / "store", executor=threads)
    assert report.built == 3
    assert [name for name, _ in report.failed] == [f"{tmp_path / 'plans.zip'}/bad.txt"]


def test_the_same_document_twice_and_two_that_share_an_iri(tmp_path: Path) -> None:
    (first,) = plans(tmp_path / "files", 1)
    shutil.copy(first, first.with_name("z-copy.txt"))
    text = first.read_text(encoding="utf-8")
    title, rest = text.split("\n", 1)
    first.with_name("z-other.txt").write_text(title.replace("实施方案", "行动计划") + "\n" + rest, encoding="utf-8")
    report = build(tmp_path / "store", tmp_path / "files")
    assert (report.built, len(report.copies), report.failed) == (2, 1, [])
    assert len(graphs(tmp_path / "store", "id/plan/")) == 2
    before = content(tmp_path / "store")
    assert build(tmp_path / "store", tmp_path / "files").unchanged == 3
    assert content(tmp_path / "store") == before


def test_what_was_inferred_has_a_graph_a_plan(tmp_path: Path, seed_path: Path) -> None:
    build(tmp_path / "store", seed_path)
    (inferred,) = graphs(tmp_path / "store", INFERRED + "/")
    assert is_apart(inferred)
    opened = ox.Store.read_only(str(tmp_path / "store"))
    likely = "{ ?d <https://w3id.org/devzone-kg/def#likelyCovers> ?m }"
    assert not bool(opened.query(f"ASK {likely}"))
    assert bool(opened.query(f"ASK {{ GRAPH <{inferred}> {likely} }}"))


def test_files_that_are_no_documents_are_passed_over(tmp_path: Path) -> None:
    plans(tmp_path, 1)
    for name in (".hidden.txt", "~$plan.docx", "plan-00000.txt.corrections.toml", "Thumbs.db"):
        (tmp_path / name).write_text("x")
    (tmp_path / "again").symlink_to(tmp_path)
    assert [(d.path.name, d.reason) for d in find([tmp_path])] == [
        ("again", "a link to a folder, which is not followed"),
        ("plan-00000.txt", None),
    ]


def test_a_worker_that_dies_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "process", _die)
    documents = [Document(tmp_path / name) for name in ("a", "die", "b")]
    found = list(pool.outcomes(((d, None, None) for d in documents), 2))
    assert [o.document.path.name for o in found] == ["a", "die", "b"]
    assert [bool(o.reason) for o in found] == [False, True, False]


def _die(document: Document, *_: object) -> Outcome:
    import os

    if document.path.name == "die":
        os._exit(9)
    return Outcome(document)


def test_in_a_folder_only_what_is_a_document_is_read(tmp_path: Path) -> None:
    files = plans(tmp_path / "files")
    build(tmp_path / "files" / "old-store", files[0])
    (tmp_path / "files" / "graph.ttl").write_text("<urn:s> <urn:p> 'words of a graph' .")
    (tmp_path / "files" / "notes").write_text("words without a suffix")
    (tmp_path / "files" / "table.xlsx").write_bytes(b"PK\x03\x04 cut")
    shutil.copy(files[1], tmp_path / "files" / "same.MD")
    (tmp_path / "files" / "page").write_text(f"<html><body><p>{files[2].read_text(encoding='utf-8')}</p></body></html>")
    with zipfile.ZipFile(tmp_path / "files" / "more.zip", "w") as archive:
        archive.writestr("plan.txt", files[2].read_bytes())
        archive.writestr("logo.svg", "<svg/>")
    report = build(tmp_path / "store", tmp_path / "files")
    assert report.failed == []
    left_out = {str(Path(name).relative_to(tmp_path / "files")) for name in report.left_out}
    assert left_out == {"old-store", "graph.ttl", "notes", "table.xlsx", "more.zip/logo.svg"}
    assert report.built + len(report.copies) == 6
    assert [line for line in report.lines() if "left out" in line] == [list(report.lines())[-2]]
    assert build(tmp_path / "other", files[0], tmp_path / "files" / "notes").left_out == [], "what is named is read"


def test_a_long_list_of_what_was_left_out_is_cut() -> None:
    report = Report(left_out=[f"{n}.sst" for n in range(1200)])
    assert next(report.lines()).endswith("6.sst, 7.sst and 1,192 more")
