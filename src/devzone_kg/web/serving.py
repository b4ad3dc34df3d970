"""Running the application: waitress on this machine, until it is told to stop."""

import signal
import sys
from types import FrameType
from typing import NoReturn

from flask import Flask

HOST, PORT = "127.0.0.1", 8000


def serve(app: Flask, host: str = HOST, port: int = PORT) -> None:
    """Serve until SIGTERM or Ctrl-C; running requests end first."""
    from waitress import create_server

    server = create_server(app, host=host, port=port, ident=None, threads=8)
    signal.signal(signal.SIGTERM, _stop)
    print(f"http://{host}:{server.effective_port}/", flush=True)
    try:
        server.run()
    finally:
        server.close()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)
