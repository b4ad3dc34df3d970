"""Plain HTTP, as any client would speak it."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode


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
