"""``samanvay agree``: where nobody is left who could be the second person."""

import sys

import click

from .database import database


@click.command("agree")
@click.argument("login")
@click.confirmation_option(
    prompt="Have you seen the order, and made sure face to face for whom this is? What waits for this login will hold."
)
def agree(login: str) -> None:
    """Agree to everything that an administrator proposed for LOGIN and that waits for a second person.

    A person of another unit does this on the page. This is for a beginning, or where all who could are away or were
    reset by the proposer. It is recorded as done by the server's command, and the data protection officers are told.
    """
    with database():
        from django.db import transaction

        from samanvay.access.models import Proposal
        from samanvay.directory.officers.actions import proposals as proposal_actions
        from samanvay.kernel import clock
        from samanvay.kernel.db.scope import SYSTEM, reading
        from samanvay.kernel.refusals import Refusal

        with reading(SYSTEM):
            waiting = list(
                Proposal.objects.waiting(clock.now())
                .filter(user__username__iexact=login.strip())
                .select_related("grant", "token", "user")
                .order_by("proposed_at", "id")
            )
            if not waiting:
                click.echo(f"Nothing waits for {login}.", err=True)
                sys.exit(1)
            try:
                with transaction.atomic():
                    for proposal in waiting:
                        done = proposal
                        if proposal.agreed_at is None:
                            done = proposal_actions.agree(by=SYSTEM, proposal=proposal)
                        if proposal.token_id is not None and proposal.accepted_at is None:
                            done = proposal_actions.accept(by=SYSTEM, proposal=done)
                        role = f" {done.grant.role}" if done.grant is not None else ""
                        click.echo(f"{done.kind}{role}: agreed.")
            except Refusal as refusal:
                click.echo(str(refusal), err=True)
                sys.exit(1)
