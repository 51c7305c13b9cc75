"""PostgreSQL's own words, cut down to the one line that says what is wrong."""

import os
import re
from pathlib import Path

_KEEP = 8 * 1024 * 1024
_LAST_LINES = 8
_FULL = "No space left on device"


def open_log(path: Path) -> int:
    """Return a handle that appends to the log, the former one put aside when it has grown long."""
    if path.exists() and path.stat().st_size > _KEEP:
        path.replace(path.with_suffix(".log.1"))
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def since(path: Path, offset: int) -> str:
    """Return what was written after ``offset`` bytes."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            return stream.read().decode(errors="replace")
    except OSError:
        return ""


def disk_is_full(folder: Path) -> bool:
    """Tell whether the disk has no room left for an ordinary user, not even for a log line."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < 1024 * 1024 or (found.f_files > 0 and found.f_favail == 0)


def complaint(text: str) -> str:
    """Return the last line that complains, without its date and process id; else the last line.

    Only the end counts: a complaint further up is about something that went on well.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()][-_LAST_LINES:]
    for line in reversed(lines):
        if found := re.search(r"\b(?:PANIC|FATAL|ERROR|error):\s+(.*)", line):
            return found[1]
    return lines[-1] if lines else ""


def sentence(what: str, text: str, home: Path) -> str:
    """Return one sentence on why something failed: the full disk, else PostgreSQL's last complaint."""
    if _FULL in "\n".join(text.splitlines()[-_LAST_LINES:]) or disk_is_full(home):
        return f"The disk that holds {home} is full: make room and start again."
    why = complaint(text)
    return f"{what}: {why}." if why else f"{what}, and it said nothing (see {home / 'log' / 'postgres.log'})."
