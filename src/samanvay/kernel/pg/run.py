"""The one way in for commands and tests: use the home's server, starting it if nobody has."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from .endpoint import Endpoint
from .errors import AlreadyRunning, CannotStart
from .lock import HomeLock
from .server import Server, _silent

_GUESTS = "guests"


def _answers(endpoint: Endpoint) -> bool:
    try:
        endpoint.connect("app", seconds=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _as_guest(home: Path, owner: AlreadyRunning, patience: float) -> Endpoint | None:
    """Return the address of a server that another process owns; None if that process left meanwhile."""
    end = time.monotonic() + patience
    while True:
        endpoint = Endpoint.read(home)
        if endpoint is not None and _answers(endpoint):
            return endpoint
        with contextlib.suppress(AlreadyRunning):
            HomeLock(home).take().free()
            return None
        if time.monotonic() > end:
            raise CannotStart(f"{owner}, but its database does not answer.")
        time.sleep(0.05)


@contextlib.contextmanager
def _presence(home: Path) -> Iterator[None]:
    """Let the owner know, while it lasts, that we use its server."""
    handle = os.open(home / _GUESTS, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _wait_for_guests(home: Path, patience: float) -> None:
    with contextlib.suppress(OSError), open(home / _GUESTS, "rb") as stream:
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.05)


@contextlib.contextmanager
def running(
    home: Path,
    *,
    shared: bool = False,
    fsync: bool = True,
    patience: float = 60.0,
    say: Callable[[str], None] = _silent,
) -> Iterator[Endpoint]:
    """Give the address of the home's server for the time of the block.

    If another process owns the server we are its guest and leave it running; else we start it, and stop it
    at the end. ``shared``: before stopping it we wait for guests (a test run, whose first worker may end
    before the last). ``fsync=False`` is for tests only: a crash of the machine then loses the data. Raises
    CannotStart.
    """
    lock = HomeLock(home)
    while True:
        try:
            lock.take()
        except AlreadyRunning as owner:
            with _presence(lock.home):
                endpoint = _as_guest(lock.home, owner, patience)
                if endpoint is not None:
                    yield endpoint
                    return
            continue
        break
    with lock:
        server = Server(lock.home, fsync=fsync, say=say)
        try:
            yield server.start()
        finally:
            try:
                if shared:
                    _wait_for_guests(lock.home, patience)
            finally:
                server.stop()
