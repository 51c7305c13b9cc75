"""``samanvay init``: a new state, its places, units and first administrator."""

import sys

import click

from .database import database


@click.command("init")
@click.option("--state", default="IN-UP", show_default=True, help="ISO 3166-2 code of the state.")
@click.option("--login", required=True, help="Login of the first administrator.")
@click.option("--name", required=True, help="Name of the first administrator.")
@click.option("--employee-no", required=True, help="Employee number of the first administrator.")
@click.option("--email", default="", help="For notices.")
@click.password_option(help="At least twelve letters; asked for when not given, so that it stands in no history.")
def init(state: str, login: str, name: str, employee_no: str, email: str, password: str) -> None:
    """Load India's places and the state's units, and make the first administrator.

    Run it once on an empty production, after ``samanvay migrate``. A second factor is asked for at first sign-in.
    """
    with database():
        from django.conf import settings
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError

        from samanvay.access.boxes import keyring
        from samanvay.access.models import Grant
        from samanvay.directory.actions import add_officer, open_account, post_officer
        from samanvay.directory.loading import load_places, load_units
        from samanvay.directory.models import Unit
        from samanvay.kernel.db.scope import SYSTEM, reading
        from samanvay.law.loading import load_library
        from samanvay.measures.playbook_loading import load_playbook
        from samanvay.training.loading import load_courses

        if not settings.IS_DEMO and (lacking := keyring.missing()):
            raise keyring.KeysMissing(*lacking)
        if Grant.objects.filter(role="administrator", ended_at__isnull=True).exists():
            click.echo("There is an administrator already: ask them for an account.", err=True)
            sys.exit(1)
        try:
            validate_password(password)
        except ValidationError as weak:
            click.echo(" ".join(weak.messages), err=True)
            sys.exit(1)
        places = load_places(by=SYSTEM)
        units = load_units(by=SYSTEM, state=state)
        measures = load_playbook()
        law = load_library()
        courses = load_courses()
        click.echo(
            f"{sum(places.values())} places, {sum(units.values())} units, {sum(measures.values())} measures, "
            f"{law['added']} entries of the law, {courses['added']} courses.",
            err=True,
        )
        with reading(SYSTEM):
            unit = Unit.objects.get(kind="administration", home_state=state)
            officer = add_officer(by=SYSTEM, employee_no=employee_no, home_state=state, name=name, email=email)
            post_officer(by=SYSTEM, officer=officer, unit=unit, role="administrator")
            open_account(by=SYSTEM, officer=officer, username=login, password=password)
        click.echo(f"{login} may sign in.")
