"""A store as strangers may query it: by worker processes, within limits, from a copy that nobody writes."""

import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, cast

from devzone_kg.namespaces import BASE, PREFIXES
from devzone_kg.querying import Format, Query
from devzone_kg.querying.answering import unanswerable
from devzone_kg.querying.errors import PlacedQueryError
from devzone_kg.querying.limits import cut
from devzone_kg.querying.syntax import syntax_error
from devzone_kg.store import Store
from devzone_kg.web.workers import Limits, MemoryLimitError, Pool, Reply

_PREFIXES = {prefix: iri for prefix, iri in PREFIXES.items() if prefix != "sh"}


class ResultTooLargeError(PlacedQueryError):
    """A result of more bytes than allowed."""

    mend = ("Add a LIMIT, or ask for fewer columns.", "请加 LIMIT，或减少列数。")


class SnapshotStore(Store, Protocol):
    """A store of which copies can be made."""

    path: Path | None

    def snapshot(self, place: Path) -> None:
        """Write what the store holds now into a new directory."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that take the place of a query's own dataset; one list that is given leaves the other empty."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def lists(self) -> tuple[Sequence[str] | None, Sequence[str] | None]:
        """The two lists for the engine; None, None where no graph is given."""
        return (self.default, self.named) if self.default or self.named else (None, None)


@dataclass(slots=True)
class Answer:
    """A result as it goes out."""

    file: IO[bytes]
    size: int
    compressed: bool
    truncated: bool
    waited: float  # seconds
    ran: float

    def read(self) -> bytes:
        """The result as a whole; the file is closed."""
        with self.file:
            return os.pread(self.file.fileno(), self.size, 0)


class Service:
    """Answers queries on a store; the processes start with the first of them, or with `start`."""

    def __init__(self, store: Store, limits: Limits | None = None, *, unconfined: bool = False) -> None:
        self.store, self.limits = store, limits or Limits()
        self.version = ""
        self.graphs: frozenset[str] = frozenset()
        self._unconfined = unconfined
        self._pool: Pool | None = None
        self._folder: Path | None = None
        self._lock = threading.Lock()
        self._read_state()

    @property
    def pool(self) -> Pool:
        """The workers; started here where they do not run yet."""
        with self._lock:
            if self._pool is None:
                self._folder = _folder_beside(cast(SnapshotStore, self.store).path)
                try:
                    self._pool = Pool(self.limits, self._copied(), unconfined=self._unconfined)
                except BaseException:
                    shutil.rmtree(self._folder, ignore_errors=True)
                    raise
            return self._pool

    def publish(self) -> None:
        """Let queries see what was written to the store since the last time."""
        pool = self.pool
        with self._lock:
            pool.switch(self._copied())
        self._read_state()

    def _copied(self) -> Path:
        assert self._folder is not None
        place = self._folder / secrets.token_hex(4)
        cast(SnapshotStore, self.store).snapshot(place)
        return place

    def _read_state(self) -> None:
        self.graphs = frozenset(self.store.graphs())
        self.version = secrets.token_hex(6)

    def ask(  # noqa: PLR0913
        self,
        query: Query,
        form: Format,
        dataset: Dataset | None = None,
        *,
        rows: int | None = None,
        compress: bool = False,
        client: str = "",
    ) -> Answer:
        """Answer a query; a `PlacedQueryError` or a `PoolError` says why that was not possible."""
        rows = rows or self.limits.rows
        default, named = (dataset or Dataset()).lists()
        limited = cut(query.text, rows) if query.form == "select" else None
        job = {
            "query": query.text,
            "capped": limited and limited.capped,
            "beyond": limited and limited.beyond,
            "rows": rows,
            "default": default,
            "named": named,
            "bindings": {name: str(term) for name, term in query.bindings.items()},
            "form": form.media_type,
            "base": BASE,
            "prefixes": _PREFIXES,
            "bom": form.bom,
            "gzip": compress,
        }
        return self._answer(self.pool.ask(job, client), query.text)

    def _answer(self, reply: Reply, text: str) -> Answer:
        told = reply.told
        if "error" in told:
            reply.file.close()
            raise self._error(told["error"], told.get("message", ""), text)
        size = os.fstat(reply.file.fileno()).st_size
        return Answer(reply.file, size, told["gzip"], told["truncated"], reply.waited, reply.ran)

    def _error(self, kind: str, message: str, text: str) -> Exception:
        if kind == "syntax":
            return syntax_error(message, text)
        if kind == "memory":
            return MemoryLimitError(message)
        if kind == "bytes":
            size = f"{self.limits.bytes / (1 << 20):g} MB"
            return ResultTooLargeError(f"the result is larger than {size}", zh=f"结果超过 {size}")
        return unanswerable(message)

    def close(self) -> None:
        """End the processes and remove their copy of the store."""
        with self._lock:
            if self._pool:
                self._pool.close()
            if self._folder:
                shutil.rmtree(self._folder, ignore_errors=True)
            self._pool = self._folder = None


def _folder_beside(store: Path | None) -> Path:
    """A new folder for copies: beside the store, for hard links need one file system; elsewhere where that is not writable.

    Copies that a killed server left beside the store are removed: whoever holds the store is the only server on it.
    """
    if store is None:
        return Path(tempfile.mkdtemp(prefix="devzone-kg-"))
    prefix = f".{store.resolve().name}.serving-"
    for left in store.resolve().parent.glob(prefix + "*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        return Path(tempfile.mkdtemp(prefix=prefix, dir=store.resolve().parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="devzone-kg-"))
