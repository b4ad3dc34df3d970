"""The application: routes, security headers, one form of error."""

from urllib.parse import urlencode

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from devzone_kg.errors import DevzoneError, MissingPackageError
from devzone_kg.querying import PlacedQueryError
from devzone_kg.store import Store
from devzone_kg.web import access, linked_data, ontology_page, openapi, pages, problems, protocol, questions, wording
from devzone_kg.web.service import Service
from devzone_kg.web.workers import Limits, PoolError

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",  # all is public and nothing depends on who asks
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(store: Store, limits: Limits | None = None, *, unconfined: bool = False) -> Flask:
    """The web application on a store; `app.extensions["service"]` answers its queries and is to be closed."""
    service = Service(store, limits, unconfined=unconfined)
    app = Flask(__name__)
    longest = 3 * service.limits.query_bytes + 100_000  # a query as a form encodes it
    app.config.update(MAX_CONTENT_LENGTH=longest, MAX_FORM_MEMORY_SIZE=longest)
    app.extensions["service"] = service
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for routes in (protocol, questions, linked_data, openapi, access):
        app.register_blueprint(routes.blueprint(service))
    app.register_blueprint(ontology_page.blueprint())
    app.register_blueprint(pages.blueprint(store))
    _tell_errors(app, service)
    app.after_request(_secured)
    app.context_processor(_page_words)
    return app


def _tell_errors(app: Flask, service: Service) -> None:
    def pool_error(error: PoolError) -> Response:
        return problems.of_limit(error, service.limits.seconds).response()

    def unforeseen(error: Exception) -> Response:
        app.logger.error("unforeseen: %s", type(error).__name__, exc_info=error)
        return problems.refused(500, "internal", "the server failed at this; it was noted", "服务器内部出错，已记录").response()

    app.register_error_handler(problems.ProblemError, problems.ProblemError.response)
    app.register_error_handler(PlacedQueryError, lambda error: problems.of_query(error).response())
    app.register_error_handler(PoolError, pool_error)
    app.register_error_handler(MissingPackageError, lambda error: problems.of_package(error).response())
    app.register_error_handler(DevzoneError, lambda error: problems.of_limit(error, 0).response())
    app.register_error_handler(HTTPException, lambda error: problems.of_http(error).response())
    app.register_error_handler(Exception, unforeseen)


def _page_words() -> dict[str, object]:
    other = {**request.args.to_dict(), "lang": "zh" if wording.language() == "en" else "en"}
    return {
        "word": wording.word,
        "roles": wording.ROLES,
        "lang": wording.language(),
        "local": pages.local,
        "other_language_url": f"{request.path}?{urlencode(other)}",
    }


def _secured(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
