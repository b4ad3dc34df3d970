"""Facts as RDF: one graph a document, every node with the words that say it, no blank nodes, no times."""

import calendar
import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox

from devzone_kg import iris
from devzone_kg.extraction.resolve import official_name
from devzone_kg.facts import Assignment, Citation, Duty, Item, Mention, PlanFacts, Target
from devzone_kg.namespaces import DCTERMS, DZ, ELI, FOAF, ID, OA, RDF, RDFS, SKOS, XSD
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Concept, Vocabulary, vocabulary

_PART_CLASS = {
    "section": "Section",
    "measure": "Measure",
    "sub_action": "SubAction",
    "duty": "Duty",
    "acceptance": "AcceptanceClause",
    "item": "Part",
}
_AGENT_CLASS = {"agency": "Agency", "group": "AgencyGroup", "enterprise": "Enterprise", "zone": "Agent", "person": "Official"}
_MOST_RELATED = 12  # half-width marks can stand in hundreds of places; a dozen show the fault
_FIRST_CLAUSE = re.compile(r"[^。；;\r\n]{0,80}")

Term: TypeAlias = ox.NamedNode | ox.Literal


def plan_triples(facts: PlanFacts, words: Vocabulary | None = None) -> list[ox.Triple]:
    """The triples that the text states, without what follows from them (see `reasoning`)."""
    graph = _PlanGraph(facts, words or vocabulary())
    _document(graph)
    for item in facts.items:
        _item(graph, item)
    for duty in facts.duties:
        _duty(graph, duty)
    for target in facts.targets:
        _target(graph, target)
    for number, citation in enumerate(facts.citations, 1):
        _citation(graph, citation, number)
    _goals(graph)
    _zones(graph)
    _things(graph)
    _wording(graph)
    return list(dict.fromkeys(graph.triples))


def inferred_triples(facts: PlanFacts, words: Vocabulary | None = None) -> list[ox.Triple]:
    """What was inferred and not stated: which measure a duty of a responsibilities section seems to answer."""
    graph = _PlanGraph(facts, words or vocabulary())
    for coverage in facts.coverage:
        node = graph.node(f"coverage/{coverage.duty}-{coverage.measure}")
        duty, measure = graph.node(coverage.duty), graph.node(coverage.measure)
        graph.add(duty, "likelyCovers", measure)
        graph.a(node, "InferredCoverage")
        graph.add(node, "coveringDuty", duty)
        graph.add(node, "coveredPart", measure)
        graph.add(node, "score", ox.Literal(f"{coverage.score:.3f}", datatype=_xsd("decimal")))
        graph.add(node, "method", coverage.method)
    return graph.triples


def plan_iri(facts: PlanFacts, words: Vocabulary | None = None) -> str:
    """The IRI of the document and of its graph."""
    return iris.plan_iri(iris.plan_slug(facts.document, _digest(facts)[:12], words or vocabulary()))


def _digest(facts: PlanFacts) -> str:
    return hashlib.sha256(facts.text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _name(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _xsd(name: str) -> ox.NamedNode:
    return _name(XSD + name)


@dataclass
class _PlanGraph:
    """The triples of one plan under construction."""

    facts: PlanFacts
    words: Vocabulary
    triples: list[ox.Triple] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.digest = _digest(self.facts)
        self.plan = _name(iris.plan_iri(iris.plan_slug(self.facts.document, self.digest[:12], self.words)))
        self.text = _name(iris.text_iri(self.digest))
        self._spans: set[Span] = set()

    def node(self, local: str) -> ox.NamedNode:
        """A thing of this plan."""
        return ox.NamedNode(f"{self.plan.value}/{local}")

    def a(self, subject: ox.NamedNode, name: str) -> None:
        """State the class of a thing, by its name in our namespace."""
        self.triples.append(ox.Triple(subject, _name(RDF + "type"), _name(DZ + name)))

    def add(self, subject: ox.NamedNode, predicate: str, value: Term | str | int | bool | None) -> None:
        """State a property of our own; nothing where the value is None."""
        self.say(subject, DZ + predicate, value)

    def say(self, subject: ox.NamedNode, predicate: str, value: Term | str | int | bool | None) -> None:
        """State a property by its IRI; nothing where the value is None."""
        if value is not None:
            term = value if isinstance(value, ox.NamedNode | ox.Literal) else ox.Literal(value)
            self.triples.append(ox.Triple(subject, _name(predicate), term))

    def label(self, subject: ox.NamedNode, text: str | None) -> None:
        """A Chinese label."""
        if text:
            self.say(subject, RDFS + "label", ox.Literal(text, language="zh"))

    def evidence(self, subject: ox.NamedNode, span: Span | None, predicate: str = "evidence") -> None:
        """Point at the words."""
        if span is not None:
            self.add(subject, predicate, self.span(span, exact=predicate != "extent"))

    def span(self, span: Span, *, exact: bool) -> ox.NamedNode:
        """The node of a stretch of the text; `exact` states its words."""
        node = ox.NamedNode(iris.span_iri(self.text.value, span))
        if span not in self._spans:
            self._spans.add(span)
            self.a(node, "TextSpan")
            self.add(node, "inText", self.text)
            self.say(node, OA + "start", span.start)
            self.say(node, OA + "end", span.end)
        if exact:
            self.say(node, OA + "exact", self.facts.quote(span))
        return node

    def concept(self, scheme: str, notation: str | None) -> ox.NamedNode | None:
        """A concept of the vocabulary, with its labels, so that the graph can be read alone."""
        entry = self.words.schemes.get(scheme, {}).get(notation or "")
        if entry is None:
            return None
        node = _name(entry.iri)
        self.label(node, entry.label)
        if entry.label_en:
            self.say(node, RDFS + "label", ox.Literal(entry.label_en, language="en"))
        return node


def _document(g: _PlanGraph) -> None:
    doc = g.facts.document
    kind = g.words.schemes.get("document-type", {}).get(doc.document_type or "")
    g.a(g.plan, "PolicyDocument")
    g.a(g.plan, _document_class(kind))
    g.say(g.plan, DCTERMS + "title", doc.title)
    g.label(g.plan, doc.title)
    g.evidence(g.plan, doc.title_span)
    g.add(g.plan, "documentType", g.concept("document-type", doc.document_type))
    if doc.number:
        _number(g, g.plan, doc.number)
    g.say(g.plan, ELI + "date_document", _date(doc.date))
    g.say(g.plan, ELI + "date_publication", _date(doc.published))
    g.add(g.plan, "addressee", doc.addressee)
    g.add(g.plan, "validity", doc.validity)
    for span in (doc.number_span, doc.issuer_span, doc.date_span, doc.addressee_span, doc.validity_span):
        g.evidence(g.plan, span)
    if doc.issuer:
        g.say(g.plan, ELI + "passed_by", _agent(g, "agency", doc.issuer, doc.issuer_agency, None))
    if doc.jurisdiction:
        _jurisdiction(g)
    _text_version(g)


def _document_class(kind: Concept | None) -> str:
    named = kind.texts("documentClass") if kind else ()
    return named[0].removeprefix(DZ) if named else "Plan"


def _jurisdiction(g: _PlanGraph) -> None:
    place = g.facts.document.jurisdiction
    if place is None:
        return
    g.add(g.plan, "jurisdiction", _division(g, place.division, place.name))
    g.add(g.plan, "inferredJurisdiction", place.inferred)


def _division(g: _PlanGraph, code: str, name: str | None) -> ox.NamedNode:
    node = _name(iris.division_iri(code))
    g.a(node, "AdministrativeDivision")
    g.add(node, "divisionCode", code)
    g.label(node, name)
    return node


def _text_version(g: _PlanGraph) -> None:
    g.add(g.plan, "hasTextVersion", g.text)
    g.a(g.text, "TextVersion")
    g.add(g.text, "sha256", g.digest)
    g.add(g.text, "content", g.facts.text)


def _number(g: _PlanGraph, document: ox.NamedNode, number: str) -> None:
    node = _name(f"{ID}number/{iris.number_slug(number)}")
    g.add(document, "documentNumber", node)
    g.a(node, "DocumentNumber")
    g.label(node, number)
    g.add(node, "numberText", number)
    parts = iris.number_parts(number)
    if parts:
        g.add(node, "issuerCode", parts[0])
        g.add(node, "year", parts[1])
        g.add(node, "serial", parts[2])


def _date(iso: str | None) -> ox.Literal | None:
    return ox.Literal(iso, datatype=_xsd("date")) if iso and len(iso) == 10 else None


def _item(g: _PlanGraph, item: Item) -> None:
    node = g.node(item.id)
    g.a(node, _PART_CLASS[item.kind])
    g.add(node, "inDocument", g.plan)
    g.add(node, "partOf", g.node(item.parent) if item.parent else g.plan)
    g.add(node, "number", item.label)
    g.add(node, "ordinal", item.ordinal)
    g.add(node, "depth", item.level)
    g.add(node, "heading", item.title)
    start = item.span.start + len(item.label or "")
    g.label(node, item.title or _clause(g.facts, start, item.span.end))
    head = item.title_span.end if item.title_span else _clause_end(g.facts, start, item.span.end)
    g.evidence(node, Span(item.span.start, head))
    g.evidence(node, item.span, "extent")


def _clause_end(facts: PlanFacts, start: int, end: int) -> int:
    match = _FIRST_CLAUSE.match(facts.text, start, end)
    return match.end() if match else end


def _clause(facts: PlanFacts, start: int, end: int) -> str:
    return facts.text[start : _clause_end(facts, start, end)].strip()


def _duty(g: _PlanGraph, duty: Duty) -> None:
    node = g.node(duty.id)
    g.a(node, "OverallResponsibility" if duty.kind == "overall" else "Duty")
    if duty.id != duty.item:
        g.add(node, "inDocument", g.plan)
        g.add(node, "partOf", g.node(duty.item) if duty.item else g.plan)
        g.label(node, _duty_label(g.facts, duty))
        g.evidence(node, duty.span, "extent")
    g.evidence(node, _statement(duty))
    g.add(node, "statementForm", duty.form)
    if duty.covers:
        g.add(node, "covers", g.node(duty.covers))
    if duty.deadline:
        _deadline(g, node, duty)
    order: dict[str, int] = {}
    for number, assignment in enumerate(duty.assignments, 1):
        order[assignment.role] = order.get(assignment.role, 0) + 1
        _assignment(g, node, f"{duty.id}/a{number:02d}", assignment, order[assignment.role])


def _duty_label(facts: PlanFacts, duty: Duty) -> str:
    wanted = duty.covers or duty.item
    item = next((i for i in facts.items if i.id == wanted), None)
    if item is not None and item.title:
        return item.title
    numbered = item is not None and item.span.start == duty.span.start
    return _clause(facts, duty.span.start + (len(item.label or "") if item and numbered else 0), duty.span.end)


def _statement(duty: Duty) -> Span | None:
    """The words of the assignment itself, from the first cue or unit to the last."""
    stated = [s for a in duty.assignments if a.inherited_from is None for s in (a.span, a.cue) if s is not None]
    return Span(min(s.start for s in stated), max(s.end for s in stated)) if stated else None


def _deadline(g: _PlanGraph, duty_node: ox.NamedNode, duty: Duty) -> None:
    deadline = duty.deadline
    if deadline is None:
        return
    node = ox.NamedNode(f"{duty_node.value}/deadline")
    g.add(duty_node, "hasDeadline", node)
    g.a(node, "Deadline")
    g.label(node, deadline.text)
    g.evidence(node, deadline.span)
    g.add(node, "precision", deadline.precision)
    g.add(node, "latestDate", _date(last_day(deadline.date)) if deadline.date else None)


def last_day(iso: str) -> str:
    """The last day of a year, a month or a day in ISO form."""
    if len(iso) == 4:
        return f"{iso}-12-31"
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        return f"{iso}-{calendar.monthrange(year, month)[1]:02d}"
    return iso


def _assignment(g: _PlanGraph, duty: ox.NamedNode, local: str, assignment: Assignment, order: int) -> None:
    node = g.node(local)
    role = g.words.scheme("role")[assignment.role]
    g.add(duty, "hasAssignment", node)
    g.a(node, role.texts("assignmentClass")[0].removeprefix(DZ))
    g.add(node, "role", g.concept("role", assignment.role))
    agent = _agent(g, assignment.kind, assignment.text, assignment.agency, assignment.reason)
    g.add(node, role.texts("agentProperty")[0].removeprefix(DZ), agent)
    g.add(node, "order", order)
    g.add(node, "unitText", assignment.text)
    g.label(node, assignment.text)
    g.evidence(node, assignment.span)
    g.evidence(node, assignment.inherited_from, "inheritedFrom")


def _agent(g: _PlanGraph, kind: str, text: str, iri: str | None, reason: str | None) -> ox.NamedNode:
    node = _name(iri) if iri else g.node(f"{kind}/{iris.pinyin(text)}")
    g.a(node, _AGENT_CLASS[kind])
    if iri and kind == "agency":
        _linked_agency(g, node, text)
    else:
        g.label(node, text)
        g.add(node, "unresolved", reason)
    return node


def _linked_agency(g: _PlanGraph, node: ox.NamedNode, text: str) -> None:
    code, _, slug = node.value.removeprefix(ID + "agency/").partition("/")
    doc = g.facts.document
    year = int((doc.date or doc.published or "0")[:4])
    g.label(node, official_name(node.value, year or None, text, doc.jurisdiction) or text)
    g.say(node, SKOS + "altLabel", ox.Literal(text, language="zh"))
    g.add(node, "division", _name(iris.division_iri(code)))
    function = g.concept("agency-function", slug)
    g.add(node, "agencyFunction", function)
    if function is not None and "true" in g.words.scheme("agency-function")[slug].texts("verticallyManaged"):
        g.a(node, "VerticalAgency")


def _target(g: _PlanGraph, target: Target) -> None:
    node = g.node(f"target/{target.id}")
    g.add(g.node(target.item) if target.item else g.plan, "hasTarget", node)
    g.a(node, "QuantitativeTarget")
    g.add(node, "inDocument", g.plan)
    g.label(node, g.facts.quote(target.span))
    g.evidence(node, target.span)
    if target.metric:
        metric = _name(f"{ID}metric/{iris.pinyin(target.metric)}")
        g.a(metric, "Metric")
        g.label(metric, target.metric)
        g.add(node, "metric", metric)
    g.add(node, "comparator", _comparator(g, target))
    g.add(node, "value", _decimal(target.value))
    g.add(node, "maxValue", _decimal(target.value_max))
    g.add(node, "unitOfMeasureText", target.unit)
    g.add(node, "unit", _unit(g, target.unit))
    g.add(node, "targetYear", target.year)
    g.evidence(node, target.baseline_span, "baseline")


def _comparator(g: _PlanGraph, target: Target) -> ox.NamedNode | None:
    for concept in g.words.schemes.get("comparator", {}).values():
        if target.comparator and target.comparator in (concept.notation, *concept.texts("symbol")):
            return g.concept("comparator", concept.notation)
    return None


def _unit(g: _PlanGraph, unit: str | None) -> ox.NamedNode | None:
    return g.concept("unit", g.words.words("unit").get(unit)) if unit and "unit" in g.words.schemes else None


def _decimal(value: float | None) -> ox.Literal | None:
    if value is None:
        return None
    return ox.Literal(f"{value:.6f}".rstrip("0").rstrip("."), datatype=_xsd("decimal"))


def _goals(g: _PlanGraph) -> None:
    for goal in g.facts.goals:
        node = g.node(f"goal/{goal.id}")
        g.add(g.node(goal.item) if goal.item else g.plan, "hasTarget", node)
        g.a(node, "QualitativeTarget")
        g.add(node, "inDocument", g.plan)
        g.label(node, goal.text)
        g.add(node, "goalKind", goal.kind)
        g.add(node, "targetYear", goal.year)
        g.evidence(node, goal.span)


def _citation(g: _PlanGraph, citation: Citation, number: int) -> None:
    node = g.node(f"citation/c{number:02d}")
    g.add(g.plan, "hasCitation", node)
    g.a(node, "Citation")
    g.label(node, g.facts.quote(citation.span))
    g.evidence(node, citation.span)
    g.add(node, "citedTitle", citation.title)
    g.add(node, "innerTitle", citation.inner_title)
    g.add(node, "numberText", citation.number)
    g.add(node, "year", citation.year)
    g.add(node, "citationRelation", g.concept("citation-relation", citation.relation))
    cited = _cited_document(g, citation)
    g.add(node, "citedDocument", cited)
    g.add(g.plan, citation.relation, cited)


def _cited_document(g: _PlanGraph, citation: Citation) -> ox.NamedNode:
    if citation.number:
        node = _name(iris.document_iri(citation.number))
        _number(g, node, citation.number)
    else:
        node = g.node(f"cited/{iris.pinyin(citation.title or 'document')}")
    g.a(node, "PolicyDocument")
    g.say(node, DCTERMS + "title", citation.inner_title or citation.title)
    g.label(node, citation.inner_title or citation.title or citation.number)
    return node


def _zones(g: _PlanGraph) -> None:
    division = g.facts.document.jurisdiction
    for zone in g.facts.zones:
        if zone.zone is None:
            continue
        node = _name(zone.zone)
        g.add(g.plan, "names", node)
        g.a(node, "DevelopmentZone")
        g.label(node, zone.text)
        g.add(node, "zoneType", g.concept("zone-type", zone.zone_type))
        g.add(node, "division", _name(iris.division_iri(division.division)) if division else None)
        g.evidence(node, zone.span)
    _upgrades(g)
    for speciality in g.facts.specialities:
        zone_node = _zone_node(g, speciality.zone)
        g.add(zone_node, "speciality", _thing(g, "industry", "Industry", speciality.industry, speciality.industry_span))


def _zone_node(g: _PlanGraph, name: str) -> ox.NamedNode:
    return _name(next((z.zone for z in g.facts.zones if z.text == name and z.zone), f"{g.plan.value}/zone/{iris.pinyin(name)}"))


def _upgrades(g: _PlanGraph) -> None:
    for number, upgrade in enumerate(g.facts.upgrades, 1):
        node = g.node(f"upgrade/u{number:02d}")
        g.add(g.plan, "hasTarget", node)
        g.a(node, "UpgradeGoal")
        g.add(node, "inDocument", g.plan)
        g.label(node, g.facts.quote(upgrade.span))
        g.add(node, "upgrades", _zone_node(g, upgrade.zone))
        g.add(node, "toLevel", g.concept("level", upgrade.level))
        g.evidence(node, upgrade.span)


def _things(g: _PlanGraph) -> None:
    for industry in g.facts.industries:
        node = _thing(g, "industry", "Industry", industry.text, industry.span)
        g.add(node, "mentionKind", industry.kind)
        if industry.kind == "leading":
            g.add(g.plan, "leadingIndustry", node)
    for facility in g.facts.facilities:
        name = "Facility" if facility.kind in ("facility", "platform", "base") else "Project"
        _described(g, "facility", name, facility)
    for enterprise in g.facts.enterprises:
        _described(g, "enterprise", "Enterprise", enterprise)
    for source in g.facts.funding:
        _described(g, "funding", "FundingSource", source)
    for mention in g.facts.mentions:
        _described(g, "mention", "PolicyDocument", mention)
    for agency in g.facts.agencies:
        kind = "group" if agency.kind == "group" else "agency"
        node = _agent(g, kind, agency.text, agency.iri, agency.reason)
        g.add(g.plan, "names", node)
        g.evidence(node, agency.span)
    for person in g.facts.persons:
        node = _agent(g, "person", person.name, None, None)
        g.say(node, FOAF + "name", person.name)
        g.add(node, "post", person.post)
        g.evidence(node, person.span)
    for clause in g.facts.acceptance:
        if clause.item and clause.frequency:
            g.add(g.node(clause.item), "frequency", clause.frequency)
            g.evidence(g.node(clause.item), clause.frequency_span)


def _described(g: _PlanGraph, folder: str, name: str, mention: Mention) -> None:
    node = _thing(g, folder, name, mention.text, mention.span)
    g.add(node, "mentionKind", mention.kind)


def _thing(g: _PlanGraph, folder: str, name: str, text: str, span: Span) -> ox.NamedNode:
    node = g.node(f"{folder}/{iris.pinyin(text)}")
    g.add(g.plan, "names", node)
    g.a(node, name)
    g.label(node, text)
    g.evidence(node, span)
    return node


def _wording(g: _PlanGraph) -> None:
    for number, feature in enumerate(g.facts.wording, 1):
        node = g.node(f"wording/w{number:02d}")
        g.add(g.plan, "hasWording", node)
        g.a(node, "WordingFeature")
        g.add(node, "featureKind", feature.kind)
        g.label(node, feature.text)
        g.evidence(node, feature.span)
        for span in feature.related[:_MOST_RELATED]:
            g.evidence(node, span, "relatedEvidence")
