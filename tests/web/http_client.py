"""Plain HTTP, as any client would speak it, and a server for it to speak to."""

import http.client
import threading
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from waitress.server import create_server


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

    def ask(  # noqa: PLR0917
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        accept: str | None = None,
        kind: str | None = None,
        encoding: str | None = None,
        tag: str | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = (("Accept", accept), ("Content-Type", kind), ("Accept-Encoding", encoding), ("If-None-Match", tag))
        headers = {name: value for name, value in given if value}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        connection.close()
        return answer

    def query(self, text: str, accept: str | None = None, **more: str) -> Answer:
        return self.ask("/sparql?" + urlencode({"query": text, **more}), accept=accept)


class serving:  # noqa: N801
    """An application behind a server of its own."""

    def __init__(self, app: Flask, threads: int = 24) -> None:
        self.server = create_server(app, host="127.0.0.1", port=0, threads=threads)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> Client:
        self.thread.start()
        return Client(self.server.effective_port)

    def __exit__(self, *_: object) -> None:
        self.server.close()
