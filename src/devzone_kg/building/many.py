"""Many documents into one store."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from devzone_kg.building import records
from devzone_kg.building.documents import Document, find
from devzone_kg.building.pool import Task, cores, outcomes
from devzone_kg.building.records import Record
from devzone_kg.building.report import Report
from devzone_kg.building.work import Outcome, process, version
from devzone_kg.namespaces import ID
from devzone_kg.store import INFERRED, Store, open_store, seeding

_BATCH = 16_000_000  # bytes of triples that are written together

Progress = Callable[[int, int], None]  # documents done, documents known of


def build_store(
    paths: Iterable[Path],
    place: Path,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Report:
    """Put the graph of each document in these files, folders and archives into the store in a folder.

    What is unchanged since it was built by this version is left alone; a document that cannot be read costs no other.
    Broken off at any point and run again, it ends with the same store. `executor` takes the place of the pool of processes.
    """
    store = open_store(place)
    report = Report()
    try:
        seeding.load_terms(store)
        found = list(find(paths, skip=place))
        report.left_out = [document.name for document in found if document.left_out]
        documents = [document for document in found if not document.left_out]
        builder = _Builder(store, report)
        try:
            for done, outcome in enumerate(outcomes(builder.tasks(documents), jobs or cores(), executor), 1):
                builder.take(outcome)
                if progress:
                    progress(done, len(documents))
        except KeyboardInterrupt:
            report.interrupted = True
        builder.flush()
    finally:
        store.close()
    return report


@dataclass
class _Builder:
    """Takes outcomes in their order, gives the documents their IRIs and writes them in batches."""

    store: Store
    report: Report
    pending: dict[str, bytes] = field(default_factory=dict)
    size: int = 0

    def __post_init__(self) -> None:
        self.known = records.records(self.store)
        self.holders = {record.plan: key for key, record in self.known.items() if not record.is_copy}
        self.graphs = {name for name in self.store.graphs() if name.startswith(ID + "plan/")}

    def tasks(self, documents: Iterable[Document]) -> Iterator[Task]:
        """What the workers are to do; a document keeps the IRI that it was given."""
        for document in documents:
            record = self.known.get(document.key)
            current = record.digest if record and record.version == version() else None
            yield document, current, record.plan if record and not record.is_copy else None

    def take(self, outcome: Outcome) -> None:
        """Note what became of a document, and keep its graphs to be written."""
        name = outcome.document.name
        self.report.notes += [(name, note) for note in outcome.notes]
        if outcome.reason is not None:
            self.report.failed.append((name, outcome.reason))
        elif outcome.unchanged:
            self.report.unchanged += 1
        else:
            self._place(outcome)

    def _place(self, outcome: Outcome) -> None:
        """Write a document under its IRI; where another file has it, this is a copy of it, or another document."""
        key = outcome.document.key
        holder = self.holders.get(outcome.plan, key)
        if holder != key and self._is_copy(outcome):
            self.report.copies.append((outcome.document.name, outcome.plan))
            self._record(outcome, is_copy=True)
            return
        if holder != key:
            outcome = process(outcome.document, plan=f"{outcome.plan}-{outcome.text[:6]}")
            if outcome.reason is not None:
                self.report.failed.append((outcome.document.name, outcome.reason))
                return
        self.holders[outcome.plan] = key
        self.report.built += 1
        self._write(outcome)

    def _is_copy(self, outcome: Outcome) -> bool:
        """Whether the store holds this document already: the same text, or the same title under the same number."""
        self.flush()
        texts, titles = records.held(self.store, outcome.plan)
        return outcome.text in texts or (outcome.number is not None and outcome.title in titles)

    def _write(self, outcome: Outcome) -> None:
        plan, inferred = outcome.plan, INFERRED + "/" + outcome.plan.rpartition("/")[2]
        before = self.known.get(outcome.document.key)
        graphs = {plan: outcome.triples, inferred: outcome.inferred}
        if before is not None or plan in self.graphs:
            for name, data in graphs.items():
                self.store.replace_graph(name, [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)])
        else:
            self.pending.update(graphs)
            self.size += len(outcome.triples) + len(outcome.inferred)
        self._record(outcome, is_copy=False)

    def _record(self, outcome: Outcome, *, is_copy: bool) -> None:
        """Remember a document, after its graphs: what has no record is built again."""
        key = outcome.document.key
        record = Record(outcome.digest, version(), outcome.plan, is_copy)
        triples = records.triples(key, outcome.document.label, record)
        if key in self.known:
            self.store.replace_graph(records.graph_of(key), triples)
        else:
            self.pending[records.graph_of(key)] = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        self.known[key] = record
        if self.size > _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is kept."""
        if self.pending:
            self.store.add_graphs(self.pending)
            self.pending.clear()
            self.size = 0
