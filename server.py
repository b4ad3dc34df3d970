"""The whole thing on this machine: the installation's graph, its pages and its endpoint."""

from devzone_kg.store.seeding import seeded_store
from devzone_kg.web import create_app, serve

if __name__ == "__main__":
    serve(create_app(seeded_store()))
