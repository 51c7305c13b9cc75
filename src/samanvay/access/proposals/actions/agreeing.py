"""Agreeing to what was proposed: the second person, and for a token the head of its unit; then it holds."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.models import Grant, Proposal
from samanvay.access.proposals.second_persons import is_complete, why_not_accept, why_not_agree
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from ...signin.actions import resetting
from ...tokens import actions as tokens
from ...users import actions as users
from .proposing import body_of, closed, locked

Kind, Outcome = Proposal.Kind, Proposal.Outcome


def agree(*, by: Actor, proposal: Proposal) -> Proposal:
    """Agree as the second person; what was proposed holds from now on, a token once its unit's head accepts too.

    Raises Refused for one who may not (:func:`samanvay.access.proposals.second_persons.why_not_agree`).
    """
    with operation(events.PROPOSAL_AGREED, by=by, target=("user", proposal.user_id), **body_of(proposal)):
        proposal = locked(proposal)
        if denial := why_not_agree(by, proposal):
            raise Refused(denial, code="agree")
        proposal.revise(expected=None, changes={"agreed_by": by.id, "agreed_at": clock.now()})
        return _carry_out(by, proposal)


def accept(*, by: Actor, proposal: Proposal, heads: Iterable[Grant]) -> Proposal:
    """Accept a token for the unit for which it acts; ``heads`` are those who may, as the directory knows them."""
    if proposal.token_id is None:
        raise Refused(_("The head of a unit accepts only tokens."))
    with operation(events.PROPOSAL_ACCEPTED, by=by, target=("user", proposal.user_id), **body_of(proposal)):
        proposal = locked(proposal)
        if denial := why_not_accept(by, proposal, heads):
            raise Refused(denial, code="accept")
        proposal.revise(expected=None, changes={"accepted_by": by.id, "accepted_at": clock.now()})
        return _carry_out(by, proposal)


def _carry_out(by: Actor, proposal: Proposal) -> Proposal:
    if not is_complete(proposal):
        return proposal
    if proposal.token is not None:
        tokens.put_in_force(by=by, token=proposal.token)
    elif proposal.code is not None:
        resetting.clear_ways_in(by=by, user=proposal.user, row=proposal.code, reason=proposal.reason)
    elif proposal.grant is not None and proposal.kind == Kind.POSTING:
        users.put_in_force(by=by, grant=proposal.grant)
    elif proposal.grant is not None:
        users.write_end(by=by, grant=proposal.grant, until=proposal.until)
    return closed(by, proposal, Outcome.DONE)
