"""The erasure ledger: one line an erasure, beside the keys, append-only, outside every backup.

The line is on the disk before the database commits. If the machine stops between the two, the order stands
in the ledger and not in the database: :func:`samanvay.access.boxes.actions.erasure.replay_erasures` carries it out.
The other way round - erased in the database, unknown to the ledger - cannot happen, so that no restored
backup brings a person back.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from samanvay.kernel.private_files import belongs_with

from . import keyring

NAME = "erasures.jsonl"


@dataclass(frozen=True, slots=True)
class Line:
    """One erasure as the ledger keeps it: identifiers, no word about the person."""

    subject: UUID
    keys: tuple[UUID, ...]
    at: datetime
    by: UUID
    op: UUID
    reason: str


def path() -> Path:
    """Return where the ledger lies."""
    return keyring.folder() / NAME


def append(line: Line) -> None:
    """Write a line and wait until the disk has it."""
    keyring.folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps({name: _plain(value) for name, value in asdict(line).items()}) + "\n"
    is_new = not path().exists()
    handle = os.open(path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        belongs_with(handle, keyring.folder())
        # A line torn by a full disk or a crash must not swallow this one.
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            text = "\n" + text
        data = text.encode()
        if os.write(handle, data) != len(data):
            raise OSError("the erasure ledger could not be written whole")
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        keyring.sync_folder(keyring.folder())


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value if isinstance(value, str) else value.isoformat() if isinstance(value, datetime) else str(value)


def lines() -> Iterator[Line]:
    """Return every whole line; a torn one is one whose erasure never committed, and is passed over."""
    if not path().exists():
        return
    for text in path().read_text().splitlines():
        try:
            stored = json.loads(text)
        except ValueError:
            continue
        yield Line(
            UUID(stored["subject"]),
            tuple(UUID(each) for each in stored["keys"]),
            datetime.fromisoformat(stored["at"]),
            UUID(stored["by"]),
            UUID(stored["op"]),
            stored["reason"],
        )
