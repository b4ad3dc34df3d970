"""The reference of the ontology as HTML pages in two languages, drawn from the ontology itself."""

from devzone_kg.reference.page import ontology_page, write_pages

__all__ = ["ontology_page", "write_pages"]
