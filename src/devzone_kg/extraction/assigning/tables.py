"""stub."""

from devzone_kg.extraction.assigning.statements import Reader, Statement


def find_tables(reader: Reader) -> list[Statement]:
    """Stub."""
    return []
