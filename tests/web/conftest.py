"""A started server on the sample, spoken to over real HTTP."""

import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from waitress.server import create_server

from devzone_kg.reasoning import derived_triples
from devzone_kg.store import INFERRED, Store, open_store
from devzone_kg.web import create_app
from sample_plan import PLAN, UPSTREAM, inferred_triples, plan_triples, upstream_triples


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Client:
    port: int

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, accept: str | None = None, kind: str | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {name: value for name, value in (("Accept", accept), ("Content-Type", kind)) if value}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        connection.close()
        return answer

    def query(self, text: str, accept: str | None = None, **more: str) -> Answer:
        return self.ask("/sparql?" + urlencode({"query": text, **more}), accept=accept)


@pytest.fixture(scope="session")
def sample_store() -> Store:
    store = open_store()
    triples = plan_triples()
    store.replace_graph(PLAN, [*triples, *derived_triples(triples)])
    store.replace_graph(UPSTREAM, upstream_triples())
    store.replace_graph(INFERRED, inferred_triples())
    return store


@pytest.fixture(scope="session")
def client(sample_store: Store) -> Iterator[Client]:
    server = create_server(create_app(sample_store), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Client(server.effective_port)
    server.close()
