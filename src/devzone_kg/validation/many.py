"""Checking many files, in processes of their own: reports in the order of the files, and what could not be read."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from devzone_kg.errors import DevzoneError
from devzone_kg.reading.formats import SUFFIXES
from devzone_kg.validation.findings import Report

_CHUNK = 4


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked, and why."""

    document: str
    reason: str


def documents(paths: Iterable[Path]) -> list[Path]:
    """The files that are given, and those of a readable kind in the folders that are given, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (Path(folder) / name for folder, _, names in os.walk(path) for name in names)
            found += sorted(p for p in inside if p.suffix.lower() in SUFFIXES and not p.name.startswith((".", "~$")))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def check_many(
    files: list[Path], profile: str, shapes: tuple[Path, ...], jobs: int | None = None
) -> Iterator[Report | Failure]:
    """The reports of files in their order; files that cannot be checked are failures and stop nothing."""
    one = partial(_check_one, profile=profile, shapes=shapes)
    workers = min(jobs or os.cpu_count() or 1, len(files))
    if workers < 2:
        yield from map(one, files)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(one, files, chunksize=max(1, min(_CHUNK, len(files) // workers)))


def _check_one(path: Path, profile: str, shapes: tuple[Path, ...]) -> Report | Failure:
    from devzone_kg.validation.checking import check

    try:
        return check(path, profile=profile, shapes=shapes).without_results()
    except DevzoneError as error:
        return Failure(str(path), str(error))
    except (MemoryError, RecursionError) as error:
        return Failure(str(path), f"{path}: could not be checked ({type(error).__name__})")


def table(reports: list[Report]) -> str:
    """How many findings each rule gave in each document, as columns of a width."""
    rules = sorted({f.rule for r in reports for f in r.findings})
    counts = [Counter(f.rule for f in r.findings) for r in reports]
    width = max([8, *(len(r.document) for r in reports)])
    rows = ["  ".join([" " * width, *rules, "  all"])]
    for report, count in zip(reports, counts, strict=True):
        cells = [f"{count[rule] or '':>{len(rule)}}" for rule in rules]
        rows.append("  ".join([f"{report.document:<{width}}", *cells, f"{sum(count.values()):>5}"]))
    total = sum(counts, Counter())
    rows.append("  ".join([" " * width, *(f"{total[rule]:>{len(rule)}}" for rule in rules), f"{sum(total.values()):>5}"]))
    return "\n".join(rows) + "\n"
