"""The report as a table, one finding a row, with the mark that Excel needs for Chinese."""

import csv
import io
from collections.abc import Iterable

from devzone_kg.validation.findings import Report

_COLUMNS = ("document", "rule", "severity", "line", "column", "start", "end", "item", "quote", "message", "help", "focus")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(reports: Iterable[Report], lang: str) -> str:
    """A header, then the findings of all reports."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for report in reports:
        for f in report.findings:
            place = (f.line, f.column, f.span.start, f.span.end)
            words = (f.item or "", f.quote, f.message[lang], f.help[lang], f.focus)
            writer.writerow([_cell(report.document), f.rule, f.severity, *place, *map(_cell, words)])
    return "\ufeff" + out.getvalue()


def _cell(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
