"""Files that only our own user reads, made whole at first use."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def belongs_with(handle: int, folder: Path) -> None:
    """Give a file that root made, as at a backup, to whoever owns its folder: the service must be able to use it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.fchown(handle, owner.st_uid, owner.st_gid)


def kept_or_made(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the content of a private file, made on first use by calling ``make``.

    Written beside and linked into place: of several programs that start at once one wins, and all read its whole
    file, never an empty one.
    """
    with suppress(FileNotFoundError):
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            belongs_with(stream.fileno(), path.parent)
            stream.write(make())
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    return path.read_bytes()
