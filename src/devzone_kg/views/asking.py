"""Short questions to a store about things known by their IRI, and where the pages show a thing."""

import re

from devzone_kg.namespaces import DCTERMS, DZ, ELI, ID, OA, ORG, RDFS, SKOS
from devzone_kg.querying import table
from devzone_kg.store import Store

_PREFIXES = "".join(
    f"PREFIX {prefix}: <{iri}>\n"
    for prefix, iri in {
        "dz": DZ, "rdfs": RDFS, "skos": SKOS, "oa": OA, "eli": ELI, "dcterms": DCTERMS, "org": ORG
    }.items()
)  # fmt: skip
_PATH = re.compile(r"[A-Za-z0-9_~+-][A-Za-z0-9._~+-]*(?:/[A-Za-z0-9_~+-][A-Za-z0-9._~+-]*)*")


def ask(store: Store, query: str, **things: str) -> list[dict[str, str]]:
    """The rows of a query; `$name` in it stands for the IRI given under that name."""
    for name, iri in things.items():
        query = query.replace(f"${name}", f"<{iri}>")
    return table(store, _PREFIXES + query).records()


def iri_of(path: str) -> str | None:
    """The IRI of the thing that a page's path names; None where it can name none."""
    return ID + path if _PATH.fullmatch(path) else None


def path_of(iri: str) -> str:
    """The path of the page about a thing."""
    return "/" + iri.removeprefix(ID)


def place(text: str) -> str:
    """The fragment of a span's IRI: `char=767,782`."""
    return text.partition("#")[2]


def local_name(iri: str) -> str:
    """The last part of an IRI."""
    return re.split(r"[/#]", iri)[-1]
