"""Proposing what needs two persons, refusing it, taking it back."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.models import Grant, Proposal, User
from samanvay.access.proposals.second_persons import LAPSES, units_of_proposer, why_not_accept, why_not_agree
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import AlreadyDone, Invalid, Refused

Kind, Outcome = Proposal.Kind, Proposal.Outcome
LONGEST_REASON = 300


def propose(*, by: Actor, kind: Proposal.Kind, user: User, home_state: str, **things: Any) -> Proposal:
    """Put on record what an actor wants; ``things`` are fields of the proposal, a new grant, code or token among them.

    Called by what asks for two persons, once the actor's right to ask is checked.
    """
    now = clock.now()
    proposal = Proposal(
        kind=kind,
        user=user,
        home_state=home_state,
        units=units_of_proposer(by),
        proposed_by=by.id,
        proposed_at=now,
        lapses_at=now + LAPSES,
        **things,
    )
    with operation(events.PROPOSED, by=by, target=("user", user.id), **body_of(proposal)):
        for thing in (proposal.grant, proposal.code, proposal.token):
            if thing is not None and thing._state.adding:
                thing.save(force_insert=True)
        proposal.save(force_insert=True)
    return proposal


def refuse(*, by: Actor, proposal: Proposal, reason: str, heads: Iterable[Grant] = ()) -> Proposal:
    """Refuse as the second person or the head of the unit, with a reason; what was proposed never holds."""
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid("reason", _("Say why you reject it."))
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("At most %(most)d characters.") % {"most": LONGEST_REASON})
    denial = why_not_agree(by, proposal)
    if denial and (proposal.token_id is None or why_not_accept(by, proposal, heads)):
        raise Refused(denial, code="agree")
    return _close(by, proposal, Outcome.REFUSED, reason)


def withdraw(*, by: Actor, proposal: Proposal) -> Proposal:
    """Take a proposal back; the caller has checked that the actor may."""
    return _close(by, proposal, Outcome.WITHDRAWN)


def lapse(*, proposal: Proposal) -> Proposal:
    """End a proposal to which nobody agreed in time."""
    return _close(SYSTEM, proposal, Outcome.LAPSED)


def body_of(proposal: Proposal) -> dict[str, Any]:
    """Return what events say of a proposal: codes and identifiers alone."""
    said: dict[str, Any] = {"proposal": str(proposal.id), "of": str(proposal.kind)}
    if proposal.grant is not None:
        said |= {"role": proposal.grant.role, "audience": proposal.grant.audience}
    if proposal.token is not None:
        said |= {"token": str(proposal.token_id), "audience": proposal.token.audience}
    return said


def locked(proposal: Proposal) -> Proposal:
    """Return a proposal as it stands, held until the transaction ends: two answers of one moment come one by one."""
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    return Proposal.objects.select_related("user", "grant", "code", "token").get(pk=proposal.pk)


def _close(by: Actor, proposal: Proposal, outcome: Proposal.Outcome, reason: str = "") -> Proposal:
    kinds = {
        Outcome.REFUSED: events.PROPOSAL_REFUSED,
        Outcome.WITHDRAWN: events.PROPOSAL_WITHDRAWN,
        Outcome.LAPSED: events.PROPOSAL_LAPSED,
    }
    with operation(kinds[outcome], by=by, target=("user", proposal.user_id), **body_of(proposal)):
        proposal = locked(proposal)
        if proposal.outcome:
            raise AlreadyDone(_("This is already closed."))
        now = clock.now()
        if proposal.grant is not None and proposal.kind == Kind.POSTING:
            proposal.grant.revise(expected=None, changes={"ended_at": now})
        elif proposal.code is not None:
            proposal.code.revise(expected=None, changes={"expires_at": now})
        elif proposal.token is not None:
            proposal.token.revise(expected=None, changes={"revoked_at": now, "revoked_by": by.id})
        return closed(by, proposal, outcome, reason)


def closed(by: Actor, proposal: Proposal, outcome: Proposal.Outcome, reason: str = "") -> Proposal:
    """Write inside the caller's operation how a proposal ended."""
    changes = {"outcome": outcome, "closed_by": by.id, "closed_at": clock.now(), "close_reason": reason}
    return proposal.revise(expected=None, changes=changes)
