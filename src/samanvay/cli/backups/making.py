"""Making a backup: one snapshot of the database, then the files, sealed into one file that appears when it is whole."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any, BinaryIO

import psycopg

from samanvay.kernel.archive import LARGEST, ArchiveWriter, Secret
from samanvay.kernel.pg import CannotStart
from samanvay.kernel.pg.dump import dump

from .tables import table_counts

HEADER, DATABASE, FILE, BYTES, END = b"H", b"D", b"F", b"B", b"E"
FORMAT = 1

Say = Callable[[str], None]

HEAD = """
select coalesce((select max(number) from audit_era), 0),
       (select number from audit_seal order by number desc limit 1),
       (select encode(head, 'hex') from audit_seal order by number desc limit 1),
       (select count(*) from audit_event)
"""
MIGRATIONS = "select app, name from django_migrations order by app, name"


@dataclass
class Made:
    """What a backup holds."""

    header: dict[str, Any]
    files: int = 0
    file_bytes: int = 0
    database_bytes: int = 0
    size: int = 0
    left_out: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(self.header["tables"].values())


def ledger_as_it_is(path: Path) -> dict[str, Any]:
    """Return the length and hash of the erasure ledger, made empty if there is none yet.

    From the first backup on a ledger exists, so that a missing one is a lost one.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


@contextmanager
def snapshot(words: str) -> Iterator[tuple["psycopg.Connection[Any]", str]]:
    """Give a connection that sees one moment of the database, and the name by which others see the same."""
    with psycopg.connect(words, connect_timeout=10) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute("set local row_security = off")
        yield connection, connection.execute("select pg_export_snapshot()").fetchall()[0][0]


def header_of(connection: "psycopg.Connection[Any]", app: str, ledger: dict[str, Any], made_at: str) -> dict[str, Any]:
    """Return what a backup says of itself."""
    era, seal, head, events = connection.execute(HEAD).fetchall()[0]
    return {
        "format": FORMAT,
        "made_at": made_at,
        "release": metadata.version("samanvay"),
        "postgres": connection.info.server_version // 10000,
        "owner": connection.execute("select current_user").fetchall()[0][0],
        "app": app,
        "migrations": [list(row) for row in connection.execute(MIGRATIONS).fetchall()],
        "tables": table_counts(connection),
        "audit": {"era": era, "seal": seal, "head": head, "events": events},
        "ledger": ledger,
    }


def make_backup(
    target: Path,
    *,
    words: str,
    app: str,
    files: Path,
    keys: Path,
    ledger: Path,
    secret: Secret,
    made_at: str,
    say: Say,
) -> Made:
    """Write a backup to ``target``, which must not exist; until it is whole it lies beside it under another name.

    Raises CannotStart: the target exists, the database cannot be read whole, the disk is full.
    """
    if target.exists() or target.is_symlink():
        raise CannotStart(f"{target} exists: a backup never overwrites, give another name.")
    if keys == files or files in keys.parents:
        raise CannotStart(f"The keys in {keys} lie among the files in {files}: a backup never holds keys. Move them.")
    part = target.with_name(f".{target.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CannotStart(f"{part} is left from a backup that was stopped, or one is running: remove it.") from None
    except OSError as error:
        raise CannotStart(f"{target} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            made = _write(stream, words, app, files, ledger, secret, made_at, say)
            stream.flush()
            os.fsync(stream.fileno())
        # A link, unlike a rename, fails where meanwhile another file took the name.
        os.link(part, target)
        made.size = target.stat().st_size
    except FileExistsError:
        raise CannotStart(f"{target} exists: a backup never overwrites, give another name.") from None
    except OSError as error:
        raise CannotStart(f"{target} could not be written: {error.strerror}.") from None
    except psycopg.Error as error:
        raise CannotStart(f"The database could not be read: {str(error).strip().splitlines()[0]}.") from None
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return made


def _write(
    stream: BinaryIO, words: str, app: str, files: Path, ledger: Path, secret: Secret, made_at: str, say: Say
) -> Made:
    archive = ArchiveWriter(stream, secret)
    with snapshot(words) as (connection, name):
        # Read after the snapshot: what is erased later is not in the ledger of this header, and replayed all the same.
        header = header_of(connection, app, ledger_as_it_is(ledger), made_at)
        made = Made(header)
        archive.write(HEADER, json.dumps(header).encode())
        say(f"Database: {len(header['tables'])} tables, {made.rows} rows")
        for piece in dump(words, name):
            archive.write(DATABASE, piece)
            made.database_bytes += len(piece)
    say(f"Files in {files}")
    for path in _files_below(files, made):
        _write_file(archive, path, files, made)
    end = {"files": made.files, "file_bytes": made.file_bytes, "database_bytes": made.database_bytes}
    archive.finish(END, json.dumps(end).encode())
    return made


def _files_below(folder: Path, made: Made) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root) / name
            if path.is_symlink() or not path.is_file():
                made.left_out.append(str(path))
            else:
                yield path


def _write_file(archive: ArchiveWriter, path: Path, folder: Path, made: Made) -> None:
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        return  # erased since the folder was listed: it must not come back
    with stream:
        archive.write(FILE, json.dumps({"name": path.relative_to(folder).as_posix()}).encode())
        made.files += 1
        while piece := stream.read(LARGEST):
            archive.write(BYTES, piece)
            made.file_bytes += len(piece)
