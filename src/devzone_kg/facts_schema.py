"""The JSON Schema of the facts, derived from the dataclasses; `docs/facts.schema.json` is written from here by `make docs`."""

import json
import types
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from devzone_kg.facts import PlanFacts
from devzone_kg.namespaces import BASE
from devzone_kg.reading.source import Span

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
_SPAN = {
    "description": "[start, end) in code points of the text",
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
}


def facts_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of what `devzone-kg extract --format json` prints."""
    definitions: dict[str, Any] = {"Span": _SPAN}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": BASE + "facts.schema.json",
        **_object(PlanFacts, definitions, leave_out="text"),
    }
    return {**schema, "$defs": definitions}


def _object(kind: type, definitions: dict[str, Any], leave_out: str = "") -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind) if f.name != leave_out]
    return {
        "description": (kind.__doc__ or "").strip(),
        "type": "object",
        "properties": {name: _type(hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint is Span:
        return {"$ref": "#/$defs/Span"}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [_type(part, definitions) for part in get_args(hint)]}
    return {"type": "array", "items": _type(get_args(hint)[0], definitions)}  # tuple[X, ...]


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(facts_schema(), ensure_ascii=False, indent=1) + "\n"
