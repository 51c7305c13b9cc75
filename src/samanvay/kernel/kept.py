"""Results kept in the memory of a process, so that what is the same is not computed again."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

R = TypeVar("R")


class Kept(Generic[R]):
    """Keeps the latest ``most`` results, each for ``seconds`` at most.

    A key must hold everything that decides the result, above all whose rows were read. Results are shared: nobody
    may change one.
    """

    def __init__(self, most: int = 64, seconds: float = 60.0) -> None:
        self.most, self.seconds = most, seconds
        self._lock = threading.Lock()
        self._results: OrderedDict[Hashable, tuple[float, R]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], R]) -> R:
        """Return the result of a key, made anew where none is kept."""
        with self._lock:
            found = self._results.get(key)
            if found is not None and time.monotonic() - found[0] < self.seconds:
                self._results.move_to_end(key)
                return found[1]
        made, now = make(), time.monotonic()
        with self._lock:
            for old in [each for each, (at, _made) in self._results.items() if now - at >= self.seconds]:
                del self._results[old]
            self._results[key] = now, made
            self._results.move_to_end(key)
            while len(self._results) > self.most:
                self._results.popitem(last=False)
        return made
