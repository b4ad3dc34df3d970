"""The report as JSON (docs/check.schema.json)."""

import json
from collections.abc import Sequence

from devzone_kg.validation.findings import Report


def render(reports: Sequence[Report]) -> str:
    """The report as indented JSON; a list where there are several."""
    data = [r.to_json() for r in reports]
    return json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=1) + "\n"
