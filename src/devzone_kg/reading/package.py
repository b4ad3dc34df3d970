"""Zip archives and the XML parts of documents, opened with limits: what an archive says of itself is not believed."""

import lzma
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO, TypeAlias

from lxml import etree

from devzone_kg.errors import ReadingError

Element: TypeAlias = etree._Element  # lxml has no public name for it

MAX_MEMBERS = 20_000
MAX_DIRECTORY = 8_000_000  # bytes of the table of contents
MAX_MEMBER = 50_000_000  # bytes unpacked
MAX_RATIO = 200  # unpacked to packed, of a member larger than `_SMALL`
_SMALL = 5_000_000
_UNPACK_ERRORS = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
)
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535


def open_zip(path: Path, name: str) -> zipfile.ZipFile:
    """Open an archive whose table of contents is of a sensible size.

    Raises:
        ReadingError: damaged, or with too many members.
    """
    try:
        with path.open("rb") as stream:
            _check_directory(stream, name)
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as error:
        raise ReadingError(f"{name}: a damaged or truncated zip file ({error})") from error
    except OSError as error:
        raise ReadingError(f"{name}: cannot be read ({error.strerror})") from error


def _check_directory(stream: IO[bytes], name: str) -> None:
    """Refuse a table of contents that would fill the memory, by the record at the archive's end."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = stream.read()
    place = tail.rfind(_END)
    if place < 0:
        raise zipfile.BadZipFile("its end is missing")
    members, directory = struct.unpack_from("<HI", tail, place + 10)
    if members > MAX_MEMBERS or directory > MAX_DIRECTORY:
        raise ReadingError(f"{name}: a zip file of more than {MAX_MEMBERS} members, or without an ordinary table of contents")


def read_member(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo, name: str, limit: int = MAX_MEMBER) -> bytes:
    """The bytes of a member, counted while they are unpacked.

    Raises:
        ReadingError: damaged, encrypted, or unpacking to more than is read.
    """
    info = archive.getinfo(member) if isinstance(member, str) else member
    if info.flag_bits & 1:
        raise ReadingError(f"{name}: protected by a password")
    most = min(limit, max(_SMALL, MAX_RATIO * info.compress_size))
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except _UNPACK_ERRORS as error:
        raise ReadingError(f"{name}: a damaged zip file ({error})") from error
    if len(data) > most:
        raise ReadingError(f"{name}: unpacks to more than {most // 1_000_000} MB: refused as a zip bomb")
    return data


def parse_xml(data: bytes, name: str) -> Element:
    """The tree of an XML part; a document type declaration (and so every entity) is refused, nesting is limited by libxml2.

    Raises:
        ReadingError: not well-formed, with a document type, or nested more than 256 deep.
    """
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise ReadingError(f"{name}: XML with a document type declaration, which no office program writes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadingError(f"{name}: damaged XML ({error})") from error
