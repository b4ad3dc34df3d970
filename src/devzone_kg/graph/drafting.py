"""What only the drafting rules ask for: forms of numbers, the notice around a plan, names by period, levels of zones."""

import re
from bisect import bisect_right
from functools import cache

from devzone_kg import divisions, iris
from devzone_kg.extraction.agency_names import Name, index
from devzone_kg.extraction.names import alternatives
from devzone_kg.facts import Item, Jurisdiction, ZoneMention
from devzone_kg.graph.plan_graph import PlanGraph, named
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_COUNT = re.compile(r"\d+|[一二三四五六七八九十百〇零]+")
_INDENT = re.compile(r"[^\S\r\n]*")
_LINE = re.compile(r"[^\r\n]+")
_SPACE = re.compile(r"\s+")
_STOP = re.compile(r"[,，。;；]")
_BLANKS = re.compile(r"[\s\u3000]+")
_PLACE_CLASS = re.compile(r"(?<=[\u4e00-\u9fff]{2})[省市县州旗区镇乡](?=[\u4e00-\u9fff])")
_NUMBER_YEAR = re.compile(r"[〔\[（(]\s?((?:19|20)\d\d)")
_HEAD = 3000  # characters in which the notice stands that issues a plan
_LONGEST_NOTICE_TITLE = 120
_SHORTEST_PARAGRAPH = 15
_LONGEST_TITLE = 60
_LEVEL_REACH = 16  # characters before a zone in which its level stands: 省级高新技术产业开发区…
_FIGURE_REACH = 20  # characters after a metric within which its figure stands


def add_drafting(g: PlanGraph) -> None:
    """State what the drafting rules need beside the facts proper."""
    _document(g)
    forms: set[tuple[str, str]] = set()
    for item in g.facts.items:
        _number(g, item, forms)
    _assigned(g)
    _names(g)
    _mentions(g)
    _zones(g)
    _citations(g)


def _document(g: PlanGraph) -> None:
    doc = g.facts.document
    stated = doc.date or doc.published
    cited = [c.year for c in g.facts.citations if c.year]
    numbered = _NUMBER_YEAR.search(doc.number or "")
    year = int(stated[:4]) if stated else int(numbered[1]) if numbered else max(cited, default=None)
    g.add(g.plan, "referenceYear", year)
    g.add(g.plan, "issuedByNotice", True if _notice(g) else None)
    g.add(g.plan, "titleScope", _scope(g))
    opening = _opening(g)
    if opening:
        g.add(g.plan, "firstWords", g.span(opening, exact=True))
    for span in _other_titles(g):
        g.add(g.plan, "furtherTitle", g.span(span, exact=True))


@cache
def _notice_title(words: Vocabulary) -> re.Pattern[str]:
    """The title of a notice that issues another document: …关于印发…的通知."""
    layout, cited = words.scheme("layout"), words.scheme("citation-word")
    sent, about = alternatives(layout["transmission"].words), alternatives(layout["subject-of-title"].words)
    return re.compile(rf"^[^《<〈]{{0,60}}{about}{sent}.{{2,90}}?{alternatives(cited['notice-tail'].words)}")


def _notice(g: PlanGraph) -> bool:
    """Whether the text holds the notice that issues the plan: its title ahead of the plan, broken over lines or not."""
    span = g.facts.document.title_span
    head = g.facts.text[: max(_HEAD, span.end if span else 0)]
    first = next((i.span.start for i in g.facts.items), len(head))
    lines = [m.group().strip() for m in _LINE.finditer(head, 0, max(first, 1))]
    joined = ("".join(lines[i : i + 3]) for i in range(len(lines)))
    title = _SPACE.sub("", g.facts.document.title or "")
    pattern = _notice_title(g.words)
    return bool(pattern.search(title)) or any(
        (found := pattern.search(_SPACE.sub("", line))) and found.end() <= _LONGEST_NOTICE_TITLE for line in joined
    )


def _scope(g: PlanGraph) -> str | None:
    """The words of the title that name a body or an area: what stands before 关于, a division, 全区, a zone."""
    title, span, words = g.facts.document.title or "", g.facts.document.title_span, g.words
    about = words.scheme("layout")["subject-of-title"].label
    before = title.partition(about)[0].strip("“《 ") if about in title else ""
    if before:
        return before
    place = next(divisions.places(title, words), None)
    zone = next((z.text for z in g.facts.zones if span and span.start <= z.span.start < span.end), None)
    match = _own_area(words).search(title)
    classes = tuple(w for c in words.scheme("zone-type").values() for w in c.words)  # 促进园区 is no place
    own = match.group() if match and not match.group().endswith(classes) else None
    return place.name if place else zone or own


@cache
def _own_area(words: Vocabulary) -> re.Pattern[str]:
    """全省; 某某市 at the start."""
    classes = alternatives([w for c in words.scheme("division-class").values() for w in c.words])
    whole = alternatives(words.scheme("self-reference")["whole"].words)
    return re.compile(rf"{whole}{classes}|^[\u4e00-\u9fff]{{1,6}}?{classes}(?![域间位块场级])")


def _opening(g: PlanGraph) -> Span | None:
    """The first clause of the first paragraph of prose after the title."""
    title = g.facts.document.title_span
    for line in _LINE.finditer(g.facts.text, title.end if title else 0):
        stop = _STOP.search(g.facts.text, *line.span())
        if stop and len(line.group().strip()) >= _SHORTEST_PARAGRAPH:
            start = line.start() + len(line.group()) - len(line.group().lstrip())
            return Span(start, stop.start()) if stop.start() > start else None
    return None


def _other_titles(g: PlanGraph) -> list[Span]:
    """Lines between the title and the text that are titles as well."""
    doc = g.facts.document
    if not doc.title or not doc.title_span:
        return []
    opening, first = _opening(g), next((i.span.start for i in g.facts.items), len(g.facts.text))
    end = min(first, opening.start if opening else first)
    endings = tuple(g.words.words("document-type"))
    found = []
    above = list(_LINE.finditer(g.facts.text, max(0, doc.title_span.start - _HEAD), doc.title_span.start))[-1:]
    for line in (*above, *_LINE.finditer(g.facts.text, doc.title_span.end, max(end, doc.title_span.end))):
        words = _SPACE.sub("", line.group())
        repeated = words == _SPACE.sub("", doc.title)
        like = (
            words.endswith(endings)
            and not _notice_title(g.words).search(words)
            and 8 <= len(words) <= _LONGEST_TITLE
            and not re.search(r"[，。；、：:|《》（(]", words)
        )
        if repeated or like:
            lead = len(line.group()) - len(line.group().lstrip())
            found.append(Span(line.start() + lead, line.start() + len(line.group().rstrip())))
    return found


def _number(g: PlanGraph, item: Item, forms: set[tuple[str, str]]) -> None:
    """The form of an item's number, the number with # for its count, what stands before it on its line, and its section."""
    node = g.node(item.id)
    g.add(node, "sectionKind", item.section)
    if item.label is None or item.style is None:
        return
    g.add(node, "numberStyle", item.style)
    mark = _COUNT.sub("#", item.label)
    g.add(node, "numberMark", mark)
    g.add(node, "firstOfForm", True if (item.style, mark) not in forms else None)
    forms.add((item.style, mark))
    line = max(g.facts.text.rfind("\n", 0, item.span.start), g.facts.text.rfind("\r", 0, item.span.start)) + 1
    indent = _INDENT.match(g.facts.text, line, item.span.start)
    if indent and indent.end() == item.span.start:
        g.add(node, "numberIndent", indent.group())


def _assigned(g: PlanGraph) -> None:
    """Which duties assign the task of each part: those that it states, that cover it, or that do so for a part around it."""
    duties: dict[str, list[str]] = {}
    for duty in g.facts.duties:
        if duty.kind == "duty" and duty.assignments:
            for part in {duty.covers, duty.item} - {None}:
                duties.setdefault(part or "", []).append(duty.id)
    around: dict[str, list[str]] = {}
    for item in g.facts.items:
        if item.kind != "sub_action":
            around[item.id] = [*around.get(item.parent or "", ()), *duties.get(item.id, ())]
            for name in dict.fromkeys(around[item.id]):
                g.add(g.node(item.id), "assignedIn", g.node(name))


def _names(g: PlanGraph) -> None:
    """Which name of its agency each assignment uses, with its years and its certainty, and where each unit stands first."""
    known = index(g.words)
    found: dict[tuple[str, str], Name | None] = {}
    seen: set[str] = set()
    for duty in sorted(g.facts.duties, key=lambda d: d.span):
        for number, assignment in enumerate(duty.assignments, 1):
            if assignment.inherited_from is None and assignment.text not in seen:
                seen.add(assignment.text)
                g.add(g.node(f"{duty.id}/a{number:02d}"), "firstUse", True)
            if assignment.agency is None:
                continue
            key = (_BLANKS.sub("", assignment.text), assignment.agency.rsplit("/", 1)[-1])
            if key not in found:
                readings = (r.form.name for r in known.readings(key[0]))
                found[key] = next((n for n in readings if n.function == key[1]), None)
            name = found[key]
            if name is not None:
                g.add(g.node(f"{duty.id}/a{number:02d}"), "nameUsed", named(name.iri))
    for name in dict.fromkeys(n for n in found.values() if n is not None):
        node = named(name.iri)
        g.a(node, "AgencyName")
        g.label(node, name.label)
        g.add(node, "validFrom", name.first)
        g.add(node, "validUntil", name.last)
        g.add(node, "uncertain", True if name.uncertain else None)


def _mentions(g: PlanGraph) -> None:
    """In which other parts a target is given again, and in which a facility is named."""
    items = [i for i in g.facts.items if i.kind != "sub_action"]
    starts = [i.span.start for i in items]
    parents = {i.id: i for i in items}

    def innermost(offset: int) -> Item | None:
        at = bisect_right(starts, offset) - 1
        item = items[at] if at >= 0 else None
        while item is not None and item.span.end <= offset:
            item = parents.get(item.parent or "")
        return item

    for target in g.facts.targets:
        place = g.facts.text.find(target.metric) if target.metric else -1
        while place >= 0 and target.metric:
            holder = innermost(place)
            figure = g.facts.quote(target.number_span)
            again = figure in g.facts.text[place : place + len(target.metric) + _FIGURE_REACH]
            if holder is not None and again and not target.span.start <= place < target.span.end:
                g.add(g.node(f"target/{target.id}"), "mentionedIn", g.node(holder.id))
            place = g.facts.text.find(target.metric, place + len(target.metric))
    for facility in g.facts.facilities:
        if facility.item:
            g.add(g.node(f"facility/{iris.pinyin(facility.text)}"), "mentionedIn", g.node(facility.item))


def _zones(g: PlanGraph) -> None:
    """The stated level of each zone, the key that its spellings share, and whether zones of its kind have levels."""
    levels: dict[str, str] = {}
    before: tuple[int, str | None] = (-1, None)
    for zone in g.facts.zones:
        level = _stated_level(g, zone)
        if level is None and before[0] == zone.span.start - 1 and g.facts.text[before[0]] in "、和与及":
            level = before[1]
        before = (zone.span.end, level)
        if zone.zone is None:
            continue
        if level:
            levels.setdefault(zone.zone, level)
        kind = g.words.schemes.get("zone-type", {}).get(zone.zone_type or "")
        if kind is not None:
            g.add(named(kind.iri), "hasLevels", "true" if kind.texts("hasLevels") else None)
            g.add(named(zone.zone), "nameKey", _zone_key(zone, kind.words, g.facts.document.jurisdiction))
    for strength in g.facts.specialities:
        home = next((z.zone for z in g.facts.zones if z.text == strength.zone and z.zone), None)
        if home:
            g.add(named(home), "specialityWords", g.span(strength.industry_span, exact=True))
    for iri, level in levels.items():
        g.add(named(iri), "level", g.concept("level", level))


@cache
def _levels(words: Vocabulary) -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Words of levels with their notations, and what states one before and after the name of a zone."""
    graded = {w: n for w, n in words.words("level").items() if len(w) > 1}
    either = alternatives(graded)
    zones = alternatives([w for c in words.scheme("zone-type").values() for w in c.words])
    raised = alternatives(words.scheme("level-change")["raise"].texts("raiseCue"))
    in_brackets = rf"\s?[（(](?:现为)?({either})[^（()）]{{0,12}}[)）]"
    before = re.compile(rf"({either})(?:{zones})?[“的：:]?$")
    return graded, before, re.compile(rf"{in_brackets}|(?!{raised})[现是系为]{{1,2}}({either})")


def _stated_level(g: PlanGraph, zone: ZoneMention) -> str | None:
    graded, before, after = _levels(g.words)
    text = g.facts.text
    match = before.search(text[max(0, zone.span.start - _LEVEL_REACH) : zone.span.start]) or after.match(text, zone.span.end)
    if match:
        return graded[next(filter(None, match.groups()))]
    return next((n for w, n in graded.items() if w in zone.text), None)


def _zone_key(zone: ZoneMention, words: tuple[str, ...], home: Jurisdiction | None) -> str | None:
    """A zone's own name without its class word and the class of its place: 武威 for 武威市工业园 and 武威工业园区."""
    ending = max((w for w in words if zone.text.endswith(w)), key=len, default="")
    core = _PLACE_CLASS.sub("", zone.text[: len(zone.text) - len(ending)]).rstrip("省市县州旗区镇乡") if ending else ""
    place = divisions.division(home.division) if home else None
    return f"{core}/{zone.zone_type}" if len(core) > 1 and not (place and core in (place.name, place.short_name)) else None


def _citations(g: PlanGraph) -> None:
    """Who issued a cited document, as the plan says, and what a short form stands for."""
    nodes = {c.span: g.node(f"citation/c{n:02d}") for n, c in enumerate(g.facts.citations, 1)}
    for citation in g.facts.citations:
        g.add(nodes[citation.span], "citedIssuer", citation.issuer)
        g.add(nodes[citation.span], "standsFor", nodes.get(citation.refers_to) if citation.refers_to else None)
