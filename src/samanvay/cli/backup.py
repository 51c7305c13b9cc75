"""``samanvay backup`` and ``samanvay restore``."""

import json
import os
import sys
import time
from pathlib import Path
from types import TracebackType

import click

from samanvay.kernel.pg import CannotStart

from .database import database, home

passphrase = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with a passphrase, instead of the key file backup.key beside the keys.",
)


def keys_folder() -> Path:
    """Return the folder of the keys, as the settings do."""
    return Path(os.environ.get("SAMANVAY_KEYS") or home() / "keys").absolute()


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@passphrase
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def backup(file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Write everything into FILE, encrypted: database and files, as of one moment; never the keys nor the ledger.

    Work goes on meanwhile. FILE appears when it is whole; an existing one is never overwritten.
    """
    from .backups.locking import secret_for_backup
    from .backups.making import make_backup

    begun = time.monotonic()
    with database("owner"):
        from django.conf import settings
        from django.db import connection
        from psycopg import conninfo, pq

        from samanvay.access.boxes import ledger
        from samanvay.audit.actions.sealing import seal_log
        from samanvay.audit.events import BACKUP_MADE
        from samanvay.audit.operations import operation
        from samanvay.kernel import clock
        from samanvay.kernel.db.scope import SYSTEM

        if "audit_event" not in connection.introspection.table_names():
            raise CannotStart("This database holds nothing of Samanvay yet: there is nothing to back up.")
        known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}  # certificates among them
        parameters = {name: value for name, value in connection.get_connection_params().items() if name in known}
        keys = Path(settings.SAMANVAY_KEYS)
        secret, new = secret_for_backup(keys, passphrase_file)
        if new is not None:
            click.echo(
                f"The key of your backups was made: {new}. Keep a copy elsewhere; nothing opens without it.", err=True
            )
        seal_log()
        made = make_backup(
            file.absolute(),
            words=conninfo.make_conninfo("", **parameters),
            app=app_role(),
            files=Path(settings.SAMANVAY_HOME) / "files",
            keys=keys,
            ledger=ledger.path(),
            secret=secret,
            made_at=clock.now().isoformat(timespec="seconds"),
            say=lambda words: click.echo(words, err=True),
        )
        head = made.header["audit"]["head"]
        with operation(BACKUP_MADE, by=SYSTEM) as op:
            op.add(rows=made.rows, files=made.files, bytes=made.size, head=head, made_at=made.header["made_at"])
    seconds = time.monotonic() - begun
    for path in made.left_out:
        click.echo(f"Left out, since it is no plain file: {path}", err=True)
    if as_json:
        told = {"file": str(file), "bytes": made.size, "rows": made.rows, "tables": made.header["tables"]}
        click.echo(json.dumps({**told, "files": made.files, "audit": made.header["audit"], "seconds": seconds}))
        return
    click.echo(
        f"{file}: {made.size / 1e6:.1f} MB, {made.rows} rows of {len(made.header['tables'])} tables, "
        f"{made.files} files, "
        f"log up to head {head or '(none sealed yet)'}; {seconds:.1f} s."
    )


def app_role() -> str:
    """Return the database role of the application, to which the tables' rights are granted."""
    from samanvay.kernel.pg.external import role_of
    from samanvay.kernel.pg.roles import APP

    url = os.environ.get("DATABASE_URL", "")
    return role_of(url) if url else APP


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@passphrase
@click.option("--without-ledger", is_flag=True, help="Restore although the erasure ledger is lost; goes on record.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def restore(file: Path, passphrase_file: Path | None, without_ledger: bool, as_json: bool) -> None:
    """Put a backup into an empty home (or an empty DATABASE_URL), prove it and begin a new era of the log.

    Lay the keys, backup.key and the erasure ledger into SAMANVAY_KEYS first. What fails leaves nothing usable.
    """
    from .backups.restoring import Wish, restore_backup

    begun = time.monotonic()
    wish = Wish(
        file=file.absolute(),
        home=home(),
        keys=keys_folder(),
        url=os.environ.get("DATABASE_URL", ""),
        owner_url=os.environ.get("DATABASE_OWNER_URL", ""),
        passphrase_file=passphrase_file,
        without_ledger=without_ledger,
    )
    try:
        with _Bar(file) as told:
            proof = restore_backup(wish, say=lambda words: click.echo(words, err=True), told=told.at)
    except CannotStart as reason:
        click.echo(str(reason), err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(proof.as_json()))
        return
    click.echo(f"Restored from the backup of {proof.made_at} in {time.monotonic() - begun:.1f} s. Proven:")
    click.echo(f"  rows      {proof.rows} in {len(proof.tables)} tables, each as at the backup")
    click.echo(f"  files     {proof.files}, every byte authenticated")
    click.echo(
        f"  log       {proof.events} events in {proof.seals} seals hold, era {proof.era} begun, head {proof.head}"
    )
    click.echo(f"  erasures  {proof.erased} in the ledger, {proof.replayed} of them later than the backup; all hold")
    click.echo(f"  keys      {proof.openable} of the latest data keys open with the master key here")


class _Bar:
    """A progress bar over the bytes of a file on stderr, shown only to a person."""

    def __init__(self, file: Path) -> None:
        size = file.stat().st_size if file.is_file() else 1
        self.bar = click.progressbar(length=size, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty())

    def __enter__(self) -> "_Bar":
        self.bar.__enter__()
        return self

    def at(self, position: int) -> None:
        self.bar.update(position - self.bar.pos)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.__exit__(kind, error, trace)
