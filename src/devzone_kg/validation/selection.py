"""Which findings of a report are shown: by rule and severity, less what is suppressed with a reason or known already."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from devzone_kg.errors import DevzoneError
from devzone_kg.validation.findings import Finding, Report
from devzone_kg.validation.settings import Settings
from devzone_kg.writing import write_file

# A line of a text: devzone-kg: ignore R04,R07: known, the list follows. It holds for the line it stands in and the next one
# that has words; with ignore-file, for the whole text.
_COMMENT = re.compile(
    r"devzone-kg\s*[:：]\s*(?P<what>ignore-file|ignore)\s+(?P<rules>[A-Z]\d{0,2}(?:\s*[,，、]\s*[A-Z]\d{0,2})*)(?P<reason>[^\r\n]*)"
)
_REASON = re.compile(r"^[\s:：\-—]+|\s*(?:-->|\*/)?\s*$")
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


def selected(report: Report, settings: Settings, baseline: Counter[str] | None = None) -> Report:
    """The report with the findings that the settings show; how many were suppressed is counted."""
    notes, comments = _comments(report.text)
    shown, suppressed, known = [], 0, Counter(baseline or {})
    for finding in report.findings:
        if not settings.shows(finding.rule, finding.severity):
            continue
        if any(c.hides(finding) for c in comments) or _is_suppressed(finding, report.document, settings):
            suppressed += 1
        elif known[fingerprint(finding)] > 0:
            known[fingerprint(finding)] -= 1
            suppressed += 1
        else:
            shown.append(finding)
    results = tuple(r for r in report.results if settings.shows(r.rule.identifier, r.rule.severity))
    return replace(
        report, findings=tuple(shown), suppressed=report.suppressed + suppressed, notes=(*report.notes, *notes), results=results
    )


def _is_suppressed(finding: Finding, path: str, settings: Settings) -> bool:
    return any(s.hides(finding.rule, finding.quote, path) for s in settings.suppressions)


@dataclass(frozen=True, slots=True)
class _Comment:
    rules: tuple[str, ...]
    start: int
    end: int

    def hides(self, finding: Finding) -> bool:
        """Whether a finding is of these rules and starts where the comment holds."""
        return finding.rule.startswith(self.rules) and self.start <= finding.span.start <= self.end


def _comments(text: str) -> tuple[list[str], list[_Comment]]:
    """What the comments in a text suppress, and notes on those that give no reason."""
    notes, found = [], []
    for match in _COMMENT.finditer(text):
        if not _REASON.sub("", match["reason"]):
            notes.append(f"the suppression at character {match.start()} gives no reason and does not hold")
            continue
        rules = tuple(re.split(r"\s*[,，、]\s*", match["rules"]))
        start, end = (0, len(text)) if match["what"] == "ignore-file" else _reach(text, match.start())
        found.append(_Comment(rules, start, end))
    return notes, found


def _reach(text: str, at: int) -> tuple[int, int]:
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    lines = _LINE.finditer(text, start)
    here, below = next(lines, None), next(lines, None)
    return start, below.end() if below else here.end() if here else len(text)


def fingerprint(finding: Finding) -> str:
    """What makes a finding the same after other parts of the text have changed: rule, message and words."""
    words = f"{finding.rule}|{finding.message['zh']}|{''.join(finding.quote.split())}"
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def read_baseline(path: Path) -> dict[str, Counter[str]]:
    """The known findings of a baseline, by document.

    Raises:
        DevzoneError: the file cannot be read as a baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {name: Counter({k: int(v) for k, v in counts.items()}) for name, counts in data["documents"].items()}
    except (OSError, UnicodeDecodeError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise DevzoneError(f"{path}: cannot be read as a baseline ({error})") from error


def write_baseline(path: Path, reports: Iterator[Report] | list[Report]) -> None:
    """Write the findings of reports as known ones."""
    documents = {r.document: dict(sorted(Counter(map(fingerprint, r.findings)).items())) for r in reports}
    text = json.dumps({"version": 1, "documents": documents}, ensure_ascii=False, indent=1) + "\n"
    write_file(path, text.encode())
