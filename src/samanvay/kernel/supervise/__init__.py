"""Starts programs that cannot outlive us, watches them together, stops them cleanly."""

from .children import Child, run_together
from .errors import CannotStart, ChildEnded, Interrupted, PortTaken
from .ports import check_port, healthy
from .signals import Signals

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
