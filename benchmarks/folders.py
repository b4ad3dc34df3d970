"""Folders of synthetic documents in several formats, with files that are broken in ten ways."""

import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from html import escape
from pathlib import Path

from benchmarks.synthetic import generate

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_FORMATS = ("txt", "txt", "txt", "html", "txt", "md", "txt", "docx", "txt", "html")


def write_folder(folder: Path, count: int, seed: int = 1, share_broken: float = 0.01) -> set[str]:
    """Write this many files and return the names of the broken ones (with the same share of each of the ten ways)."""
    every = round(1 / share_broken) if share_broken else count + 1
    broken: set[str] = set()
    ways = list(BROKEN.items())
    for number, (name, text) in enumerate(generate(count, seed)):
        place = folder / f"{number // 200:03d}"
        place.mkdir(parents=True, exist_ok=True)
        if number % every == every - 1:
            way, write = ways[number // every % len(ways)]
            file = place / f"{name}-{way}"
            write(file, text)
            broken.add(file.name)
        else:
            _write(place / name, text, _FORMATS[number % len(_FORMATS)])
    return broken


def _write(stem: Path, text: str, form: str) -> None:
    file = stem.with_name(f"{stem.name}.{form}")
    if form == "docx":
        write_docx(file, text)
    elif form == "html":
        file.write_text(as_html(text), encoding="utf-8")
    else:
        file.write_text(text, encoding="utf-8")


def as_html(text: str) -> str:
    """A saved page with navigation around the document."""
    links = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(20))
    body = "".join(f"<p>{escape(line)}</p>" if "\t" not in line else _html_row(line) for line in text.splitlines())
    return f"<!DOCTYPE html><html><body><ul>{links}</ul><div id='zoom'>{body}</div><footer>版权所有</footer></body></html>"


def _html_row(line: str) -> str:
    return "<table><tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) + "</tr></table>"


def write_docx(file: Path, text: str) -> None:
    """A Word document with a paragraph a line; lines with tabs are rows."""
    body = "".join(_docx_line(line) for line in text.splitlines())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")


def _docx_line(line: str) -> str:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"

    if "\t" not in line:
        return paragraph(line)
    cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in line.split("\t"))
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


def truncated(file: Path, text: str) -> None:
    """A Word document cut in the middle."""
    write_docx(file, text)
    file.write_bytes(file.read_bytes()[:-200])


def encrypted(file: Path, _: str) -> None:
    """What Word writes for a document with a password: an OLE file around the encrypted package."""
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4000))


def bomb(file: Path, _: str) -> None:
    """A small file that unpacks to much."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        with archive.open("word/document.xml", "w", force_zip64=True) as stream:
            for _unused in range(100):
                stream.write(b" " * 1_000_000)


def scan(file: Path, _: str) -> None:
    """A PDF file of one page that is a picture."""
    pixels = zlib.compress(bytes(100 * 100))
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
        b"/Length %d>>stream\n%s\nendstream" % (len(pixels), pixels)
    )
    drawing = b"500 0 0 700 50 50 cm /P Do"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</P 4 0 R>>>>/Contents 5 0 R>>",
        picture,
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
    )
    file.write_bytes(as_pdf(parts))


def as_pdf(parts: tuple[bytes, ...]) -> bytes:
    """A PDF file of these objects, the first of which is its catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(parts) + 1, len(data)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        start,
    )


def picture(file: Path, _: str) -> None:
    """A picture under the name of a document."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + bytes(100))


def empty(file: Path, _: str) -> None:
    """Nothing."""
    file.touch()


def huge(file: Path, _: str) -> None:
    """300 MB, which take no room on the disk."""
    with file.open("wb") as stream:
        stream.truncate(300_000_000)


def unreadable(file: Path, text: str) -> None:
    """A file that its reader may not open; for root, whom nothing stops, a pipe."""
    if os.geteuid() == 0:
        os.mkfifo(file)
    else:
        file.write_text(text, encoding="utf-8")
        file.chmod(0)


def loop(file: Path, _: str) -> None:
    """A link to itself."""
    file.symlink_to(file.name)


def binary(file: Path, _: str) -> None:
    """Bytes of no kind."""
    file.write_bytes(random.Random(1).randbytes(20_000))


BROKEN: dict[str, Callable[[Path, str], None]] = {
    "truncated.docx": truncated,
    "encrypted.docx": encrypted,
    "bomb.docx": bomb,
    "scan.pdf": scan,
    "picture.docx": picture,
    "empty.txt": empty,
    "huge.txt": huge,
    "unreadable.txt": unreadable,
    "loop.txt": loop,
    "binary.txt": binary,
}
