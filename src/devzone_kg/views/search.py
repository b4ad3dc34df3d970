"""Search over plans, units, zones and policies: by name, short form, pinyin or its initials."""

from dataclasses import dataclass
from functools import cache

from devzone_kg.namespaces import DZ
from devzone_kg.store import Store
from devzone_kg.views.asking import ask, path_of

_NAMES = """
SELECT ?thing ?kind (MIN(?label) AS ?name) (GROUP_CONCAT(DISTINCT ?other; separator="|") AS ?others) (MIN(?number) AS ?code)
WHERE {
  VALUES (?class ?kind) { %s }
  ?thing a ?class ; rdfs:label ?label .
  OPTIONAL { ?thing skos:altLabel ?other }
  OPTIONAL { ?thing dz:documentNumber/dz:numberText ?number }
}
GROUP BY ?thing ?kind
"""
_CLASSES = (("Plan", "plan"), ("PolicyDocument", "policy"), ("Agent", "agency"), ("DevelopmentZone", "zone"))
KINDS = ("plan", "agency", "zone", "policy")
_WITH_TEXT = "SELECT ?plan { ?plan dz:hasTextVersion ?text }"
_FOLDERS = {"person": "official", "group": "group", "enterprise": "enterprise"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found, with all it is called."""

    path: str
    kind: str  # plan | agency | zone | policy
    name: str
    others: tuple[str, ...]
    sort: str  # group, official, enterprise: what sort of unit it is, where it is no agency

    def rank(self, wanted: str) -> int:
        """How well it fits: 0 best, 9 not at all."""
        names = [n.lower() for n in (self.name, *self.others) if n]
        ranks = [0 if n == wanted else 1 if n.startswith(wanted) else 2 for n in names if wanted in n]
        if wanted.isascii() and wanted.isalnum():
            spelt = [form for n in names for form in spelling(n)]
            ranks += [
                3 if s == wanted else 4 if s.startswith(wanted) else 5 if s.endswith(wanted) else 6
                for s in spelt
                if wanted in s
            ]
        return min(ranks, default=9)


@cache
def spelling(name: str) -> tuple[str, str]:
    """The initials and the whole pinyin of a name: zsj, zhaoshangju."""
    from pypinyin import lazy_pinyin

    parts = [part.lower() for part in lazy_pinyin(name)]
    return "".join(part[0] for part in parts if part), "".join(parts)


def entries(store: Store) -> list[Entry]:
    """All that can be found in a store."""
    pairs = " ".join(f'(<{DZ}{name}> "{kind}")' for name, kind in _CLASSES)
    read = {row["plan"] for row in ask(store, _WITH_TEXT)}
    found: dict[str, Entry] = {}
    for row in ask(store, _NAMES % pairs):
        kind = "plan" if row["thing"] in read else "policy" if row["kind"] == "plan" else row["kind"]
        others = tuple(dict.fromkeys(o for o in (*row["others"].split("|"), row["code"]) if o and o != row["name"]))
        folder = path_of(row["thing"]).split("/")[-2]
        found[row["thing"]] = Entry(path_of(row["thing"]), kind, row["name"], others, _FOLDERS.get(folder, ""))
    return sorted(found.values(), key=lambda e: (KINDS.index(e.kind), e.sort, e.name, e.path))


def search(found: list[Entry], wanted: str, limit: int = 100) -> list[Entry]:
    """The entries that fit, best first; all of them where nothing is wanted."""
    words = wanted.strip().lower()
    if not words:
        return found[:limit]
    ranked = [(entry.rank(words), KINDS.index(entry.kind), len(entry.name), i) for i, entry in enumerate(found)]
    return [found[key[3]] for key in sorted(ranked) if key[0] < 9][:limit]
