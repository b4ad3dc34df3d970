"""The W3C suite of SPARQL 1.1 (w3c/rdf-tests) through the endpoint, and through the engine alone for comparison.

    python -m benchmarks.conformance DIR     DIR: a checkout of w3c/rdf-tests

Prints a line for each group and names what fails; exits 1 where something fails that the engine alone passes. The suite
has the service load graphs from the web; here the runner puts them into the store. Requests that write are not sent:
the runner writes to the store in their place, so that the requests that read can be judged.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection

from devzone_kg.web import create_app
from devzone_kg.web.workers import Limits

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
HOST = "http://www.example"
FORMATS = {".srj": ox.QueryResultsFormat.JSON, ".srx": ox.QueryResultsFormat.XML, ".tsv": ox.QueryResultsFormat.TSV}
GRAPHS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
KINDS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}
JSON = "application/problem+json, */*;q=0.1"
STATUS = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}


class Raw:
    """A store whose default graph is no union: what the suite expects."""

    path: Path | None = None

    def __init__(self) -> None:
        self.engine = ox.Store()

    def graphs(self) -> list[str]:
        return sorted(name.value for name in self.engine.named_graphs() if isinstance(name, ox.NamedNode))

    def snapshot(self, place: Path) -> None:
        copy = ox.Store(place)
        copy.extend(iter(self.engine))
        for name in self.engine.named_graphs():
            copy.add_graph(name)
        copy.flush()


@dataclass
class Group:
    """What became of the tests of a group."""

    passed: int = 0
    skipped: int = 0
    engine_alone: int = 0
    failed: list[str] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)  # which the engine alone passes


class Runner:
    """The application with a store that each test fills."""

    def __init__(self, root: Path) -> None:
        self.root = root / "sparql" / "sparql11"
        self.store = Raw()
        self.app = create_app(self.store, Limits(running=1))  # type: ignore[arg-type]
        self.service = self.app.extensions["service"]
        self.client = self.app.test_client()
        self.groups: dict[str, Group] = defaultdict(Group)

    def fill(self, store: ox.Store) -> None:
        self.store.engine = store
        self.service.publish()

    def evaluation(self) -> None:
        for manifest, graph, test in self.tests("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl"):
            kinds = {str(kind).rpartition("#")[2] for kind in graph.objects(test, rdflib.RDF.type)}
            group = self.groups[manifest.parent.name]
            name = str(graph.value(test, MF.name))
            action = graph.value(test, MF.action)
            if kinds & {"QueryEvaluationTest", "CSVResultFormatTest"}:
                query = path_of(graph.value(action, QT.query))
                alone, through = self.evaluated(graph, action, query, path_of(graph.value(test, MF.result)))
            elif any("SyntaxTest" in kind for kind in kinds) and not any("Update" in kind for kind in kinds):
                wanted = any(kind.startswith("Positive") for kind in kinds)
                alone, through = self.understood(path_of(action), wanted)
            else:
                continue
            group.engine_alone += alone
            note(group, f"{manifest.parent.name}: {name}", through, alone)

    def tests(self, *files: str) -> Iterator[tuple[Path, rdflib.Graph, Any]]:
        waiting = [self.root / file for file in files]
        while waiting:
            manifest = waiting.pop(0)
            graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
            for included in graph.objects(None, MF.include):
                waiting += [path_of(item) for item in Collection(graph, included)]
            for entries in graph.objects(None, MF.entries):
                for test in Collection(graph, entries):
                    yield manifest, graph, test

    def evaluated(self, graph: rdflib.Graph, action: Any, query: Path, result: Path) -> tuple[bool, bool]:
        store = ox.Store()
        for data in graph.objects(action, QT.data):
            load(store, path_of(data), None)
        for data in graph.objects(action, QT.graphData):
            load(store, path_of(data), str(data))
        text = f"BASE <{query.as_uri()}>\n{query.read_text(encoding='utf-8')}"
        try:
            expected = shape_of_file(result)
        except (OSError, ValueError, SyntaxError):
            return False, False
        alone = shape(store, text, result) == expected
        self.fill(store)
        accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".srx": "application/sparql-results+xml"}
        answer = self.client.post(
            "/sparql",
            data=text.encode(),
            content_type="application/sparql-query",
            headers={"Accept": accept.get(result.suffix, "application/sparql-results+json, text/turtle")},
        )
        return alone, answer.status_code == 200 and shape_of_bytes(answer.data, answer.mimetype) == expected

    def understood(self, query: Path, wanted: bool) -> tuple[bool, bool]:
        text = f"BASE <{query.as_uri()}>\n{query.read_text(encoding='utf-8')}"
        try:
            ox.Store().query(text)
            alone = True
        except SyntaxError:
            alone = False
        except (OSError, RuntimeError):
            alone = True
        answer = self.client.post(
            "/sparql", data=text.encode(), content_type="application/sparql-query", headers={"Accept": JSON}
        )
        refused = answer.status_code == 400 and answer.json["code"] == "syntax"
        return alone == wanted, (not refused) == wanted

    def protocol(self) -> None:
        for manifest, graph, test in self.tests("protocol/manifest.ttl"):
            group, name = self.groups["protocol"], str(graph.value(test, MF.name))
            requests = requests_of(graph, test)
            if any(writes(r) and any(s.startswith(("2", "3")) for s in r.statuses) for r in requests):
                group.skipped += 1
                continue
            store = ox.Store()
            for data in graph.objects(test, UT.graphData):
                file = path_of(graph.value(data, UT.graph))
                load(store, file, str(graph.value(data, rdflib.RDFS.label)))
            for request in requests:
                for named in parse_qs(urlparse(request.path).query).get("default-graph-uri", []):
                    store.add_graph(ox.NamedNode(named))
            self.fill(store)
            note(group, f"{manifest.parent.name}: {name}", all(self.sent(r, "/sparql/", "/sparql/") for r in requests))

    def graph_store(self) -> None:
        """The reading part: what writes is done to the store by the runner, with the meaning that the standard gives it."""
        for manifest, graph, test in self.tests("graph-store-protocol/manifest.ttl"):
            group, store, read, passed = self.groups["graph-store-protocol (reading)"], ox.Store(), 0, True
            self.fill(store)
            for request in requests_of(graph, test):
                if "$" in request.path:
                    continue  # an address that the service gave to a graph that it created
                if request.method in ("GET", "HEAD"):
                    read += 1
                    passed &= self.sent(request, "/gsp", "/rdf-graph-store", base=HOST)
                else:
                    written(store, request)
                    self.fill(store)
            if read:
                note(group, f"{manifest.name}: {graph.value(test, MF.name)}", passed)
            else:
                group.skipped += 1

    def service_description(self) -> None:
        self.fill(ox.Store())
        answer = self.client.get("/sparql", headers={"Accept": "text/turtle"})
        graph = rdflib.Graph().parse(data=answer.text, format="turtle")
        sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        group = self.groups["service-description"]
        note(group, "service-description: returns RDF", answer.status_code == 200 and len(graph) > 0)
        endpoint = rdflib.URIRef("http://localhost/sparql")
        note(group, "service-description: endpoint triple", (None, sd.endpoint, endpoint) in graph)
        note(group, "service-description: schema", len(list(graph.subjects(rdflib.RDF.type, sd.Service))) == 1)

    def sent(self, request: "Request", prefix: str, ours: str, base: str = "http://localhost") -> bool:
        path = ours + request.path.removeprefix(prefix)
        answer = self.client.open(path, method=request.method, data=request.body, headers=request.headers, base_url=base)
        status = str(answer.status_code)
        if not any(status == s or (s.endswith("xx") and status[0] == s[0]) for s in request.statuses):
            return False
        if request.format and answer.mimetype not in KINDS[request.format]:
            return False
        if request.boolean is not None:
            return shape_of_bytes(answer.data, answer.mimetype) == str(request.boolean).lower()
        if request.graph is not None and request.method == "GET":
            expected = ox.parse(request.graph, format=ox.RdfFormat.TURTLE, base_iri=HOST + request.path)
            return canonical(expected) == shape_of_bytes(answer.data, answer.mimetype)
        return True


@dataclass
class Request:
    """A request of the suite with the answer that it expects."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes | None
    statuses: list[str]
    format: str | None
    boolean: bool | None
    graph: str | None


def requests_of(graph: rdflib.Graph, test: Any) -> list[Request]:
    connection = graph.value(test, MF.action)
    return [_request(graph, node) for node in Collection(graph, graph.value(connection, HT.requests))]


def _request(graph: rdflib.Graph, node: Any) -> Request:
    def text(of: Any, name: rdflib.URIRef) -> str | None:
        value = graph.value(of, name)
        return None if value is None else str(value)

    lists = graph.value(node, HT.headers)
    headers = [
        (str(graph.value(h, HT.fieldName)), str(graph.value(h, HT.fieldValue)))
        for h in (Collection(graph, lists) if lists else [])
    ]
    body, response = graph.value(node, HT.body), graph.value(node, HT.resp)
    chars = text(body, CNT.chars) if body else None
    encoding = (text(body, CNT.characterEncoding) if body else None) or "UTF-8"
    names = [str(s).rpartition("#")[2] for s in graph.objects(response, MF.expectedStatus)]
    boolean, expected = text(response, MF.expectedBoolean), graph.value(response, HT.body)
    return Request(
        text(node, HT.methodName) or "GET",
        text(node, HT.absolutePath) or "",
        headers,
        None if chars is None else chars.encode(encoding),
        [STATUS.get(name, name.removeprefix("StatusCode")) for name in names],
        text(response, MF.expectedFormat),
        None if boolean is None else boolean in ("true", "1"),
        text(expected, CNT.chars) if expected else None,
    )


def writes(request: Request) -> bool:
    kinds = " ".join(value for name, value in request.headers if name.lower() == "content-type")
    return "sparql-update" in kinds or (request.body or b"").startswith(b"update=")


def written(store: ox.Store, request: Request) -> None:
    """What a request of the Graph Store Protocol that writes does to the store."""
    parts = urlparse(request.path)
    named = parse_qs(parts.query).get("graph")
    if not named and "default" not in parts.query and parts.path.rstrip("/") == "/gsp":
        return
    iri = named[0] if named else HOST + request.path.replace("/gsp", "/rdf-graph-store", 1)
    graph = ox.DefaultGraph() if "default" in parts.query and not named else ox.NamedNode(iri)
    if request.method in ("PUT", "DELETE"):
        store.remove_graph(graph)
    kinds = " ".join(value for name, value in request.headers if name.lower() == "content-type")
    if request.method in ("PUT", "POST") and "turtle" in kinds:
        if isinstance(graph, ox.NamedNode):
            store.add_graph(graph)
        store.load(request.body or b"", format=ox.RdfFormat.TURTLE, to_graph=graph, base_iri=HOST + request.path)
    elif request.method == "POST" and "multipart" in kinds:
        for part in (request.body or b"").decode().split("--")[1:]:
            head, _, data = part.replace("\r\n", "\n").partition("\n\n")
            if "turtle" in head:
                store.load(data.strip().encode(), format=ox.RdfFormat.TURTLE, to_graph=graph, base_iri=HOST + request.path)


def path_of(iri: Any) -> Path:
    return Path(unquote(urlparse(str(iri)).path))


def load(store: ox.Store, file: Path, graph: str | None) -> None:
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    if isinstance(name, ox.NamedNode):
        store.add_graph(name)
    store.load(path=file, format=GRAPHS[file.suffix], base_iri=file.as_uri(), to_graph=name)


def shape(store: ox.Store, text: str, result: Path) -> Any:
    """The result of the engine alone, in a form that can be compared."""
    try:
        found = store.query(text)
        if isinstance(found, ox.QueryTriples):
            return canonical(found)
        if result.suffix == ".csv":
            return table_of(found.serialize(format=ox.QueryResultsFormat.CSV) or b"")
        return shape_of_results(found)
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        return error


def shape_of_file(file: Path) -> Any:
    if file.suffix == ".csv":
        return table_of(file.read_bytes())
    if file.suffix in FORMATS:
        return shape_of_results(ox.parse_query_results(path=file, format=FORMATS[file.suffix]))
    quads = list(ox.parse(path=file, format=GRAPHS[file.suffix], base_iri=file.as_uri()))
    if any(quad.predicate.value == RS + "resultVariable" for quad in quads):
        return shape_of_set(quads)
    for quad in quads:
        if quad.predicate.value == RS + "boolean" and isinstance(quad.object, ox.Literal):
            return quad.object.value
    return canonical(quads)


def shape_of_bytes(data: bytes, mimetype: str) -> Any:
    if mimetype == "text/csv":
        return table_of(data)
    form = ox.QueryResultsFormat.from_media_type(mimetype)
    if form:
        return shape_of_results(ox.parse_query_results(data, form))
    graph_form = ox.RdfFormat.from_media_type(mimetype)
    return canonical(ox.parse(data, format=graph_form)) if graph_form else None


def shape_of_set(quads: list[ox.Quad]) -> Any:
    """A set of results that is written in RDF."""
    values = defaultdict(list)
    for quad in quads:
        values[quad.subject, quad.predicate.value.removeprefix(RS)].append(quad.object)
    names = sorted(v.value for (_, name), found in values.items() if name == "resultVariable" for v in found)
    rows = []
    for row in [v for (_, name), found in values.items() if name == "solution" for v in found]:
        bindings = values.get((row, "binding"), [])
        rows.append({values[b, "variable"][0].value: values[b, "value"][0] for b in bindings})
    return names, canonical(triples_of(rows))


def shape_of_results(found: Any) -> Any:
    if isinstance(found, ox.QueryBoolean):
        return str(bool(found)).lower()
    names = sorted(variable.value for variable in found.variables)
    return names, canonical(triples_of({n: row[n] for n in names if row[n] is not None} for row in found))


def triples_of(rows: Any) -> Iterator[ox.Triple]:
    for row in rows:
        node = ox.BlankNode()
        yield ox.Triple(node, ox.NamedNode("urn:a"), ox.NamedNode("urn:row"))
        for name, value in row.items():
            yield ox.Triple(node, ox.NamedNode("urn:v:" + name), valued(value))


def valued(term: Any) -> Any:
    """A number by its value: 1.0 and 1.00 are one decimal."""
    kind = term.datatype.value.rpartition("#")[2] if isinstance(term, ox.Literal) else ""
    try:
        if kind == "decimal":
            return ox.Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
        if kind == "boolean":
            return ox.Literal({"0": "false", "1": "true"}.get(term.value, term.value), datatype=term.datatype)
        if kind.lower().endswith("integer"):
            return ox.Literal(str(int(term.value)), datatype=term.datatype)
        if kind in ("double", "float"):
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
    except (ValueError, ArithmeticError):
        pass
    return term


def canonical(statements: Any) -> str:
    dataset = ox.Dataset()
    for s in statements:
        dataset.add(ox.Quad(s.subject, s.predicate, valued(s.object)))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return "\n".join(sorted(map(str, dataset)))


def table_of(data: bytes) -> tuple[list[str], list[list[str]]]:
    """A table with its columns by name: their order is the engine's where the query says `*`."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    order = sorted(range(len(rows[0])), key=lambda i: rows[0][i])
    plain = [["_:" if row[i].startswith("_:") else row[i] for i in order] for row in rows if row]
    return plain[0], sorted(plain[1:])


def note(group: Group, name: str, passed: bool, alone: bool = True) -> None:
    if passed:
        group.passed += 1
    else:
        group.failed.append(name)
        if alone:
            group.worse.append(name)


def main(folder: str) -> int:
    runner = Runner(Path(folder).resolve())
    try:
        runner.protocol()
        runner.graph_store()
        runner.service_description()
        runner.evaluation()
    finally:
        runner.service.close()
    for name, group in runner.groups.items():
        more = f", {group.skipped} that write left out" if group.skipped else ""
        alone = f" (engine alone {group.engine_alone})" if group.engine_alone else ""
        print(f"{name:34} {group.passed:4} passed {len(group.failed):3} failed{alone}{more}")
    groups = runner.groups.values()
    for title, lists in (("fails here and in the engine", None), ("fails here, passes in the engine alone", "worse")):
        for group in groups:
            for name in group.worse if lists else [n for n in group.failed if n not in group.worse]:
                print(f"{title}: {name}")
    return 1 if any(group.worse for group in groups) else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.conformance DIR, a checkout of w3c/rdf-tests")
    sys.exit(main(sys.argv[1]))
