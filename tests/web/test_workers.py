"""The processes that answer: what they cannot do, that they are stopped, that killing them loses and leaks nothing."""

import contextlib
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devzone_kg.querying import FORMATS, Query
from devzone_kg.querying.answering import prepare
from devzone_kg.store import Store, open_store
from devzone_kg.web import workers
from devzone_kg.web.service import Service
from devzone_kg.web.workers import BusyError, Limits, MemoryLimitError, PoolError, TimeLimitError, WorkerLostError
from sample_plan import PLAN, parse

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SETTLED = 30  # seconds at most until counts are as they are to be; a leak never is
linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")


@pytest.fixture
def service_with(sample_store: Store) -> Iterator[Callable[[Limits], Service]]:
    opened: list[Service] = []

    def start(limits: Limits) -> Service:
        opened.append(Service(sample_store, limits))
        return opened[-1]

    yield start
    for service in opened:
        service.close()


def select(text: str) -> Query:
    return Query(text, "select", {})


def ask(service: Service, text: str, client: str = "") -> bytes:
    return service.ask(select(text), FORMATS["csv"], client=client).read()


def eventually(what: Callable[[], bool], seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.02)
    return what()


def descriptors() -> int:
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


def children() -> set[int]:
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            found.add(int(status.parent.name))
    return found


def test_a_runaway_is_stopped_and_the_next_is_answered_at_once(service_with: Callable[[Limits], Service]) -> None:
    service = service_with(Limits(running=1, seconds=0.5))
    assert ask(service, "SELECT ?x { BIND(1 AS ?x) }") == b"x\r\n1\r\n"
    start = time.monotonic()
    with pytest.raises(TimeLimitError, match=r"0\.5 seconds"):
        ask(service, RUNAWAY)
    stopped = time.monotonic()
    assert ask(service, "SELECT ?x { BIND(1 AS ?x) }") == b"x\r\n1\r\n"
    assert 0.5 <= stopped - start < 5  # generous: a busy machine is no failure, a query that goes on would be
    assert time.monotonic() - stopped < 3


@linux
def test_killing_leaks_nothing(service_with: Callable[[Limits], Service]) -> None:
    before = children()
    service = service_with(Limits(running=2, seconds=0.05))
    at_rest = {"idle": 3, "running": 0, "waiting": 0}

    def settled() -> bool:  # a busy machine takes its time to start and to bury processes
        return eventually(lambda: service.pool.state() == at_rest and len(children() - before) == 3, SETTLED)

    def killed() -> None:
        with pytest.raises(TimeLimitError):
            ask(service, RUNAWAY)

    killed()  # the first one, and no quick query: 0.05 s may be too short for any
    assert settled()
    files = descriptors()
    for _ in range(15):
        killed()
    assert settled()
    assert eventually(lambda: descriptors() <= files, SETTLED)  # fewer where something from before was let go meanwhile
    service.close()
    assert eventually(lambda: children() <= before, SETTLED)


@linux
def test_a_worker_that_someone_kills_costs_its_own_query_only(service_with: Callable[[Limits], Service]) -> None:
    before = children()
    service = service_with(Limits(running=1, seconds=20))
    ask(service, "SELECT ?x { BIND(1 AS ?x) }")
    caught: list[BaseException] = []

    def run() -> None:
        try:
            ask(service, RUNAWAY)
        except PoolError as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert eventually(lambda: service.pool.state()["running"] == 1)
    for process in children() - before:
        os.kill(process, signal.SIGKILL)  # the idle ones too
    thread.join(10)
    assert [type(error) for error in caught] == [WorkerLostError]
    assert ask(service, "SELECT ?x { BIND(1 AS ?x) }") == b"x\r\n1\r\n"


def test_too_much_memory_ends_the_query_alone(service_with: Callable[[Limits], Service]) -> None:
    service = service_with(Limits(running=1, memory=400 << 20, seconds=20))
    doubled = "".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1}) " for i in range(30))
    with pytest.raises(MemoryLimitError):
        ask(service, f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('0123456789' AS ?x0) {doubled} }}")
    assert ask(service, "SELECT ?x { BIND(1 AS ?x) }") == b"x\r\n1\r\n"


def test_the_queue_is_bounded_and_so_is_what_one_client_may_ask(service_with: Callable[[Limits], Service]) -> None:
    service = service_with(Limits(running=1, waiting=1, per_client=2, seconds=1.5))
    ask(service, "SELECT ?x { BIND(1 AS ?x) }")

    def run(client: str) -> threading.Thread:
        def quietly() -> None:
            with contextlib.suppress(PoolError):
                ask(service, RUNAWAY, client)

        thread = threading.Thread(target=quietly)
        thread.start()
        return thread

    first = run("a")
    assert eventually(lambda: service.pool.state()["running"] == 1)
    second = run("a")
    assert eventually(lambda: service.pool.state()["waiting"] == 1)
    with pytest.raises(BusyError, match="this client") as caught:
        ask(service, RUNAWAY, "a")
    assert caught.value.of_client
    with pytest.raises(BusyError, match="1 queries are waiting") as caught:
        ask(service, RUNAWAY, "b")
    assert not caught.value.of_client
    first.join(10)
    second.join(10)
    assert service.pool.state()["waiting"] == 0


@linux
def test_a_worker_has_no_sockets_and_starts_no_programs() -> None:
    """What the kernel refuses to a process that is shut in, seen from inside."""
    code = (
        "import importlib.util, os, socket, subprocess, sys\n"
        "spec = importlib.util.spec_from_file_location('worker', sys.argv[1])\n"
        "worker = importlib.util.module_from_spec(spec); spec.loader.exec_module(worker)\n"
        "assert worker.shut_in(os.getppid()), 'no filter'\n"
        "import pyoxigraph\n"
        "for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):\n"
        "    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):\n"
        "        try: socket.socket(family, kind); print('a socket of family', family)\n"
        "        except PermissionError: pass\n"
        "try: subprocess.run(['true']); print('a program')\n"
        "except PermissionError: pass\n"
        "open('/proc/self/statm').read(); print('done')\n"
    )
    script = Path(workers.__file__).with_name("worker.py")
    done = subprocess.run([sys.executable, "-c", code, str(script)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_what_is_written_is_seen_once_it_is_published(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    store.replace_graph(PLAN, parse("<urn:s> <urn:p> 1 ."))
    service = Service(store, Limits(running=1))
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert ask(service, count) == b"n\r\n1\r\n"
    version = service.version
    store.replace_graph(PLAN, parse("<urn:s> <urn:p> 1, 2 ."))
    assert ask(service, count) == b"n\r\n1\r\n"
    service.publish()
    assert ask(service, count) == b"n\r\n2\r\n"
    assert service.version != version
    copies = [p for p in tmp_path.iterdir() if p.name.startswith(".store.serving-")]
    assert len(copies) == 1
    assert len(list(copies[0].iterdir())) == 1
    service.close()
    store.close()
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_copies_that_a_killed_server_left_are_removed(tmp_path: Path) -> None:
    left = tmp_path / ".store.serving-old" / "a"
    left.mkdir(parents=True)
    store = open_store(tmp_path / "store")
    service = Service(store, Limits(running=1))
    ask(service, "SELECT ?x { BIND(1 AS ?x) }")
    assert not left.exists()
    service.close()
    store.close()


EVASIONS = [
    f"{head}{call}{tail}"
    for head in (
        "SELECT * {{ ",
        "ASK {{ {{ ",
        "SELECT * {{ ?s ?p ?k FILTER(?k<1)",
        "SELECT * {{ ?s ?p true",
        "CONSTRUCT WHERE {{ ",
    )
    for call in (
        "SERVICE <{url}> {{ ?s ?p ?o }}",
        "SERVICE SILENT <{url}> {{ ?s ?p ?o }}",
        "sErViCe<{url}>{{}}",
        "SERVICE\t#c\n<{url}> {{ ?a ?b ?c }}",
        "BIND(<{url}> AS ?e) SERVICE ?e {{ ?a ?b ?c }}",
        "OPTIONAL {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
        "GRAPH <{url}> {{ ?a ?b ?c }}",
        "FILTER EXISTS {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
    )
    for tail in (" }}", " }} }}", "}} LIMIT 3", " }} # x", "}}VALUES ?z {{ 1 }}")
] + [
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{file}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{file}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE <{file}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH <{file}> {{ ?s ?p ?o }} }}",
    "LOAD <{url}>",
    "LOAD SILENT <{file}> INTO GRAPH <urn:g>",
    "DESCRIBE <{url}>",
    "DESCRIBE <{file}>",
]


def test_nothing_reaches_a_listener_or_a_file(service_with: Callable[[Limits], Service], tmp_path: Path) -> None:
    """Past the scanner as well: the text goes to a worker as it is."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:secret> <urn:p> 'hidden words' .")
    service = service_with(Limits(running=2, seconds=5))
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        threading.Thread(target=_listen, args=(listener, calls), daemon=True).start()
        assert len(EVASIONS) >= 200
        for evasion in EVASIONS:
            text = evasion.format(url=url, file=secret.as_uri())
            try:
                found = service.ask(Query(text, "select", {}), FORMATS["json"]).read()
            except Exception as error:
                found = str(error).encode()
            assert b"hidden words" not in found, text
    assert calls == []


def _listen(listener: socket.socket, calls: list[object]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        calls.append(connection.recv(100))
        connection.close()


def test_named_queries_pass_through_the_workers(service_with: Callable[[Limits], Service], sample_store: Store) -> None:
    query = prepare(sample_store, "plans")
    answer = service_with(Limits(running=1)).ask(query, FORMATS["excel"], compress=True)
    data = answer.read()
    assert answer.compressed or data.startswith(b"\xef\xbb\xbf")
