"""Running the application: waitress on this machine, until it is told to stop."""

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from devzone_kg.errors import StoreError
from devzone_kg.store import open_store
from devzone_kg.store.seeding import seeded_store
from devzone_kg.web.app import create_app

HOST, PORT = "127.0.0.1", 8000


def serve(store_path: Path | None = None, host: str = HOST, port: int = PORT) -> None:
    """Serve the store in a directory, or all that this installation holds, until SIGTERM or Ctrl-C; running requests end first.

    Raises:
        StoreError: the store cannot be opened, or the address is taken.
    """
    from waitress import create_server

    store = open_store(store_path, create=False) if store_path else seeded_store()
    try:
        server = create_server(create_app(store), host=host, port=port, ident=None, threads=8)
    except OSError as error:
        raise StoreError(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    signal.signal(signal.SIGTERM, _stop)
    print(f"http://{host}:{server.effective_port}/", flush=True)
    try:
        server.run()
    finally:
        server.close()
        store.close()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)
