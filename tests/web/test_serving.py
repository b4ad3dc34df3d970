"""The server as a process: it prints its address, answers, and stops when told."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from http_client import Client

from devzone_kg.store import open_store
from sample_plan import PLAN, plan_triples

CODE = "import sys, pathlib; from devzone_kg.web import serve; serve(pathlib.Path(sys.argv[1]), port=int(sys.argv[2]))"


def start(path: Path, port: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CODE, str(path), str(port)]
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
