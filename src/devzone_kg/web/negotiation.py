"""From an answer to a response: its form by Accept, its compression, its tag by the version of the store."""

import re
from collections.abc import Iterable
from hashlib import blake2b

from flask import Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header
from werkzeug.wsgi import wrap_file

from devzone_kg.querying import FORMATS, Format, Query, format_named
from devzone_kg.web.problems import refused
from devzone_kg.web.service import Dataset, Service

HTML = "text/html"
SUFFIXES = {
    "json": "json",
    "xml": "xml",
    "csv": "excel",
    "tsv": "tsv",
    "ttl": "turtle",
    "nt": "ntriples",
    "nq": "nquads",
    "trig": "trig",
    "jsonld": "jsonld",
    "rdf": "rdfxml",
}
_CHANGING = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b", re.I)  # their results differ from one time to the next
_PARAMETERS = re.compile(r";\s*(?!q\s*=)[^,;=]+=(?:\"[^\"]*\"|[^,;]*)", re.I)
_WHOLE = 1 << 20  # bytes; a larger result is sent from its file


def by_suffix(suffix: str, *, for_graphs: bool) -> Format:
    """The form of results that a file name ends with."""
    if suffix not in SUFFIXES:
        names = ", ".join(f".{s}" for s in SUFFIXES)
        raise refused(
            404, "suffix", f"there is no form of results '.{suffix}'; there are {names}", f"没有“.{suffix}”格式；可用：{names}"
        )
    return format_named(SUFFIXES[suffix], for_graphs=for_graphs)


def best_of(offered: Iterable[str]) -> str | None:
    """The media type that the Accept header prefers; its parameters other than q (a charset, a profile) are of no account."""
    plain = _PARAMETERS.sub("", request.headers.get("Accept", ""))
    return parse_accept_header(plain, MIMEAccept).best_match(list(offered))


def by_accept(*, for_graphs: bool, html: bool = True) -> tuple[Format | None, str]:
    """The form that the Accept header prefers, under the media type that it asks for; no form for a page."""
    suited = [f for f in FORMATS.values() if f.for_graphs == for_graphs and not f.bom]
    offered = {alias: f for f in reversed(suited) for alias in f.aliases} | {f.media_type: f for f in suited}
    ordered = [*(f.media_type for f in suited), *(alias for f in suited for alias in f.aliases), *([HTML] if html else [])]
    chosen = best_of(ordered) if request.accept_mimetypes else suited[0].media_type
    if chosen is None:
        names = ", ".join(ordered)
        raise refused(406, "not-acceptable", f"this can be written as {names}", f"可用的格式：{names}")
    return offered.get(chosen), chosen


def media_type_header(media_type: str) -> str:
    """The Content-Type of a media type."""
    return media_type + ("; charset=utf-8" if media_type.startswith("text/") else "")


def answered(  # noqa: PLR0913
    service: Service,
    query: Query,
    form: Format,
    media_type: str | None = None,
    dataset: Dataset | None = None,
    *,
    rows: int | None = None,
) -> Response:
    """The answer to a query as a response."""
    media_type = media_type or form.media_type
    compress = request.accept_encodings.quality("gzip") > 0
    tag = _tag(service, query, media_type, compress)
    if tag and request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        response = _asked(service, query, form, dataset, compress=compress, rows=rows)
        response.headers["Content-Type"] = media_type_header(media_type)
    if tag:
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"
    else:
        response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


def _tag(service: Service, query: Query, media_type: str, compress: bool) -> str | None:
    """The tag of a result: the address says the query, so the version and the form are all that is left."""
    if request.method not in ("GET", "HEAD") or _CHANGING.search(query.text):
        return None
    return blake2b(f"{service.version} {media_type} {compress}".encode(), digest_size=9).hexdigest()


def _asked(  # noqa: PLR0913
    service: Service, query: Query, form: Format, dataset: Dataset | None, *, compress: bool, rows: int | None
) -> Response:
    answer = service.ask(query, form, dataset, rows=rows, compress=compress, client=request.remote_addr or "")
    if answer.size <= _WHOLE:
        response = Response(answer.read())
    else:
        answer.file.seek(0)
        response = Response(wrap_file(request.environ, answer.file), direct_passthrough=True)
        response.headers["Content-Length"] = str(answer.size)
    if answer.compressed:
        response.headers["Content-Encoding"] = "gzip"
    if answer.truncated:
        response.headers["X-Truncated"] = f"rows={rows or service.limits.rows}"
    response.headers["Server-Timing"] = f"queue;dur={answer.waited * 1000:.1f}, query;dur={answer.ran * 1000:.1f}"
    return response


def written(data: bytes, media_type: str) -> Response:
    """What needs no query."""
    response = Response(data)
    response.headers["Content-Type"] = media_type_header(media_type)
    response.headers["Vary"] = "Accept"
    return response
