"""Findings and reports as data, and their JSON form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from devzone_kg.reading.source import Span

if TYPE_CHECKING:
    from devzone_kg.validation.engine import Result


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding."""

    span: Span
    quote: str

    def to_json(self) -> dict[str, Any]:
        """The public JSON form."""
        return {"span": list(self.span), "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at its words, with the reason and the cure; texts are by language (zh, en)."""

    rule: str
    severity: str  # violation | warning | info
    message: Mapping[str, str]
    span: Span
    line: int  # from 1
    column: int  # from 1, in code points
    item: str | None  # the number of the innermost item, as written
    quote: str
    help: Mapping[str, str]
    focus: str  # IRI
    related: tuple[Related, ...] = ()
    reason: Mapping[str, str] = field(default_factory=dict)  # why the rule is there
    source: Mapping[str, str] = field(default_factory=dict)  # the norm
    shape: str = ""  # IRI of the shape

    def to_json(self) -> dict[str, Any]:
        """The public JSON form."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "message": dict(self.message),
            "span": list(self.span),
            "line": self.line,
            "column": self.column,
            "item": self.item,
            "quote": self.quote,
            "help": dict(self.help),
            "focus": self.focus,
            "related": [r.to_json() for r in self.related],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found in one document. `text` is the document's text, for reporters that show the words."""

    document: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    suppressed: int = 0  # findings that a suppression or a baseline hides
    results: "tuple[Result, ...]" = field(default=(), repr=False)  # what the engine gave, for the SHACL report

    @property
    def conforms(self) -> bool:
        """Whether no violation is left."""
        return all(f.severity != "violation" for f in self.findings)

    def without_results(self) -> "Report":
        """The report without what the engine gave, which cannot pass between processes."""
        return replace(self, results=())

    def to_json(self) -> dict[str, Any]:
        """The public JSON form."""
        return {
            "document": self.document,
            "conforms": self.conforms,
            "findings": [f.to_json() for f in self.findings],
            "suppressed": self.suppressed,
            "notes": list(self.notes),
        }
