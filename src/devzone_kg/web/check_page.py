"""Check a draft: paste or upload it, see the findings beside the text. Nothing that is sent here is kept."""

import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.utils import secure_filename

from devzone_kg.errors import DevzoneError, MissingPackageError
from devzone_kg.store import Store
from devzone_kg.validation import Report, check
from devzone_kg.validation.reporters import report as written
from devzone_kg.validation.reporters.docx import annotated
from devzone_kg.web import wording
from devzone_kg.web.marking import Mark, pieces
from devzone_kg.web.rendering import as_json, download, shown
from devzone_kg.web.rules_page import FAMILIES, SEVERITIES

_MOST = 20_000_000  # bytes
_FORMS = {
    "json": ("application/json", "findings.json"),
    "sarif": ("application/sarif+json", "findings.sarif"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "annotated.docx"),
}
_RANK = {name: rank for rank, name in enumerate(SEVERITIES)}


def add(routes: Blueprint, _store: Store) -> None:
    """Register the page."""

    @routes.get("/check", endpoint="check_form")
    def form() -> Response:
        return shown("check.html", {}, profile="draft", text="")

    @routes.post("/check", endpoint="checked")
    @routes.post("/check.json", endpoint="checked_json")
    def checked() -> Response:
        request.max_content_length = request.max_form_memory_size = _MOST
        text, profile = request.form.get("text", ""), request.form.get("profile", "draft")
        wanted = "json" if request.path.endswith(".json") else request.form.get("format", "page")
        with tempfile.TemporaryDirectory() as place:
            path = _saved(Path(place), text)
            if path is None:
                return _told("没有收到文稿。", "No draft was sent.", text, profile)
            try:
                return _answer(path, profile, wanted, text)
            except MissingPackageError:
                raise
            except DevzoneError as error:
                message = str(error).replace(f"{path}: ", "").replace(str(path), path.name)
                return _told(message, message, text, profile)


def _saved(place: Path, text: str) -> Path | None:
    """The draft in a file that goes when the request ends."""
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        path = place / ("draft" + Path(secure_filename(sent.filename) or "draft.txt").suffix.lower())
        sent.save(path)
        return path
    if not text.strip():
        return None
    path = place / "draft.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _told(zh: str, en: str, text: str, profile: str) -> Response:
    if request.path.endswith(".json"):
        response = as_json({"error": en})
    else:
        response = shown("check.html", {}, profile=profile, text=text, problem=wording.either(zh, en))
    response.status_code = 400
    return response


def _answer(path: Path, profile: str, wanted: str, text: str) -> Response:
    if wanted == "docx":
        data = annotated(path, check(path, profile=profile), wording.language())
        return download(data, *_FORMS["docx"])
    found = check(path, profile=profile)
    name = path.name
    if wanted == "json":
        return as_json(_public(found, name))
    if wanted == "sarif":
        return download(
            written(found, "sarif", wording.language()).encode().replace(str(path).encode(), name.encode()), *_FORMS["sarif"]
        )
    marks = {(f.span.start, f.span.end): f.severity for f in sorted(found.findings, key=lambda f: -_RANK[f.severity])}
    marked = pieces(found.text, [Mark(start, end, (severity,)) for (start, end), severity in marks.items()])
    return shown(
        "check.html",
        {},
        profile=profile,
        text=text,
        source=found.text,
        report=found,
        pieces=list(marked),
        families=FAMILIES,
        severities=SEVERITIES,
    )


def _public(found: Report, name: str) -> dict[str, Any]:
    return {**found.to_json(), "document": name, "text": found.text}
