"""The words of plans, loaded from `ontology/vocabulary/*.ttl`; the code holds none of its own.

Each file holds SKOS concept schemes. A concept's IRI is its scheme's IRI, a slash and its notation; its words are its
zh labels (skos:prefLabel, skos:altLabel, skos:hiddenLabel); whatever else a stage needs to know of it (a cue by its position,
the level that a name is used at) stands in `dz:` properties and is reached with `Concept.texts`.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from devzone_kg.namespaces import DZ, ID, SKOS
from devzone_kg.resources import folder

_WORD_PROPERTIES = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of a vocabulary."""

    iri: str
    notation: str
    label: str  # zh
    label_en: str
    words: tuple[str, ...]  # zh: the label, then the other names, as in the file
    properties: dict[str, tuple[str, ...]]  # by local name in the dz: namespace; IRIs and literals as strings

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of `dz:name`."""
        return self.properties.get(name, ())


@dataclass(frozen=True, slots=True, eq=False)  # hashed by identity, so that what is compiled from it can be cached
class Vocabulary:
    """All concept schemes, by name (the last segment of the scheme's IRI)."""

    schemes: dict[str, dict[str, Concept]]

    def scheme(self, name: str) -> dict[str, Concept]:
        """The concepts of a scheme by notation, in the order of the file."""
        return self.schemes[name]

    def words(self, name: str) -> dict[str, str]:
        """Word → notation, over all concepts of a scheme."""
        return {word: c.notation for c in self.schemes[name].values() for word in c.words}

    def concept(self, iri: str) -> Concept | None:
        """The concept of an IRI."""
        scheme, _, notation = iri.removeprefix(ID).partition("/")
        return self.schemes.get(scheme, {}).get(notation)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this installation."""
    return load(folder("ontology") / "vocabulary")


def load(directory: Path) -> Vocabulary:
    """Load every Turtle file of a directory."""
    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted(directory.glob("*.ttl")):
        for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                about[quad.subject.value][quad.predicate.value].append(quad.object)
    schemes: dict[str, dict[str, Concept]] = defaultdict(dict)
    for iri, values in about.items():
        for scheme in values.get(SKOS + "inScheme", ()):
            concept = _concept(iri, values)
            schemes[scheme.value.rsplit("/", 1)[-1]][concept.notation] = concept
    return Vocabulary(dict(schemes))


def _concept(iri: str, values: dict[str, list[ox.NamedNode | ox.Literal]]) -> Concept:
    words = [v for p in _WORD_PROPERTIES for v in values.get(p, ()) if isinstance(v, ox.Literal)]
    zh = tuple(dict.fromkeys(w.value for w in words if w.language == "zh"))
    en = [w.value for w in words if w.language == "en"]
    notation = values.get(SKOS + "notation")
    properties = {p.removeprefix(DZ): tuple(v.value for v in vs) for p, vs in values.items() if p.startswith(DZ)}
    return Concept(
        iri, notation[0].value if notation else iri.rsplit("/", 1)[-1], zh[0] if zh else "", en[0] if en else "", zh, properties
    )
