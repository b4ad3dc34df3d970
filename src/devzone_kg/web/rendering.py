"""One way to write a page: as HTML, or the same data as JSON under `.json`; a thing of the graph also as Turtle."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias

from flask import Blueprint, Response, json, render_template, request
from flask.typing import ResponseReturnValue

from devzone_kg.querying import run
from devzone_kg.store import Store

View: TypeAlias = Callable[..., ResponseReturnValue]
_JSON, _TTL = ".json", ".ttl"


def shown(template: str, data: Mapping[str, object], **more: object) -> Response:
    """The page, or its data where the path ends in `.json`; what is in `more` serves the page alone."""
    if request.path.endswith(_JSON):
        return as_json(data)
    return Response(
        render_template(template, **data, **more, data_path=_data_path(), query_text=_query_text()), mimetype="text/html"
    )


def as_json(data: Mapping[str, object]) -> Response:
    """Data as JSON."""
    return Response(json.dumps(plain(data), ensure_ascii=False, indent=1) + "\n", mimetype="application/json")


def _data_path() -> str:
    return "/index" if request.path == "/" else request.path


def _query_text() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"?{query}" if query else ""


def plain(value: Any) -> Any:
    """Dataclasses, tuples and mappings as JSON has them."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(v) for key, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value


def page(routes: Blueprint, rule: str) -> Callable[[View], View]:
    """Register a view under its path and under the path of its JSON form."""

    def register(view: View) -> View:
        name = re.sub(r"\W+", "_", rule).strip("_") or "start"
        routes.get(rule, endpoint=name)(view)
        routes.get("/index.json" if rule == "/" else rule + _JSON, endpoint=name + "_json")(view)
        return view

    return register


def without_suffix(path: str) -> tuple[str, str]:
    """A path and the suffix that asks for a form: json, ttl, or none."""
    for suffix in (_JSON, _TTL):
        if path.endswith(suffix):
            return path.removesuffix(suffix), suffix[1:]
    return path, ""


def as_turtle(store: Store, query: str) -> Response:
    """The triples of a query as Turtle."""
    return Response(run(store, query, format="turtle"), mimetype="text/turtle")


def download(data: bytes, mimetype: str, name: str) -> Response:
    """A file to keep."""
    return Response(data, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})
