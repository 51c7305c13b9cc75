"""The matcher's own loop: answers on its socket, follows the changes in between, is never two at once."""

import contextlib
import logging
import os
import resource
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

from .protocol import address, folder, query_of, receive, send
from .store import Store

log = logging.getLogger("samanvay.matcher")

FOLLOW_SECONDS = 0.5
PATIENCE = 2.0
MOST_NAMED = 5  # entries that could not be loaded
_CREDENTIALS = struct.Struct("3i")


@contextlib.contextmanager
def listening() -> Iterator[socket.socket]:
    """Listen on the socket, which our own user alone may open; one left by a process that was killed is replaced."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ear, address() as where:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(where)
        before = os.umask(0o177)
        try:
            ear.bind(where)
        finally:
            os.umask(before)
        ear.listen(64)
        ear.settimeout(FOLLOW_SECONDS)
        try:
            yield ear
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(where)


class Server:
    """Answers from a store, one request after another: a request takes milliseconds, and one core is enough."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.is_filled = False

    def fill(self, stop: threading.Event) -> None:
        """Take in whatever is coded; until it is done, the matcher says that it prepares."""
        while not stop.is_set() and self.store.follow():
            continue
        self.store.warm()
        self.is_filled = True

    def serve_once(self, ear: socket.socket) -> bool:
        """Answer one request if one comes within half a second; tell whether one came."""
        try:
            stream, _peer = ear.accept()
        except TimeoutError:
            return False
        with stream:
            stream.settimeout(PATIENCE)
            try:
                if not _is_ours(stream):
                    return True
                send(stream, self.answer(receive(stream)))
            except Exception as error:  # one request must not end what answers all others
                # What was asked is sealed: the kind of the error is all that a log may hold.
                log.warning("a request was not answered: %s", type(error).__name__)
        return True

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request."""
        if "queries" not in request:
            return self.status()
        if not self.is_filled:
            return {"error": "preparing"}
        self.store.follow()
        answers = self.store.answer([query_of(each) for each in request["queries"]])
        return {
            "answers": [
                [[str(each.other), each.weight, each.probability, list(each.pattern)] for each in listed]
                for listed in answers
            ]
        }

    def status(self) -> dict[str, Any]:
        """Return how it stands: records by register, which share of it is known, memory in megabytes."""
        return {
            "records": len(self.store),
            "registers": {kind: len(register) for kind, register in self.store.registers.items()},
            "known": {kind: round(learned.known, 3) for kind, (_size, learned) in self.store.learned.items()},
            "seq": self.store.seq,
            "megabytes": megabytes(),
            "is_filled": self.is_filled,
            "left_out": [str(key) for key in list(self.store.left_out)[:MOST_NAMED]],
            "left_out_count": len(self.store.left_out),
        }


def _is_ours(stream: socket.socket) -> bool:
    said = stream.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return bool(_CREDENTIALS.unpack(said)[1] == os.geteuid())


def megabytes() -> int:
    """Return how much memory this process holds at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
