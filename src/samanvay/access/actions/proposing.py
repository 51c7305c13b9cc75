"""Proposing what needs two persons, agreeing to it, refusing it: the one place where what waits comes to hold."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.models import Grant, Proposal, User
from samanvay.access.proposals import (
    LAPSES,
    is_complete,
    units_of_proposer,
    why_not_accept,
    why_not_agree,
)
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import Invalid, Refused

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
    with operation(events.PROPOSED, by=by, target=("user", user.id), **_said(proposal)):
        for thing in (proposal.grant, proposal.code, proposal.token):
            if thing is not None and thing._state.adding:
                thing.save(force_insert=True)
        proposal.save(force_insert=True)
    return proposal


def agree(*, by: Actor, proposal: Proposal) -> Proposal:
    """Agree as the second person; what was proposed holds from now on, a token once its unit's head accepts too.

    Raises Refused for one who may not (:func:`samanvay.access.proposals.why_not_agree`).
    """
    with operation(events.PROPOSAL_AGREED, by=by, target=("user", proposal.user_id), **_said(proposal)):
        proposal = _locked(proposal)
        if denial := why_not_agree(by, proposal):
            raise Refused(denial, code="agree")
        proposal.revise(expected=None, changes={"agreed_by": by.id, "agreed_at": clock.now()})
        return _carry_out(by, proposal)


def accept(*, by: Actor, proposal: Proposal, heads: Iterable[Grant]) -> Proposal:
    """Accept a token for the unit for which it acts; ``heads`` are those who may, as the directory knows them."""
    if proposal.token_id is None:
        raise Refused(_("Only a token is accepted by the head of a unit."))
    with operation(events.PROPOSAL_ACCEPTED, by=by, target=("user", proposal.user_id), **_said(proposal)):
        proposal = _locked(proposal)
        if denial := why_not_accept(by, proposal, heads):
            raise Refused(denial, code="accept")
        proposal.revise(expected=None, changes={"accepted_by": by.id, "accepted_at": clock.now()})
        return _carry_out(by, proposal)


def refuse(*, by: Actor, proposal: Proposal, reason: str, heads: Iterable[Grant] = ()) -> Proposal:
    """Refuse as the second person or the head of the unit, with a reason; what was proposed never holds."""
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid("reason", _("Say why you refuse."))
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("At most %(most)d letters.") % {"most": LONGEST_REASON})
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


def _said(proposal: Proposal) -> dict[str, Any]:
    """Return what events say of a proposal: codes and identifiers alone."""
    said: dict[str, Any] = {"proposal": str(proposal.id), "of": str(proposal.kind)}
    if proposal.grant is not None:
        said |= {"role": proposal.grant.role, "audience": proposal.grant.audience}
    if proposal.token is not None:
        said |= {"token": str(proposal.token_id), "audience": proposal.token.audience}
    return said


def _locked(proposal: Proposal) -> Proposal:
    """Return a proposal as it stands, held until the transaction ends: two answers of one moment come one by one."""
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    return Proposal.objects.select_related("user", "grant", "code", "token").get(pk=proposal.pk)


def _carry_out(by: Actor, proposal: Proposal) -> Proposal:
    if not is_complete(proposal):
        return proposal
    from . import resetting, tokens, users

    if proposal.kind == Kind.POSTING:
        users.put_in_force(by=by, grant=proposal.grant)
    elif proposal.kind == Kind.ENDING:
        users.write_end(by=by, grant=proposal.grant, until=proposal.until)
    elif proposal.kind == Kind.RESET:
        resetting.clear_ways_in(by=by, user=proposal.user, row=proposal.code, reason=proposal.reason)
    else:
        tokens.put_in_force(by=by, token=proposal.token)
    return _closed(by, proposal, Outcome.DONE)


def _close(by: Actor, proposal: Proposal, outcome: Proposal.Outcome, reason: str = "") -> Proposal:
    kinds = {
        Outcome.REFUSED: events.PROPOSAL_REFUSED,
        Outcome.WITHDRAWN: events.PROPOSAL_WITHDRAWN,
        Outcome.LAPSED: events.PROPOSAL_LAPSED,
    }
    with operation(kinds[outcome], by=by, target=("user", proposal.user_id), **_said(proposal)):
        proposal = _locked(proposal)
        if proposal.outcome:
            raise Refused(_("This is closed already."))
        now = clock.now()
        if proposal.kind == Kind.POSTING:
            proposal.grant.revise(expected=None, changes={"ended_at": now})
        elif proposal.kind == Kind.RESET:
            proposal.code.revise(expected=None, changes={"expires_at": now})
        elif proposal.kind == Kind.TOKEN:
            proposal.token.revise(expected=None, changes={"revoked_at": now, "revoked_by": by.id})
        return _closed(by, proposal, outcome, reason)


def _closed(by: Actor, proposal: Proposal, outcome: Proposal.Outcome, reason: str = "") -> Proposal:
    changes = {"outcome": outcome, "closed_by": by.id, "closed_at": clock.now(), "close_reason": reason}
    return proposal.revise(expected=None, changes=changes)
