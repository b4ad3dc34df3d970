"""A folder built into a store, measured: one process against several, memory, broken files, a kill half-way, a second run.

    python -m benchmarks.build [--files 2000] [--jobs 2] [--folder PLACE]

Needs /proc (Linux) for the memory of all processes.
"""

import argparse
import hashlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from benchmarks.folders import write_folder


@dataclass
class Run:
    """One run of the command."""

    seconds: float = 0.0
    status: int = 0
    stderr: str = ""
    memory: list[tuple[float, int, int]] = field(default_factory=list)  # when, of the first process, of all; MB


def build(folder: Path, store: Path, jobs: int, kill_after: float | None = None) -> Run:
    """Run `devzone-kg build`, watched; killed after some seconds if wanted."""
    command = [sys.executable, "-m", "devzone_kg", "build", str(folder), "--store", str(store), "--jobs", str(jobs)]
    run, start = Run(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, run, start, done))
    watcher.start()
    try:
        _, run.stderr = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        _, run.stderr = process.communicate()
    done.set()
    watcher.join()
    run.seconds, run.status = time.perf_counter() - start, process.returncode
    return run


def _watch(pid: int, run: Run, start: float, done: threading.Event) -> None:
    while not done.wait(0.25):
        sizes = _family(pid)
        if sizes:
            run.memory.append((time.perf_counter() - start, sizes[0] // 1_000_000, sum(sizes) // 1_000_000))


def _family(pid: int) -> list[int]:
    """Resident bytes of a process and of all below it."""
    sizes, todo = [], [pid]
    while todo:
        one = todo.pop()
        try:
            sizes.append(int(Path(f"/proc/{one}/statm").read_text().split()[1]) * 4096)
            todo += [int(c) for t in Path(f"/proc/{one}/task").iterdir() for c in (t / "children").read_text().split()]
        except (OSError, IndexError):
            continue
    return sizes


def content(store: Path) -> str:
    """SHA-256 of the store's quads in the order of N-Quads."""
    data = ox.Store.read_only(str(store)).dump(format=ox.RdfFormat.N_QUADS) or b""
    return hashlib.sha256(b"\n".join(sorted(data.splitlines()))).hexdigest()


def reported(run: Run) -> set[str]:
    """The names of the files that a run reports as broken."""
    lines = (line.removeprefix("devzone-kg: ") for line in run.stderr.splitlines())
    return {Path(line.split(": ", 1)[0]).name for line in lines if ": " in line and "found no duty" not in line}


def main() -> None:
    """Measure and print."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    place = options.folder or Path(tempfile.mkdtemp(prefix="devzone-kg-build-"))
    try:
        measure(place, options.files, options.jobs)
    finally:
        if options.folder is None:
            shutil.rmtree(place)


def measure(place: Path, files: int, jobs: int) -> None:
    """All measurements of one folder."""
    broken = write_folder(place / "files", files)
    one = build(place / "files", place / "one", 1)
    several = build(place / "files", place / "several", jobs)
    faster = one.seconds / several.seconds
    print(f"one process {one.seconds:.1f} s, {jobs} processes {several.seconds:.1f} s: {faster:.2f} times faster")
    for name, run in (("one process", one), (f"{jobs} processes", several)):
        _print_memory(name, run)
    wrong = (reported(one) ^ broken) | (reported(several) ^ broken)
    print(f"broken {len(broken)}, reported exactly those: {not wrong} {sorted(wrong)[:5] or ''}")
    print(f"the same store: {content(place / 'one') == content(place / 'several')}")
    killed = build(place / "files", place / "killed", jobs, kill_after=several.seconds / 2)
    again = build(place / "files", place / "killed", jobs)
    print(f"killed with status {killed.status} after {killed.seconds:.1f} s, run again: {again.stderr.splitlines()[-1]}")
    print(f"the same store after the kill: {content(place / 'killed') == content(place / 'several')}")
    before = content(place / "several")
    second = build(place / "files", place / "several", jobs)
    same = content(place / "several") == before
    print(f"a second run: {second.seconds:.1f} s, {second.stderr.splitlines()[-1]}, the store unchanged: {same}")


def _print_memory(name: str, run: Run) -> None:
    """Highest memory in each fifth of a run: flat, if it does not grow with the folder."""
    fifths = [[m for m in run.memory if i <= 5 * m[0] / run.seconds < i + 1] for i in range(5)]
    shown = "; ".join(f"{max((m[1] for m in f), default=0)} / {max((m[2] for m in f), default=0)}" for f in fifths)
    print(f"memory of {name}, MB in each fifth (the first process / all): {shown}")


if __name__ == "__main__":
    main()
