"""Small plans written by hand: text and facts side by side, so that the checker is tested without the extraction."""

from dataclasses import dataclass, field, replace

from devzone_kg.facts import Assignment, Citation, Document, Duty, Item, PlanFacts, Target, Upgrade, Wording, ZoneMention
from devzone_kg.reading.source import Span

ID = "https://w3id.org/devzone-kg/id/"


@dataclass
class Draft:
    """Writes a plan piece by piece; every piece is text and the fact that it states."""

    text: str = ""
    document: Document = field(default_factory=Document)
    items: list[Item] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    zones: list[ZoneMention] = field(default_factory=list)
    upgrades: list[Upgrade] = field(default_factory=list)
    wording: list[Wording] = field(default_factory=list)

    def write(self, words: str) -> Span:
        """Append words and say where they stand."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def head(self, title: str = "某区促进园区发展实施方案", number: str | None = "某政办发〔2024〕12号") -> "Draft":
        if number:
            self.document = replace(self.document, number=number, number_span=self.write(number))
            self.write("\n")
        self.document = replace(self.document, title=title, title_span=self.write(title), document_type="implementation-plan")
        self.write("\n")
        return self

    def sign(self, issuer: str | None = "某区人民政府办公室", date: str | None = "2024-03-09") -> "Draft":
        if issuer:
            self.document = replace(self.document, issuer=issuer, issuer_span=self.write(issuer))
            self.write("\n")
        if date:
            self.document = replace(self.document, date=date, date_span=self.write(date))
            self.write("\n")
        return self

    def published(self, date: str) -> "Draft":
        self.document = replace(self.document, published=date, published_span=self.write(date))
        self.write("\n")
        return self

    def item(self, label: str, ordinal: int, title: str, parent: str | None = None, kind: str = "measure") -> str:
        start = self.write(label).start
        words = self.write(title)
        self.write("。\n")
        name = f"{parent or 'p'}.{kind[0]}{len(self.items) + 1:02d}"
        level = 1 + sum(i.id == parent for i in self.items)
        self.items.append(Item(name, kind, label, ordinal, title, words, Span(start, words.end), parent, level))
        if parent:
            self.items = [replace(i, span=Span(i.span.start, words.end)) if i.id == parent else i for i in self.items]
        return name

    def duty(
        self, item: str | None = None, kind: str = "duty", form: str = "lines", name: str | None = None, **roles: str
    ) -> str:
        """A duty with roles such as lead="区发改局、区财政局"."""
        start = len(self.text)
        assignments = []
        for role, units in roles.items():
            self.write(f"{role}:")
            for number, unit in enumerate(units.split("、")):
                if number:
                    self.write("、")
                group = "group" if unit.startswith("各") else "agency"
                assignments.append(Assignment(role, unit, self.write(unit), kind=group))
            self.write("\n")
        name = f"d{len(self.duties) + 1:02d}"
        self.duties.append(Duty(name, kind, item, Span(start, len(self.text)), form, None, tuple(assignments)))
        return name

    def target(self, words: str, metric: str | None, value: float | None, year: int | None, **more: object) -> "Draft":
        """A target in percent of the kind 'at least', unless `unit`, `how` and `top` say otherwise."""
        span = self.write(words)
        self.write("。\n")
        number = Span(span.end - 1, span.end)
        how, unit, top = more.get("how", ">="), more.get("unit", "%"), more.get("top")
        name = f"t{len(self.targets) + 1:02d}"
        self.targets.append(Target(name, None, metric, None, how, value, top, unit, year, None, number, span))  # type: ignore[arg-type]
        return self

    def cite(self, title: str, number: str | None = None, year: int | None = None) -> "Draft":
        start = self.write(f"《{title}》").start
        place = self.write(number) if number else None
        span = Span(start, len(self.text))
        self.write("。\n")
        self.citations.append(Citation(title, None, number, place, "cites", span, year))
        return self

    def upgrade(self, *zones: str, level: str = "national", words: str = "国家级开发区") -> "Draft":
        start = self.write("支持").start
        places = []
        for number, zone in enumerate(zones):
            if number:
                self.write("、")
            places.append((zone, self.write(zone)))
        self.write("申报")
        end = self.write(words)
        self.write("。\n")
        for zone, place in places:
            self.zones.append(ZoneMention(zone, place, f"{ID}zone/{len(self.zones) + 1}"))
            self.upgrades.append(Upgrade(zone, place, level, end, Span(start, end.end)))
        return self

    def feature(self, before: str, words: str, after: str, kind: str = "unpaired") -> "Draft":
        self.write(before)
        self.wording.append(Wording(kind, words, self.write(words)))
        self.write(after + "\n")
        return self

    def facts(self) -> PlanFacts:
        return PlanFacts(
            self.text, self.document, tuple(self.items), tuple(self.duties), tuple(self.targets), (), tuple(self.citations),
            zones=tuple(self.zones), upgrades=tuple(self.upgrades), wording=tuple(self.wording),
        )  # fmt: skip
