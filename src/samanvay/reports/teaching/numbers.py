"""The learned numbers that an installation reads with: those that came with the product, or its own.

Its own lie in ``SAMANVAY_HOME/reader/`` beside ``in_use.json``, which says which file is used and its checksum. Each
process looks at that file before it reads, so that what was adopted is read with from the next report on.
"""

import hashlib
import json
import logging
import os
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from samanvay_insight.extract.learned import weights

log = logging.getLogger("samanvay.reader")

IN_USE = "in_use.json"
_lock = threading.Lock()
_followed: tuple[str, int, int] | None = None


class Damaged(ValueError):
    """What was adopted cannot be read with; the words say why."""


@dataclass(frozen=True, slots=True)
class InUse:
    """A file of an installation's own numbers: its name in the folder, its SHA-256, since when, by whom, and why."""

    file: str
    checksum: str
    since: str
    by: str
    reason: str


def folder() -> Path:
    """Return where an installation keeps its own numbers."""
    return Path(settings.SAMANVAY_HOME) / "reader"


def checksum_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def numbers_in_use() -> InUse | None:
    """Return what was adopted, None while the shipped numbers are used. Raises Damaged for a note that is none."""
    try:
        said = json.loads((folder() / IN_USE).read_text(encoding="utf-8"))
        found = InUse(**said)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise Damaged(f"{IN_USE} cannot be read") from error
    if Path(found.file).name != found.file or not all(isinstance(each, str) for each in asdict(found).values()):
        raise Damaged(f"{IN_USE} names no file of its folder")
    return found


def path_in_use() -> Path | None:
    """Return the file that was adopted, as it was adopted; None while the shipped numbers are used. Raises Damaged."""
    found = numbers_in_use()
    if found is None:
        return None
    path = folder() / found.file
    try:
        same = checksum_of(path) == found.checksum
    except OSError as error:
        raise Damaged(f"{found.file} cannot be opened: {error.strerror or error}") from error
    if not same:
        raise Damaged(f"{found.file} is not as it was adopted: its checksum differs")
    return path


def follow_numbers() -> None:
    """Read from now on with what is adopted now; asked before each reading, it looks at the note's time alone.

    Numbers that are damaged are told in the log of the program, and the shipped ones are used.
    """
    global _followed
    mark = _mark()
    if mark == _followed:
        return
    with _lock:
        if mark == _followed:
            return
        try:
            weights.use(path_in_use())
        except (Damaged, weights.NotLearned) as error:
            log.error("the adopted reader is not used, the shipped one reads: %s", error)
            weights.use(None)
        _followed = mark


def _mark() -> tuple[str, int, int] | None:
    note = folder() / IN_USE
    try:
        known = note.stat()
    except OSError:
        return None
    return str(note), known.st_mtime_ns, known.st_ino


def write_in_use(source: Path, found: InUse) -> None:
    """Copy numbers to their folder and note them as in use; the note comes last and at once. Raises OSError."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    _written(folder() / found.file, source.read_bytes())
    if checksum_of(folder() / found.file) != found.checksum:
        raise OSError(f"{source.name} changed while it was copied")
    _written(folder() / IN_USE, json.dumps(asdict(found), ensure_ascii=False, indent=1).encode())


def drop_in_use() -> None:
    """Go back to the shipped numbers; the file that was used stays in its folder. Raises OSError."""
    (folder() / IN_USE).unlink(missing_ok=True)


def _written(path: Path, data: bytes) -> None:
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
