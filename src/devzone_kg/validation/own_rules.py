"""A user's own shapes: untrusted, so they run in a process of their own with limits, and nothing is fetched.

A file whose shapes are all of the form that `lint` allows runs on the fast engine; any other legal SHACL goes to pySHACL
as a whole, and the report says so.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from devzone_kg.errors import ShapesError
from devzone_kg.validation.engine import Result
from devzone_kg.validation.own_rule import own_rule

MAX_BYTES = 1_000_000
SECONDS = 60
_FETCHES = re.compile(r"\b(?:SERVICE|LOAD|FROM)\b", re.IGNORECASE)
_QUERIES = ("select", "ask", "construct", "relatedSelect")
_QUOTED = re.compile(r"""#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>""")


def own_results(store: ox.Store, files: Iterable[Path]) -> tuple[list[Result], list[str]]:
    """The results of users' shapes files over a graph, and remarks on how they were run.

    Raises:
        ShapesError: a file cannot be read, is too large, asks for something that is refused, or takes too long.
    """
    results: list[Result] = []
    remarks: list[str] = []
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    for file in files:
        answer = _run(file, shapes_in(file), data)
        remarks += [f"{file}: {remark}" for remark in answer["remarks"]]
        results += [_result(r) for r in answer["results"]]
    return results, remarks


def shapes_in(file: Path) -> bytes:
    """The bytes of a shapes file, after what can be told without running it."""
    try:
        if not file.is_file():
            raise ShapesError(f"{file}: no such shapes file")
        if file.stat().st_size > MAX_BYTES:
            raise ShapesError(f"{file}: larger than {MAX_BYTES // 1_000_000} MB, the most that a shapes file may have")
        data = file.read_bytes()
        quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError) as error:
        raise ShapesError(f"{file}: cannot be read as Turtle ({error})") from error
    for quad in quads:
        _refuse(file, quad)
    return data


def _refuse(file: Path, quad: ox.Quad) -> None:
    name = quad.predicate.value.rpartition("#")[2]
    if "/shacl#js" in quad.predicate.value or "/shacl#JS" in str(quad.object):
        raise ShapesError(f"{file}: JavaScript ({name}) is refused")
    query = _unescaped(quad.object.value) if isinstance(quad.object, ox.Literal) and name in _QUERIES else ""
    if _FETCHES.search(_QUOTED.sub(" ", query)):
        raise ShapesError(f"{file}: SERVICE, LOAD and FROM are refused in a query")


def _unescaped(query: str) -> str:
    r"""A query with \u0053 read as S, as SPARQL engines do before anything else."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), query)


def _run(file: Path, shapes: bytes, data: bytes) -> dict[str, Any]:
    head = len(shapes).to_bytes(8, "big")
    command = [sys.executable, "-I", "-c", "from devzone_kg.validation.own_child import main; main()"]
    try:
        run = subprocess.run(command, input=head + shapes + data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ShapesError(f"{file}: took longer than {SECONDS} seconds and was stopped") from error
    if run.returncode != 0:
        lines = run.stderr.decode(errors="replace").strip().splitlines() or ["it was stopped; it may have run out of memory"]
        raise ShapesError(f"{file}: cannot be run ({lines[-1][:300]})")
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def _result(row: dict[str, Any]) -> Result:
    rule = own_rule(row)
    focus, value = _term(row["focus"]), _term(row["value"])
    return Result(rule, focus, value, row["zh"], row["en"])


def _term(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    parsed = next(iter(ox.parse(f"<urn:s> <urn:p> {text} .", format=ox.RdfFormat.N_TRIPLES))).object
    if not isinstance(parsed, ox.NamedNode | ox.BlankNode | ox.Literal):
        raise ShapesError("a value that is no term")
    return parsed
