"""The application: routes, security headers, one form of error."""

from urllib.parse import urlencode

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from devzone_kg.errors import DevzoneError
from devzone_kg.querying import UpdateRefusedError
from devzone_kg.store import Store
from devzone_kg.web import pages, protocol, wording

_MAX_BODY = 1_000_000  # bytes; no query is longer
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(store: Store) -> Flask:
    """The web application on a store."""
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=_MAX_BODY, MAX_FORM_MEMORY_SIZE=_MAX_BODY)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(protocol.blueprint(store))
    app.register_blueprint(pages.blueprint(store))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DevzoneError, _devzone_error)
    app.after_request(_secured)
    app.context_processor(_page_words)
    return app


def _page_words() -> dict[str, object]:
    other = {**request.args.to_dict(), "lang": "zh" if wording.language() == "en" else "en"}
    return {
        "word": wording.word,
        "roles": wording.ROLES,
        "lang": wording.language(),
        "local": pages.local,
        "other_language_url": f"{request.path}?{urlencode(other)}",
    }


def _http_error(error: HTTPException) -> Response:
    return _told(error.code or 500, error.description or error.name, dict(error.get_headers()))


def _devzone_error(error: DevzoneError) -> Response:
    return _told(403 if isinstance(error, UpdateRefusedError) else 400, str(error), {})


def _told(status: int, message: str, headers: dict[str, str]) -> Response:
    """An error as a page for browsers, in plain text for others."""
    if request.accept_mimetypes.best_match(["text/plain", "text/html"]) == "text/html":
        response = make_response(render_template("error.html", status=status, message=message), status)
    else:
        response = make_response(message + "\n", status)
        response.mimetype = "text/plain"
    if "Allow" in headers:
        response.headers["Allow"] = headers["Allow"]
    return response


def _secured(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
