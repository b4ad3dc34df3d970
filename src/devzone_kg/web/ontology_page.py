"""The reference of the ontology as a page of this server."""

from flask import Blueprint, Response, send_file, url_for

from devzone_kg.reference import ontology_page
from devzone_kg.reference.page import STYLESHEET
from devzone_kg.web import wording


def blueprint() -> Blueprint:
    """The reference in both languages, with its style."""
    routes = Blueprint("ontology", __name__)

    @routes.get("/ontology")
    def reference() -> Response:
        lang = wording.language()
        twin = url_for("ontology.reference", lang="zh" if lang == "en" else "en")
        return Response(ontology_page(lang, url_for("ontology.style"), twin), mimetype="text/html")

    @routes.get("/ontology.css")
    def style() -> Response:
        return send_file(STYLESHEET, mimetype="text/css")

    return routes
