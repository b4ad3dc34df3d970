"""What LibreOffice reads (.doc, .wps, .odt): converted to .docx, which is then read."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devzone_kg.errors import ReadingError
from devzone_kg.reading.formats import is_zip
from devzone_kg.reading.package import MAX_MEMBER, open_zip, read_member

MAX_BYTES = 50_000_000
SECONDS = 120
_MAX_UNPACKED = 200_000_000
_PROGRAMS = ("soffice", "libreoffice")
_MEMORY = 4_000_000_000  # bytes of address space; LibreOffice maps much that it never touches


def program() -> str | None:
    """Where LibreOffice is, or None."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


@contextmanager
def as_docx(path: Path, name: str, seconds: float = SECONDS) -> Iterator[Path]:
    """A .docx copy of a document, for as long as the context lasts.

    Raises:
        ReadingError: LibreOffice is missing, takes too long or cannot open the file; a file that is too large.
    """
    office = program()
    if office is None:
        raise ReadingError(
            f"{name}: needs LibreOffice, which is not installed (on Debian: apt install libreoffice-writer-nogui)"
        )
    _check_size(path, name)
    with tempfile.TemporaryDirectory(prefix="devzone-kg-") as folder:
        source = Path(folder) / "source"
        shutil.copyfile(path, source)  # under a name of our own: a name can be no option and no address
        _convert(office, source, Path(folder), name, seconds)
        result = Path(folder) / "out" / "source.docx"
        if not result.is_file():
            raise ReadingError(f"{name}: LibreOffice cannot open it: damaged, or protected by a password")
        yield result


def _check_size(path: Path, name: str) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise ReadingError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB, the most that is read")
    if is_zip(path):
        with open_zip(path, name) as archive:
            total = sum(len(read_member(archive, info, name, MAX_MEMBER)) for info in archive.infolist())
        if total > _MAX_UNPACKED:
            raise ReadingError(f"{name}: unpacks to more than {_MAX_UNPACKED // 1_000_000} MB: refused as a zip bomb")


def _convert(office: str, source: Path, folder: Path, name: str, seconds: float) -> None:
    """Run LibreOffice with a profile of its own, in a process group that ends with it."""
    profile = (folder / "profile").as_uri()
    options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"]
    command = [office, f"-env:UserInstallation={profile}", *options, "--outdir", str(folder / "out"), str(source)]
    process = subprocess.Popen(
        ["/bin/sh", "-c", f'ulimit -v {_MEMORY // 1024}; exec "$@"', "sh", *command] if os.name == "posix" else command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadingError(f"{name}: LibreOffice took longer than {seconds:.0f} s to open it") from error
    finally:
        end_group(process)


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process that leads a session, with all it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
