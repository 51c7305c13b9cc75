"""``samanvay reset-sign-in``: for the last administrator, whom nobody else can let in again."""

import sys

import click

from .database import database


@click.command("reset-sign-in")
@click.argument("login")
@click.confirmation_option(prompt="Password, second factors, phones and sessions of this login end. Go on?")
def reset_sign_in(login: str) -> None:
    """End every way in of LOGIN and print the code with which they choose a new password.

    The code holds for a day and is used once. Officers are reset by an administrator on their page; this is for an
    administrator who is the only one. Until the data protection officer confirms them (or ``confirm-sign-in`` does),
    an administrator reset so posts nobody and resets nobody.
    """
    with database():
        from samanvay.access.models import User
        from samanvay.access.signin.actions import resetting as resetting_actions
        from samanvay.kernel.db.scope import SYSTEM, reading
        from samanvay.kernel.refusals import Refused

        with reading(SYSTEM):
            user = User.objects.filter(username__iexact=login.strip()).first()
            if user is None:
                click.echo(f"There is no login {login}.", err=True)
                sys.exit(1)
            try:
                code = resetting_actions.reset_sign_in(by=SYSTEM, user=user, reason="lost")
            except Refused as refusal:
                click.echo(str(refusal), err=True)
                sys.exit(1)
        click.echo(code)
