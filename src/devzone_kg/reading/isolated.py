"""Readers run in a process of their own: a hostile file can fill no memory but its own, and can be stopped."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from devzone_kg.errors import ReadingError
from devzone_kg.reading.child import OUT_OF_MEMORY
from devzone_kg.reading.office import end_group
from devzone_kg.reading.source import SourceText

SECONDS = 120
MEMORY = 1_500_000_000  # bytes of address space


def read_isolated(kind: str, path: Path, name: str, seconds: float | None = None, memory: int = MEMORY) -> SourceText:
    """Read a file in a child process with limits on memory and time.

    Raises:
        ReadingError: what the reader says, or that it was stopped.
    """
    seconds = SECONDS if seconds is None else seconds
    command = [sys.executable, "-P", "-m", "devzone_kg.reading.child", kind, str(path), str(memory)]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadingError(f"{name}: took longer than {seconds:.0f} s to read, and was stopped") from error
    finally:
        end_group(process)
        if process.stdout:
            process.stdout.close()
    if process.returncode != 0 or not output:
        raise ReadingError(f"{name}: {_ended(kind, process.returncode, memory)}")
    answer = pickle.loads(output)  # written by our own child
    if isinstance(answer, str):
        raise ReadingError(answer.replace(str(path), name, 1))
    assert isinstance(answer, SourceText)
    return replace(answer, path=name)


def _ended(kind: str, status: int, memory: int) -> str:
    """Why a reader ended without an answer."""
    if status == OUT_OF_MEMORY:
        return f"needs more than {memory // 1_000_000} MB of memory to read"
    return f"not a valid {kind} file, or one that breaks the reader (it ended with status {status})"
