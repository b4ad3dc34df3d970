"""Reports for people and for programs: a module for each format."""

from devzone_kg.validation.findings import Report
from devzone_kg.validation.reporters import json, text

FORMATS = ("text", "json")


def report(result: Report, form: str = "text", lang: str | None = None, *, colour: bool = False) -> str:
    """A report in a format; `lang` is zh or en, by default that of the locale."""
    return json.render(result) if form == "json" else text.render(result, lang, colour=colour)
