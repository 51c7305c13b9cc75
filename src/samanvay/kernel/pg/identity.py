"""The system user under which PostgreSQL runs, and its way to its folders.

PostgreSQL refuses to run as root. An ordinary user runs it as himself. Root runs it as a system user of its
own, ``samanvay-db``; if a private folder stands in its way, the server gets a view in which that folder can
be crossed (launch.screen_off), and only where that is not permitted an access list entry for this one user.
"""

import contextlib
import os
import pwd
import shutil
import stat
import struct
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from samanvay.kernel.supervise.launch import NOT_PERMITTED, UNREACHABLE
from samanvay.kernel.supervise.launching import Passage, launch_command

from .binaries import binaries
from .errors import CannotStart

SYSTEM_USER = "samanvay-db"
_ACL = "system.posix_acl_access"
_USER_OBJ, _USER, _GROUP_OBJ, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_NOBODY = 0xFFFFFFFF
_CROSS = 0o1


def _make_system_user() -> None:
    shell = shutil.which("nologin") or "/bin/false"
    ways = (
        [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            shell,
        ],
        ["adduser", "-S", "-D", "-H", "-s", shell],
    )
    for way in ways:
        if shutil.which(way[0]):
            subprocess.run([*way, SYSTEM_USER], capture_output=True, check=False)  # noqa: S603
            return


def system_user() -> tuple[int, int]:
    """Return uid and gid of the server's own system user, made if missing. Only for root."""
    for attempt in (0, 1):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(SYSTEM_USER)
            return entry.pw_uid, entry.pw_gid
        if attempt == 0:
            _make_system_user()
    raise CannotStart(
        f"PostgreSQL does not run as root and the system user {SYSTEM_USER} could not be made: "
        f"make it (`useradd --system {SYSTEM_USER}`), or start as an ordinary user."
    )


def own_user() -> tuple[int, int] | None:
    """Return the server's user if it is not ourselves."""
    return system_user() if os.geteuid() == 0 else None


def _try(passage: Passage, folders: Sequence[str]) -> tuple[int, str]:
    """Return how a harmless program of PostgreSQL ends when it runs that way, and what it said."""
    done = subprocess.run(  # noqa: S603
        launch_command([binaries().program("postgres"), "--version"], passage=passage, check=folders),
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    return done.returncode, done.stderr.strip()


def _closed_parents(folders: Sequence[str], user: tuple[int, int]) -> list[Path]:
    """Return the parents that ``user`` may not cross, outermost first."""
    closed: list[Path] = []
    for folder in folders:
        for parent in reversed(Path(folder).parents):
            found = parent.stat()
            if found.st_uid == user[0]:
                open_ = found.st_mode & stat.S_IXUSR
            elif found.st_gid == user[1]:
                open_ = found.st_mode & stat.S_IXGRP
            else:
                open_ = found.st_mode & stat.S_IXOTH
            if not open_ and parent not in closed:
                closed.append(parent)
    return sorted(closed, key=lambda path: len(path.parts))


def _let_through(folder: Path, uid: int) -> None:
    """Add "may cross" for one user to the folder's access list, keeping all that it says; raises OSError."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    entries: dict[tuple[int, int], int] = {
        (_USER_OBJ, _NOBODY): mode >> 6 & 7,
        (_GROUP_OBJ, _NOBODY): mode >> 3 & 7,
        (_MASK, _NOBODY): mode >> 3 & 7,
        (_OTHER, _NOBODY): mode & 7,
    }
    with contextlib.suppress(OSError):
        raw = os.getxattr(folder, _ACL)
        entries |= {(tag, who): perm for tag, perm, who in struct.iter_unpack("<HHI", raw[4:])}
    entries[(_USER, uid)] = _CROSS
    entries[(_MASK, _NOBODY)] |= _CROSS
    rows = [struct.pack("<HHI", tag, perm, who) for (tag, who), perm in sorted(entries.items())]
    os.setxattr(folder, _ACL, struct.pack("<I", 2) + b"".join(rows))


def passage(folders: Sequence[str], user: tuple[int, int], say: Callable[[str], None]) -> Passage:
    """Return how root starts the server as ``user`` so that it reaches its programs and ``folders``.

    Raises CannotStart, with the folder that stands in the way, if there is no way.
    """
    wanted = [*binaries().folders(), *folders]
    plain = Passage(user=user)
    code, said = _try(plain, wanted)
    if code == 0:
        return plain
    if code not in (UNREACHABLE, NOT_PERMITTED, 127):
        raise CannotStart(f"PostgreSQL's programs do not run here: {said or f'exit code {code}'}.")
    closed = _closed_parents(wanted, user)
    outermost = [path for path in closed if not any(other in path.parents for other in closed)]
    screened = Passage(user=user, screens=tuple(map(str, outermost)), keep=tuple(wanted))
    if outermost and _try(screened, wanted)[0] == 0:
        return screened
    return _by_access_list(plain, closed, wanted, said, say)


def _by_access_list(
    plain: Passage, closed: Sequence[Path], wanted: Sequence[str], said: str, say: Callable[[str], None]
) -> Passage:
    uid = plain.user[0] if plain.user else os.geteuid()
    try:
        for folder in closed:
            _let_through(folder, uid)
            say(f"{folder} is private: an access list entry now lets {SYSTEM_USER} cross it (not read it).")
    except OSError:
        raise CannotStart(
            f"The database's user {SYSTEM_USER} cannot reach its folder: {folder} is private and takes no "
            "access list. Set SAMANVAY_HOME to a folder that others may cross, or start as another user."
        ) from None
    code, again = _try(plain, wanted)
    if code != 0:
        raise CannotStart(f"The database's user {SYSTEM_USER} cannot reach its folder: {again or said}.")
    return plain
