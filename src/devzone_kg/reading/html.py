"""Saved web pages: the part of a page that is the document, its paragraphs as lines, its tables as rows."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from devzone_kg.errors import ReadingError
from devzone_kg.reading import html_body
from devzone_kg.reading.html_body import Element, is_hidden
from devzone_kg.reading.lines import MAX_CELLS, MAX_COLUMNS, Line, assembled, plain
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import decode, read_bytes

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_CHINESE_CODECS = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"}
_DECLARATION = re.compile(r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)?", re.IGNORECASE)
_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1
h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = set(_BLOCK_TAGS.split())
_NUMBERED = re.compile(r"\s*(?:\d|[（(][一二三四五六七八九十\d]|[一二三四五六七八九十]+、|[①-⑳])")
_MAX_DEPTH = 2000
_LONGEST_CELL = 4000  # a longer one is the page's layout, not a table


def read_html(path: Path) -> SourceText:
    """Read a saved web page: the document without the page's navigation, one line a paragraph or table row.

    Raises:
        ReadingError: see `devzone_kg.reading.read`; also a page nested too deeply or with a table too large.
    """
    data = read_bytes(path)
    name = str(path)
    root = parse(_decoded(data, name), name)
    main = html_body.find(root)
    lines = [Line(heading) for heading in html_body.headings(root, main)] + list(_Renderer(name).lines(main))
    text, blocks = assembled(lines, name)
    return SourceText(text, blocks, name, "html", hashlib.sha256(data).hexdigest())


def _decoded(data: bytes, name: str) -> str:
    """Decode by byte-order mark or as UTF-8, else as the page declares, else as plausible Chinese text."""
    declared = _CHARSET.search(data, 0, 4096)
    if declared and declared.group(1).decode("ascii").lower() in _CHINESE_CODECS and not data.startswith(b"\xef\xbb\xbf"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return decode(data, name)
    return decode(data, name)


def parse(text: str, name: str) -> Element:
    """The tree of a page; nothing is fetched, and nesting is limited."""
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadingError(f"{name}: not a web page that can be parsed ({error})") from error
    if root is None:
        raise ReadingError(f"{name}: the page holds no text")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise ReadingError(f"{name}: elements nested more than {_MAX_DEPTH} deep")
    return root


class _Renderer:
    """Turns elements into lines, without recursion into their depth."""

    def __init__(self, name: str):
        self._name = name
        self._tables = 0
        self._cells = 0

    def lines(self, root: Element) -> Iterator[Line]:
        """The lines of an element."""
        buffer: list[str] = []
        counters: Counter[Element] = Counter()
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, closing = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            is_block = tag in _BLOCKS or tag == "br"
            if is_block:
                yield from _flushed(buffer)
            if not closing and tag and not is_hidden(element):
                if tag == "table" and _is_data(element):
                    yield from self._rows(element)
                else:
                    buffer.append(_label(element, counters) + (element.text or ""))
                    stack.append((element, True))
                    stack.extend((child, False) for child in reversed(element))
                    continue
            if element is not root:
                buffer.append(element.tail or "")
        yield from _flushed(buffer)

    def _rows(self, table: Element) -> Iterator[Line]:
        """The rows of a data table, merged values repeated."""
        self._tables += 1
        number = 0
        carried: dict[int, tuple[int, str]] = {}  # column → rows still to fill, text
        for tr in _own_rows(table):
            cells = self._row(tr, carried)
            self._cells += len(cells)
            if self._cells > MAX_CELLS:
                raise ReadingError(f"{self._name}: tables of more than {MAX_CELLS} cells")
            if any(text for text, _ in cells):
                number += 1
                yield Line.of_row(cells, self._tables, number)

    def _row(self, tr: Element, carried: dict[int, tuple[int, str]]) -> list[tuple[str, bool]]:
        cells: list[tuple[str, bool]] = []
        for cell in (c for c in tr if c.tag in ("td", "th")):
            _fill(cells, carried)
            text = " ".join(line.text for line in self.lines(cell))
            rows, columns = _span(cell, "rowspan", 65_534), _span(cell, "colspan", MAX_COLUMNS)
            if len(cells) >= MAX_COLUMNS:
                raise ReadingError(f"{self._name}: a table of more than {MAX_COLUMNS} columns")
            for column in range(min(columns, MAX_COLUMNS - len(cells))):
                if rows > 1:
                    carried[len(cells)] = (rows - 1, text)
                cells.append((text, column > 0))
        _fill(cells, carried)
        return cells


def _fill(cells: list[tuple[str, bool]], carried: dict[int, tuple[int, str]]) -> None:
    """Repeat the values that reach down from rows above into the next columns."""
    while len(cells) in carried and len(cells) < MAX_COLUMNS:
        rows, text = carried.pop(len(cells))
        if rows > 1:
            carried[len(cells)] = (rows - 1, text)
        cells.append((text, True))


def _span(cell: Element, name: str, limit: int) -> int:
    value = (cell.get(name) or "1").strip()
    if not value.isdecimal():
        return 1
    figure = int(value[:6])
    return limit if figure == 0 and name == "rowspan" else max(1, min(figure, limit))


def _own_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _is_data(table: Element) -> bool:
    """Whether a table is one, and not the page's layout."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    cells = [c for row in _own_rows(table) for c in row if c.tag in ("td", "th")]
    several = any(sum(1 for c in row if c.tag in ("td", "th")) > 1 for row in _own_rows(table))
    return several and all(len(html_body.words(c)) <= _LONGEST_CELL for c in cells)


def _label(element: Element, counters: Counter[Element]) -> str:
    """The number that a browser shows before an entry of an ordered list."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    counters[parent] += 1
    start = parent.get("start", "1")
    first = int(start) if start.isdecimal() and len(start) < 5 else 1
    written = _NUMBERED.match(html_body.words(element)[:20])
    return "" if written else f"{first + counters[parent] - 1}. "


def _flushed(buffer: list[str]) -> Iterator[Line]:
    text = plain("".join(buffer))
    buffer.clear()
    if text:
        yield Line(text)
