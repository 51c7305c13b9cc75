"""Identifiers: time-ordered keys for our own rows, random codes where the public sees them."""

import secrets
import threading
import time
from uuid import UUID
from uuid import uuid4 as uuid4  # random: for facts, whose order must tell nothing

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def uuid7() -> UUID:
    """Return a version 7 UUID (RFC 9562) that sorts after every earlier one of this process.

    The 12 bits after the time are a counter within the millisecond; when it runs over, the
    millisecond is borrowed from the future, so that order holds under any load.
    """
    global _last_ms, _counter
    with _lock:
        now_ms = time.time_ns() // 1_000_000
        if now_ms > _last_ms:
            _last_ms = now_ms
            _counter = secrets.randbits(11)
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms += 1
                _counter = 0
        milliseconds, counter = _last_ms, _counter
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= counter << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return UUID(int=value)


def public_code() -> str:
    """Return 128 random bits as 26 letters and digits that nobody confuses when read aloud."""
    value = secrets.randbits(128)
    letters = []
    for _ in range(26):
        value, rest = divmod(value, 32)
        letters.append(CROCKFORD[rest])
    return "".join(reversed(letters))


def uuid_of(text: object) -> UUID | None:
    """Return the identifier that a text is, None where it is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
