"""Word documents (.docx): what Word shows of the text, automatic numbers included, tracked changes accepted.

The parts are read directly: python-docx leaves out automatic numbers, inserted text, content controls and text boxes.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from devzone_kg.errors import ReadingError
from devzone_kg.reading.docx_numbering import Numbering, attribute, child, integer, is_on, local
from devzone_kg.reading.lines import MAX_CELLS, MAX_COLUMNS, Line, assembled, joined, plain
from devzone_kg.reading.package import Element, open_zip, parse_xml, read_member
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import read_bytes

MAX_BYTES = 50_000_000
_MAX_PART = 40_000_000  # bytes of one XML part
_NOT_TEXT_TAGS = """
del moveFrom instrText delText delInstrText rPr pPr tblPr trPr tcPr sectPr annotationRef footnoteRef endnoteRef
"""
_NOT_TEXT = set(_NOT_TEXT_TAGS.split())
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}


def read_docx(path: Path) -> SourceText:
    """Read a Word document: one line a paragraph or table row, notes at the end; headers, footers and comments are left out.

    Raises:
        ReadingError: see `devzone_kg.reading.read`; also a damaged file, or one that unpacks to too much.
    """
    data, name = read_bytes(path, MAX_BYTES), str(path)
    with open_zip(path, name) as archive:
        parts = _Parts(archive, name)
        reader = _Reader(name, Numbering(parts.part("numbering"), parts.part("styles")))
        body = child(parts.main, "body")
        lines = list(reader.lines(body)) if body is not None else []
        for kind in ("footnotes", "endnotes"):
            lines += reader.notes(parts.part(kind))
    text, blocks = assembled(lines, name)
    return SourceText(text, blocks, name, "docx", hashlib.sha256(data).hexdigest(), tuple(reader.remarks))


class _Parts:
    """The XML parts of a package by what they are to the main document."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._place = self._target("_rels/.rels", "", "officeDocument") or "word/document.xml"
        folder, _, file = self._place.rpartition("/")
        self._folder, self._relations = folder, f"{folder}/_rels/{file}.rels".lstrip("/")
        main = self._parsed(self._place)
        if main is None:
            raise ReadingError(f"{name}: not a Word document, or a damaged one (it holds no {self._place})")
        self.main = main

    def part(self, kind: str) -> Element | None:
        """A part that the main document refers to: styles, numbering, footnotes …"""
        place = self._target(self._relations, self._folder, kind) or f"{self._folder}/{kind}.xml"
        return self._parsed(place)

    def _target(self, relations: str, folder: str, kind: str) -> str | None:
        root = self._parsed(relations)
        for relation in root if root is not None else ():
            if (relation.get("Type") or "").endswith("/" + kind) and relation.get("TargetMode") != "External":
                target = relation.get("Target") or ""
                return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        return None

    def _parsed(self, place: str) -> Element | None:
        if place not in self._archive.NameToInfo:
            return None
        return parse_xml(read_member(self._archive, place, self._name, _MAX_PART), self._name)


@dataclass(slots=True)
class _Table:
    """A table being read: what reaches down from the rows above, by column."""

    number: int
    rows: int = 0
    above: dict[int, str] = field(default_factory=dict)


class _Reader:
    """Turns the body into lines."""

    def __init__(self, name: str, numbering: Numbering) -> None:
        self._name, self._numbering = name, numbering
        self._tables = self._paragraphs = self._cells = 0
        self._carried = ""  # text of paragraphs whose end was deleted
        self.remarks: list[str] = []

    def lines(self, parent: Element) -> Iterator[Line]:
        """The lines of everything that stands in an element."""
        for block in _blocks(parent):
            if local(block) == "tbl":
                yield from self._table(block)
            else:
                yield from self._paragraph(block)

    def notes(self, part: Element | None) -> Iterator[Line]:
        """The footnotes or endnotes, without the lines that separate them."""
        for note in part if part is not None else ():
            if attribute(note, "type") in (None, "normal"):
                yield from self.lines(note)

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        self._paragraphs += 1
        boxes: list[Element] = []
        text = self._text(paragraph, boxes)
        number = self._paragraphs
        if text is not None:
            for part in text.split("\n"):
                if line := plain(part):
                    yield Line(line, paragraph=number)
        for box in boxes:
            yield from self.lines(box)

    def _text(self, paragraph: Element, boxes: list[Element]) -> str | None:
        """The text of a paragraph with its number; None where its end was deleted and it goes on in the next one."""
        properties = child(paragraph, "pPr")
        pieces: list[str] = []
        self._inline(paragraph, pieces, boxes)
        text = self._carried + "".join(pieces)
        if child(properties, "rPr", "del") is not None or child(properties, "rPr", "moveFrom") is not None:
            self._carried = text
            return None
        self._carried = ""
        return joined(self._numbering.label(properties), text)

    def _inline(self, parent: Element, pieces: list[str], boxes: list[Element]) -> None:
        for element in parent:
            name = local(element)
            if name == "t":
                pieces.append(_one_line(element.text))
            elif name in _BREAKS:
                pieces.append(_BREAKS[name])
            elif name == "txbxContent":
                boxes.append(element)
            elif name == "AlternateContent":
                chosen = child(element, "Choice")
                self._inline(chosen if chosen is not None else element, pieces, boxes)
            elif name == "sym":
                pieces.append(_symbol(element))
            elif name == "ruby":
                base = child(element, "rubyBase")
                self._inline(base if base is not None else element, pieces, boxes)
            elif name == "altChunk":
                self.remarks.append("a document embedded in the document was left out")
            elif name and name not in _NOT_TEXT and not (name == "r" and self._is_hidden(element)):
                self._inline(element, pieces, boxes)

    def _is_hidden(self, run: Element) -> bool:
        properties = child(run, "rPr")
        if properties is None:
            return False
        vanish = child(properties, "vanish")
        if vanish is not None:
            return is_on(vanish)
        style = attribute(child(properties, "rStyle"))
        return style is not None and self._numbering.hidden(style)

    def _table(self, table: Element) -> Iterator[Line]:
        rows = [row for row in _inside(table, "tr") if child(row, "trPr", "del") is None]
        if all(len(list(_inside(row, "tc"))) < 2 for row in rows):
            for row in rows:  # a frame around text, or a list in boxes
                for cell in _inside(row, "tc"):
                    yield from self.lines(cell)
            return
        self._tables += 1
        state = _Table(self._tables)
        for row in rows:
            yield from self._row(row, state)

    def _row(self, row: Element, state: _Table) -> Iterator[Line]:
        """A row, and after it the lines of tables that stand in its cells."""
        properties = child(row, "trPr")
        cells: list[tuple[str, bool]] = [("", False)] * min(_count(properties, "gridBefore"), MAX_COLUMNS)
        inner: list[Line] = []
        for cell in _inside(row, "tc"):
            self._cell(cell, cells, state, inner)
        cells += [("", False)] * min(_count(properties, "gridAfter"), MAX_COLUMNS)
        self._cells += len(cells)
        if self._cells > MAX_CELLS or len(cells) > MAX_COLUMNS:
            raise ReadingError(f"{self._name}: a table of more than {MAX_COLUMNS} columns or {MAX_CELLS} cells")
        if any(text for text, _ in cells):
            state.rows += 1
            yield Line.of_row(cells, state.number, state.rows)
        yield from inner

    def _cell(self, cell: Element, cells: list[tuple[str, bool]], state: _Table, inner: list[Line]) -> None:
        properties = child(cell, "tcPr")
        if child(properties, "cellDel") is not None:
            return
        parts = list(self.lines(cell))
        text = plain(" ".join(line.text for line in parts if not line.cells))
        inner.extend(line for line in parts if line.cells)
        merge = child(properties, "vMerge")
        column, continues = len(cells), merge is not None and attribute(merge) != "restart"
        if continues:
            text = state.above.get(column, "")
        elif merge is None:
            state.above.pop(column, None)
        else:
            state.above[column] = text
        beside = attribute(child(properties, "hMerge")) in ("continue", None) and child(properties, "hMerge") is not None
        if beside and cells:
            text = cells[-1][0]
        cells.append((text, continues or beside))
        for _ in range(min(_count(properties, "gridSpan"), MAX_COLUMNS + 1) - 1):
            cells.append((text, True))


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\t", " ").replace("\r", " ")


def _symbol(element: Element) -> str:
    code = attribute(element, "char") or ""
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else 0
    return chr(value) if 0x20 <= value < 0xD800 else ""  # beyond: a glyph of a symbol font, no character


def _count(properties: Element | None, name: str) -> int:
    return max(0, integer(attribute(child(properties, name))))


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables in an element, through content controls and accepted changes."""
    for element in parent:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            yield from _blocks(element)
        elif name == "AlternateContent":
            chosen = child(element, "Choice")
            yield from _blocks(chosen if chosen is not None else element)


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, through content controls and accepted changes."""
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(element, wanted)
