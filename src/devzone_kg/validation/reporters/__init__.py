"""Reports for people and for programs: a module for each format."""

from collections.abc import Sequence
from importlib import import_module

from devzone_kg.validation.findings import Report
from devzone_kg.validation.reporters.text import locale_language

FORMATS = ("text", "json", "sarif", "github", "html", "turtle", "csv", "docx")


def report(result: Report, form: str = "text", lang: str | None = None, *, colour: bool = False) -> str:
    """A report in a format other than docx; `lang` is zh or en, by default that of the locale."""
    return reports([result], form, lang, colour=colour)


def reports(results: Sequence[Report], form: str = "text", lang: str | None = None, *, colour: bool = False) -> str:
    """The reports of several documents in one text; JSON is then a list, SARIF one run, CSV one table."""
    lang = lang or locale_language()
    module = import_module(f"devzone_kg.validation.reporters.{form}")
    if form in ("sarif", "csv"):
        return str(module.render(results, lang))
    if form in ("turtle", "json"):
        return str(module.render(results))
    if form == "text":
        return "".join(module.render(r, lang, colour=colour) for r in results)
    return "".join(module.render(r, lang) for r in results)
