"""``samanvay migrate``: bring the database to this release."""

import os

import click

from . import django_ready


@click.command()
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def migrate(quiet: bool) -> None:
    """Bring the database to this release, as its owner."""
    os.environ["SAMANVAY_ROLE"] = "owner"
    django_ready()
    from django.core.management import call_command

    from samanvay.kernel.db.scope import SYSTEM, acting_as
    from samanvay.kernel.ids import uuid7

    # Migrations (the libraries' too) write guarded tables: all of one run is one operation of the system.
    with acting_as(SYSTEM, op=uuid7()):
        call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
