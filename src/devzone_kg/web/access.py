"""Whether the server is well, and the log of what it was asked: one line of JSON a request."""

import json
import logging
import time
from datetime import UTC, datetime

from flask import Blueprint, Response, g, make_response, request

from devzone_kg.errors import StoreError
from devzone_kg.web.service import Service

LOG = logging.getLogger("devzone_kg.access")


def blueprint(service: Service) -> Blueprint:
    """The health of a service, and the log of the whole application."""
    routes = Blueprint("access", __name__)

    @routes.get("/healthz")
    def health() -> Response:
        try:
            state = {"status": "ok", "graphs": len(service.store.graphs()), "version": service.version, **service.pool.state()}
        except StoreError as error:
            state = {"status": "failing", "reason": str(error)}
        response = make_response(json.dumps(state, ensure_ascii=False), 200 if state["status"] == "ok" else 503)
        response.headers.update({"Content-Type": "application/json", "Cache-Control": "no-store"})
        return response

    @routes.before_app_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @routes.after_app_request
    def note(response: Response) -> Response:
        if LOG.isEnabledFor(logging.INFO):
            LOG.info("%s", json.dumps(_entry(response), ensure_ascii=False))
        return response

    return routes


def _entry(response: Response) -> dict[str, object]:
    """What is noted of a request: not the query's words, which are the researcher's own."""
    entry: dict[str, object] = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": request.remote_addr,
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "bytes": response.content_length,
        "ms": round((time.perf_counter() - g.get("begun", time.perf_counter())) * 1000, 1),
    }
    known = {"truncated": response.headers.get("X-Truncated"), "timing": response.headers.get("Server-Timing")}
    return entry | {key: value for key, value in known.items() if value}
