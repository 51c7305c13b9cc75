"""Filling the directory: places from the gazetteer's tables, the units of a state from its structure."""

from .places import load_places
from .units import load_units

__all__ = ["load_places", "load_units"]
