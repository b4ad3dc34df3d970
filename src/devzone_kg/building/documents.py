"""The documents that a user points at: files, folders of them, zip archives."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from devzone_kg.corrections import SUFFIX as CORRECTIONS
from devzone_kg.errors import ReadingError
from devzone_kg.reading.formats import SUFFIXES, is_document, is_plain_zip
from devzone_kg.reading.package import open_zip, read_member

_OF_A_STORE = ("CURRENT", "IDENTITY")  # files that every store has
_IGNORED = ("Thumbs.db", "desktop.ini", "__MACOSX")


@dataclass(frozen=True, slots=True)
class Document:
    """A file, or a member of a zip archive; `reason` says why it can be none that is read.

    What was found in a folder or an archive and is of no kind that is read is `left_out`.
    """

    path: Path
    member: str | None = None
    reason: str | None = None
    left_out: bool = False

    @property
    def name(self) -> str:
        """The name for messages."""
        return str(self.path) if self.member is None else f"{self.path}/{_shown(self.member)}"

    @property
    def key(self) -> str:
        """The name in the store: of the place, but it does not give the place away."""
        place = os.path.abspath(self.path)  # noqa: PTH100 - a link stays itself
        return hashlib.sha256(f"{place}!{self.member or ''}".encode("utf-8", "surrogateescape")).hexdigest()[:16]

    @property
    def label(self) -> str:
        """The bare file name."""
        return Path(_shown(self.member) if self.member else self.path.name).name

    @contextmanager
    def file(self) -> Iterator[Path]:
        """The document as a file, unpacked where it is a member of an archive."""
        if self.member is None:
            yield self.path
            return
        with tempfile.TemporaryDirectory(prefix="devzone-kg-") as folder:
            file = Path(folder) / ("document" + Path(self.member).suffix[:12].replace("/", ""))
            archive = _archive(self.path, self.path.stat().st_mtime_ns)
            file.write_bytes(read_member(archive, self.member, self.name))
            yield file

    @property
    def corrections(self) -> Path | None:
        """Where the corrections of the document would be."""
        return self.path.with_name(self.path.name + CORRECTIONS) if self.member is None else None


@lru_cache(maxsize=1)
def _archive(path: Path, _changed: int) -> zipfile.ZipFile:
    """An archive kept open, since its table of contents may be long."""
    return open_zip(path, str(path))


def find(paths: Iterable[Path], skip: Path | None = None) -> Iterator[Document]:
    """The documents in these files, folders and archives, in a fixed order, each once; `skip` is a folder left out."""
    seen: set[str] = set()
    for path in paths:
        for document in _in(path, skip.resolve() if skip else None):
            if document.key not in seen:
                seen.add(document.key)
                yield document


def _in(path: Path, skip: Path | None) -> Iterator[Document]:
    if not path.is_dir():
        yield from _file(path)
        return
    problems: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=problems.append):
        here = Path(folder)
        if all(name in files for name in _OF_A_STORE):
            folders[:] = []
            yield Document(here, left_out=True)
            continue
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(n for n in folders if n not in links and not _is_ignored(n) and (here / n).resolve() != skip)
        yield from (Document(here / name, reason="a link to a folder, which is not followed") for name in sorted(links))
        for name in sorted(files):
            if not _is_ignored(name):
                yield from _file(here / name) if is_document(here / name) else (Document(here / name, left_out=True),)
    yield from (Document(Path(str(p.filename)), reason=f"cannot be read ({p.strerror})") for p in problems)


def _file(path: Path) -> Iterator[Document]:
    try:
        if not is_plain_zip(path):
            yield Document(path)
            return
        with open_zip(path, str(path)) as archive:
            yield from (Document(path, name, left_out=_suffix(name) not in SUFFIXES) for name in _members(archive))
    except ReadingError as error:
        yield Document(path, reason=str(error).removeprefix(f"{path}: "))
    except OSError as error:
        yield Document(path, reason=f"cannot be read ({error.strerror})")


def _members(archive: zipfile.ZipFile) -> list[str]:
    names = (info.filename for info in archive.infolist() if not info.is_dir())
    return sorted({name for name in names if not any(_is_ignored(part) for part in name.split("/"))})


def _suffix(member: str) -> str:
    return Path(member).suffix.lower()


def _is_ignored(name: str) -> bool:
    """Files that systems and programs leave beside documents, and corrections, which go with their document."""
    return name.startswith((".", "~$")) or name in _IGNORED or name.endswith((CORRECTIONS, CORRECTIONS + ".part"))


def _shown(member: str) -> str:
    """A member's name as it was given: archives made in China hold names in GBK without saying so."""
    try:
        return member.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member
