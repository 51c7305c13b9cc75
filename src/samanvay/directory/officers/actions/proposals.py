"""Agreeing to what an administrator proposed, or refusing it: the access and the posting that goes with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.access.models import Proposal
from samanvay.access.proposals.actions import agreeing as agreeing_actions
from samanvay.access.proposals.actions import proposing as proposing_actions
from samanvay.directory.models import Posting
from samanvay.directory.policies import require_withdraw
from samanvay.directory.queries import heads_for
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as

from . import postings

Kind = Proposal.Kind


@transaction.atomic
def agree(*, by: Actor, proposal: Proposal) -> Proposal:
    """Agree as the second person; a role, its end or a reset holds from now on. Raises Refused for one who may not."""
    done = agreeing_actions.agree(by=by, proposal=proposal)
    if done.outcome == Proposal.Outcome.DONE and done.kind == Kind.ENDING:
        for posting in _postings(done):
            assert done.until is not None
            postings.write_end(by=by, posting=posting, last=done.until)
    return done


@transaction.atomic
def accept(*, by: Actor, proposal: Proposal) -> Proposal:
    """Accept a token as the head of the unit for which it acts. Raises Refused for one who may not."""
    heads = heads_for(proposal.token) if proposal.token is not None else ()
    return agreeing_actions.accept(by=by, proposal=proposal, heads=heads)


@transaction.atomic
def refuse(*, by: Actor, proposal: Proposal, reason: str) -> Proposal:
    """Refuse with a reason; the posting that waited is voided. Raises Refused for one who may not."""
    heads = heads_for(proposal.token) if proposal.token is not None else ()
    done = proposing_actions.refuse(by=by, proposal=proposal, reason=reason, heads=heads)
    return _take_back(by, done, done.close_reason)


@transaction.atomic
def withdraw(*, by: Actor, proposal: Proposal) -> Proposal:
    """Take a proposal back, as an administrator of its state."""
    require_withdraw(by, proposal)
    return _take_back(
        by, proposing_actions.withdraw(by=by, proposal=proposal), _("withdrawn before a second person agreed")
    )


def lapse_proposals() -> int:
    """End every proposal to which nobody agreed in time; returns how many. The ticker calls it."""
    with acting_as(SYSTEM):
        due = list(Proposal.objects.open().filter(lapses_at__lte=clock.now()).order_by("lapses_at")[:500])
        for proposal in due:
            with transaction.atomic():
                _take_back(SYSTEM, proposing_actions.lapse(proposal=proposal), _("nobody agreed in time"))
    return len(due)


def _take_back(by: Actor, proposal: Proposal, reason: str) -> Proposal:
    if proposal.kind == Kind.POSTING:
        for posting in _postings(proposal):
            postings.void_posting(by=by, posting=posting, reason=reason[:200])
    return proposal


def _postings(proposal: Proposal) -> list[Posting]:
    """Return the posting of a proposal's grant; none where the directory knows of no posting."""
    found = Posting.objects.standing().filter(grant_id=proposal.grant_id)  # type: ignore[misc]  # None finds none
    return list(found.select_related("unit", "grant", "officer"))
