"""Which format a file is of: its first bytes decide, and its suffix only between kinds of plain text."""

from pathlib import Path
from zipfile import ZipFile

from devzone_kg.errors import ReadingError
from devzone_kg.reading.package import open_zip, read_member

_HEAD = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\x00": "a picture",
    b"MM\x00*": "a picture",
    b"BM": "a picture",
    b"Rar!": "a RAR archive; unpack it first",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"\x1f\x8b": "a gzip archive; unpack it first",
    b"BZh": "a bzip2 archive; unpack it first",
    b"\xfd7zXZ": "an xz archive; unpack it first",
    b"%!PS": "PostScript; convert it to PDF first",
}
_ZIP_CONTENTS = {
    "word/": "docx",
    "xl/": "a spreadsheet",
    "ppt/": "a presentation",
    "OFD.xml": "an OFD file; convert it to PDF first",
}
_ODF = {"text": "office", "text-template": "office", "spreadsheet": "a spreadsheet", "presentation": "a presentation"}
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_MARKDOWN_SUFFIXES = (".md", ".markdown")
_KINDS = ("docx", "office", "zip")
SUFFIXES = (".txt", *_MARKDOWN_SUFFIXES, ".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf", *_HTML_SUFFIXES)
_KNOWN_BY_BYTES = ("docx", "office", "pdf", "rtf", "html")


def format_of(path: Path, name: str) -> str:
    """One of docx, office (what LibreOffice reads), zip, pdf, rtf, html, md, txt.

    Raises:
        ReadingError: missing, empty, unreadable, or of a kind that is not read (a picture, a spreadsheet).
    """
    head = _first_bytes(path, name)
    if head[:4] in _ZIP:
        return _kind_of_zip(path, name)
    if head.startswith(_OLE):
        return _kind_of_ole(path, name)
    for magic, what in _REFUSED.items():
        if head.startswith(magic) and (magic != b"BM" or b"\0" in head[:32]):
            raise ReadingError(f"{name}: {what}, not a text document")
    return _kind_of_text(head, path)


def is_document(path: Path) -> bool:
    """Whether a file that nobody named is worth reading: by its suffix, or else by its first bytes."""
    if path.suffix.lower() in (*SUFFIXES, ".zip"):
        return True
    try:
        return format_of(path, str(path)) in _KNOWN_BY_BYTES
    except ReadingError:
        return False


def is_zip(path: Path) -> bool:
    """Whether a file begins as a zip archive does."""
    if not path.is_file():
        return False  # a pipe is not opened: it would wait for ever
    with path.open("rb") as stream:
        return stream.read(4) in _ZIP


def is_plain_zip(path: Path) -> bool:
    """Whether a file is a zip archive of files, and not a document in the form of one."""
    if not is_zip(path):
        return False
    with open_zip(path, str(path)) as archive:
        return _package(archive, str(path)) == "zip"


def check_ordinary(path: Path, name: str) -> None:
    """Refuse what is no ordinary file, before it is opened: a pipe would wait for ever.

    Raises:
        ReadingError: there is no file, or a folder, pipe or device.
    """
    if not path.is_file():
        raise ReadingError(f"{name}: {_no_file(path)}")


def _first_bytes(path: Path, name: str) -> bytes:
    try:
        check_ordinary(path, name)
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise ReadingError(f"{name}: cannot be read ({error.strerror})") from error
    if not head:
        raise ReadingError(f"{name}: the file is empty")
    return head


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "is a folder, not a file"
    if path.is_symlink():
        return "a link that leads nowhere, or round in a circle"
    return "not an ordinary file" if path.exists() else "no such file"


def _kind_of_text(head: bytes, path: Path) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in head[:1024].lower():
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if b"<?mso-application" in start:
        return "office"
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return "html"
    suffix = path.suffix.lower()
    if suffix in _HTML_SUFFIXES:
        return "html"
    return "md" if suffix in _MARKDOWN_SUFFIXES else "txt"


def _kind_of_zip(path: Path, name: str) -> str:
    with open_zip(path, name) as archive:
        found = _package(archive, name)
    if found not in _KINDS:
        raise ReadingError(f"{name}: {found or 'a package of an unknown kind'}, not a text document")
    return found


def _package(archive: ZipFile, name: str) -> str:
    """What a zip archive holds: a kind that is read, the name of one that is not, or nothing known."""
    if "mimetype" in archive.NameToInfo:
        kind = read_member(archive, "mimetype", name, 200).decode("ascii", "replace").strip()
        return _ODF.get(kind.removeprefix("application/vnd.oasis.opendocument."), "")
    if "[Content_Types].xml" in archive.NameToInfo or "OFD.xml" in archive.NameToInfo:
        names = archive.namelist()
        return next((kind for start, kind in _ZIP_CONTENTS.items() if any(n.startswith(start) for n in names)), "")
    return "zip"


def _kind_of_ole(path: Path, name: str) -> str:
    """A file of Word 97 to 2003 or of WPS; the names of its streams stand in it in UTF-16."""
    with path.open("rb") as stream:
        data = stream.read(50_000_000)
    if _utf16("EncryptedPackage") in data:
        raise ReadingError(f"{name}: protected by a password")
    if _utf16("WordDocument") not in data:
        raise ReadingError(f"{name}: an Office file of another kind (a spreadsheet, a presentation), not a text document")
    return "office"


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
