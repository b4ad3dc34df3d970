"""The class diagram as SVG: boxes on a grid laid by hand, everything in them read from the ontology."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from devzone_kg.reference.terms import Term, children, terms

# Which class stands where: a row a line. A class that is in no row stands in the box of the class above it.
_GRID = (
    ("DocumentNumber", "PolicyDocument", "Citation", "Role", "AgencyName"),
    ("TextVersion", "Part", "Assignment", "Agent", "AgencyFunction"),
    ("TextSpan", "Target", "DevelopmentZone", "AdministrativeDivision", "Level"),
    ("Deadline", "Metric", "Industry", "Facility", "Project"),
    ("InferredCoverage", "WordingFeature", "FundingSource", "Correction", ""),
)
# The properties that are drawn as lines; the others stand in the boxes. A derived one is dashed.
_LINES = (
    ("documentNumber", "left"),
    ("hasTextVersion", "diagonal"),
    ("hasCitation", "right"),
    ("hasPart", "down"),
    ("hasAssignment", "right"),
    ("role", "diagonal"),
    ("agent", "right"),
    ("agencyFunction", "right"),
    ("ofFunction", "down"),
    ("inText", "up"),
    ("evidence", "diagonal"),
    ("hasTarget", "down"),
    ("metric", "down"),
    ("upgrades", "right"),
    ("division", "down"),
    ("divisionLevel", "right"),
    ("speciality", "down"),
)
_ENDS = {  # where domain or range is not one box of the grid
    "hasPart": ("PolicyDocument", "Part"),
    "evidence": ("Part", "TextSpan"),
    "hasTarget": ("Part", "Target"),
    "division": ("Agent", "AdministrativeDivision"),
}
_WIDTH, _GAP_X, _GAP_Y, _LINE, _PAD, _TITLE = 216, 136, 60, 18, 10, 30
_TITLE_SIZE = 46


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text in a box: a subclass, indented by its depth, or a property with its range."""

    text: str
    link: str
    indent: int
    kind: str  # class | property | derived


@dataclass(frozen=True, slots=True)
class Box:
    """A class on the grid."""

    term: Term
    x: int
    y: int
    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        """As its rows need."""
        return _TITLE_SIZE + (_PAD + _LINE * len(self.rows) if self.rows else 0)

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box."""
        return self.x + _WIDTH / 2, self.y + self.height / 2


def diagram(lang: str) -> str:
    """The class diagram in a language."""
    boxes = _boxes(lang)
    width = len(_GRID[0]) * (_WIDTH + _GAP_X) - _GAP_X + 2 * _PAD
    height = max(box.y + box.height for box in boxes.values()) + _PAD
    label = "类图" if lang == "zh" else "Class diagram"
    parts = [
        f'<svg class="diagram" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        '<path class="tip" d="M0 0 10 5 0 10z"/></marker></defs>',
        *(_line(boxes, name, way, lang) for name, way in _LINES),
        *(_drawn(box, lang) for box in boxes.values()),
        "</svg>",
    ]
    return "\n".join(parts)


def classes_shown() -> set[str]:
    """The classes that the diagram shows."""
    placed = {name for row in _GRID for name in row if name}
    return placed | {name for top in placed for name, _ in _below(top)}


def _boxes(lang: str) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    y = _PAD
    for names in _GRID:
        row = [
            Box(terms()[name], _PAD + column * (_WIDTH + _GAP_X), y, tuple(_rows(name, lang)))
            for column, name in enumerate(names)
            if name
        ]
        boxes |= {box.term.name: box for box in row}
        y += max(box.height for box in row) + _GAP_Y
    return boxes


def _rows(name: str, lang: str) -> Iterator[Row]:
    for child, depth in _below(name):
        yield Row(_label(child, lang), child, depth, "class")
    drawn = {line for line, _ in _LINES}
    for prop in terms().values():
        if prop.kind == "ObjectProperty" and prop.name not in drawn and name in map(_box_of, prop.linked("domain")):
            target = next(iter(prop.linked("range")), "")
            end = f" → {_label(target, lang)}" if target in terms() else ""
            yield Row(f"{_label(prop.name, lang)}{end}", prop.name, 0, "derived" if _is_derived(prop) else "property")


def _is_derived(prop: Term) -> bool:
    return bool(prop.linked("chain")) or any(terms()[name].linked("chain") for name in prop.linked("inverse"))


def _below(name: str, depth: int = 0) -> Iterator[tuple[str, int]]:
    for child in children(name):
        yield child, depth
        yield from _below(child, depth + 1)


def _box_of(name: str) -> str:
    """The class on the grid that one of our classes stands with."""
    placed = {placed for row in _GRID for placed in row}
    while name in terms() and name not in placed and (above := [p for p in terms()[name].linked("parents") if p in terms()]):
        name = above[0]
    return name


def _label(name: str, lang: str) -> str:
    return terms()[name].labels[lang] if name in terms() else name


def _line(boxes: dict[str, Box], name: str, way: str, lang: str) -> str:
    prop = terms()[name]
    ends = _ENDS.get(name) or (_box_of(prop.linked("domain")[0]), _box_of(prop.linked("range")[0]))
    start, end = _edge_points(boxes[ends[0]], boxes[ends[1]], way)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    anchor, shift_x, shift_y = ("middle", 0, -6) if way in ("left", "right") else ("start", 8, 4)
    if way == "diagonal" and end[0] < start[0]:
        anchor, shift_x = "end", -12
    return (
        f'<path class="line" d="M{start[0]:.0f} {start[1]:.0f} {end[0]:.0f} {end[1]:.0f}" marker-end="url(#tip)"/>'
        f'<a href="#{name}"><text class="on-line" x="{x + shift_x:.0f}" y="{y + shift_y:.0f}" text-anchor="{anchor}">'
        f"{escape(_label(name, lang))}</text></a>"
    )


def _edge_points(start: Box, end: Box, way: str) -> tuple[tuple[float, float], tuple[float, float]]:
    level = max(start.y, end.y) + _TITLE_SIZE / 2
    if way == "right":
        return (start.x + _WIDTH, level), (end.x, level)
    if way == "left":
        return (start.x, level), (end.x + _WIDTH, level)
    if way == "down":
        return (start.centre[0], start.y + start.height), (end.centre[0], end.y)
    if way == "up":
        return (start.centre[0], start.y), (end.centre[0], end.y + end.height)
    return _corners(start, end)


def _corners(start: Box, end: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """From the corner of one box to the corner of the other that faces it."""
    below = end.y > start.y
    to_right = end.x > start.x
    first = (start.x + (_WIDTH if to_right else 0), start.y + (start.height if below else 0))
    return first, (end.x + (0 if to_right else _WIDTH), end.y + (0 if below else end.height))


def _drawn(box: Box, lang: str) -> str:
    middle = box.x + _WIDTH / 2
    parts = [
        f'<g class="box"><rect x="{box.x}" y="{box.y}" width="{_WIDTH}" height="{box.height}" rx="4"/>',
        f'<a href="#{box.term.name}"><text class="title" x="{middle:.0f}" y="{box.y + 20}" text-anchor="middle">'
        f"{escape(box.term.labels[lang])}</text>"
        f'<text class="name" x="{middle:.0f}" y="{box.y + 37}" text-anchor="middle">dz:{box.term.name}</text></a>',
    ]
    if box.rows:
        rule = box.y + _TITLE_SIZE
        parts.append(f'<path class="rule" d="M{box.x} {rule}h{_WIDTH}"/>')
    for number, row in enumerate(box.rows):
        x, y = box.x + _PAD + row.indent * 14, box.y + _TITLE_SIZE + _LINE * (number + 1)
        parts.append(f'<a href="#{row.link}"><text class="{row.kind}" x="{x}" y="{y}">{escape(_cut(row, lang))}</text></a>')
    return "".join(parts) + "</g>"


def _cut(row: Row, lang: str) -> str:
    """What fits into the box; the whole stands in the reference."""
    fits = 15 if lang == "zh" else 29
    fits -= row.indent * 2
    return row.text if len(row.text) <= fits else row.text[: fits - 1] + "…"
