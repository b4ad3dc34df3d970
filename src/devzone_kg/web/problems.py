"""What went wrong, in one shape: problem details (RFC 9457) for programs, plain text for terminals, a page for browsers.

Each says what happened and, where it is known, the place in the query and how to mend it, in Chinese and in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from devzone_kg.errors import DevzoneError, MissingPackageError
from devzone_kg.querying.errors import (
    OutsideCallError,
    PlacedQueryError,
    QuerySyntaxError,
    UnknownQueryError,
    UpdateRefusedError,
)
from devzone_kg.web.service import ResultTooLargeError
from devzone_kg.web.workers import BusyError, MemoryLimitError, TimeLimitError, WorkerLostError

_RETRY_SECONDS = "5"
_JSON = "application/problem+json"
_OFFERED = {
    "text/plain": "text",
    "text/html": "html",
    _JSON: "json",
    "application/json": "json",
    "application/sparql-results+json": "json",
    "application/ld+json": "json",
}


@dataclass(slots=True)
class ProblemError(Exception):
    """A request that is not fulfilled."""

    status: int
    code: str
    en: str
    zh: str
    mend_en: str = ""
    mend_zh: str = ""
    line: int | None = None
    column: int | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the status is called."""
        return HTTPStatus(self.status).phrase

    def details(self) -> dict[str, Any]:
        """The problem for programs."""
        known = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.en,
            "detail_zh": self.zh,
            "mend": self.mend_en,
            "mend_zh": self.mend_zh,
            "line": self.line,
            "column": self.column,
        }
        return {key: value for key, value in known.items() if value not in ("", None)}

    def text(self) -> str:
        """The problem for a terminal."""
        place = (f"line {self.line}, column {self.column}: ", f"第{self.line}行第{self.column}列：") if self.line else ("", "")
        lines = [f"{self.status} {self.title}", place[0] + self.en, place[1] + self.zh, self.mend_en, self.mend_zh]
        return "".join(line + "\n" for line in lines if line)

    def response(self) -> Response:
        """The problem as the request wants to read it."""
        wanted = (
            "json"
            if request.path.endswith(".json")
            else _OFFERED[request.accept_mimetypes.best_match(_OFFERED) or "text/plain"]
        )
        if wanted == "json":
            from flask import json

            response = make_response(json.dumps(self.details(), ensure_ascii=False), self.status)
            response.mimetype = _JSON
        elif wanted == "html":
            response = make_response(render_template("error.html", problem=self), self.status)
        else:
            response = make_response(self.text(), self.status)
            response.mimetype = "text/plain"
        response.headers.update(self.headers)
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Accept")
        return response


def refused(status: int, code: str, en: str, zh: str, mend: tuple[str, str] = ("", "")) -> ProblemError:
    """A problem with what the request asks."""
    return ProblemError(status, code, en, zh, *mend)


_QUERY_STATUS: Mapping[type[PlacedQueryError], tuple[int, str]] = {
    UpdateRefusedError: (403, "update"),
    QuerySyntaxError: (400, "syntax"),
    OutsideCallError: (400, "outside"),
    UnknownQueryError: (404, "unknown-query"),
    ResultTooLargeError: (422, "result-too-large"),
}
_HTTP = {
    400: ("the request is malformed", "请求有误"),
    403: ("this is not allowed", "不允许"),
    404: ("there is no such page here", "这里没有这一页"),
    405: ("this address does not take {method}", "此地址不支持 {method} 请求"),
    406: ("there is no such form of this", "没有所要的格式"),
    413: ("the request is too long", "请求太长"),
    414: ("the address is too long", "地址太长"),
    415: ("requests of this kind are not read", "不支持这种请求格式"),
    500: ("the server failed at this", "服务器内部出错"),
}
_HTTP_MEND = {
    404: ("The start page / lists what there is; /search finds it by name.", "首页 / 列出现有内容；/search 可按名称检索。"),
    405: ("It takes {allowed}.", "可用：{allowed}。"),
}


def of_query(error: PlacedQueryError, code: str = "query") -> ProblemError:
    """What is wrong with a query."""
    status, code = _QUERY_STATUS.get(type(error), (400, code))
    return ProblemError(status, code, error.what, error.zh, *error.mend, error.line, error.column)


def of_limit(error: DevzoneError, seconds: float) -> ProblemError:
    """A query that ran into a limit."""
    again = {"Retry-After": _RETRY_SECONDS}
    narrower = (
        "Make it narrower: fewer joins without a shared variable, a LIMIT, one plan.",
        "请缩小查询范围：避免没有共同变量的连接，加 LIMIT，或限定一份方案。",
    )
    later = ("Ask again in a few seconds.", "请过几秒再试。")
    if isinstance(error, TimeLimitError):
        return ProblemError(504, "time-limit", str(error), f"查询运行了 {seconds:g} 秒，已停止", *narrower)
    if isinstance(error, MemoryLimitError):
        return ProblemError(
            503,
            "memory-limit",
            "the query needs more memory than one query may take",
            "查询所需内存超过单次查询的上限",
            *narrower,
        )
    if isinstance(error, BusyError):
        status, zh = (429, "您同时提交的查询过多") if error.of_client else (503, "等待的查询过多")
        return ProblemError(status, "busy", str(error), zh, *later, headers=again)
    if isinstance(error, WorkerLostError):
        return ProblemError(503, "worker-lost", str(error), "回答这一查询的进程已结束", *later, headers=again)
    return ProblemError(400, "request", str(error), str(error))


def of_package(error: MissingPackageError) -> ProblemError:
    """A format that this installation lacks."""
    mend = ("Choose another format.", "请选用其他格式。")
    return ProblemError(501, "not-installed", str(error), "此服务器没有安装写这种格式的程序包", *mend)


def missing(en: str, zh: str) -> ProblemError:
    """A thing that is not here."""
    return ProblemError(404, "not-found", en, zh, *_HTTP_MEND[404])


def of_http(error: HTTPException) -> ProblemError:
    """What the framework found wrong, in words of our own."""
    status = error.code or 500
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Location")}
    words = {"method": request.method, "allowed": ", ".join(sorted(kept.get("Allow", "GET").split(", ")))}
    told = (*_HTTP.get(status, (error.name, error.name)), *_HTTP_MEND.get(status, ("", "")))
    en, zh, mend_en, mend_zh = (text.format(**words) for text in told)
    return ProblemError(status, "http", en, zh, mend_en, mend_zh, headers=kept)
