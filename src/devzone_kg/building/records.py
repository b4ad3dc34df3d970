"""What a store remembers of the documents it was built from: a graph of PROV-O a document, without times."""

from dataclasses import dataclass

import pyoxigraph as ox

from devzone_kg.namespaces import DCTERMS, DZ, ID, PROV, RDF, RDFS
from devzone_kg.store import Store

PROVENANCE = ID + "graph/provenance"
_SOFTWARE = ID + "software/devzone-kg-"
_RECORDS = f"""SELECT ?key ?digest ?software ?built ?copied {{
  ?run <{PROV}used> ?source ; <{PROV}wasAssociatedWith> ?software .
  ?source <{DCTERMS}identifier> ?digest .
  BIND(REPLACE(STR(?source), "^.*/", "") AS ?key)
  OPTIONAL {{ ?built <{PROV}wasGeneratedBy> ?run }}
  OPTIONAL {{ ?source <{PROV}alternateOf> ?copied }}
}}"""


@dataclass(frozen=True, slots=True)
class Record:
    """A document that was built, by which version, under which IRI, and whether another file holds the plan."""

    digest: str
    version: str
    plan: str
    is_copy: bool = False


def graph_of(key: str) -> str:
    """The provenance graph of a document."""
    return f"{PROVENANCE}/{key}"


def records(store: Store) -> dict[str, Record]:
    """All records of a store, by the key of the document."""
    found: dict[str, Record] = {}
    rows = store.query(_RECORDS)
    for row in rows if isinstance(rows, ox.QuerySolutions) else ():
        plan = row["built"] or row["copied"]
        if plan is not None:
            version = row["software"].value.removeprefix(_SOFTWARE)
            found[row["key"].value] = Record(row["digest"].value, version, plan.value, row["built"] is None)
    return found


def held(store: Store, plan: str) -> tuple[set[str], set[str]]:
    """The SHA-256 of the text, and the title, of the plan that a store holds under this IRI."""
    found: dict[str, set[str]] = {DZ + "sha256": set(), DCTERMS + "title": set()}
    for triple in store.triples(plan):
        if triple.predicate.value in found and isinstance(triple.object, ox.Literal):
            about_plan = triple.subject == ox.NamedNode(plan) or triple.predicate.value == DZ + "sha256"
            if about_plan:
                found[triple.predicate.value].add(triple.object.value)
    return found[DZ + "sha256"], found[DCTERMS + "title"]


def triples(key: str, label: str, record: Record) -> list[ox.Triple]:
    """The record of a document."""
    source, run = ox.NamedNode(f"{ID}source/{key}"), ox.NamedNode(f"{ID}extraction/{key}")
    software, plan = ox.NamedNode(_SOFTWARE + record.version), ox.NamedNode(record.plan)
    found = [
        _a(source, "Entity"),
        ox.Triple(source, ox.NamedNode(RDFS + "label"), ox.Literal(label)),
        ox.Triple(source, ox.NamedNode(DCTERMS + "identifier"), ox.Literal(record.digest)),
        _a(run, "Activity"),
        _link(run, "used", source),
        _link(run, "wasAssociatedWith", software),
        _a(software, "SoftwareAgent"),
    ]
    if record.is_copy:
        return [*found, _link(source, "alternateOf", plan)]
    return [*found, _link(plan, "wasGeneratedBy", run), _link(plan, "wasDerivedFrom", source)]


def _a(node: ox.NamedNode, name: str) -> ox.Triple:
    return ox.Triple(node, ox.NamedNode(RDF + "type"), ox.NamedNode(PROV + name))


def _link(node: ox.NamedNode, name: str, other: ox.NamedNode) -> ox.Triple:
    return ox.Triple(node, ox.NamedNode(PROV + name), other)
