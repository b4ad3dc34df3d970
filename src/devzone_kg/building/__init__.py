"""From files to graphs: a Turtle file for one document, or a store for many."""

from devzone_kg.building.many import build_store
from devzone_kg.building.report import Report
from devzone_kg.building.turtle import build_turtle, document_graph, to_graph, turtle

__all__ = ["Report", "build_store", "build_turtle", "document_graph", "to_graph", "turtle"]
