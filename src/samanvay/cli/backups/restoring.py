"""Putting a backup back: into an empty place only, proven before anybody can use it.

Everything happens where nothing is looked for: in ``HOME/restore.part``, a home of its own, whose database and files
get their names at the end; in a given database, the application has no rights until then.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from samanvay.cli.composition import SAMANVAY, Step, Surroundings, mark_migrations, migrations_are_done, run_step
from samanvay.kernel.archive import ArchiveBroken, is_locked_by_passphrase
from samanvay.kernel.db.proof import give_keys
from samanvay.kernel.pg import CannotStart, HomeLock, Server, external
from samanvay.kernel.pg.dump import contents, is_ours, is_right, restore
from samanvay.kernel.pg.roles import APP, OWNER, grants

from .locking import secret_for_restore
from .proving import Proof, ledger_holds, prove_restored
from .tables import is_empty, table_counts, take_back
from .unpacking import Unpacked, unpack

Say = Callable[[str], None]

REVOKE_STANDING = """
alter default privileges for role {owner} revoke select, insert, update, delete on tables from {app};
alter default privileges for role {owner} revoke usage, select on sequences from {app};
"""


@dataclass(frozen=True)
class Wish:
    """What is restored where: the file, the home, the keys, a given server or none."""

    file: Path
    home: Path
    keys: Path
    url: str = ""
    owner_url: str = ""
    passphrase_file: Path | None = None
    without_ledger: bool = False


@dataclass(frozen=True)
class Place:
    """A database that is being filled: the owner's address, what our programs find, the names of the roles."""

    surroundings: Surroundings
    owner_url: str
    owner: str
    app: str


def restore_backup(wish: Wish, *, say: Say, told: Callable[[int], None] = lambda position: None) -> Proof:
    """Restore a backup and return the proof. Raises CannotStart with one sentence; nothing usable is left then."""
    with contextlib.ExitStack() as stack:
        lock = stack.enter_context(HomeLock(wish.home).take("restore"))
        home = lock.home
        _refuse_full_home(home, is_given=bool(wish.url))
        stage = home / "restore.part"
        _remove(stage)
        stage.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700)
        stack.callback(_remove, stage)
        say("Checking the backup.")
        unpacked = _opened(wish, stage, told)
        missing = ledger_holds(wish.keys, unpacked.header["ledger"])
        if missing and not wish.without_ledger:
            raise CannotStart(missing)
        with _place(wish, home, stage, unpacked, say) as place:
            proof = _fill(wish, place, unpacked, stage, missing, say)
        _put_in_place(home, stage, is_given=bool(wish.url))
    return proof


def _refuse_full_home(home: Path, *, is_given: bool) -> None:
    for name in ("pg", "pg.new"):
        if not is_given and (home / name).exists():
            raise CannotStart(f"{home} holds a database already: a backup is restored into an empty home only.")
    if (home / "files").exists() and any((home / "files").iterdir()):
        raise CannotStart(f"{home / 'files'} holds files already: a backup is restored into an empty home only.")


def _opened(wish: Wish, stage: Path, told: Callable[[int], None]) -> Unpacked:
    try:
        stream = wish.file.open("rb")
    except OSError as error:
        raise CannotStart(f"{wish.file} cannot be read: {error.strerror}.") from None
    with stream:
        try:
            by_passphrase = is_locked_by_passphrase(stream)
        except ArchiveBroken as broken:
            raise CannotStart(str(broken)) from None
        except OSError as error:
            raise CannotStart(f"{wish.file} cannot be read: {error.strerror}.") from None
        secret = secret_for_restore(wish.keys, wish.passphrase_file, by_passphrase=by_passphrase)
        return unpack(stream, secret, stage, told)


@contextlib.contextmanager
def _place(wish: Wish, home: Path, stage: Path, unpacked: Unpacked, say: Say) -> Iterator[Place]:
    """Give the database to fill: a new server's in the stage, or the given one, emptied again on failure."""
    more = {"SAMANVAY_KEYS": str(wish.keys)}
    if not wish.url:
        server = Server(stage, say=say)
        try:
            endpoint = server.start()
            surroundings = Surroundings(stage, os.environ, more=more)
            yield Place(surroundings, endpoint.url("owner"), OWNER, APP)
        finally:
            server.stop()
        return
    given = external.given(wish.url, wish.owner_url, say=say)
    with psycopg.connect(given.owner) as connection:
        if not is_empty(connection):
            raise CannotStart("The database of DATABASE_URL is not empty: a backup is restored into an empty one.")
        owner = _user(connection)
    with psycopg.connect(given.app) as connection:
        app = _user(connection)
    if (owner, app) != (unpacked.header["owner"], unpacked.header["app"]):
        raise CannotStart(
            f"The backup's tables belong to {unpacked.header['owner']} and are used by {unpacked.header['app']}, "
            f"here it would be {owner} and {app}: connect by roles of those names."
        )
    (stage / "log").mkdir(mode=0o700)
    try:
        yield Place(Surroundings(stage, os.environ, given.app, given.owner, more), given.owner, owner, app)
    except BaseException:
        with psycopg.connect(given.owner) as connection:
            take_back(connection)
            connection.execute(grants(owner, app))
        raise


def _user(connection: "psycopg.Connection[Any]") -> str:
    return str(connection.execute("select current_user").fetchall()[0][0])


def _fill(wish: Wish, place: Place, unpacked: Unpacked, stage: Path, missing: str, say: Say) -> Proof:
    entries = [line for line in contents(unpacked.dump) if is_ours(line)]
    names = {"owner": sql.Identifier(place.owner), "app": sql.Identifier(place.app)}
    if place.owner != place.app:
        with psycopg.connect(place.owner_url) as connection:
            connection.execute(sql.SQL(REVOKE_STANDING).format(**names))
    say("Putting the database back.")
    restore(place.owner_url, unpacked.dump, [line for line in entries if not is_right(line)], stage / "entries")
    with psycopg.connect(place.owner_url) as connection:
        if connection.execute("select to_regclass('sam.secret')").fetchall()[0][0]:
            give_keys(connection, wish.keys / "log.key")
        counted = table_counts(connection)
    wrong = _differences(unpacked.header["tables"], counted)
    if wrong:
        raise CannotStart(f"The restored database does not hold what was backed up: {wrong}.")
    _bring_up_to_date(place, unpacked, say)
    say("Beginning a new era of the log and replaying erasures.")
    because = f"restored from the backup of {unpacked.header['made_at']}"
    if missing:
        because += " without its erasure ledger"
    proof = prove_restored(place.surroundings, unpacked, because=because, keys=wish.keys, counted=counted)
    rights = [line for line in entries if is_right(line)]
    restore(place.owner_url, unpacked.dump, rights, stage / "entries")
    with psycopg.connect(place.owner_url) as connection:
        if place.owner != place.app:
            connection.execute(grants(place.owner, place.app))
        mark_migrations(connection)
    return proof


def _differences(expected: dict[str, int], counted: dict[str, int]) -> str:
    wrong = [
        f"{table} has {counted.get(table, 0)} rows instead of {expected.get(table, 0)}"
        for table in sorted({*expected, *counted})
        if expected.get(table) != counted.get(table)
    ]
    return ", ".join(wrong[:5])


def _bring_up_to_date(place: Place, unpacked: Unpacked, say: Say) -> None:
    """Run the migrations that are newer than the backup. Refuses a backup that is newer than this release."""
    if migrations_are_done(place.owner_url):
        return
    probe = [sys.executable, "-m", "samanvay.cli.backups.migrations"]
    run_step(Step("Comparing releases.", probe, "owner"), place.surroundings, say)
    run_step(Step("Preparing the tables.", [*SAMANVAY, "migrate", "--quiet"], "owner"), place.surroundings, say)


def _put_in_place(home: Path, stage: Path, *, is_given: bool) -> None:
    """Give files and database their names, the database last: without it a home is empty."""
    files = home / "files"
    if files.exists():
        files.rmdir()
    (stage / "files").rename(files)
    if not is_given:
        (stage / "pg").rename(home / "pg")
    handle = os.open(home, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(stage: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(stage)
