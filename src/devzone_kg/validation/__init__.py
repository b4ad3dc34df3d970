"""Checking a plan: its graph against the shapes, and what they find as findings with place, reason and cure."""

from devzone_kg.validation.checking import NotAPlan, check
from devzone_kg.validation.findings import Finding, Related, Report

__all__ = ["Finding", "NotAPlan", "Related", "Report", "check"]
