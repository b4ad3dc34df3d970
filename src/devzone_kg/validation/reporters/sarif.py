"""The report as SARIF 2.1.0, which code hosts and editors show at the lines."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from devzone_kg.reading.source import Span
from devzone_kg.validation.findings import Finding, Report
from devzone_kg.validation.places import Lines

_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(reports: Iterable[Report], lang: str) -> str:
    """One run over all reports; columns count Unicode code points."""
    reports = list(reports)
    findings = [f for r in reports for f in r.findings]
    rules = sorted({f.rule for f in findings})
    run = {
        "tool": {
            "driver": {
                "name": "devzone-kg",
                "informationUri": "https://w3id.org/devzone-kg/",
                "rules": [_rule(name, findings, lang) for name in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(r, Lines(r.text), f, rules, lang) for r in reports for f in r.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(name: str, findings: list[Finding], lang: str) -> dict[str, Any]:
    finding = next(f for f in findings if f.rule == name)
    return {
        "id": name,
        "shortDescription": {"text": finding.reason.get(lang) or name},
        "help": {"text": finding.help.get(lang) or name},
        "properties": {"norm": finding.source.get(lang, "")},
    }


def _result(report: Report, lines: Lines, finding: Finding, rules: list[str], lang: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message[lang]},
        "locations": [_location(report, lines, finding.span)],
    }
    if finding.related:
        related = [(n, r) for n, r in enumerate(finding.related, 1)]
        result["relatedLocations"] = [
            {"id": n, **_location(report, lines, r.span), "message": {"text": r.quote or "…"}} for n, r in related
        ]
    return result


def _location(report: Report, lines: Lines, span: Span) -> dict[str, Any]:
    line, column = lines.place(span.start)
    end_line, end_column = lines.place(span.end)
    region: dict[str, Any] = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    region |= {"charOffset": span.start, "charLength": span.end - span.start}
    region["snippet"] = {"text": report.text[span.start : span.end]}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(report.document)}, "region": region}}


def _uri(document: str) -> str:
    """A path or, where a graph was checked, an IRI as a URI reference; a path would lose one of the slashes after https:."""
    return quote(document, safe=":/?#[]@!$&'()*+,;=%") if "://" in document else quote(Path(document).as_posix())
