"""What the service says of itself: the SPARQL 1.1 Service Description and VoID, by counts of the graphs."""

from functools import lru_cache

import pyoxigraph as ox
from flask import Response, request

from devzone_kg.namespaces import BASE, DCTERMS, FOAF, ID, PREFIXES, RDF
from devzone_kg.querying import FORMATS, Query
from devzone_kg.web import negotiation
from devzone_kg.web.problems import refused
from devzone_kg.web.service import Service
from devzone_kg.web.workers import PoolError

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMAT_IRI = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
_COUNTS = "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties) { ?s ?p ?o }"
_CLASSES = "SELECT ?class (COUNT(*) AS ?entities) { ?s a ?class FILTER(ISIRI(?class)) } GROUP BY ?class ORDER BY ?class"
_NAMES = {"triples": "triples", "subjects": "distinctSubjects", "properties": "properties"}


class _Description:
    """Triples as they are written down one after another."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def say(self, subject: ox.NamedNode | ox.BlankNode, predicate: str, *objects: str | int | ox.BlankNode) -> None:
        """State something; text is an IRI, a number an integer."""
        for value in objects:
            term = ox.NamedNode(value) if isinstance(value, str) else ox.Literal(value) if isinstance(value, int) else value
            self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), term))

    def written(self) -> Response:
        """The triples in the form that the request wants."""
        form, media_type = negotiation.by_accept(for_graphs=True, html=False)
        assert form is not None
        assert isinstance(form.engine, ox.RdfFormat)
        prefixes = {**PREFIXES, "sd": _SD, "void": _VOID}
        data = ox.serialize(self.triples, format=form.engine, prefixes=prefixes) or b""
        return negotiation.written(data, media_type)


def service_description(service: Service) -> Response:
    """The endpoint described, with the dataset behind it."""
    found, address = _Description(), _address("/sparql")
    endpoint, dataset, default = ox.NamedNode(address), ox.BlankNode(), ox.BlankNode()
    found.say(endpoint, RDF + "type", _SD + "Service")
    found.say(endpoint, _SD + "endpoint", address)
    found.say(endpoint, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    found.say(endpoint, _SD + "resultFormat", *(_FORMAT_IRI + name for name in _FORMAT_NAMES.values()))
    found.say(endpoint, _SD + "defaultDataset", dataset)
    found.say(dataset, RDF + "type", _SD + "Dataset")
    found.say(dataset, _SD + "defaultGraph", default)
    found.say(default, RDF + "type", _SD + "Graph")
    for iri in sorted(service.graphs):
        graph = ox.BlankNode()
        found.say(dataset, _SD + "namedGraph", graph)
        found.say(graph, RDF + "type", _SD + "NamedGraph")
        found.say(graph, _SD + "name", iri)
    return found.written()


def dataset_description(service: Service) -> Response:
    """The dataset described with VoID."""
    found, dataset = _Description(), ox.NamedNode(_address("/.well-known/void"))
    found.say(dataset, RDF + "type", _VOID + "Dataset")
    found.say(dataset, _VOID + "sparqlEndpoint", _address("/sparql"))
    found.say(dataset, _VOID + "dataDump", _address("/rdf-graph-store?default"))
    found.say(dataset, _VOID + "exampleResource", *sorted(g for g in service.graphs if g.startswith(ID + "plan/"))[:1])
    found.say(dataset, _VOID + "vocabulary", BASE + "def#", DCTERMS, FOAF)
    found.triples.append(ox.Triple(dataset, ox.NamedNode(_VOID + "uriSpace"), ox.Literal(ID)))
    found.triples.append(ox.Triple(dataset, ox.NamedNode(DCTERMS + "title"), ox.Literal("开发区政策知识图谱", language="zh")))
    counts, classes = _figures(service, service.version)
    for name, count in counts.items():
        found.say(dataset, _VOID + _NAMES[name], count)
    for iri, count in classes.items():
        part = ox.BlankNode()
        found.say(dataset, _VOID + "classPartition", part)
        found.say(part, _VOID + "class", iri)
        found.say(part, _VOID + "entities", count)
    return found.written()


def _figures(service: Service, version: str) -> tuple[dict[str, int], dict[str, int]]:
    """Counts of the default graph; none where they take longer than a query may."""
    try:
        return _counted(service, version)
    except PoolError:
        return {}, {}


@lru_cache(maxsize=4)
def _counted(service: Service, version: str) -> tuple[dict[str, int], dict[str, int]]:  # noqa: ARG001
    ((counts, names), (classes, _)) = (_rows(service, text) for text in (_COUNTS, _CLASSES))
    return (
        {name: int(value) for name, value in zip(names, counts[0], strict=True)},
        {row[0]: int(row[1]) for row in classes},
    )


def _rows(service: Service, text: str) -> tuple[list[list[str]], list[str]]:
    data = service.ask(Query(text, "select", {}), FORMATS["json"]).read()
    result = ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
    assert isinstance(result, ox.QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [[solution[name].value for name in names] for solution in result], names


def _address(path: str) -> str:
    """An address on this server, as the client calls it."""
    address = request.host_url.rstrip("/") + path
    try:
        return ox.NamedNode(address).value
    except ValueError as error:
        raise refused(400, "host", "the Host header is not that of an address", "Host 标头不是有效的地址") from error
