"""Documents through an executor: in order, few at a time; a worker that dies costs one document."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from devzone_kg.building.documents import Document
from devzone_kg.building.work import Outcome, process

_AHEAD = 8  # documents under way for each worker
_TASKS = 400  # after which a worker is replaced, so that its caches do not grow with the folder

Task = tuple[Document, str | None, str | None]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def new_pool(jobs: int) -> ProcessPoolExecutor:
    """A pool of fresh processes: they share no locks with this one, and end when it ends, however that happens."""
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=_TASKS, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A worker waits for work from a pipe that it holds open itself, so it would outlive a parent that was killed."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()


def outcomes(tasks: Iterable[Task], jobs: int, executor: Executor | None = None) -> Iterator[Outcome]:
    """What became of each document, in order: in this process with one job, else in a pool or the given executor."""
    if executor is not None:
        yield from _Window(jobs, lambda: executor).run(tasks)
    elif jobs == 1:
        yield from (process(*task) for task in tasks)
    else:
        window = _Window(jobs, lambda: new_pool(jobs))
        try:
            yield from window.run(tasks)
        finally:
            window.executor.shutdown(cancel_futures=True)


class _Window:
    """Keeps a few documents under way."""

    def __init__(self, jobs: int, make: Callable[[], Executor]) -> None:
        self._size, self._make = jobs * _AHEAD, make
        self.executor = make()

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes in the order of the tasks."""
        under_way: deque[tuple[Task, Future[Outcome] | None]] = deque()
        for task in tasks:
            under_way.append((task, self._submitted(task)))
            if len(under_way) >= self._size:
                yield self._result(*under_way.popleft())
        while under_way:
            yield self._result(*under_way.popleft())

    def _submitted(self, task: Task) -> "Future[Outcome] | None":
        try:
            return self.executor.submit(process, *task)
        except BrokenProcessPool:
            return None

    def _result(self, task: Task, future: "Future[Outcome] | None") -> Outcome:
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        return self._alone(task)

    def _alone(self, task: Task) -> Outcome:
        """A worker died, which breaks a whole pool: this document again, in a process of its own."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        with new_pool(1) as single:
            try:
                outcome = single.submit(process, *task).result()
            except BrokenProcessPool:
                outcome = Outcome(task[0], reason="the process that read it died (out of memory?)")
        self.executor = self._make()
        return outcome
