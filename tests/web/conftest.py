"""A started server on the sample, spoken to over real HTTP."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from http_client import Client, serving

from devzone_kg.reasoning import derived_triples
from devzone_kg.store import INFERRED, Store, open_store
from devzone_kg.web import create_app
from devzone_kg.web.service import Service
from devzone_kg.web.workers import Limits
from sample_plan import PLAN, UPSTREAM, inferred_triples, plan_triples, upstream_triples

SMALL = Limits(running=2, seconds=8, rows=5000)


@pytest.fixture(scope="session")
def sample_store() -> Store:
    store = open_store()
    triples = plan_triples()
    store.replace_graph(PLAN, [*triples, *derived_triples(triples)])
    store.replace_graph(UPSTREAM, upstream_triples())
    store.replace_graph(INFERRED, inferred_triples())
    return store


@pytest.fixture(scope="session")
def app(sample_store: Store) -> Iterator[Flask]:
    app = create_app(sample_store, SMALL)
    yield app
    app.extensions["service"].close()


@pytest.fixture(scope="session")
def client(app: Flask) -> Iterator[Client]:
    with serving(app) as client:
        yield client


@pytest.fixture
def serve_with(sample_store: Store) -> Iterator[Callable[[Limits], tuple[Client, Service]]]:
    """Servers of the sample with limits of their own."""
    opened: list[tuple[serving, Service]] = []

    def start(limits: Limits) -> tuple[Client, Service]:
        app = create_app(sample_store, limits)
        server = serving(app)
        opened.append((server, app.extensions["service"]))
        return server.__enter__(), app.extensions["service"]

    yield start
    for server, service in opened:
        server.__exit__()
        service.close()
