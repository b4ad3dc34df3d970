"""The fast engine: each rule's SELECT runs once over the whole graph, with `$this` bound by the rule's target.

Standard SHACL runs the SELECT once for every focus node. The results are the same where the SELECT keeps the rules of
`lint`; a test holds the two engines against each other.
"""

import re
from collections.abc import Sequence

import pyoxigraph as ox

from devzone_kg.errors import ShapesError
from devzone_kg.namespaces import RDFS
from devzone_kg.validation.engine import Result, Term
from devzone_kg.validation.rules import Rule

_BEFORE_GROUP = re.compile(r"""(?:[^{}"'<#]|"[^"\n]*"|'[^'\n]*'|<[^>\s]*>|<|\#[^\n]*)*\{""")
_SLOT = re.compile(r"\{[?$](\w+)\}")


class FastEngine:
    """Runs rules over a pyoxigraph store."""

    def validate(self, store: ox.Store, rules: Sequence[Rule]) -> list[Result]:
        """The results of all rules over the default graph of the store."""
        return [result for rule in rules for result in _results(store, rule)]


def _results(store: ox.Store, rule: Rule) -> list[Result]:
    try:
        solutions = store.query(bound_query(store, rule))
    except SyntaxError as error:
        raise ShapesError(f"{rule.iri}: the SELECT is not valid SPARQL: {error}") from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise ShapesError(f"{rule.iri}: sh:select holds no SELECT")
    names = [v.value for v in solutions.variables]
    found: dict[tuple[str, str, str], Result] = {}
    for solution in solutions:
        bindings = {name: term for name in names if (term := solution[name]) is not None}
        result = _result(rule, bindings)
        found.setdefault(result.key, result)
    return list(found.values())


def _result(rule: Rule, bindings: dict[str, Term]) -> Result:
    this = bindings["this"]
    value = bindings.get("value", this)
    return Result(rule, this, value, fill(rule.message["zh"], bindings), fill(rule.message["en"], bindings))


def fill(message: str, bindings: dict[str, Term]) -> str:
    """A message with the values of its variables."""

    def text(match: re.Match[str]) -> str:
        term = bindings.get(match[1])
        return match[0] if term is None else term.value

    return _SLOT.sub(text, message)


def bound_query(store: ox.Store, rule: Rule) -> str:
    """The rule's SELECT with the target pattern at the start of its outermost group."""
    match = _BEFORE_GROUP.match(rule.select)
    if not match:
        raise ShapesError(f"{rule.iri}: the SELECT has no group")
    return f"{match[0]} {_target_pattern(store, rule)} {rule.select[match.end() :]}"


def _target_pattern(store: ox.Store, rule: Rule) -> str:
    patterns = [pattern for kind, iri in rule.targets for pattern in _patterns(store, kind, iri)]
    if len(patterns) == 1 and rule.targets[0][0] == "targetClass":
        return patterns[0]
    return f"{{ SELECT DISTINCT ?this WHERE {{ {' UNION '.join(f'{{ {p} }}' for p in patterns)} }} }}"


def _patterns(store: ox.Store, kind: str, iri: str) -> list[str]:
    if kind == "targetClass":
        return [f"?this a <{name}> ." for name in _with_subclasses(store, iri)]
    if kind == "targetSubjectsOf":
        return [f"?this <{iri}> ?targetObject ."]
    if kind == "targetObjectsOf":
        return [f"?targetSubject <{iri}> ?this ."]
    return [f"BIND (<{iri}> AS ?this)"]


def _with_subclasses(store: ox.Store, iri: str) -> list[str]:
    """A class and those below it, as far as the graph itself says."""
    found, waiting = [iri], [iri]
    while waiting:
        for quad in store.quads_for_pattern(
            None, ox.NamedNode(RDFS + "subClassOf"), ox.NamedNode(waiting.pop()), ox.DefaultGraph()
        ):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value not in found:
                found.append(quad.subject.value)
                waiting.append(quad.subject.value)
    return found
