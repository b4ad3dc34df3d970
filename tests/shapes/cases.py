"""What the tests of the shapes share."""

from devzone_kg.validation import Finding, check
from validation.plans import Draft


def found(draft: Draft, rule: str, profile: str = "issued") -> list[Finding]:
    """The findings of one rule in a draft. Every quote is the text at its span."""
    report = check(draft.facts(), profile=profile)
    for finding in report.findings:
        assert report.text[slice(*finding.span)] == finding.quote
        for related in finding.related:
            assert report.text[slice(*related.span)] == related.quote
    return [f for f in report.findings if f.rule == rule]


def quotes(draft: Draft, rule: str) -> list[str]:
    """The words that a rule points at."""
    return [f.quote for f in found(draft, rule)]


def plan() -> Draft:
    """The start of a clean plan."""
    draft = Draft().head()
    draft.item("一、", 1, "措施")
    return draft
