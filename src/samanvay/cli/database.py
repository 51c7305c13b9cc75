"""A database for a single command, and ``samanvay migrate``."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from samanvay.kernel.pg import CannotStart
from samanvay.kernel.pg import ensure_running as ensure_running

from . import django_ready
from .composition import mark_migrations

# Which migrations ran is the owner's to say: a row of the application's could hide one.
SHUT_MIGRATIONS = """
do $$ begin if exists (select from pg_roles where rolname = 'samanvay_app' and rolname <> current_user) then
revoke insert, update, delete, truncate on public.django_migrations from samanvay_app; end if; end $$
"""
VAR = Path(__file__).resolve().parents[3] / "var"


def home() -> Path:
    """Return the folder of data and embedded server."""
    return Path(os.environ.get("SAMANVAY_HOME") or VAR).absolute()


@contextmanager
def database(role: str = "app") -> Iterator[None]:
    """Give a command its database, started for its time where none runs, and Django set up over it.

    What cannot be is one sentence on standard error and exit code 1.
    """
    os.environ["SAMANVAY_ROLE"] = role
    try:
        with ensure_running(home(), os.environ, say=lambda words: click.echo(words, err=True)) as found:
            os.environ.update(found)
            if role == "owner" and found.get("DATABASE_OWNER_URL", "owner") == "":
                raise CannotStart("This is the owner's work: give its address in DATABASE_OWNER_URL.")
            django_ready()
            from django.db import ProgrammingError
            from psycopg.errors import UndefinedTable

            from samanvay.kernel.refusals import Refusal

            try:
                yield
            except Refusal as refusal:
                raise CannotStart(str(refusal)) from refusal
            except ProgrammingError as error:
                if not isinstance(error.__cause__, UndefinedTable):
                    raise
                raise CannotStart("The database has not the tables of this release: run samanvay migrate.") from error
    except CannotStart as reason:
        click.echo(str(reason), err=True)
        sys.exit(1)


@click.command()
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def migrate(quiet: bool) -> None:
    """Bring the database to this release, as its owner."""
    with database("owner"):
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection, transaction

        from samanvay.audit.heads import begin_log
        from samanvay.kernel.db.migrating import models_kept
        from samanvay.kernel.db.proof import give_keys
        from samanvay.kernel.db.scope import SYSTEM, acting_as, opening
        from samanvay.kernel.db.times import bound_times, out_of_bounds
        from samanvay.kernel.ids import uuid7

        # Migrations (the libraries' too) write guarded tables: all of one run is one operation of the system.
        with opening(SYSTEM, uuid7()):
            with connection.cursor() as cursor:
                cursor.execute("select to_regclass('public.audit_event_op') is null")
                (is_first,) = cursor.fetchone()
            with models_kept():
                call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
            if is_first:
                with transaction.atomic():
                    begin_log()
        with acting_as(SYSTEM), transaction.atomic():
            bound_times()
            for wrong in out_of_bounds():
                click.echo(f"A time that cannot be read: {wrong}. See: samanvay correct-time --help", err=True)
        with connection.cursor() as cursor:
            cursor.execute(SHUT_MIGRATIONS)
            give_keys(cursor.connection, Path(settings.LOG_KEY))
            mark_migrations(cursor.connection)
