"""The names of agencies as an index: what a written name may be the name of, and the official name of an agency."""

from dataclasses import dataclass
from functools import cache

from devzone_kg import divisions
from devzone_kg.facts import Jurisdiction
from devzone_kg.namespaces import ID
from devzone_kg.vocabulary import Concept, Vocabulary, vocabulary

SLOT = "…"  # where the place stands in a name of the vocabulary
AGENCY = ID + "agency/"
_NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the agencies of a function."""

    label: str
    function: str  # notation
    kind: str  # of the function: department, office, party, vertical …
    levels: frozenset[str]
    usual: frozenset[str]
    first: int | None
    last: int | None
    alone: bool  # needs neither place nor level
    hosts: bool  # offices are named after it
    institution: bool  # a centre that works for the organ of its function, where there is one
    short_place: bool  # named by the short name of its place: 南昌海关
    iri: str = ""
    uncertain: bool = False  # several full names may stand behind it

    def holds_in(self, year: int | None) -> bool:
        """Whether the name was in use in a year; an unknown year excludes none."""
        return year is None or (self.first or year) <= year <= (self.last or year)


@dataclass(frozen=True, slots=True)
class Form:
    """A word for a name, cut at its place: 人行…支行 has the head 人行 and the tail 支行."""

    head: str
    tail: str
    needs_place: bool
    name: Name


@dataclass(frozen=True, slots=True)
class Reading:
    """What a written name may be: the words of its place, and the name."""

    place: str
    form: Form
    outer: str = ""  # the place of the body that a branch belongs to: 市 in 市生态环境局康县分局


@dataclass(frozen=True, slots=True)
class Index:
    """The forms of all names by their tails, the longest of which has `longest` characters."""

    tails: dict[str, tuple[Form, ...]]
    longest: int
    classes: dict[str, str]  # field of work with a class word (卫生健康部门) → function
    functions: dict[str, Concept]
    names: dict[str, tuple[Name, ...]]  # by function

    def readings(self, surface: str) -> list[Reading]:
        """The ways to read a name, from the longest tail on; the first that has a place or needs none is right."""
        found = []
        for length in range(min(self.longest, len(surface)), 0, -1):
            rest = surface[: len(surface) - length]
            for form in self.tails.get(surface[-length:], ()):
                outer, head, place = rest.partition(form.head) if form.head else ("", "", rest)
                if head == form.head and not (form.needs_place and not place):
                    found.append(Reading(place, form, outer))
        return found


@cache
def index(words: Vocabulary) -> Index:
    """The index of the names in a vocabulary."""
    functions = words.scheme("agency-function")
    tails: dict[str, list[Form]] = {}
    names: dict[str, list[Name]] = {}
    for concept in words.scheme("agency-name").values():
        name = _name(concept, functions)
        names.setdefault(name.function, []).append(name)
        for word in concept.words:
            head, slot, tail = word.rpartition(SLOT)
            tails.setdefault(tail, []).append(Form(head, tail, bool(slot), name))
    sorted_tails = {tail: tuple(sorted(forms, key=lambda f: -len(f.head))) for tail, forms in tails.items()}
    classes = {
        stem + ending: function.notation
        for function in functions.values()
        for stem in function.texts("stem")
        for ending in words.scheme("agency-word")["class"].words
    }
    return Index(sorted_tails, max(map(len, tails)), classes, functions, {f: tuple(n) for f, n in names.items()})


def _name(concept: Concept, functions: dict[str, Concept]) -> Name:
    function = functions[concept.texts("ofFunction")[0].rsplit("/", 1)[-1]]
    first, last = concept.texts("validFrom"), concept.texts("validUntil")
    return Name(
        label=concept.label,
        function=function.notation,
        kind=function.texts("agencyKind")[0],
        levels=frozenset(level.rsplit("/", 1)[-1] for level in concept.texts("usedAtLevel")),
        usual=frozenset(level.rsplit("/", 1)[-1] for level in concept.texts("usualAtLevel")),
        first=int(first[0]) if first else None,
        last=int(last[0]) if last else None,
        alone="true" in concept.texts("standsAlone"),
        hosts="true" in function.texts("hostsOffices"),
        institution="true" in concept.texts("institution"),
        short_place="true" in function.texts("shortPlace"),
        iri=concept.iri,
        uncertain="true" in concept.texts("uncertain"),
    )


def official_name(
    iri: str, year: int | None = None, surface: str | None = None, home: Jurisdiction | None = None
) -> str | None:
    """The full name of an agency, as of a year: 凉州区发展和改革局.

    Args:
        iri: the agency.
        year: the year; without one, names of any time serve.
        surface: how a plan writes the agency; it tells which of several names it is (区发展改革委 is a 委员会).
            Without it the usual name at the level is taken.
        home: the plan's division, for the name of a functional area that has a county's code.

    Returns:
        The name, or None for an IRI that is no agency's.
    """
    code, _, function = iri.removeprefix(AGENCY).partition("/")
    place = divisions.division(code)
    known = index(vocabulary())
    if place is None or function not in known.names:
        return None
    usual = _usual(known.names[function], code, year)
    named = _by_surface(known, function, surface) if surface else None
    name = usual if named is None or (code == divisions.STATE and _NATIONAL not in named.usual) else named
    return _placed(name, place, home.name if home and home.division == code else place.name)


def _by_surface(known: Index, function: str, surface: str) -> Name | None:
    return next((r.form.name for r in known.readings(surface) if r.form.name.function == function), None)


def _usual(names: tuple[Name, ...], code: str, year: int | None) -> Name:
    level = naming_level(code)
    in_use = [n for n in names if n.holds_in(year)] or list(names)
    usual = [n for n in in_use if level in n.usual]
    used = [n for n in in_use if level in n.levels]
    return (usual or used or in_use)[0]


def naming_level(code: str) -> str:
    """The level whose names a division's agencies have: those of a municipality are named as a city's are (局, not 厅)."""
    place = divisions.division(code)
    if place is None:
        return _NATIONAL
    return "prefectural" if divisions.is_municipality(code) else place.level


def _placed(name: Name, place: divisions.Division, written: str) -> str:
    if name.alone:
        return name.label
    state = vocabulary().scheme("division-class")["state"].label
    where = state if place.code == divisions.STATE else place.short_name if name.short_place else written
    return name.label.replace(SLOT, where) if SLOT in name.label else where + name.label
