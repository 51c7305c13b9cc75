"""Starts programs that cannot outlive us, starts again what ends, stops them cleanly."""

from .children import Child
from .errors import CannotStart, ChildEnded, Interrupted, PortTaken
from .ports import check_port, healthy
from .signals import Signals
from .together import run_together

__all__ = [
    "CannotStart",
    "Child",
    "ChildEnded",
    "Interrupted",
    "PortTaken",
    "Signals",
    "check_port",
    "healthy",
    "run_together",
]
