"""Reading a document: bytes of any supported format to `SourceText`."""

from dataclasses import replace
from pathlib import Path

from devzone_kg.errors import ReadingError
from devzone_kg.reading.source import Block, Cell, SourceText, Span

__all__ = ["Block", "Cell", "SourceText", "Span", "read"]


def read(path: str | Path, name: str | None = None) -> SourceText:
    """Read a document: text, Markdown, a saved web page, Word, PDF, RTF; .doc, .wps and .odt through LibreOffice.

    The first bytes say what it is, whatever its name says; `name` stands for the path in messages and in the result.

    Raises:
        ReadingError: the file is missing, empty, damaged, protected, of another kind, or larger than is read.
    """
    path = Path(path)
    name = name or str(path)
    try:
        return replace(_read(path, name), path=name)
    except ReadingError as error:
        raise ReadingError(str(error).replace(str(path), name, 1)) from error


def _read(path: Path, name: str) -> SourceText:
    from devzone_kg.reading.formats import format_of

    kind = format_of(path, name)
    if kind == "zip":
        raise ReadingError(f"{name}: a zip archive; `build` takes it, other commands take one document")
    if kind == "txt":
        from devzone_kg.reading.text import read_text

        return read_text(path)
    if kind == "md":
        from devzone_kg.reading.markdown import read_markdown

        return read_markdown(path)
    from devzone_kg.reading.isolated import read_isolated

    if kind == "office":
        from devzone_kg.reading.office import as_docx

        with as_docx(path, name) as copy:
            source = read_isolated("docx", copy, name)
        return replace(source, format=path.suffix.lower().removeprefix(".") or "office", sha256=_sha256(path))
    return read_isolated(kind, path, name)


def _sha256(path: Path) -> str:
    from hashlib import file_digest

    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
