"""The proof of an operation: what our processes can make, and SQL that slipped into one of their statements cannot.

``log.key`` lies beside the other keys. Every process that writes reads it; the database has it in a table of the
owner's. A proof is an HMAC-SHA256 over the transaction, the operation, its actor and their way in. It is worth nothing
in another transaction, so it may be seen by whoever reads the statements of this one.
"""

import base64
import hmac
import os
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from samanvay.kernel.private_files import belongs_with, kept_or_made
from samanvay.kernel.refusals import Refused

BYTES, BLOCK = 32, 64
INNER, OUTER = 0x36, 0x5C  # RFC 2104


def make_key() -> bytes:
    """Return a new key as its file holds it."""
    return base64.b64encode(os.urandom(BYTES)) + b"\n"


def _keys(path: Path) -> list[bytes]:
    """Return the key in use, and the one before it while that still holds. Raises Refused."""
    try:
        keys = [base64.b64decode(line, validate=True) for line in kept_or_made(path, make_key).split()]
    except ValueError:
        keys = []
    if not 1 <= len(keys) <= 2 or any(len(key) != BYTES for key in keys):
        raise Refused(f"{path} is no key of the log: it holds one or two lines of 32 bytes in base64.")
    return keys


@cache
def _key(path: Path) -> bytes:
    return _keys(path)[0]


def proof_of(transaction: str, op: UUID, actor: UUID, via: str, *, goes_on: bool) -> str:
    """Return the setting by which the database knows that our process began an operation in a transaction."""
    said = f"{actor} {'goes-on' if goes_on else 'begins'} {via}"
    digest = hmac.digest(_key(Path(settings.LOG_KEY)), f"{transaction} {op} {said}".encode(), "sha256")
    return f"{digest.hex()} {said}"


def _pads(path: Path) -> list[tuple[int, bytes, bytes]]:
    blocks = [key.ljust(BLOCK, b"\0") for key in _keys(path)]
    return [
        (number, bytes(byte ^ INNER for byte in block), bytes(byte ^ OUTER for byte in block))
        for number, block in enumerate(blocks, 1)
    ]


def keys_are_known(connection: Any, path: Path) -> bool:
    """Tell, on the owner's connection, whether the database knows the keys of a file and no other."""
    known = connection.execute("select number, inner_pad, outer_pad from sam.secret order by number").fetchall()
    return [(number, bytes(inner), bytes(outer)) for number, inner, outer in known] == _pads(path)


def give_keys(connection: Any, path: Path) -> None:
    """Let the database know the keys of a file and no other, on the owner's connection."""
    with connection.transaction():
        connection.execute("delete from sam.secret")
        for row in _pads(path):
            connection.execute("insert into sam.secret (number, inner_pad, outer_pad) values (%s, %s, %s)", row)


def change_key(path: Path) -> None:
    """Put a new key before the present one, which holds until the last process that knows it alone has ended."""
    _write(path, [base64.b64decode(make_key()), _keys(path)[0]])


def drop_earlier_key(path: Path) -> None:
    """Leave the key in use alone in its file."""
    _write(path, _keys(path)[:1])


def _write(path: Path, keys: list[bytes]) -> None:
    fresh = path.with_name(f".{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        belongs_with(stream.fileno(), path.parent)
        stream.write(b"".join(base64.b64encode(key) + b"\n" for key in keys))
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
    _key.cache_clear()
