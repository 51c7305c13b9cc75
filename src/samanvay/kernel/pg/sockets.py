"""The folder of the server's socket: short enough for the kernel, ours, closed to everybody else."""

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

from .errors import CannotStart
from .lock import explain

PORT = 5432
NAME = f".s.PGSQL.{PORT}"
_LONGEST = 103 if sys.platform == "darwin" else 107


def fits(folder: Path) -> bool:
    """Tell whether the socket's address is short enough for the system, and no list of addresses to libpq."""
    return "," not in str(folder) and len(os.fsencode(folder / NAME)) <= _LONGEST


def socket_folder(home: Path) -> Path:
    """Return where the socket of this home lies: ``HOME/run``, or a short folder if that is too deep."""
    if fits(home / "run"):
        return home / "run"
    name = f"samanvay-{os.geteuid()}-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}"
    for base in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 - checked below
        if Path(base).is_dir() and os.access(base, os.W_OK | os.X_OK) and fits(Path(base).resolve() / name):
            return Path(base).resolve() / name
    raise CannotStart(f"{home} is too deep for a socket, and so is the temporary folder: set TMPDIR to a short one.")


def make_private(folder: Path, owner: tuple[int, int] | None) -> Path:
    """Make ``folder`` 0700 for ``owner``; refuses one that is a link or that somebody else put there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
            raise CannotStart(
                f"{folder} is a link or a file put there by somebody: remove it and start again."
            ) from None
        raise explain(error, folder) from None
    try:
        found = os.fstat(handle)
        ours = {os.geteuid()} | ({owner[0]} if owner else set())
        if found.st_uid not in ours:
            raise CannotStart(f"{folder} belongs to another user: remove it and start again.")
        if stat.S_IMODE(found.st_mode) & 0o077:
            raise CannotStart(f"{folder} is open to other users: make it private (chmod 700) and start again.")
        if owner and found.st_uid != owner[0]:
            os.fchown(handle, *owner)
    finally:
        os.close(handle)
    return folder
