"""A process that answers queries for strangers, one at a time; `workers.py` starts it and kills it where it takes too long.

Run as a script, so that it imports nothing but the engine. It shuts itself in before it opens a store: no network (the
kernel refuses it sockets), no further programs, a bound on memory and on the size of what it writes, and it dies with its
parent. A job comes as a file descriptor whose file holds it as JSON; the result takes the place of the job in that file.
"""

import contextlib
import ctypes
import errno
import gzip
import importlib.util
import itertools
import json
import os
import platform
import resource
import signal
import socket
import struct
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER, _DEATH_SIGNAL = 38, 22, 2, 1  # of prctl(2)
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # EPERM
_X32 = 0x40000000  # numbers from here on are the calls of x86-64's other interface
# of each machine: its name in audit.h; socket, execve, execveat, ptrace, io_uring_setup (which opens sockets by itself)
_MACHINES = {"x86_64": (0xC000003E, (41, 59, 322, 101, 425)), "aarch64": (0xC00000B7, (198, 221, 281, 117, 425))}
_ROWS = {"application/sparql-results+json": b"},{", "application/sparql-results+xml": b"<result>"}  # once a row at least
_WORN = 0.6  # of the memory allowed: a process that keeps more than that answers no further query
_SHORT = 1024  # bytes; not worth compressing


def _sibling(path: str) -> ModuleType:
    """A module of this package by its file, without the package around it."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, Path(__file__).parent.parent / path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


csv_text = _sibling("querying/csv_text.py")


def shut_in(parent: int) -> bool:
    """Forbid sockets and programs, and die with the parent; False where this system has no means for the former."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    architecture, calls = _MACHINES[platform.machine()]
    load, jump_equal, jump_least, give = 0x20, 0x15, 0x35, 0x06
    steps = [(load, 0, 0, 4), (jump_equal, 0, len(calls) + 3, architecture), (load, 0, 0, 0)]
    steps.append((jump_least, len(calls) + 1, 0, _X32))
    steps += [(jump_equal, len(calls) - i, 0, call) for i, call in enumerate(calls)]
    program = b"".join(struct.pack("HBBI", *step) for step in [*steps, (give, 0, 0, _ALLOW), (give, 0, 0, _REFUSE)])
    # each jump counts from the step after it: onto the last one, which refuses
    kept = ctypes.create_string_buffer(program)
    filter_ = ctypes.create_string_buffer(struct.pack("HL", len(program) // 8, ctypes.addressof(kept)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent or libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return libc.prctl(_SECCOMP, _FILTER, filter_, 0, 0) == 0 and not _opens_sockets()


def _opens_sockets() -> bool:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    except OSError:
        return False
    return True


def answer(store: ox.Store, job: dict[str, Any], file: int) -> dict[str, Any]:
    """Answer a query into a file; what there is to tell of it."""
    try:
        result, capped = _run(store, job, job["capped"] or job["query"]), job["capped"] is not None
    except SyntaxError:
        result, capped = _run(store, job, job["query"]), False  # as it came, so that places are right
    if isinstance(result, ox.QueryTriples):
        kept = itertools.islice(result, job["rows"])
        ox.serialize(kept, _emptied(file), format=ox.RdfFormat.from_media_type(job["form"]), prefixes=job["prefixes"])
        truncated = next(result, None) is not None
    else:
        result.serialize(_emptied(file), format=ox.QueryResultsFormat.from_media_type(job["form"]))
        if isinstance(result, ox.QuerySolutions) and job["form"] == "text/csv":
            _mend_csv(store, job, file, job["capped"] if capped else job["query"])
        truncated = capped and _beyond(store, job, file)
    return {"truncated": truncated, "gzip": _finish(file, job["bom"], job["gzip"])}


def _emptied(file: int) -> str:
    """A path by which the file is written from its start (some systems share the position, others open it anew)."""
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    return f"/dev/fd/{file}"


def _mend_csv(store: ox.Store, job: dict[str, Any], file: int, text: str) -> None:
    """Write a table again where the engine left cells with commas unquoted."""
    os.lseek(file, 0, os.SEEK_SET)
    with open(f"/dev/fd/{file}", "rb") as written:  # noqa: PTH123
        columns = written.readline().count(b",") + 1
        written.seek(0)
        if csv_text.is_sound(written, columns):
            return
    with open(_emptied(file), "wb") as mended:  # noqa: PTH123
        result = _run(store, job, text)
        assert isinstance(result, ox.QuerySolutions)
        csv_text.write(result, mended)


def _run(store: ox.Store, job: dict[str, Any], text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    return store.query(
        text,
        base_iri=job["base"],
        default_graph=None if job["default"] is None else [ox.NamedNode(iri) for iri in job["default"]],
        named_graphs=None if job["named"] is None else [ox.NamedNode(iri) for iri in job["named"]],
        substitutions={ox.Variable(name): _term(value) for name, value in job["bindings"].items()},
    )


def _term(written: str) -> ox.NamedNode | ox.Literal:
    (quad,) = ox.parse(f"<urn:s> <urn:p> {written} .", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object


def _beyond(store: ox.Store, job: dict[str, Any], file: int) -> bool:
    """Whether there are more rows than were written; the engine is asked only where so many may have been written."""
    size = os.fstat(file).st_size
    if size < job["rows"] or os.pread(file, size, 0).count(_ROWS.get(job["form"], b"\n")) + 1 < job["rows"]:
        return False
    more = _run(store, job, job["beyond"])
    return isinstance(more, ox.QuerySolutions) and next(more, None) is not None


def _finish(file: int, bom: bool, compress: bool) -> bool:
    """Put the mark that Excel needs ahead of what was written, and compress it; whether the latter was worth it."""
    size = os.fstat(file).st_size
    compress = compress and size >= _SHORT
    if compress or bom:
        data = (b"\xef\xbb\xbf" if bom else b"") + os.pread(file, size, 0)
        with open(_emptied(file), "wb") as whole:  # noqa: PTH123
            whole.write(gzip.compress(data, 2, mtime=0) if compress else data)
    return compress


def told(store: ox.Store, job: dict[str, Any], file: int) -> dict[str, Any]:
    """What became of a job."""
    try:
        return answer(store, job, file)
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)[:2000]}
    except MemoryError:
        return {"error": "memory"}
    except (OSError, RuntimeError, ValueError) as error:
        if getattr(error, "errno", None) == errno.EFBIG or "file too large" in str(error).lower():
            return {"error": "bytes"}
        return {"error": "failed", "message": str(error)[:2000]}


def serve(connection: socket.socket, store: ox.Store, place: str, memory: int) -> None:
    """Answer jobs until the other end is closed."""
    while True:
        _, files, _, _ = socket.recv_fds(connection, 1, 1)
        if not files:
            return
        with os.fdopen(files[0], "rb") as file:
            job = json.load(file)
            if job["place"] != place:
                store, place = ox.Store.read_only(job["place"]), job["place"]
            reply = told(store, job, files[0])
        reply["worn"] = _held() > memory * _WORN
        connection.sendall(json.dumps(reply).encode() + b"\n")


def _held() -> int:
    """The address space that this process takes."""
    try:
        with Path("/proc/self/statm").open("rb") as figures:
            return int(figures.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def main(numbers: list[int], place: str) -> None:
    """Shut this process in, tell whether that was possible, and serve."""
    connection_file, parent, memory, size = numbers
    is_shut_in = shut_in(parent)
    connection = socket.socket(fileno=connection_file)
    store = ox.Store.read_only(place)
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, size)):
        with contextlib.suppress(ValueError, OSError):  # a system that does not know the limit
            resource.setrlimit(kind, (most, most))
    connection.sendall(json.dumps({"shut_in": is_shut_in}).encode() + b"\n")
    serve(connection, store, place, memory)


if __name__ == "__main__":
    main([int(value) for value in sys.argv[1:5]], sys.argv[5])
