"""``samanvay rebuild-convergence``: who met over each case, worked out anew."""

import json

import click

from .database import database


@click.command("rebuild-convergence")
@click.option("--json", "as_json", is_flag=True, help="Print an object for machines.")
def rebuild_convergence(as_json: bool) -> None:
    """Work out anew which compartments and districts met over each case, and how long hand-overs took.

    It may be stopped at any time and run again.
    """
    with database():
        from samanvay.review.convergence.actions import rebuild_convergence as rebuild

        count = rebuild()
    click.echo(json.dumps({"cases": count}) if as_json else f"{count} cases stand.")
