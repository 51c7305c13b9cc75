"""``samanvay make-keys``: the first keys. ``rotate-keys``, ``rotate-log-key``: new ones, while the product runs."""

import sys
from pathlib import Path

import click

from samanvay.kernel.pg import CannotStart

from . import django_ready
from .database import database


@click.command("make-keys")
def make_keys() -> None:
    """Make the keys that are missing in SAMANVAY_KEYS, once, before anything is sealed.

    A key that is there stays as it is. Where the database was sealed with keys that are not there, none is made.
    """
    with database():
        from django.db import connection

        from samanvay.access.boxes import keyring
        from samanvay.access.models import DataKey
        from samanvay.config import checks
        from samanvay.kernel.db.scope import SYSTEM, reading

        if wrong := list(checks.keys_folder()):
            raise CannotStart(" ".join(wrong))
        master = f"{keyring.MASTER}.json"
        if master in keyring.missing() and DataKey._meta.db_table in connection.introspection.table_names():
            with reading(SYSTEM):
                if DataKey.objects.exists():
                    raise CannotStart(
                        f"What this database holds was sealed with a {master} that is not in {keyring.folder()}: "
                        "put it back from its copy, or correct SAMANVAY_KEYS."
                    )
        made = keyring.make_all()
        if made:
            click.echo(f"Made in {keyring.folder()}: {', '.join(made)}. Copy them to where no backup lies.")
        else:
            click.echo(f"Every key is in {keyring.folder()} already; none was made.")


@click.command("rotate-keys")
@click.option("--retire", type=int, metavar="NUMBER", help="Take an earlier master key out of the ring for good.")
@click.option("--tokens", is_flag=True, help="Change the key of the search tokens instead.")
@click.option("--batch", default=10_000, show_default=True, type=click.IntRange(1), help="Keys in one step.")
def rotate_keys(retire: int | None, tokens: bool, batch: int) -> None:
    """Wrap every data key under a new master key.

    Reading and sealing go on meanwhile. If it is stopped, the next run goes on where it stood. The earlier
    master key stays in the ring, since backups from before need it, until --retire takes it out.
    """
    django_ready()
    from samanvay.access.boxes.actions import retokening, rotation
    from samanvay.kernel.refusals import Refusal

    try:
        if retire is not None:
            rotation.retire_key(retire)
            click.echo(f"Master key {retire} is gone. Backups from before the rotation cannot be read any more.")
        elif tokens:
            for progress in retokening.rotate_tokens(batch=batch):
                click.echo(f"Token key {progress.key_no}: {progress.done} of {progress.total} records.")
            click.echo("Done.")
        else:
            for progress in rotation.rotate_keys(batch=batch):
                click.echo(f"Master key {progress.key_no}: {progress.done} of {progress.total} data keys.")
            click.echo("Done.")
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)


@click.command("rotate-log-key")
@click.option("--finish", is_flag=True, help="Let the earlier key hold no longer, once every program was started anew.")
def rotate_log_key(finish: bool) -> None:
    """Make a new log.key, by which our programs prove to the database what they write. As the owner of the tables.

    Programs that run go on with the earlier key: start them anew, then run this again with --finish.
    """
    with database("owner"):
        from django.conf import settings
        from django.db import connection

        from samanvay.kernel.db.proof import change_key, drop_earlier_key, give_keys

        path = Path(settings.LOG_KEY)
        (drop_earlier_key if finish else change_key)(path)
        with connection.cursor() as cursor:
            give_keys(cursor.connection, path)
        click.echo("Done." if finish else "Start every program anew, then run: samanvay rotate-log-key --finish")
