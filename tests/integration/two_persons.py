"""What an administrator proposed comes to hold, for tests that are about what happens afterwards."""

from samanvay.access.models import Proposal
from samanvay.directory.officers.actions.proposals import accept, agree
from samanvay.kernel.db.scope import SYSTEM, acting_as


def let_hold() -> None:
    """Agree to everything that waits, and accept its tokens, as the server's command does."""
    with acting_as(SYSTEM):
        for proposal in Proposal.objects.open().order_by("proposed_at", "id"):
            done = agree(by=SYSTEM, proposal=proposal)
            if done.token_id is not None:
                accept(by=SYSTEM, proposal=done)
