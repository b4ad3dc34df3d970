"""devzone-kg: a knowledge graph of Chinese policy plans.

>>> import devzone_kg as dz
>>> plan = dz.extract("data/plan.txt")  # facts, each with the span of its words
>>> graph = dz.to_graph(plan)  # an rdflib.Graph
>>> report = dz.check(graph)  # findings against the drafting rules
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from devzone_kg.building import to_graph
    from devzone_kg.errors import DevzoneError
    from devzone_kg.extraction.pipeline import extract
    from devzone_kg.facts import PlanFacts
    from devzone_kg.reading import read
    from devzone_kg.validation import check

__all__ = ["DevzoneError", "PlanFacts", "check", "extract", "read", "to_graph"]

_HOMES = {
    "DevzoneError": "errors",
    "PlanFacts": "facts",
    "check": "validation",
    "extract": "extraction.pipeline",
    "read": "reading",
    "to_graph": "building",
}


def __getattr__(name: str) -> Any:
    """Load an export when it is first asked for, so that importing the package costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
