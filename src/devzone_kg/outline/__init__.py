"""Numbered items (一、 (一) 1. (1) ① 第一条, run-on ones too) as a tree, and what around them is not the plan."""

from devzone_kg.outline.build import build
from devzone_kg.outline.model import Numbered, Outline

__all__ = ["Numbered", "Outline", "build"]
