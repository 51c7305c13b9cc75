"""Opening a backup into a folder: every byte is checked before anything is done with it."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from samanvay.kernel.archive import ArchiveBroken, Secret, records
from samanvay.kernel.pg import CannotStart

from .making import BYTES, DATABASE, END, FILE, FORMAT, HEADER


@dataclass
class Unpacked:
    """A backup that was read to its end: what it says, the dump, the folder of files."""

    header: dict[str, Any]
    dump: Path
    files: Path
    count: int
    file_bytes: int


class _Unpacking:
    def __init__(self, into: Path) -> None:
        self.dump = into / "database.dump"
        self.files = into / "files"
        self.files.mkdir(mode=0o700)
        self.header: dict[str, Any] | None = None
        self.end: dict[str, int] | None = None
        self.count = self.file_bytes = self.database_bytes = 0
        self._database: BinaryIO = _new(self.dump)
        self._file: BinaryIO | None = None

    def take(self, kind: bytes, data: bytes) -> None:
        if (self.header is None) != (kind == HEADER):
            raise CannotStart("The backup does not begin as one does.")
        if kind == HEADER:
            self.header = json.loads(data)
            if self.header["format"] != FORMAT:
                raise CannotStart("This backup was written in a format that this release does not know.")
        elif kind == DATABASE:
            self._database.write(data)
            self.database_bytes += len(data)
        elif kind == FILE:
            self._next(json.loads(data)["name"])
        elif kind == BYTES and self._file is not None:
            self._file.write(data)
            self.file_bytes += len(data)
        elif kind == END:
            self.end = json.loads(data)
        else:
            raise CannotStart("The backup holds a record that this release does not know.")

    def _next(self, name: str) -> None:
        where = PurePosixPath(name)
        if where.is_absolute() or ".." in where.parts or not where.parts:
            raise CannotStart(f"The backup names a file outside its folder: {name!r}.")
        path = self.files.joinpath(*where.parts)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._close_file()
        self._file = _new(path)
        self.count += 1

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def close(self) -> None:
        self._close_file()
        self._database.close()


def _new(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def unpack(stream: BinaryIO, secret: Secret, into: Path, told: Callable[[int], None]) -> Unpacked:
    """Decrypt a backup into an empty folder, and return it once its last record has been read and agrees.

    Raises CannotStart: damaged, cut short, another key, another format, a full disk.
    """
    unpacking = _Unpacking(into)
    try:
        for kind, data in records(stream, secret):
            unpacking.take(kind, data)
            told(stream.tell())
    except ArchiveBroken as broken:
        raise CannotStart(str(broken)) from None
    except OSError as error:
        raise CannotStart(f"The backup could not be unpacked into {into}: {error.strerror}.") from None
    finally:
        unpacking.close()
    found = {
        "files": unpacking.count,
        "file_bytes": unpacking.file_bytes,
        "database_bytes": unpacking.database_bytes,
    }
    if unpacking.header is None or unpacking.end != found:
        raise CannotStart("The backup is not whole: it holds less, or more, than it says at its end.")
    return Unpacked(unpacking.header, unpacking.dump, unpacking.files, unpacking.count, unpacking.file_bytes)
