"""A started server on the sample, spoken to over real HTTP."""

import threading
from collections.abc import Iterator

import pytest
from http_client import Client
from waitress.server import create_server

from devzone_kg.reasoning import derived_triples
from devzone_kg.store import INFERRED, Store, open_store
from devzone_kg.web import create_app
from sample_plan import PLAN, UPSTREAM, inferred_triples, plan_triples, upstream_triples


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
