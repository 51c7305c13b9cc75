"""``samanvay rebuild-tallies``: what is on record beside the reports, worked out anew."""

import json
import sys
from dataclasses import asdict

import click

from .database import database


@click.command("rebuild-tallies")
@click.option("--json", "as_json", is_flag=True, help="Print an object for machines.")
def rebuild_tallies(as_json: bool) -> None:
    """Work out anew what cases, registers and readings say beside the counts of reports.

    Entries of registers from before they were counted are told of first, once. What an officer typed or sent stays. It
    may be stopped at any time and run again; what is right is not touched, what was put right is in the log.
    """
    with database():
        from samanvay.reports.tallies.actions import rebuild_tallies as rebuild
        from samanvay.tracing.entries.actions.telling import tell_older

        tell_older()
        with click.progressbar(length=1, label="Counting", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

            def told(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            done = rebuild(told)
    if as_json:
        click.echo(json.dumps(asdict(done)))
        return
    click.echo(
        f"{done.cases} cases, {done.entries} entries of registers, {done.readings} readings and {done.reports} reports "
        "looked at."
    )
    click.echo(
        f"Put right: {done.cases_changed} cases, {done.entries_changed} entries, {done.readings_changed} readings, "
        f"{done.reports_changed} reports."
    )
