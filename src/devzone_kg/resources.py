"""Where the ontology, the shapes, the queries and the seed data lie: inside an installed package or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `name` (ontology, shapes, queries, data) of this installation."""
    installed = _PACKAGE / "resources" / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name
