"""The hashes of the seal: a leaf for an event, a Merkle root for a batch, a head for the chain.

SHA-256 with a different first byte for leaf (0x00), inner node (0x01) and head (0x02), so that none passes for
another (RFC 6962, section 2.1). The fields of a leaf are length-prefixed, so that no two events share an encoding.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

GENESIS = b"\x00" * 32
HASH_BYTES = 32


class Row(NamedTuple):
    """An event as the database holds it, each value in the text form of PostgreSQL."""

    era: str
    xid: str
    seq: str
    at: str
    op: str
    actor: str
    via: str
    kind: str
    subject_kind: str
    subject_id: str
    readers: str
    body: str


# The select list that yields a Row; times in UTC, so that the session's time zone changes nothing. Readers are
# those at the time of writing: who may read an event changes with a reorganisation, what is sealed does not.
COLUMNS = (
    "era::text, xid::text, seq::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), op::text, "
    "actor::text, via, kind, subject_kind, subject_id, coalesce(written_readers, readers)::text, body"
)


def leaf(row: Row) -> bytes:
    """Return the 32-byte leaf of an event."""
    digest = hashlib.sha256(b"\x00")
    for value in row:
        data = value.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaves in their order; an odd one out moves up unchanged. Raises ValueError on none."""
    if not leaves:
        raise ValueError("a batch without events has no root")
    level = list(leaves)
    while len(level) > 1:
        paired = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0]


def chain_head(previous: bytes, root: bytes, *, era: int, first_xid: int, last_xid: int, count: int) -> bytes:
    """Return the head that binds a batch to everything before it."""
    span = f"{era}:{first_xid}:{last_xid}:{count}".encode()
    return hashlib.sha256(b"\x02" + previous + root + span).digest()


def split_leaves(joined: bytes) -> list[bytes]:
    """Cut the stored leaves of a seal into 32-byte pieces."""
    return [joined[i : i + HASH_BYTES] for i in range(0, len(joined), HASH_BYTES)]
