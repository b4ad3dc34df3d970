"""The server as a process: it prints its address, answers, and stops when told."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from http_client import Answer, Client

from devzone_kg.store import open_store
from sample_plan import PLAN, plan_triples

CODE = (
    "import sys, pathlib; from devzone_kg.web import serve; from devzone_kg.web.workers import Limits;"
    "_, place, port, log = sys.argv;"
    "serve(pathlib.Path(place), port=int(port), limits=Limits(running=1, seconds=2), access_log=bool(log))"
)


def start(path: Path, port: int = 0, *, log: bool = False) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CODE, str(path), str(port), "log" if log else ""]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "TZ": "UTC"})


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Path]:
    store = open_store(tmp_path / "store")
    store.replace_graph(PLAN, plan_triples())
    store.close()
    yield tmp_path / "store"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_a_directory_and_stops_when_told(filled: Path, how: signal.Signals) -> None:
    with start(filled) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        port = int(address.rstrip("/").rpartition(":")[2])
        assert Client(port).query(f"ASK {{ GRAPH <{PLAN}> {{ ?s ?p ?o }} }}", "text/csv").text.strip() == "true"
        process.send_signal(how)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    open_store(filled, create=False).close()


def test_an_address_that_is_taken_is_told(filled: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, start(filled, other.getsockname()[1]) as process:
        _, errors = process.communicate(timeout=20)
        assert "StoreError: cannot listen on 127.0.0.1" in errors


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_running_requests_end_before_it_stops(filled: Path) -> None:
    with start(filled) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().strip().rstrip("/").rpartition(":")[2])
        answers: list[Answer] = []
        thread = threading.Thread(target=lambda: answers.append(Client(port).query(SLOW)))
        thread.start()
        while json.loads(Client(port).ask("/healthz").body)["running"] == 0 and thread.is_alive():
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        thread.join(5)
        assert [a.status in (200, 504) for a in answers] == [True]
    assert [p.name for p in filled.parent.iterdir()] == [filled.name]


def test_each_request_is_logged_without_the_query_s_words(filled: Path) -> None:
    with start(filled, log=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().strip().rstrip("/").rpartition(":")[2])
        Client(port).query("ASK { ?secret ?p ?o }")
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    (entry,) = [json.loads(line) for line in errors.splitlines()]
    assert (entry["method"], entry["path"], entry["status"]) == ("GET", "/sparql", 200)
    assert entry["ms"] > 0
    assert "secret" not in errors


SERVER = Path(__file__).parents[2] / "server.py"


def test_the_script_takes_the_options_of_the_command() -> None:
    done = subprocess.run([sys.executable, str(SERVER), "--help"], capture_output=True, text=True, timeout=60, check=True)
    assert "--max-rows" in done.stdout


def test_the_script_tells_an_address_that_it_cannot_have() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = ["--port", str(other.getsockname()[1])]
        for options, words in ((taken, "already in use"), (["--host", "no-such-host.invalid"], "no such host")):
            done = subprocess.run(
                [sys.executable, str(SERVER), *options], capture_output=True, text=True, timeout=60, check=False
            )
            assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stderr
            assert words in done.stderr
