"""PostgreSQL for a machine without one: a server of our own in the home's folder, or one that is given.

``with running(home) as endpoint:`` starts or joins the home's server; ``ensure_running`` is for single commands;
``external.given(...)`` checks one that an address names. Every failure is a :class:`CannotStart` with one
sentence.
"""

from .endpoint import Endpoint
from .ensure_running import READY, ensure_running
from .errors import AlreadyRunning, CannotStart
from .lock import HomeLock
from .run import running
from .server import Server

__all__ = ["READY", "AlreadyRunning", "CannotStart", "Endpoint", "HomeLock", "Server", "ensure_running", "running"]
