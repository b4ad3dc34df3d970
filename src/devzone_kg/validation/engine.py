"""What an engine is: it takes a graph and rules, and gives results; nothing behind it depends on which engine ran."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from devzone_kg.errors import DevzoneError
from devzone_kg.validation.rules import Rule

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result, with the rule's messages filled in."""

    rule: Rule
    focus: Term
    value: Term
    zh: str
    en: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two results the same."""
        return (self.rule.iri, str(self.focus), str(self.value))


class Engine(Protocol):
    """A SHACL engine."""

    def validate(self, store: ox.Store, rules: Sequence[Rule]) -> list[Result]:
        """The results of all rules over the default graph of the store."""


def engine(name: str) -> Engine:
    """The engine of a name: `fast` or `pyshacl` (the reference, slower).

    Raises:
        DevzoneError: there is no such engine.
    """
    if name == "fast":
        from devzone_kg.validation.fast import FastEngine

        return FastEngine()
    if name == "pyshacl":
        from devzone_kg.validation.reference import PyShaclEngine

        return PyShaclEngine()
    raise DevzoneError(f"no engine {name}; there are fast and pyshacl")
