"""Writing the files that a user names: each as a whole, or not at all."""

import shutil
from pathlib import Path

from devzone_kg.errors import DevzoneError


def write_file(path: Path, data: bytes) -> None:
    """Put data in a file, in place of what it held; a device or a pipe is written to as it is.

    Raises:
        DevzoneError: it cannot be written; what was there is left as it was.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        raise DevzoneError(f"{path}: cannot be written ({error.strerror})") from error


def remove_file(path: Path) -> None:
    """Remove a file; no error where there is none.

    Raises:
        DevzoneError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise DevzoneError(f"{path}: cannot be removed ({error.strerror})") from error


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
