"""The master keys and the token keys: numbered keys in files that only our own user can read.

They lie under ``SAMANVAY_KEYS``, outside the database and outside every backup. A ring holds one key in use
and, during a rotation, the ones before it; each wrapped key says the number of the master it needs.
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.private_files import belongs_with, kept_or_made
from samanvay.kernel.refusals import Refusal

from .sealing import new_secret

MASTER = "master"
TOKENS = "tokens"
PROJECTOR = "projector.key"
SECOND_FACTOR = "second-factor.key"
SIGNING = "signing.key"
HIGHEST = 255  # the number is the first byte of a wrapped key


class KeysMissing(Refusal):
    """A key file is not where it should be."""

    status = 500

    def __init__(self, *names: str) -> None:
        super().__init__(
            _(
                "Keys are missing in %(folder)s: %(names)s. Restore them from the backup copy. On a new "
                "installation run: samanvay make-keys."
            )
            % {"folder": folder(), "names": ", ".join(names)}
        )


@dataclass(frozen=True, slots=True)
class Ring:
    """Keys by number, and the number of the one in use."""

    current: int
    keys: dict[int, bytes]

    def __repr__(self) -> str:
        return f"Ring(current={self.current}, numbers={sorted(self.keys)})"

    @property
    def key(self) -> bytes:
        """The key in use."""
        return self.keys[self.current]


_read: dict[Path, tuple[tuple[int, int, int], Ring]] = {}


def folder() -> Path:
    """Return the folder of the keys."""
    return Path(settings.SAMANVAY_KEYS)


def ring(name: str) -> Ring:
    """Return the ring of a name as its file is now. Raises :class:`KeysMissing` in production without a file."""
    path = folder() / f"{name}.json"
    try:
        stat = path.stat()
    except FileNotFoundError:
        if not settings.IS_DEMO:
            raise KeysMissing(path.name) from None
        make(name)
        stat = path.stat()
    signature = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
    known = _read.get(path)
    if known is None or known[0] != signature:
        known = (signature, _parse(path.read_text()))
        _read[path] = known
    return known[1]


def make(name: str) -> Ring:
    """Make the first key of a ring; a ring that is there already is returned as it is."""
    with _locked():
        path = folder() / f"{name}.json"
        if path.exists():
            return _parse(path.read_text())
        first = Ring(1, {1: new_secret()})
        _write(path, first)
        return first


def secret(name: str) -> bytes:
    """Return a secret that is no ring, from its file; like a ring it is made by itself in the demonstration alone."""
    path = folder() / name
    if not settings.IS_DEMO and not path.exists():
        raise KeysMissing(name)
    return kept_or_made(path, _new_text)


def missing() -> list[str]:
    """Return the names of the files of keys that a production cannot begin without and that are not there."""
    return _absent(f"{MASTER}.json", f"{TOKENS}.json", PROJECTOR, SECOND_FACTOR)


def make_all() -> list[str]:
    """Make every key that is missing; return the names of what was made."""
    made = [*missing(), *_absent(SIGNING)]
    for name in made:
        if name.endswith(".json"):
            make(name.removesuffix(".json"))
        else:
            kept_or_made(folder() / name, _new_text)
    return made


def _absent(*names: str) -> list[str]:
    return [name for name in names if not (folder() / name).exists()]


def _new_text() -> bytes:
    return secrets.token_urlsafe(48).encode()


def add_key(name: str) -> Ring:
    """Add a new key to a ring and put it in use; the earlier ones stay for reading."""

    def grown(before: Ring) -> Ring:
        number = max(before.keys) + 1
        if number > HIGHEST:
            raise ValueError("the ring is full: a key has numbers 1 to 255")
        return Ring(number, {**before.keys, number: new_secret()})

    return _change(name, grown)


def drop_key(name: str, number: int) -> Ring:
    """Take a key that is not in use out of a ring. Whatever it wraps can never be read again."""

    def shrunk(before: Ring) -> Ring:
        if number == before.current or number not in before.keys:
            raise ValueError("only an earlier key of this ring can be taken out")
        return Ring(before.current, {no: key for no, key in before.keys.items() if no != number})

    return _change(name, shrunk)


def _change(name: str, change: Callable[[Ring], Ring]) -> Ring:
    with _locked():
        path = folder() / f"{name}.json"
        after = change(_parse(path.read_text()))
        _write(path, after)
        return after


def _parse(text: str) -> Ring:
    stored = json.loads(text)
    return Ring(int(stored["current"]), {int(no): base64.b64decode(key) for no, key in stored["keys"].items()})


def _write(path: Path, content: Ring) -> None:
    text = json.dumps(
        {
            "current": content.current,
            "keys": {str(no): base64.b64encode(key).decode() for no, key in sorted(content.keys.items())},
        }
    )
    # Written beside and moved into place: a reader finds the old file or the new one, never half of one.
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        fresh.unlink()
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        belongs_with(stream.fileno(), path.parent)
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked() -> Iterator[None]:
    where = folder()
    where.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(where / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        belongs_with(handle, where)
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
