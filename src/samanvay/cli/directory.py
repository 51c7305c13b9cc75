"""``samanvay rebuild-readers`` after a reorganisation, ``samanvay load-units`` after a release with more units."""

import json
import sys

import click

from . import django_ready
from .database import database


@click.command("rebuild-readers")
@click.option("--all", "everything", is_flag=True, help="Every unit, not only those that were reorganised.")
@click.option("--batch", default=1_000, show_default=True, help="Rows a transaction.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def rebuild_readers(everything: bool, batch: int, as_json: bool) -> None:
    """Work out anew who reads the records of reorganised units.

    Shares stay. It may be stopped at any time and goes on where it was.
    """
    django_ready()
    from samanvay.directory.units.actions import readers as reader_actions
    from samanvay.kernel.db.scope import SYSTEM

    with click.progressbar(length=1, label="Rebuilding", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def told(done: int, total: int, changed: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        done = reader_actions.rebuild_readers(by=SYSTEM, everything=everything, batch=batch, progress=told)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "units": done.units,
                    "rows": done.seen,
                    "changed": done.changed,
                    "by_table": done.by_table,
                }
            )
        )
        return
    click.echo(f"{done.units} units, {done.seen} records looked at, {done.changed} changed.")
    for table, rows in sorted(done.by_table.items()):
        click.echo(f"  {table}: {rows}")


@click.command("load-units")
def load_units() -> None:
    """Add the units that a newer release knows of the installation's state.

    Units that stand are left as they are, also those that were renamed, moved or closed.
    """
    with database():
        from samanvay.directory.loading import load_units as load
        from samanvay.directory.queries import home_state
        from samanvay.kernel.db.scope import SYSTEM

        state = home_state()
        if not state:
            raise click.ClickException("This installation has no state yet: samanvay init --state CODE")
        made = load(by=SYSTEM, state=state)
    for compartment, count in sorted(made.items()):
        click.echo(f"  {compartment}: {count}")
    click.echo(f"{sum(made.values())} units added.")
