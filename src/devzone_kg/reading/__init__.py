"""Reading a document: bytes of any supported format to `SourceText`."""

from pathlib import Path

from devzone_kg.reading.source import Block, Cell, SourceText, Span
from devzone_kg.reading.text import read_text

__all__ = ["Block", "Cell", "SourceText", "Span", "read"]

_HTML = (".html", ".htm", ".xhtml", ".shtml")


def read(path: str | Path) -> SourceText:
    """Read a document: a saved web page by its suffix, anything else as plain text.

    Raises:
        ReadingError: the file is missing, empty, binary, larger than 20 MB of text, or of an unknown encoding.
    """
    path = Path(path)
    if path.suffix.lower() in _HTML:
        from devzone_kg.reading.html import read_html  # lxml is slow to import

        return read_html(path)
    return read_text(path)
