"""The web: the SPARQL endpoint and the pages, on any store."""

from devzone_kg.web.app import create_app
from devzone_kg.web.serving import serve

__all__ = ["create_app", "serve"]
