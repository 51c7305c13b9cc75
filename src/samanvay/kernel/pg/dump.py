"""Taking a database out and putting it back, by PostgreSQL's own programs, as the owner of the tables."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from psycopg import conninfo

from .binaries import binaries
from .errors import CannotStart
from .logs import complaint

PIECE = 1 << 20
_ENTRY = re.compile(r"^\d+; \d+ \d+ (?P<what>.+)$")


def program(name: str) -> str:
    """Return one of PostgreSQL's programs: the one that came with us, else the one on the path."""
    try:
        return binaries().program(name)
    except CannotStart:
        if found := shutil.which(name):
            return found
        raise


def _environment(words: str) -> tuple[str, dict[str, str]]:
    """Return the address without its password, and the environment that holds it: others see our arguments."""
    parts = conninfo.conninfo_to_dict(words)
    password = parts.pop("password", None)
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    if password:
        environment["PGPASSWORD"] = str(password)
    return conninfo.make_conninfo("", **parts), environment


def dump(words: str, snapshot: str) -> Iterator[bytes]:
    """Yield the database at ``words`` (libpq's parameters) in the custom format, as of an exported snapshot.

    Raises CannotStart with what the program says, also at the end.
    """
    address, environment = _environment(words)
    command = [program("pg_dump"), "--format=custom", "--compress=gzip:6", f"--snapshot={snapshot}"]
    # The key of the log is no data: a backup never holds keys.
    command += [
        "--exclude-table-data=sam.secret",
        "--no-large-objects",
        "--no-sync",
        "--lock-wait-timeout=60s",
        f"--dbname={address}",
    ]
    process = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd="/"
    )
    with process:
        try:
            yield from _pieces(process.stdout)
        except BaseException:
            process.kill()
            raise
        said = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.returncode != 0:
        raise CannotStart(f"The database could not be read whole: {_sentence(said, 'pg_dump')}.")


def _pieces(stream: IO[bytes] | None) -> Iterator[bytes]:
    while stream is not None and (piece := stream.read(PIECE)):
        yield piece


def contents(file: Path) -> list[str]:
    """Return the table of contents of a dump, one line an entry, without comments. Raises CannotStart."""
    done = subprocess.run(  # noqa: S603
        [program("pg_restore"), "--list", str(file)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CannotStart(f"The database in the backup is not readable: {_sentence(done.stderr, 'pg_restore')}.")
    return [line for line in done.stdout.splitlines() if _ENTRY.match(line)]


def is_right(line: str) -> bool:
    """Tell whether an entry grants rights on something."""
    return _what(line).startswith("ACL ")


def is_ours(line: str) -> bool:
    """Tell whether an entry is ours to make: not extensions, the schema that is always there, standing grants."""
    what = _what(line)
    if what.startswith(("EXTENSION ", "DEFAULT ACL ", "SCHEMA - public ", "COMMENT - SCHEMA public ")):
        return False
    return not what.startswith("COMMENT - EXTENSION ")


def _what(line: str) -> str:
    found = _ENTRY.match(line)
    return found["what"] if found else ""


def restore(words: str, file: Path, entries: list[str], listing: Path) -> None:
    """Put the chosen entries of a dump into the database at ``words``, in one transaction: all of them or none.

    ``listing`` is where the choice is written for the program. Raises CannotStart with what the program says.
    """
    if not entries:
        return
    listing.write_text("\n".join(entries) + "\n")
    address, environment = _environment(words)
    command = [program("pg_restore"), "--exit-on-error", "--single-transaction", "--no-owner"]
    command += [f"--use-list={listing}", f"--dbname={address}", str(file)]
    done = subprocess.run(  # noqa: S603
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env=environment, cwd="/"
    )
    listing.unlink()
    if done.returncode != 0:
        raise CannotStart(f"The database could not be put back: {_sentence(done.stderr, 'pg_restore')}.")


def _sentence(said: str, name: str) -> str:
    for line in said.splitlines():
        if "error:" in line:
            return line.partition("error:")[2].strip().rstrip(".")
    return complaint(said) or f"{name} ended without a word"
