"""The reference engine: pySHACL over the same graph and the same shapes files.

pySHACL has rdflib parse a SELECT anew for every focus node; a graph that keeps parsed queries makes it six times faster.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pyoxigraph as ox

from devzone_kg.errors import ShapesError
from devzone_kg.namespaces import SH
from devzone_kg.validation.engine import Result, Term
from devzone_kg.validation.rules import Rule, files

_SLOT = re.compile(r"\\\{\\[?$]\w+\\\}")  # a variable in an escaped message


class PyShaclEngine:
    """Runs the shapes of this installation with pySHACL; no imports, no inference, no JavaScript, nothing fetched."""

    def validate(self, store: ox.Store, rules: Sequence[Rule]) -> list[Result]:
        """The results of all rules over the default graph of the store."""
        import pyshacl
        from rdflib import Graph

        _, report, text = pyshacl.validate(
            as_rdflib(store), shacl_graph=_shapes(), inplace=True, inference="none", advanced=False, js=False, meta_shacl=False,
            do_owl_imports=False, allow_infos=True, allow_warnings=True,
        )  # fmt: skip
        if not isinstance(report, Graph):
            raise ShapesError(f"pySHACL could not validate: {text}")
        by_iri = {rule.iri: rule for rule in rules}
        found: dict[tuple[str, str, str], Result] = {}
        for result in _results(report, by_iri):
            found.setdefault(result.key, result)
        return list(found.values())


def as_rdflib(store: ox.Store) -> Any:
    """The default graph of a store as an rdflib graph that parses each query once."""
    from rdflib import Graph
    from rdflib.plugins.sparql import prepareQuery

    prepared = cache(prepareQuery)

    class Parsed(Graph):
        def query(self, query_object: Any, *arguments: Any, **options: Any) -> Any:
            ready = prepared(query_object) if isinstance(query_object, str) else query_object
            return super().query(ready, *arguments, **options)

    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return Parsed().parse(data=data or b"", format="nt")


@cache
def _shapes() -> Any:
    from rdflib import Graph

    graph = Graph()
    for file in files():
        graph.parse(data=file.read_bytes(), format="turtle")
    return graph


def _results(report: Any, rules: dict[str, Rule]) -> list[Result]:
    from rdflib import URIRef

    found = []
    for node in report.objects(None, URIRef(SH + "result")):
        rule = rules.get(str(report.value(node, URIRef(SH + "sourceShape"))))
        if rule is not None:
            focus = _term(report.value(node, URIRef(SH + "focusNode")))
            value = _term(report.value(node, URIRef(SH + "value")))
            messages = [str(m) for m in report.objects(node, URIRef(SH + "resultMessage"))]
            found.append(Result(rule, focus, value, _message(rule, "zh", messages), _message(rule, "en", messages)))
    return found


def _term(node: Any) -> Term:
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))


def _message(rule: Rule, language: str, messages: list[str]) -> str:
    """The message of a language among those of a result: pySHACL drops the language when it fills variables."""
    template = rule.message[language]
    pattern = _SLOT.sub("(?s:.*)", re.escape(template))
    return next((m for m in messages if re.fullmatch(pattern, m)), template)
