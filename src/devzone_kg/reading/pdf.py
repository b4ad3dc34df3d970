"""PDF files that hold text: characters to lines, lines to paragraphs, ruled tables to rows."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from devzone_kg.errors import ReadingError
from devzone_kg.reading.lines import MAX_CELLS, MAX_COLUMNS, Line, assembled, plain
from devzone_kg.reading.pdf_lines import PdfLine, lines_of, paragraphs, without_furniture
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import read_bytes

MAX_BYTES = 100_000_000
MAX_PAGES = 500
_MAX_CHARACTERS = 50_000  # of one page
_MAX_RULES = 20_000  # lines and rectangles of one page that may rule a table; a drawing has more
_FEWEST = 10  # characters that a text has; with fewer, pictures make the file a scan
_UNNAMED = 0.2  # share of characters that the fonts do not name

_Box = tuple[float, float, float, float]


def read_pdf(path: Path) -> SourceText:
    """Read the text of a PDF file, without page numbers and running heads.

    Raises:
        ReadingError: see `devzone_kg.reading.read`; also a scan, a protected or damaged file, too many pages.
    """
    data, name = read_bytes(path, MAX_BYTES), str(path)
    try:
        with pdfplumber.open(path) as document:
            reader = _Reader(name, document.pages)
            lines = list(reader.lines())
    except ReadingError:
        raise
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        reason = (
            "protected by a password" if isinstance(cause, PDFPasswordIncorrect) else f"not a valid PDF, or cut short ({cause})"
        )
        raise ReadingError(f"{name}: {reason}") from error
    except MemoryError:
        raise
    except Exception as error:  # the parser meets what it does not expect with errors of every kind
        raise ReadingError(f"{name}: not a valid PDF, or damaged ({type(error).__name__}: {error})") from error
    text, blocks = assembled(lines, name)
    return SourceText(text, blocks, name, "pdf", hashlib.sha256(data).hexdigest(), tuple(reader.remarks))


class _Reader:
    """Reads page after page; the pages' furniture is known only when all were read."""

    def __init__(self, name: str, pages: Sequence[Page]) -> None:
        if len(pages) > MAX_PAGES:
            raise ReadingError(f"{name}: more than {MAX_PAGES} pages, the most that is read")
        self._name, self._pages = name, pages
        self._tables = self._cells = 0
        self._characters: Counter[str] = Counter()
        self.remarks: list[str] = []

    def lines(self) -> Iterator[Line]:
        """The paragraphs and table rows of the document."""
        pages = [self._page(page) for page in self._pages]
        self._refuse_scans()
        for entry in paragraphs(without_furniture(pages)):
            if isinstance(entry, Line):
                yield entry
            elif text := plain(entry.text):
                yield Line(text, page=entry.page)

    def _page(self, page: Page) -> list[PdfLine | Line]:
        """The lines of text and the table rows of a page, from top to bottom."""
        characters = [c for c in page.chars if c.get("upright", True)]
        if len(characters) > _MAX_CHARACTERS:
            raise ReadingError(f"{self._name}: page {page.page_number} has more than {_MAX_CHARACTERS} characters")
        self._characters["text"] += sum(1 for c in characters if not c["text"].isspace())
        self._characters["unnamed"] += sum(1 for c in characters if c["text"].startswith("(cid:"))
        self._characters["picture pages"] += bool(page.images) and len(characters) < _FEWEST
        tables = self._found_tables(page)
        outside = [c for c in characters if not any(_within(c, table.bbox) for table in tables)]
        entries: list[tuple[float, list[PdfLine | Line]]] = [
            (line.top, [line]) for line in lines_of(outside, page.page_number, page.height)
        ]
        entries += [(table.bbox[1], list(self._rows(table, characters, page.page_number))) for table in tables]
        rows = [line for _, found in sorted(entries, key=lambda entry: entry[0]) for line in found]
        page.close()  # drops what was parsed of the page
        return rows

    def _found_tables(self, page: Page) -> list[Any]:
        if len(page.lines) + len(page.rects) + len(page.curves) > _MAX_RULES:
            self.remarks.append(f"page {page.page_number} is a drawing; tables were not looked for")
            return []
        return [t for t in page.find_tables() if len(t.cells) > 1 and len({cell[0] for cell in t.cells}) > 1]

    def _rows(self, table: Any, characters: list[dict[str, Any]], page: int) -> Iterator[Line]:
        """The rows of a ruled table; a cell that reaches over several rows or columns is repeated in them."""
        self._tables += 1
        lefts = sorted({round(cell[0]) for cell in table.cells})
        tops = sorted({round(cell[1]) for cell in table.cells})
        self._cells += len(lefts) * len(tops)
        if len(lefts) > MAX_COLUMNS or self._cells > MAX_CELLS:
            raise ReadingError(f"{self._name}: a table of more than {MAX_COLUMNS} columns or {MAX_CELLS} cells")
        grid: list[list[tuple[str, bool]]] = [[("", False)] * len(lefts) for _ in tops]
        inside = [c for c in characters if _within(c, table.bbox)]
        for cell in table.cells:
            text = plain("".join(line.text for line in lines_of([c for c in inside if _within(c, cell)], page, 0)))
            places = [
                (row, column)
                for row, top in enumerate(tops)
                if round(cell[1]) <= top < round(cell[3])
                for column, left in enumerate(lefts)
                if round(cell[0]) <= left < round(cell[2])
            ]
            for number, (row, column) in enumerate(places):
                grid[row][column] = (text, number > 0)
        filled = (row for row in grid if any(text for text, _ in row))
        for number, cells in enumerate(filled, 1):
            yield Line.of_row(cells, self._tables, number, page)

    def _refuse_scans(self) -> None:
        counts = self._characters
        if counts["text"] < _FEWEST and counts["picture pages"]:
            raise ReadingError(f"{self._name}: a scan: its pages are pictures and hold no text; recognise the text (OCR) first")
        if counts["unnamed"] > _UNNAMED * max(counts["text"], 1):
            raise ReadingError(f"{self._name}: its fonts do not say which characters they show; recognise the text (OCR) first")
        if counts["picture pages"]:
            self.remarks.append(f"{counts['picture pages']} pages are pictures; what stands on them was not read")


def _within(character: dict[str, Any], box: _Box) -> bool:
    x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
