"""The chain of policies as a picture: a layer a step, the document asked for in the middle."""

from collections import defaultdict
from dataclasses import dataclass

from devzone_kg.views.things import Chain, ChainNode

_WIDTH, _HEIGHT, _GAP_X, _GAP_Y = 216, 78, 24, 54
_MOST = 6  # documents in a layer; the others are counted
_LINE = 14  # characters in a line of a box


@dataclass(frozen=True, slots=True)
class Box:
    """A document at its place."""

    node: ChainNode
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and lines with the size of the whole."""

    width: int
    height: int
    boxes: list[Box]
    lines: list[tuple[int, int, int, int, str]]  # from, to, relation
    left_out: int
    box_width: int = _WIDTH
    box_height: int = _HEIGHT


def drawn(chain: Chain) -> Picture | None:
    """The picture of a chain; None where it has one document alone."""
    if len(chain.nodes) < 2:
        return None
    layers: dict[int, list[ChainNode]] = defaultdict(list)
    for node in chain.nodes.values():
        layers[node.layer].append(node)
    shown = {layer: nodes[:_MOST] for layer, nodes in sorted(layers.items())}
    width = max(len(nodes) for nodes in shown.values()) * (_WIDTH + _GAP_X) - _GAP_X
    boxes: dict[str, Box] = {}
    for row, nodes in enumerate(shown.values()):
        left = (width - len(nodes) * (_WIDTH + _GAP_X) + _GAP_X) // 2
        for i, node in enumerate(nodes):
            boxes[node.iri] = Box(node, left + i * (_WIDTH + _GAP_X), row * (_HEIGHT + _GAP_Y), _lines(node))
    height = len(shown) * (_HEIGHT + _GAP_Y) - _GAP_Y
    return Picture(width, height, list(boxes.values()), _edges(chain, boxes), len(chain.nodes) - len(boxes))


def _lines(node: ChainNode) -> tuple[str, ...]:
    text = node.title or node.number
    lines = [text[i : i + _LINE] for i in range(0, len(text), _LINE)]
    if len(lines) > 2:
        lines = [lines[0], lines[1][:-1] + "…"]
    return (*lines, node.number) if node.number and node.title else tuple(lines)


def _edges(chain: Chain, boxes: dict[str, Box]) -> list[tuple[int, int, int, int, str]]:
    """A line from the top of the document that follows to the foot of the one that it follows."""
    found = []
    for lower, upper, relation in chain.edges:
        if lower in boxes and upper in boxes and boxes[lower].y > boxes[upper].y:
            a, b = boxes[lower], boxes[upper]
            found.append((a.x + _WIDTH // 2, a.y, b.x + _WIDTH // 2, b.y + _HEIGHT, relation))
    return found
