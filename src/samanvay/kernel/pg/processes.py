"""Who is using a data folder: found by working folder, never by a process id read from a file.

After a restart of the machine or container the number in ``postmaster.pid`` belongs to somebody else, and
under an init that does not reap, a killed server's number stays alive as a zombie. The working folder tells
both apart.
"""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

PROC = Path("/proc")


def alive(pid: int) -> bool:
    """Tell whether the process runs; a zombie does not."""
    with contextlib.suppress(PermissionError):  # another user's: there all the same
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    try:
        state = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return not (PROC / "self").exists()
    return state not in "ZX"


def postmaster_pid(data: Path) -> int | None:
    """Return the process id written in the data folder, true or stale."""
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def users_of(data: Path) -> list[int]:
    """Return the processes whose working folder is ``data``, the postmaster first."""
    if not (PROC / "self").exists():
        return _users_by_command(data)
    try:
        wanted = data.stat()
    except OSError:
        return []
    found = []
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                place = (entry / "cwd").stat()
                if (place.st_dev, place.st_ino) == (wanted.st_dev, wanted.st_ino):
                    found.append(int(entry.name))
    first = postmaster_pid(data)
    return sorted(found, key=lambda pid: (pid != first, pid))


def _users_by_command(data: Path) -> list[int]:
    pid = postmaster_pid(data)
    if pid is None or not alive(pid):
        return []
    said = subprocess.run(  # noqa: S603
        ["ps", "-p", str(pid), "-o", "command="],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return [pid] if "postgres" in said and str(data) in said else []


def wait_until_unused(data: Path, seconds: float) -> bool:
    """Wait until no process uses ``data``; tell whether that came true in time."""
    end = time.monotonic() + seconds
    while users_of(data):
        if time.monotonic() > end:
            return False
        time.sleep(0.03)
    return True


def end_users_of(data: Path, seconds: float = 20) -> bool:
    """Stop a server that nobody owns any more: fast, then at once. Tell whether it is gone."""
    for number, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 5.0)):
        pids = users_of(data)
        first = postmaster_pid(data)
        # Without a postmaster its workers leave by themselves; only when they do not are they told to.
        for pid in [first] if first in pids and first else (pids if number == signal.SIGQUIT else []):
            with contextlib.suppress(OSError):
                os.kill(pid, number)
        if wait_until_unused(data, patience):
            return True
    return False
