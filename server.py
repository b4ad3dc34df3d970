"""The whole thing on this machine: the installation's graph, its pages and its endpoint."""

from devzone_kg.web import serve

if __name__ == "__main__":
    serve()
