"""A few at once: what costs a process much is done for some, and whoever comes besides is told to try again.

A process answers with a handful of threads. Were all of them at one costly thing, nobody else would be answered.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .refusals import Busy

PATIENCE = 0.3  # seconds that somebody waits for a place


class Places:
    """So many places for one costly thing in this process."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold a place for the length of the block. Raises Busy where none is free."""
        if not self._free.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            self._free.release()

    def require_one(self) -> None:
        """Refuse where none is free, before anything is counted against whoever asks. Raises Busy."""
        with self.taken():
            return
