"""``samanvay rotate-keys``: a new master key over every data key, while the product runs; ``rotate-log-key``."""

import sys
from pathlib import Path

import click

from . import django_ready
from .database import database


@click.command("rotate-keys")
@click.option("--make", is_flag=True, help="Make the first keys, in production where nothing makes them by itself.")
@click.option("--retire", type=int, metavar="NUMBER", help="Take an earlier master key out of the ring for good.")
@click.option("--tokens", is_flag=True, help="Change the key of the search tokens instead.")
@click.option("--batch", default=10_000, show_default=True, type=click.IntRange(1), help="Keys in one step.")
def rotate_keys(make: bool, retire: int | None, tokens: bool, batch: int) -> None:
    """Wrap every data key under a new master key.

    Reading and sealing go on meanwhile. If it is stopped, the next run goes on where it stood. The earlier
    master key stays in the ring, since backups from before need it, until --retire takes it out.
    """
    django_ready()
    from samanvay.access.boxes import keyring, retokening, rotation
    from samanvay.kernel.refusals import Refusal

    try:
        if make:
            for name in (keyring.MASTER, keyring.TOKENS):
                keyring.make(name)
            click.echo(f"The keys are in {keyring.folder()}. Keep a copy where no backup of the database lies.")
        elif retire is not None:
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
