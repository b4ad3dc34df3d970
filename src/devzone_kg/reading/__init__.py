"""Reading a document: bytes of any supported format to `SourceText`."""

from pathlib import Path

from devzone_kg.reading.source import Block, Cell, SourceText, Span
from devzone_kg.reading.text import read_text

__all__ = ["Block", "Cell", "SourceText", "Span", "read"]


def read(path: str | Path) -> SourceText:
    """Read a document.

    Raises:
        ReadingError: the file is missing, empty, binary, larger than 20 MB of text, or of an unknown encoding.
    """
    return read_text(Path(path))
