"""The processes that answer strangers' queries: started ahead, killed at the deadline, replaced at once.

The engine cannot cancel a query, and what a query may take of memory is not known before; a process can be killed, and the
kernel bounds what it takes. What a worker does is in `worker.py`.
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from devzone_kg.errors import DevzoneError, StoreError

_SCRIPT = Path(__file__).with_name("worker.py")
_START_SECONDS = 20.0
_SPARE = 1
_NOT_CONFINED = (
    "this system has no means (seccomp) to keep it from the network; `--unconfined` serves none the less, with nothing but"
    " the look at the query's words between strangers and the network"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take, and how many may be asked at once."""

    seconds: float = 10.0
    rows: int = 100_000
    bytes: int = 64 << 20
    memory: int = 1 << 30  # bytes of address space
    query_bytes: int = 200_000
    running: int = (os.cpu_count() or 1) + 1  # queries at once: one more than cores, so that a slow one leaves room
    waiting: int = 64  # queries that wait for their turn
    wait_seconds: float = 60.0
    per_client: int = 32  # queries of one client, running or waiting


class PoolError(DevzoneError):
    """A query that was not answered because of a limit."""


class TimeLimitError(PoolError):
    """It ran into the limit of time and was stopped."""


class MemoryLimitError(PoolError):
    """It took more memory than allowed, at which the engine aborts its process."""


class WorkerLostError(PoolError):
    """Its process ended under it: someone killed it."""


class BusyError(PoolError):
    """Too many queries are waiting; `of_client`: from this client alone."""

    def __init__(self, what: str, *, of_client: bool = False) -> None:
        super().__init__(what)
        self.of_client = of_client


@dataclass(slots=True)
class Reply:
    """An answer: where it lies, and what the worker told of it."""

    file: IO[bytes]
    told: dict[str, Any]
    waited: float
    ran: float


class Worker:
    """A process with the socket to speak to it."""

    def __init__(self, limits: Limits, place: Path) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            numbers = (theirs.fileno(), os.getpid(), limits.memory, limits.bytes)
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(_SCRIPT), *map(str, numbers), str(place)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def greeting(self) -> dict[str, Any]:
        """What it says when it is ready."""
        return self._line(_START_SECONDS)

    def answer(self, job: Mapping[str, Any], file: IO[bytes], seconds: float) -> dict[str, Any]:
        """Let it do a job whose result takes the place of the job in the file."""
        file.write(json.dumps(job).encode())
        file.flush()
        file.seek(0)
        try:
            socket.send_fds(self._socket, [b"."], [file.fileno()])
        except OSError as error:
            raise WorkerLostError("the process that was to answer the query is gone") from error
        return self._line(seconds)

    def _line(self, seconds: float) -> dict[str, Any]:
        deadline, line = time.monotonic() + seconds, b""
        waiting = select.poll()
        waiting.register(self._socket, select.POLLIN)
        while not line.endswith(b"\n"):
            if not waiting.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise TimeLimitError(f"the query ran for {seconds:g} seconds and was stopped")
            try:
                part = self._socket.recv(65536)
            except OSError:
                part = b""
            if not part:
                raise self._loss()
            line += part
        told: dict[str, Any] = json.loads(line)
        return told

    def _loss(self) -> PoolError:
        try:
            aborted = self._process.wait(1) == -signal.SIGABRT
        except subprocess.TimeoutExpired:
            aborted = False
        return MemoryLimitError("") if aborted else WorkerLostError("the process that answered the query was ended")

    def end(self) -> None:
        """Kill the process and forget it."""
        self._process.kill()
        self._process.wait()
        self._socket.close()


class Pool:
    """As many workers as may run, and a spare that steps in while a killed one is replaced.

    They read a directory that nobody writes; `switch` gives them another, and removes the old one when no query reads it.
    """

    def __init__(self, limits: Limits, place: Path, *, unconfined: bool = False) -> None:
        self.limits = limits
        self.confined = True
        self._place, self._unconfined = place, unconfined
        self._readers: Counter[Path] = Counter()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._waiting = 0
        self._clients: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._freed, self._missed = threading.Condition(self._lock), threading.Condition(self._lock)
        self._closed, self._failure = False, ""
        self._started = threading.Event()
        # one thread starts all processes, since a process is told of the death of the thread that started it
        threading.Thread(target=self._keep, name="keeper of workers", daemon=True).start()
        self._started.wait(_START_SECONDS)
        if self._failure:
            self.close()
            raise StoreError(self._failure)

    def state(self) -> dict[str, int]:
        """How many workers are idle and busy, and how many queries wait."""
        return {"idle": len(self._idle), "running": len(self._busy), "waiting": self._waiting}

    def ask(self, job: Mapping[str, Any], client: str = "") -> Reply:
        """Have a job done, in its turn; a `PoolError` says why it was not."""
        start = time.monotonic()
        with self._turn(client) as (worker, place):
            begun = time.monotonic()
            file = _result_file()
            try:
                told = worker.answer({**job, "place": str(place)}, file, self.limits.seconds)
            except BaseException:
                file.close()
                self._lose(worker)
                raise
            if told["worn"]:
                self._lose(worker)
        return Reply(file, told, begun - start, time.monotonic() - begun)

    @contextmanager
    def _turn(self, client: str) -> Iterator[tuple[Worker, Path]]:
        with self._lock:
            if self._clients[client] >= self.limits.per_client:
                raise BusyError(f"{self._clients[client]} queries of this client are running or waiting", of_client=True)
            self._clients[client] += 1
            try:
                worker = self._wait_for_worker()
            except BaseException:
                self._forget(client)
                raise
            self._busy.add(worker)
            place = self._place
            self._readers[place] += 1
        try:
            yield worker, place
        finally:
            with self._lock:
                self._forget(client)
                if worker in self._busy:
                    self._busy.remove(worker)
                    self._idle.append(worker)
                self._freed.notify()
                self._readers[place] -= 1
                self._clear_away(place)

    def _wait_for_worker(self) -> Worker:
        deadline = time.monotonic() + self.limits.wait_seconds
        if worker := self._free_worker():
            return worker
        if self._waiting >= self.limits.waiting:
            raise BusyError(f"{self._waiting} queries are waiting")
        self._waiting += 1
        try:
            while not self._closed:
                if worker := self._free_worker():
                    return worker
                if not self._freed.wait(deadline - time.monotonic()):
                    raise BusyError(f"no query could be begun for {self.limits.wait_seconds:g} seconds")
            raise BusyError("the server is stopping")
        finally:
            self._waiting -= 1

    def _free_worker(self) -> Worker | None:
        while self._idle and len(self._busy) < self.limits.running and not self._closed:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            worker.end()
            self._missed.notify()
        return None

    def _lose(self, worker: Worker) -> None:
        worker.end()
        with self._lock:
            self._busy.discard(worker)
            self._missed.notify()

    def _forget(self, client: str) -> None:
        self._clients[client] -= 1
        if not self._clients[client]:
            del self._clients[client]

    def switch(self, place: Path) -> None:
        """Let all queries from now on read another directory."""
        with self._lock:
            old, self._place = self._place, place
            self._clear_away(old)

    def _clear_away(self, place: Path) -> None:
        if place != self._place and not self._readers[place]:
            del self._readers[place]
            shutil.rmtree(place, ignore_errors=True)

    def _keep(self) -> None:
        """Start the workers that are missing; look each second for idle ones that someone killed."""
        while True:
            with self._lock:
                self._missed.wait_for(lambda: self._closed or self._missing() > 0, timeout=1)
                if self._closed:
                    return
                dead = [worker for worker in self._idle if not worker.alive]
                self._idle = [worker for worker in self._idle if worker not in dead]
                missing, place = self._missing(), self._place
            for worker in dead:
                worker.end()
            self._start(missing, place)
            self._started.set()

    def _missing(self) -> int:
        return self.limits.running + _SPARE - len(self._idle) - len(self._busy)

    def _start(self, count: int, place: Path) -> None:
        new: list[Worker] = []
        try:
            new += [Worker(self.limits, place) for _ in range(count)]
            for worker in new.copy():
                self.confined = bool(worker.greeting()["shut_in"])
                if not self.confined and not self._unconfined:
                    raise WorkerLostError(_NOT_CONFINED)
                with self._lock:
                    if self._closed:
                        break
                    new.remove(worker)
                    self._idle.append(worker)
                    self._freed.notify()
        except (OSError, PoolError) as error:
            self._failure = self._failure or f"no process that answers queries can be started: {error}"
            time.sleep(0.2)
        finally:
            for worker in new:
                worker.end()

    def close(self) -> None:
        """End all processes, whatever they do."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle = []
            self._freed.notify_all()
            self._missed.notify_all()
        for worker in workers:
            worker.end()


def _result_file() -> IO[bytes]:
    """A file in memory where the system has such."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("result"), "w+b", 0)
    return tempfile.TemporaryFile()
