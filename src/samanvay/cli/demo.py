"""``samanvay demo``: the demonstration."""

import os
import shutil
import sys
from pathlib import Path

import click

from samanvay.kernel.pg import AlreadyRunning, CannotStart, HomeLock

from .database import database, home

# What a demonstration makes in its folder; backups and whatever else stands there stay.
MADE = ("files", "keys", "mail", "pg", "run")


@click.group()
def demo() -> None:
    """The demonstration state."""


@demo.command()
@click.option("--story", is_flag=True, help="The told story alone, without the people of the simulated state.")
def load(story: bool) -> None:
    """Tell the demonstration into an empty database; does nothing where it stands.

    SAMANVAY_DEMO=story has the same effect as --story, also for serve.
    """
    with database():
        from samanvay.demo.loading import load_demonstration

        made = load_demonstration(whole=False if story else None, say=lambda words: click.echo(words, err=True))
        click.echo(", ".join(f"{count} {name}" for name, count in made.items()) or "The demonstration stands already.")


@demo.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(yes: bool) -> None:
    """Delete the demonstration with all that was done in it; the next serve tells it anew.

    Only for the database in SAMANVAY_HOME that was told the demonstration, and only while nothing runs on it.
    """
    folder = home()
    try:
        _check(folder)
        with database():
            from samanvay.demo.told import is_told

            if not is_told():
                raise CannotStart(f"No demonstration stands in {folder}; nothing was deleted.")
        if not yes:
            click.confirm(f"Delete the demonstration in {folder} with everything that was entered?", abort=True)
        with HomeLock(folder):
            for name in MADE:
                shutil.rmtree(folder / name, ignore_errors=True)
    except CannotStart as reason:
        click.echo(str(reason), err=True)
        sys.exit(1)
    click.echo("The demonstration is deleted. samanvay serve (or make run) tells it anew.")


def _check(folder: Path) -> None:
    """Raise CannotStart where this is no demonstration of ours to delete, or something runs on it."""
    if os.environ.get("SAMANVAY_MODE", "demo") == "production":
        raise CannotStart("This is a production: nothing was deleted.")
    if os.environ.get("DATABASE_URL"):
        raise CannotStart("DATABASE_URL names a database of yours: delete and make that one yourself.")
    if not (folder / "pg").is_dir():
        raise CannotStart(f"No demonstration stands in {folder}; nothing was deleted.")
    try:
        HomeLock(folder).take().free()
    except AlreadyRunning as running:
        raise CannotStart(f"Stop Samanvay first: {running}.") from None
