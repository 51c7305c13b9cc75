"""``samanvay rebuild-facts``: the facts of the picture made anew."""

import json

import click

from .database import database


@click.command("rebuild-facts")
@click.option("--json", "as_json", is_flag=True, help="Print an object for machines.")
def rebuild_facts(as_json: bool) -> None:
    """Make every fact anew from confirmed claims and case events.

    Keys, journey numbers and the day from which others see a fact stay; facts whose source no longer counts go.
    """
    with database():
        from samanvay.picture.facts.actions.rebuilding import rebuild_facts as rebuild

        count = rebuild()
    click.echo(json.dumps({"facts": count}) if as_json else f"{count} facts stand.")
