"""``samanvay correct-time``: a time in an old row that no program can read."""

import sys

import click

from .database import database

NOTHING = "none"


@click.command("correct-time")
@click.argument("table", required=False)
@click.argument("column", required=False)
@click.argument("row", required=False)
@click.argument("value", required=False)
@click.option("--because", default="", help="Where the right time is known from; it stands in the log.")
def correct_time(table: str, column: str, row: str, value: str, because: str) -> None:
    """Correct a time that lies outside the years 1800 to 2200; without arguments, list what lies outside.

    TABLE, COLUMN and ROW are as the list and the health page show them. VALUE is a day (2026-11-24), a time (2026-11-24
    16:30, in India), or "none" where the column may be empty. Done by the owner of the database, and recorded.
    """
    if table and not (value and because.strip()):
        raise click.UsageError("Give TABLE, COLUMN, ROW and VALUE, and say --because.")
    with database("owner"):
        from django.db import DatabaseError, transaction

        from samanvay.audit.actions.times import correct_time as correct
        from samanvay.kernel.dates import DateError, read_instant
        from samanvay.kernel.db.scope import SYSTEM, acting_as
        from samanvay.kernel.db.times import OutOfBounds, bound_times, out_of_bounds

        with acting_as(SYSTEM):
            try:
                if table:
                    given = None if value == NOTHING else read_instant(value)
                    correct(OutOfBounds(table, column, row, ""), given, because=because.strip())
                    bound_times()
                with transaction.atomic():
                    left = out_of_bounds(at_most=1000)
            except DateError as error:
                click.echo(str(error.words), err=True)
                sys.exit(1)
            except DatabaseError as error:
                click.echo(f"The database refused: {str(error).splitlines()[0]}.", err=True)
                sys.exit(1)
        for each in left:
            click.echo(str(each))
        if not left:
            click.echo("Every time in the database can be read.")
