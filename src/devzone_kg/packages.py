"""Packages that one format alone needs: an installation that lacks one does without the format."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from devzone_kg.errors import MissingPackageError


def installed(name: str) -> bool:
    """Whether a package is here."""
    return find_spec(name) is not None


def needed(name: str, what: str) -> Any:
    """A package, imported.

    Raises:
        MissingPackageError: it is not installed; the message says what needs it.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingPackageError(
            f"{what} needs the Python package {name.partition('.')[0]}, which is not installed here"
        ) from error
