"""One document from file to triples: what a worker process does. It touches no store."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from devzone_kg import graph
from devzone_kg.building.documents import Document
from devzone_kg.building.turtle import document_graph
from devzone_kg.errors import DevzoneError
from devzone_kg.extraction.pipeline import extract, load_corrections
from devzone_kg.reading import read
from devzone_kg.reading.formats import check_ordinary
from devzone_kg.resources import folder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its graphs as N-Triples, or why there are none."""

    document: Document
    digest: str = ""  # of the file and its corrections
    reason: str | None = None
    unchanged: bool = False
    plan: str = ""
    title: str | None = None
    number: str | None = None
    text: str = ""  # SHA-256
    triples: bytes = b""
    inferred: bytes = b""
    notes: tuple[str, ...] = ()


def process(document: Document, known: str | None = None, plan: str | None = None) -> Outcome:
    """Read a document, find its facts and write its triples.

    `known` is the digest under which it was built before (unchanged, it is left alone), `plan` the IRI it has been given.
    """
    if document.reason is not None:
        return Outcome(document, reason=document.reason)
    digest = ""
    try:
        with document.file() as file:
            check_ordinary(file, document.name)
            digest = _digest(file, document.corrections)
            if digest == known:
                return Outcome(document, digest, unchanged=True)
            return _built(document, file, digest, plan)
    except DevzoneError as error:
        return Outcome(document, digest, reason=str(error).removeprefix(f"{document.name}: "))
    except OSError as error:
        return Outcome(document, digest, reason=f"cannot be read ({error.strerror or error})")
    except Exception as error:  # a fault of ours must not cost the other documents
        return Outcome(document, digest, reason=f"an error of devzone-kg itself: {type(error).__name__}: {error}")


def _built(document: Document, file: Path, digest: str, plan: str | None) -> Outcome:
    beside = document.corrections
    facts = extract(read(file, document.name), load_corrections(document.path) if beside else ())
    plan = plan or graph.plan_iri(facts)
    return Outcome(
        document,
        digest,
        plan=plan,
        title=facts.document.title,
        number=facts.document.number,
        text=hashlib.sha256(facts.text.encode("utf-8", "surrogatepass")).hexdigest(),
        triples=_serialized(document_graph(facts, plan)),
        inferred=_serialized(graph.inferred_triples(facts, plan=plan)),
        notes=facts.notes,
    )


def _serialized(triples: list[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _digest(file: Path, corrections: Path | None) -> str:
    """SHA-256 of a document and its corrections; nothing is read twice into memory."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    if corrections is not None and corrections.is_file():
        digest.update(b"\0corrections\0" + corrections.read_bytes()[:1_000_000])
    return digest.hexdigest()


@cache
def version() -> str:
    """A name for this extractor: the program and its vocabulary, by content."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    own = [p for room in ("reading", "extraction", "outline") for p in (package / room).rglob("*.py")]
    files = [*package.glob("*.py"), *own, *folder("ontology").rglob("*.ttl")]
    for file in sorted(files, key=lambda p: p.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
