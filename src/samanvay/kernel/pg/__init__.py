"""PostgreSQL for a machine without one: a server of our own in the home's folder, or one that is given.

``with running(home) as endpoint:`` starts or joins the home's server; ``at_hand`` is for single commands;
``external.given(...)`` checks one that an address names. Every failure is a :class:`CannotStart` with one
sentence.
"""

from .at_hand import READY, at_hand
from .endpoint import Endpoint
from .errors import AlreadyRunning, CannotStart
from .lock import HomeLock
from .run import running
from .server import Server

__all__ = ["READY", "AlreadyRunning", "CannotStart", "Endpoint", "HomeLock", "Server", "at_hand", "running"]
