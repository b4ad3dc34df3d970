"""A rule of a user's own as a `Rule`: what its shape leaves out is filled with what can be said of any."""

from typing import Any

from devzone_kg.validation.rules import Rule


def own_rule(row: dict[str, Any]) -> Rule:
    """The rule of a result that the process for own shapes gave."""
    texts = {name: {"zh": row[name].get("zh", ""), "en": row[name].get("en", "")} for name in ("help", "reason", "source")}
    return Rule(
        iri=row["shape"],
        identifier=row["identifier"],
        family="own",
        label={"zh": row["identifier"], "en": row["identifier"]},
        severity=row["severity"],
        severity_in_draft=row["in_draft"],
        message={"zh": row["zh"], "en": row["en"]},
        help=texts["help"],
        reason=texts["reason"],
        source=texts["source"],
        breaking="",
        keeping="",
        targets=(),
        select="",
        related=None,
        constraint=row["constraint"],
        component=row["component"],
    )
