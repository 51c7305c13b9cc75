"""The heads of the log outside the database: beside the keys and, by setting, in a second place.

A line is ``born TOKEN`` (which log this is), ``sealing N HEAD`` (before seal N is kept), ``N HEAD`` (once it is kept)
or ``restored N`` (the log went back to seal N; what was noted after it belongs to the abandoned line). The token
stands in the database too, as era 0, so that heads that are gone are missed, whatever else was taken away.
"""

import logging
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from samanvay.kernel import clock
from samanvay.kernel.private_files import belongs_with

from .models import Era, Event, Seal

log = logging.getLogger("samanvay.heads")

BORN, SEALING, RESTORED = "born", "sealing", "restored"
LATEST = 1 << 16  # bytes looked at where the whole file need not be


def heads_file() -> Path:
    """Return the file beside the keys in which every head is noted, outside the database and its backups."""
    return Path(settings.SAMANVAY_KEYS) / "audit-heads.log"


def places() -> list[str]:
    """Return where the heads go besides: paths of files, addresses of mail as ``mailto:…``."""
    return [place for each in settings.HEADS_COPY.split(",") if (place := each.strip())]


def copies() -> list[Path]:
    """Return the files on other storage that hold the heads too."""
    return [Path(place) for place in places() if not place.startswith("mailto:")]


@dataclass
class Noted:
    """What a file of heads says."""

    born: set[str] = field(default_factory=set)  # more than one where an older database was restored
    kept: dict[int, bytes] = field(default_factory=dict)
    begun: dict[int, bytes] = field(default_factory=dict)
    went_back_to: int | None = None  # the seal, at the latest restore
    wrong: int = 0

    def of(self, number: int) -> bytes | None:
        """Return the head noted for a seal, if one is: kept, or begun by a sealer that was stopped in between."""
        return self.kept.get(number) or self.begun.get(number)


def read(path: Path, *, is_all: bool = True) -> Noted:
    """Return what a file says, or its first and latest lines; nothing where there is none.

    A line that is no line of ours is counted as wrong.
    """
    noted = Noted()
    data = _bytes(path) if is_all else _ends(path)
    for line in data.decode(errors="replace").splitlines():
        try:
            _take(noted, line.split())
        except (ValueError, IndexError):
            noted.wrong += 1
    return noted


def _take(noted: Noted, words: list[str]) -> None:
    if words[0] == BORN:
        noted.born.add(words[1])
    elif words[0] == RESTORED:
        noted.went_back_to = int(words[1])
        noted.kept = {number: head for number, head in noted.kept.items() if number <= int(words[1])}
        noted.begun = {number: head for number, head in noted.begun.items() if number <= int(words[1])}
    elif words[0] == SEALING:
        noted.begun[int(words[1])] = bytes.fromhex(words[2])
    else:
        noted.kept[int(words[0])] = bytes.fromhex(words[1])


def note(*lines: str, is_vouched: bool = False) -> None:
    """Add lines to the file beside the keys, for good, and bring the copies up to it.

    A copy that is gone is made anew only where a person or a restore vouches for the log.
    """
    _append(heads_file(), "".join(f"{line}\n" for line in lines).encode())
    for path in copies():
        try:
            _bring_up(path, is_vouched=is_vouched)
        except OSError as error:
            log.warning("the copy of the heads in %s cannot be written: %s", path, error.strerror)


def _bring_up(path: Path, *, is_vouched: bool) -> None:
    """Add to a copy what it lacks. One that says something else is evidence: it is never written over."""
    has = path.stat().st_size if path.exists() else 0
    if not has and not is_vouched and read(heads_file()).kept:
        return  # whoever cut the heads would have it written from what is left
    with heads_file().open("rb") as stream:
        stream.seek(max(0, has - LATEST))
        before = stream.read(min(has, LATEST))
        more = stream.read()
    if has and _bytes(path, has - LATEST) != before:
        return
    if more:
        _append(path, more)


def _append(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        belongs_with(handle, path.parent)
        os.write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def token() -> str:
    """Return the token of this log as the database has it, "" where it has none."""
    because = Era.objects.filter(number=0).values_list("because", flat=True).first() or ""
    return because.removeprefix(f"{BORN} ") if because.startswith(f"{BORN} ") else ""


def is_the_log_of(noted: Noted) -> bool:
    """Tell whether the heads are those of this database's log."""
    return token() in noted.born


def begin_log() -> None:
    """Give a new log its token, once: when the tables are made. For the owner, within an operation.

    A log from before there were tokens gets one if its heads are all noted; else verification says what is missing.
    """
    path = heads_file()
    noted = read(path)
    seals = dict(Seal.objects.values_list("number", "head"))
    if path.exists() and not seals and not Event.objects.exists():
        # Of a log that had these keys before: kept, and told apart by its copy, if one was made.
        path.rename(path.with_name(f"{path.stem}.until-{clock.now():%Y%m%d-%H%M%S}.log"))
        noted = Noted()
    if set(noted.kept) == set(seals) and all(noted.kept[number] == bytes(head) for number, head in seals.items()):
        _give_token()


def note_what_is_missing() -> int:
    """Note token and heads that the file lacks, and return how many; for who vouches for the log otherwise.

    A restore does, by the head in the authenticated backup; a person by ``samanvay verify-audit --note-heads``.
    """
    if not token():
        _give_token()
    noted = read(heads_file())
    lines = [] if is_the_log_of(noted) else [f"{BORN} {token()}"]
    seals = Seal.objects.order_by("number").values_list("number", "head")
    missing = [f"{number} {bytes(head).hex()}" for number, head in seals if noted.of(number) is None]
    note(*lines, *missing, is_vouched=True)
    return len(missing)


def _give_token() -> None:
    given = secrets.token_hex(16)
    Era.objects.create(number=0, because=f"{BORN} {given}")
    note(f"{BORN} {given}")


def copy_findings(*, is_all: bool = True) -> Iterator[str]:
    """Yield what is wrong with the copies. The file beside the keys may grow while they are read."""
    if not is_all:
        yield from ("copy gone" for path in copies() if not path.exists() or not path.stat().st_size)
        return
    for path in copies():
        whole = _bytes(heads_file())
        copied = _bytes(path)
        later = _bytes(heads_file())
        if not copied:
            yield "copy gone"
        elif copied != later[: len(copied)]:
            yield "copy longer" if copied.startswith(later) else "copy differs"
        elif len(copied) < len(whole):
            yield "copy shorter"


def _bytes(path: Path, begin: int = 0) -> bytes:
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, begin))
            return stream.read()
    except OSError:
        return b""


def _ends(path: Path) -> bytes:
    """Return the first line of a file and its latest whole ones."""
    try:
        with path.open("rb") as stream:
            first = stream.readline()
    except OSError:
        return b""
    size = path.stat().st_size
    if size <= LATEST:
        return _bytes(path)
    return first + _bytes(path, size - LATEST).partition(b"\n")[2]
