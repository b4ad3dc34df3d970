"""From the surface names of agencies to agencies: level and place, name, function, IRI; what is not unique stays unlinked.

An agency's IRI is `id/agency/{division code}/{function}`; 000000 stands for the state. A functional area that is run like
a county (平潭综合实验区) has the code of the county it lies in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from devzone_kg import divisions
from devzone_kg.divisions import Division
from devzone_kg.extraction.agency_names import AGENCY, Index, Reading, index, official_name
from devzone_kg.extraction.jurisdictions import jurisdiction
from devzone_kg.facts import Assignment, Duty, Jurisdiction, Mention, PlanFacts
from devzone_kg.vocabulary import Vocabulary

__all__ = ["jurisdiction", "official_name", "resolve"]

_ASIDE = re.compile(r"[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]$")
_BLANK = re.compile(r"[\s\u3000\xa0]+")
_BESIDE = "another body of this function is named beside it"
_RESOLVED = ("agency", "group")


@dataclass(frozen=True, slots=True)
class _Found:
    """What a surface resolves to: an agency, or the reason why none; `code` is the division of a stated place."""

    agency: str | None = None
    reason: str | None = None
    code: str | None = None
    institution: bool = False


@dataclass(slots=True)
class _Resolver:
    words: Vocabulary
    known: Index
    home: Jurisdiction | None
    near: tuple[str, ...]
    year: int | None
    cache: dict[tuple[str, str | None], _Found] = field(default_factory=dict)

    def find(self, surface: str, before: str | None = None) -> _Found:
        """Resolve a surface; `before` is the division of the unit listed before it, for a dropped prefix."""
        key = (surface, before)
        if key not in self.cache:
            self.cache[key] = self._find(_BLANK.sub("", surface), before)
        return self.cache[key]

    def institutions_beside_their_organ(self) -> frozenset[str]:
        """Surfaces of centres whose function's organ the plan names too, so that the centre is another body."""
        organs = {f.agency for f in self.cache.values() if not f.institution}
        return frozenset(surface for (surface, _), f in self.cache.items() if f.institution and f.agency in organs)

    def _find(self, name: str, before: str | None) -> _Found:
        found = self._read(name, before)
        aside = _ASIDE.search(name)
        return self._read(name[: aside.start()], before) if aside and found.agency is None else found

    def _read(self, name: str, before: str | None) -> _Found:
        candidates, reason = self._candidates(self.known.readings(name), before)
        if not candidates:
            return self._class(name) or _Found(reason=reason)
        valid = {c: r for c, r in candidates.items() if r.form.name.holds_in(self.year)} or candidates
        functions = sorted({r.form.name.function for r in valid.values()})
        if len(functions) > 1:
            labels = ", ".join(self.known.functions[f].label for f in functions)
            return _Found(reason=f"ambiguous name: {labels}")
        code, reading = next(iter(valid.items()))[0][0], next(iter(valid.values()))
        agency = f"{AGENCY}{code}/{functions[0]}"
        return _Found(agency, None, code if reading.place else None, reading.form.name.institution)

    def _candidates(self, readings: list[Reading], before: str | None) -> tuple[dict[tuple[str, str], Reading], str]:
        """The readings of the longest tail whose place is known, by division and function; else the reason."""
        found: dict[tuple[str, str], Reading] = {}
        reason, length = "unknown name", 0
        for reading in readings:
            size = len(reading.form.tail) + len(reading.form.head)
            if found and len(reading.form.tail) < length:
                break
            code, why = self._division(reading, before)
            if code is None:
                reason = why or reason
            elif not found or size >= length:
                found.setdefault((code, reading.form.name.function), reading)
                length = len(reading.form.tail)
        return found, reason

    def _division(self, reading: Reading, before: str | None) -> tuple[str | None, str | None]:
        """The code of a reading's division, else why there is none (None where the reading makes no sense)."""
        name = reading.form.name
        if name.levels == {"township"}:
            return None, "division unknown: below the county"
        if reading.outer and self._place(reading.outer)[0] is None:
            return None, None
        host = self._host(reading.place)
        if not host:
            return self._dropped(reading, before)
        code, why = self._place(host)
        if code is None or code == divisions.STATE or "national" not in name.levels or len(name.levels) > 1:
            return code, why
        return None, None

    def _dropped(self, reading: Reading, before: str | None) -> tuple[str | None, str | None]:
        name = reading.form.name
        if name.alone or name.levels == {"national"}:
            return divisions.STATE, None
        if before is not None and _may_use(before, name.levels):
            return before, None
        if self.home is None:
            return None, "division unknown: no level is written and the plan's division is not known"
        if _may_use(self.home.division, name.levels) and not self._is_bare_area():
            return self.home.division, None
        return None, "division unknown: no level is written"

    def _is_bare_area(self) -> bool:
        """Whether the plan is for a functional area inside a city, whose agencies are not the city's."""
        place = divisions.division(self.home.division) if self.home else None
        return self.home is not None and place is not None and place.level != "county" and place.name != self.home.name

    def _place(self, place: str) -> tuple[str | None, str | None]:
        """The code of the division that the words of a place mean, else why there is none (None: they are no place)."""
        word = self._class_word(place)
        if word is not None:
            return self._by_level(word)
        found = divisions.place(place, self.words)
        if found is None:
            return None, "division unknown: a zone without a code" if divisions.ends_as_zone(place, self.words) else None
        if found.is_area and not self._is_home(place, found.divisions):
            return None, "division unknown: a functional area without a code"
        near = divisions.narrowed(found.divisions, (*((self.home.division,) if self.home else ()), *self.near))
        return (near[0].code, None) if len(near) == 1 else (None, "division unknown: several have this name")

    def _is_home(self, area: str, around: tuple[Division, ...]) -> bool:
        return self.home is not None and self.home.name == area and around[0].level == "county"

    def _host(self, place: str) -> str:
        """The place of the body that an office is named after: 省 in 省委(编办), 区 in 区政府(法制办); none in 党工委(编办)."""
        reading = next((r for r in self.known.readings(place) if r.form.name.hosts), None)
        if reading is None:
            return place
        return self.words.scheme("division-class")["state"].label if reading.form.name.alone else reading.place

    def _class_word(self, place: str) -> str | None:
        """The class (city, county …) that a place is written by: 市, 我市, 市直."""
        spoken = self.words.scheme("self-reference")
        bare = place[1:] if place.startswith(spoken["whole"].words) else place
        bare = bare[:-1] if len(bare) > 1 and bare.endswith(spoken["organs"].words) else bare
        return next((c.notation for c in self.words.scheme("division-class").values() if bare in c.words), None)

    def _by_level(self, kind: str) -> tuple[str | None, str | None]:
        if kind == "state":
            return divisions.STATE, None
        if self.home is None:
            return None, "division unknown: the plan's division is not known"
        for place in divisions.chain(self.home.division):
            if self._is_of_class(place, kind):
                return place.code, None
        return None, f"division unknown: which {kind} is meant is not written"

    def _is_of_class(self, place: Division, kind: str) -> bool:
        """Whether a division of the plan's chain is the one that a class word means."""
        if kind == "district" and self.home and place.code == self.home.division and place.name != self.home.name:
            return place.level == "county"
        return divisions.class_of(place, self.words) == kind

    def _class(self, name: str) -> _Found | None:
        """Resolve 省卫生健康部门 to the agency of the field; a class without a level is no agency."""
        for length in range(min(16, len(name)), 2, -1):
            function = self.known.classes.get(name[-length:])
            if function is None:
                continue
            place = self._host(name[:-length])
            code = self._place(place)[0] if place else None
            return _Found(f"{AGENCY}{code}/{function}", None, code) if code else _Found(reason="a class of agencies")
        return None


def _may_use(code: str, levels: frozenset[str]) -> bool:
    place = divisions.division(code)
    if place is None:
        return False
    return place.level in levels or (divisions.is_municipality(code) and "prefectural" in levels)


def resolve(facts: PlanFacts, words: Vocabulary) -> PlanFacts:
    """Link assignments of agencies, the issuer and the agencies mentioned to agencies; the rest gets a reason."""
    document = facts.document
    near = _named_codes(facts, words)
    resolver = _Resolver(words, index(words), document.jurisdiction, near, _year(facts))
    issuer = resolver.find(document.issuer).agency if document.issuer else None
    duties = tuple(_duty(duty, resolver) for duty in facts.duties)
    agencies = tuple(_mention(mention, resolver) for mention in facts.agencies)
    beside = resolver.institutions_beside_their_organ()
    return replace(
        facts,
        document=replace(document, issuer_agency=issuer),
        duties=tuple(replace(d, assignments=tuple(_unlinked(a, beside) for a in d.assignments)) for d in duties),
        agencies=tuple(replace(m, iri=None, reason=_BESIDE) if m.text in beside else m for m in agencies),
    )


def _unlinked(assignment: Assignment, surfaces: frozenset[str]) -> Assignment:
    return replace(assignment, agency=None, reason=_BESIDE) if assignment.text in surfaces else assignment


def _duty(duty: Duty, resolver: _Resolver) -> Duty:
    before: str | None = None
    resolved: list[Assignment] = []
    for assignment in duty.assignments:
        if assignment.kind not in _RESOLVED:
            resolved.append(assignment)
            continue
        if assignment.kind == "group":
            resolved.append(replace(assignment, agency=None, reason="a group of units"))
            continue
        found = resolver.find(assignment.text, before)
        before = found.code or before
        resolved.append(replace(assignment, agency=found.agency, reason=found.reason))
    return replace(duty, assignments=tuple(resolved))


def _mention(mention: Mention, resolver: _Resolver) -> Mention:
    if mention.kind == "group":
        return replace(mention, iri=None, reason="a group of units")
    if mention.kind == "coordination":
        return replace(mention, iri=None, reason="a coordinating body")
    found = resolver.find(mention.text)
    kind = resolver.known.functions[found.agency.rsplit("/", 1)[-1]].texts("agencyKind")[0] if found.agency else mention.kind
    return replace(mention, iri=found.agency, reason=found.reason, kind=kind)


def _named_codes(facts: PlanFacts, words: Vocabulary) -> tuple[str, ...]:
    text = " ".join(_texts(facts))
    return tuple(dict.fromkeys(p.divisions[0].code for p in divisions.places(text, words) if len(p.divisions) == 1))


def _texts(facts: PlanFacts) -> Iterable[str]:
    document = facts.document
    yield from (t for t in (document.title, document.issuer) if t)
    yield from (a.text for duty in facts.duties for a in duty.assignments)


def _year(facts: PlanFacts) -> int | None:
    """The plan's year: of its date, else of publication, else of the newest document that it cites by number."""
    stated = facts.document.date or facts.document.published
    if stated:
        return int(stated[:4])
    return max((c.year for c in facts.citations if c.year and c.number), default=None)
