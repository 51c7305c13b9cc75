"""One owner a home: a lock that the kernel frees however its holder dies."""

import errno
import fcntl
import json
import os
from pathlib import Path
from types import TracebackType

from .errors import AlreadyRunning, CannotStart

NAME = "lock"


def explain(error: OSError, path: object) -> CannotStart:
    """Return the sentence for a folder that does not take our files."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotStart(f"The disk that holds {path} is full: make room and start again.")
    return CannotStart(f"Cannot write in {path}: {error.strerror}.")


def make_home(home: Path) -> Path:
    """Return the real path of ``home``, made private if it is new; never changes one that exists.

    Root's new home may be crossed (not read) by others, for the database's own user lives below it; what
    must be private inside is private by itself.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
        home = home.resolve(strict=True)
        if not home.is_dir():
            raise CannotStart(f"{home} is not a folder: name another one in SAMANVAY_HOME.")
        (home / "log").mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise explain(error, home) from None
    return home


class HomeLock:
    """Holds ``HOME/lock``; the file says who holds it. Raises AlreadyRunning when another process does."""

    def __init__(self, home: Path) -> None:
        self.home = make_home(home)
        self._handle: int | None = None

    def take(self, url: str = "") -> "HomeLock":
        """Take the lock and write our process id and address into it."""
        path = self.home / NAME
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise explain(error, self.home) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise self._held(handle) from None
        self._handle = handle
        self.say(url)
        return self

    def say(self, url: str) -> None:
        """Write what a second start is told."""
        if self._handle is None:
            raise RuntimeError("the lock is not ours")
        try:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, json.dumps({"pid": os.getpid(), "url": url}).encode(), 0)
        except OSError as error:
            self.free()
            raise explain(error, self.home) from None

    def _held(self, handle: int) -> AlreadyRunning:
        try:
            said = json.loads(os.pread(handle, 4096, 0))
            return AlreadyRunning(self.home, int(said["pid"]), str(said["url"]))
        except (ValueError, KeyError, TypeError):
            return AlreadyRunning(self.home, None, "")
        finally:
            os.close(handle)

    def free(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> "HomeLock":
        return self if self._handle is not None else self.take()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.free()
