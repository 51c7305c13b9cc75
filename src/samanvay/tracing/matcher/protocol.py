"""How the matcher is asked: a Unix socket of our own user, one request a connection, JSON with its length before it."""

import json
import os
import socket
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from .asking import Answer, MatcherAway, Query
from .features import Features

NAME = "matcher.sock"
LENGTH = struct.Struct(">I")
LONGEST = 32 * 1024 * 1024
PATIENCE = 3.0  # seconds


def folder() -> Path:
    """Return where the socket lies."""
    return Path(settings.SAMANVAY_HOME) / "run"


@contextmanager
def address() -> Iterator[str]:
    """Give the socket's address by a handle of its folder: an address may have 107 letters, a home more."""
    handle = os.open(folder(), os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{NAME}"
    finally:
        os.close(handle)


def send(stream: socket.socket, said: Any) -> None:
    """Send a value."""
    data = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    stream.sendall(LENGTH.pack(len(data)) + data)


def receive(stream: socket.socket) -> Any:
    """Receive a value. Raises ConnectionError for half of one or one that is too long."""
    [length] = LENGTH.unpack(_exactly(stream, LENGTH.size))
    if length > LONGEST:
        raise ConnectionError("the message is too long")
    return json.loads(_exactly(stream, length))


def _exactly(stream: socket.socket, length: int) -> bytes:
    parts = []
    while length:
        part = stream.recv(min(length, 1 << 16))
        if not part:
            raise ConnectionError("the other side went away")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def asked(request: Any, patience: float = PATIENCE) -> Any:
    """Return the matcher's answer to a request. Raises MatcherAway when it does not answer."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stream, address() as where:
            stream.settimeout(patience)
            stream.connect(where)
            send(stream, request)
            answer = receive(stream)
    except (OSError, ValueError) as error:
        raise MatcherAway(type(error).__name__) from error
    if "error" in answer:
        raise MatcherAway(str(answer["error"]))
    return answer


def ask_matcher(queries: Sequence[Query]) -> list[list[Answer]]:
    """Ask the matcher process. Raises MatcherAway."""
    if not queries:
        return []
    said = asked({"queries": [as_plain(query) for query in queries]})
    return [
        [Answer(UUID(other), weight, probability, tuple(pattern)) for other, weight, probability, pattern in listed]
        for listed in said["answers"]
    ]


def as_plain(query: Query) -> dict[str, Any]:
    """Return a query as it is sent."""
    return {
        "entry": str(query.entry),
        "features": query.features.to_json(),
        "register": str(query.register),
        "without": [str(each) for each in query.without],
        "k": query.k,
    }


def query_of(said: dict[str, Any]) -> Query:
    """Read a query as it was sent."""
    return Query(
        UUID(said["entry"]),
        Features.from_json(said["features"]),
        said["register"],
        tuple(UUID(each) for each in said["without"]),
        int(said["k"]),
    )
