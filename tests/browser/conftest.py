"""A server on the seed, and Debian's chromium; where that is missing these tests are skipped and say so."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request
from waitress.server import create_server

from devzone_kg.store.seeding import seeded_store
from devzone_kg.web import create_app

CHROMIUM = os.environ.get("DEVZONE_CHROMIUM") or shutil.which("chromium") or ""
ASSETS = Path(__file__).parents[2] / "src/devzone_kg/web/static/assets"
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = "chromium is not installed" if not CHROMIUM else "" if ASSETS.is_dir() else "the front end was not built"
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1366, "height": 860}, "accept_downloads": True}


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server on the seed."""
    app = create_app(seeded_store())
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    app.extensions["service"].close()


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Every address that the page asks for."""
    seen: list[str] = []

    def note(request: Request) -> None:
        seen.append(request.url)

    page.on("request", note)
    return seen


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser's console complains about, and errors of scripts."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    return told
