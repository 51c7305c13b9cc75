"""``samanvay init``: a new state, its places, units and first two administrators."""

import sys
from pathlib import Path

import click

from .database import database

FROM_FILE = "File with the password alone; without it the password is asked for."


def _password(login: str, file: Path | None) -> str:
    """Return the password of a login: the file's first line, or asked for twice; never an argument."""
    if file is not None:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    answer: str = click.prompt(f"Password of {login}", hide_input=True, confirmation_prompt=True, err=True)
    return answer


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("init")
@click.option("--state", required=True, help="ISO 3166-2 code of the state, for good.")
@click.option("--login", required=True, help="Login of the first administrator.")
@click.option("--name", required=True, help="Name of the first administrator.")
@click.option("--employee-no", required=True, help="Employee number of the first administrator.")
@click.option("--email", default="", help="For notices to the first administrator.")
@click.option("--password-file", type=_FILE, help=FROM_FILE)
@click.option("--second-login", required=True, help="Login of the second administrator, of another unit.")
@click.option("--second-name", required=True, help="Name of the second administrator.")
@click.option("--second-employee-no", required=True, help="Employee number of the second administrator.")
@click.option("--second-email", default="", help="For notices to the second administrator.")
@click.option("--second-password-file", type=_FILE, help=FROM_FILE)
def init(
    state: str,
    login: str,
    name: str,
    employee_no: str,
    email: str,
    password_file: Path | None,
    second_login: str,
    second_name: str,
    second_employee_no: str,
    second_email: str,
    second_password_file: Path | None,
) -> None:
    """Load India's places and the state's units, and make the first two administrators, of two units.

    Run it once on an empty production, after ``samanvay migrate``. Two persons choose two passwords of at least twelve
    letters, which stand in no argument; each sets up a second factor at first sign-in. What reaches the whole state
    needs both of them from then on.
    """
    people = (
        (login, name, employee_no, email, password_file),
        (second_login, second_name, second_employee_no, second_email, second_password_file),
    )
    with database():
        from django.conf import settings
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError
        from django.db import transaction

        from samanvay.access.boxes import keyring
        from samanvay.access.models import Grant
        from samanvay.audit.operations import operation
        from samanvay.directory.events import STATE_BEGUN
        from samanvay.directory.loading import load_places, load_units
        from samanvay.directory.models import Unit
        from samanvay.directory.officers.actions.accounts import open_account
        from samanvay.directory.officers.actions.officers import add_officer
        from samanvay.directory.officers.actions.postings import post_officer
        from samanvay.directory.queries import home_state
        from samanvay.kernel.db.scope import SYSTEM, acting_as
        from samanvay.law.loading import load_library
        from samanvay.measures.playbook.loading import load_playbook
        from samanvay.training.library.loading import load_courses
        from samanvay_insight import gazetteer

        if not settings.IS_DEMO and (lacking := keyring.missing()):
            raise keyring.KeysMissing(*lacking)
        if (begun := home_state()) not in ("", state):
            click.echo(f"This installation is of {begun}: another state gets a database of its own.", err=True)
            sys.exit(1)
        if state not in {place.key for place in gazetteer.places(["state"])}:
            raise click.BadParameter(f"the gazetteer knows no state {state!r}", param_hint="--state")
        if Grant.objects.filter(role="administrator").exists():
            click.echo("There is an administrator already: ask them for an account.", err=True)
            sys.exit(1)
        if login.strip().casefold() == second_login.strip().casefold() or employee_no == second_employee_no:
            click.echo("The two administrators are two persons: give two logins and two employee numbers.", err=True)
            sys.exit(1)
        passwords = [_password(one[0], one[4]) for one in people]
        try:
            for password in passwords:
                validate_password(password)
        except ValidationError as weak:
            click.echo(" ".join(weak.messages), err=True)
            sys.exit(1)
        if passwords[0] == passwords[1]:
            click.echo("The two administrators have two passwords: neither knows the other's.", err=True)
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
        codes = (f"administration:{state}", f"administration:{state}:home")
        with acting_as(SYSTEM), transaction.atomic(), operation(STATE_BEGUN, by=SYSTEM, target=("place", state)) as op:
            made = []
            for code, password, (given, called, number, mail, _file) in zip(codes, passwords, people, strict=True):
                unit = Unit.objects.get(code=code)
                officer = add_officer(by=SYSTEM, employee_no=number, home_state=state, name=called, email=mail)
                post_officer(by=SYSTEM, officer=officer, unit=unit, role="administrator")
                user = open_account(by=SYSTEM, officer=officer, username=given, password=password)
                made.append({"user": str(user.id), "audience": unit.audience})
            op.add(administrators=made)
        click.echo(f"{login} and {second_login} may sign in.")
