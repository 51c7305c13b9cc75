"""``samanvay confirm-sign-in``: where nobody is left above an officer who could confirm them."""

import sys

import click

from .database import database


@click.command("confirm-sign-in")
@click.argument("login")
@click.confirmation_option(prompt="Have you made sure, face to face, that whoever signs in as this login is them?")
def confirm_sign_in(login: str) -> None:
    """Confirm that LOGIN, whose sign-in was reset, is truly them; their sealed records open again.

    A superior does this on the page. This is for a beginning, or where everybody above was reset too. It is recorded
    as done by the server's command, and the data protection officers of the state are told.
    """
    with database():
        from samanvay.access.models import User
        from samanvay.directory.officers.actions.accounts import confirm_sign_in as confirm
        from samanvay.kernel.db.scope import SYSTEM, reading
        from samanvay.kernel.refusals import Refusal

        with reading(SYSTEM):
            user = User.objects.filter(username__iexact=login.strip()).first()
            if user is None:
                click.echo(f"There is no login {login}.", err=True)
                sys.exit(1)
            try:
                confirm(by=SYSTEM, user=user)
            except Refusal as refusal:
                click.echo(str(refusal), err=True)
                sys.exit(1)
        click.echo(f"{user.username} is confirmed.")
