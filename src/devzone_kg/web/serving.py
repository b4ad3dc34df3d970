"""Running the application: waitress on this machine, until it is told to stop."""

import logging
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from flask import Flask

from devzone_kg.errors import StoreError
from devzone_kg.store import open_store
from devzone_kg.store.seeding import seeded_store
from devzone_kg.web import access
from devzone_kg.web.app import create_app
from devzone_kg.web.workers import Limits

HOST, PORT = "127.0.0.1", 8000
_THREADS = 8  # beside one for each query that runs or waits
_GRACE_SECONDS = 5.0  # beyond the time of a query, for sending its result


def serve(  # noqa: PLR0913
    store_path: Path | None = None,
    host: str = HOST,
    port: int = PORT,
    *,
    limits: Limits | None = None,
    unconfined: bool = False,
    access_log: bool = False,
    proxy: str | None = None,
) -> None:
    """Serve the store in a directory, or all that this installation holds, until SIGTERM or Ctrl-C; running requests end first.

    `proxy` is the address of a reverse proxy whose `X-Forwarded-…` headers are believed.

    Raises:
        StoreError: the store cannot be opened, the address is taken, or queries cannot be shut in.
    """
    limits = limits or Limits()
    _log_to_stderr(access_log)
    store = open_store(store_path, create=False) if store_path else seeded_store()
    app = create_app(store, limits, unconfined=unconfined)
    service = app.extensions["service"]
    channels: dict[int, Any] = {}
    try:
        threads = limits.running + limits.waiting + _THREADS
        server = _listening(app, host, port, map=channels, threads=threads, **_trusted(proxy))
        if not service.pool.confined:
            print(
                "warning: queries are not kept from the network by the system; the look at their words is all", file=sys.stderr
            )
        print(f"http://{host}:{server.effective_port}/", flush=True)
        _run(server, channels, limits.seconds + _GRACE_SECONDS)
    finally:
        service.close()
        store.close()


def _listening(app: Flask, host: str, port: int, **settings: Any) -> Any:
    from waitress import create_server

    try:
        return create_server(
            app, host=host, port=port, ident=None, connection_limit=1000, clear_untrusted_proxy_headers=True, **settings
        )
    except OSError as error:
        raise StoreError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    except ValueError as error:  # waitress found no such host
        raise StoreError(f"cannot listen on {host}:{port}: there is no such host") from error


def _trusted(proxy: str | None) -> dict[str, Any]:
    headers = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}
    return {"trusted_proxy": proxy, "trusted_proxy_headers": headers} if proxy else {}


def _log_to_stderr(access_log: bool) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # its depth is no news: queries wait in a queue of our own
    if access_log:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        access.LOG.addHandler(handler)
        access.LOG.setLevel(logging.INFO)
        access.LOG.propagate = False


def _run(server: Any, channels: dict[int, Any], grace: float) -> None:
    """Serve until told to stop; then take no new connection and let the running requests end, for so many seconds."""
    told_to_stop = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal told_to_stop
        told_to_stop = True
        server.pull_trigger()  # the loop wakes up

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not told_to_stop:
        _loop(channels, 30)
    for listener in [channel for channel in channels.values() if getattr(channel, "accepting", False)]:
        listener.accepting = False
    deadline = time.monotonic() + grace
    while time.monotonic() < deadline and any(_at_work(channel) for channel in channels.values()):
        _loop(channels, 0.05)
    server.task_dispatcher.shutdown(timeout=1)


def _loop(channels: dict[int, Any], seconds: float) -> None:
    from waitress import wasyncore

    wasyncore.loop(timeout=seconds, use_poll=True, map=channels, count=1)


def _at_work(channel: Any) -> bool:
    return bool(getattr(channel, "requests", None) or getattr(channel, "total_outbufs_len", 0))
