"""A few at once: what costs a process much is done for some, and whoever comes besides is told to try again.

A process answers with a handful of threads. Were all of them at one costly thing, nobody else would be answered.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .refusals import Busy

PATIENCE = 2.0  # seconds that somebody waits for a place


class Places:
    """So many places for one costly thing in this process, and so many who may wait for one.

    Whoever waits holds a thread too: were there no limit to them, a few hundred at once would keep everybody waiting.
    """

    def __init__(self, most: int, *, waiting: int = 1) -> None:
        self._free = threading.BoundedSemaphore(most)
        self._queue = threading.BoundedSemaphore(waiting)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold a place for the length of the block. Raises Busy where none is free."""
        self.take()
        try:
            yield
        finally:
            self.leave()

    def take(self) -> None:
        """Take a place. Raises Busy where none is free."""
        if not (self._free.acquire(blocking=False) or self._waited()):
            raise Busy

    def leave(self) -> None:
        """Give the place back."""
        self._free.release()

    def _waited(self) -> bool:
        """Wait for a place where others do not wait already; tell whether one was given."""
        if not self._queue.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=PATIENCE)
        finally:
            self._queue.release()

    def require_one(self) -> None:
        """Refuse where none is free, before anything is counted against whoever asks. Raises Busy."""
        with self.taken():
            return
