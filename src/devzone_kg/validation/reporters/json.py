"""The report as JSON (docs/check.schema.json)."""

import json

from devzone_kg.validation.findings import Report


def render(report: Report) -> str:
    """The report as indented JSON."""
    return json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n"
