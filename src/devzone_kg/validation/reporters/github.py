"""The report as workflow commands, which GitHub shows at the lines of a pull request."""

from devzone_kg.validation.findings import Finding, Report

_LEVELS = {"violation": "error", "warning": "warning", "info": "notice"}


def render(report: Report, lang: str) -> str:
    """One command a finding."""
    return "".join(_command(report.document, finding, lang) for finding in report.findings)


def _command(path: str, finding: Finding, lang: str) -> str:
    fields = {
        "file": path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.rule} {finding.item or ''}".strip(),
    }
    shown = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{_LEVELS[finding.severity]} {shown}::{_data(f'{finding.message[lang]} — {finding.help[lang]}')}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
