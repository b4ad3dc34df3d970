"""The drafting rules, a page each, made from the shapes."""

from flask import Blueprint, Response

from devzone_kg.store import Store
from devzone_kg.validation.rules import Rule, rules
from devzone_kg.web.problems import missing
from devzone_kg.web.rendering import page, shown

FAMILIES = {
    "document": ("文件要素", "Document"),
    "numbering": ("编号与结构", "Numbering"),
    "responsibility": ("责任分工", "Responsibility"),
    "targets": ("目标", "Targets"),
    "citations": ("引用", "Citations"),
    "zones": ("园区", "Zones"),
    "wording": ("文字", "Wording"),
}
SEVERITIES = {"violation": ("违规", "Violation"), "warning": ("警告", "Warning"), "info": ("提示", "Information")}


def add(routes: Blueprint, _store: Store) -> None:
    """Register the pages."""

    @page(routes, "/rules")
    def listing() -> Response:
        families: dict[str, list[Rule]] = {}
        for rule in rules():
            families.setdefault(rule.family, []).append(rule)
        data = {"rules": [_public(rule) for rule in rules()]}
        return shown("rules.html", data, families=families, names=FAMILIES, severities=SEVERITIES)

    @page(routes, "/rules/<identifier>")
    def one(identifier: str) -> Response:
        known = [rule for rule in rules() if rule.identifier == identifier]
        if not known:
            raise missing(f"there is no rule {identifier[:20]}", f"没有规则 {identifier[:20]}")
        every = list(dict.fromkeys(rule.identifier for rule in rules()))
        at = every.index(identifier)
        neighbours = (every[at - 1] if at else "", every[at + 1] if at + 1 < len(every) else "")
        more = {"names": FAMILIES, "severities": SEVERITIES, "neighbours": neighbours}
        return shown("rule.html", {"rules": [_public(rule) for rule in known]}, shapes=known, rule=known[0], **more)


def _public(rule: Rule) -> dict[str, object]:
    wanted = ("iri", "identifier", "family", "label", "severity", "severity_in_draft", "message", "help", "reason", "source")
    return {name: getattr(rule, name) for name in (*wanted, "breaking", "keeping", "select")}
