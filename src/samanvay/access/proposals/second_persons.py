"""Who may be the second person: agree to what an administrator proposes, or accept a token for a unit.

A role of the state, its end, a reset of who holds one, and every token need two persons of two units. Whoever could be
the proposer under another name is none of them.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor

from ..limits import BY_DOOR, closed_door_words
from ..models import Grant, Proposal, SignInCode, User
from ..permissions import Permission
from ..roles import OF_STATE, ROLES

LAPSES = timedelta(days=7)
"""A proposal to which nobody agreed within this time is over."""

NEAR = timedelta(days=30)
"""Whoever the proposer reset within this time before the proposal, or since, is no second person."""

ANSWERS_FOR_STATE = "home_secretary"
"""Who accepts a token of the state's desk, of the administration and of any unit that nobody else heads."""

AGREEING: tuple[str, ...] = tuple(
    sorted(
        (role.code for role in ROLES if Permission.ACCESS_AGREE in role.permissions),
        key=lambda code: ("administrator", "data_protection_officer", ANSWERS_FOR_STATE).index(code),
    )
)
"""Who may agree, those asked first before others: administrators, the data protection officer, the Home Secretary."""


def is_of_state(user: User) -> bool:
    """Tell whether a user holds a role of the state, now or later, or is proposed for one."""
    return Grant.objects.filter(user=user).standing(clock.today()).of_state().exists()


def units_of_proposer(by: Actor) -> list[int]:
    """Return the units of which nobody agrees to what an actor proposes, whatever door the actor came by."""
    held = Grant.objects.filter(user_id=by.id).standing(clock.today()).values_list("audience", flat=True)
    return sorted({*by.units, *held})


def kept_out(proposal: Proposal) -> set[UUID]:
    """Return who is no second person whatever they hold.

    The proposer, who serves in a unit of theirs, the officer concerned, and whom the proposer reset lately.
    """
    day = clock.today()
    units = {*proposal.units}
    units |= set(Grant.objects.filter(user_id=proposal.proposed_by).standing(day).values_list("audience", flat=True))
    beside = Grant.objects.filter(audience__in=units).standing(day).values_list("user_id", flat=True)
    reset = SignInCode.objects.filter(
        made_by=proposal.proposed_by, made_at__gte=proposal.proposed_at - NEAR, waits=False
    ).values_list("user_id", flat=True)
    return {proposal.proposed_by, proposal.user_id, *beside, *reset}


def able(found: Iterable[Grant], proposal: Proposal) -> list[Grant]:
    """Keep the grants of those who may be a second person: confirmed, and not one of those involved."""
    out = kept_out(proposal)
    grants = [grant for grant in found if grant.user_id not in out]
    unsure = SignInCode.objects.filter(user__in=[grant.user_id for grant in grants]).awaiting()
    doubtful = set(unsure.values_list("user_id", flat=True))
    return [grant for grant in grants if grant.user_id not in doubtful]


def serving(home_state: str) -> list[Grant]:
    """Return the grants in force of those of a state who agree by their role, those asked first before others."""
    found = Grant.objects.filter(
        role__in=AGREEING, home_state=home_state, user__is_active=True, user__is_client=False
    ).in_force(clock.today())
    return sorted(
        found.select_related("user").order_by("user__name", "id"), key=lambda grant: AGREEING.index(grant.role)
    )


def agreers(proposal: Proposal) -> list[Grant]:
    """Return the grants of those who may agree to a proposal now, those asked first before others."""
    return able(serving(proposal.home_state), proposal)


def why_not_answer(by: Actor, proposal: Proposal, people: Iterable[Grant]) -> str:
    """Return why an actor may not answer a proposal as one of those given, in words; empty for one who may."""
    if proposal.outcome:
        return _("This is already closed.")
    if proposal.lapses_at <= clock.now():
        return _("Nobody agreed in time and the proposal has expired. Propose it again.")
    if by.is_system:
        return ""
    if by.via in BY_DOOR or not by.is_confirmed:
        return closed_door_words(by)
    if by.id == proposal.proposed_by:
        return _("You proposed this yourself. A second person of another unit must agree.")
    if by.id == proposal.user_id:
        return _("This is about you. Somebody else must agree.")
    if by.id not in {grant.user_id for grant in people}:
        return _(
            "A person of another unit must agree: an administrator, the data protection officer or the Home "
            "Secretary. Their own sign-in must be confirmed and not reset by the proposer."
        )
    return ""


def why_not_agree(by: Actor, proposal: Proposal) -> str:
    """Return why an actor may not agree to a proposal, in words; empty for one who may."""
    if not proposal.outcome and proposal.agreed_at is not None:
        return _("A second person has already agreed.")
    if not by.is_system and by.id == proposal.accepted_by:
        return _("You accepted this for the unit. Somebody else must agree as the second person.")
    return why_not_answer(by, proposal, agreers(proposal))


def why_not_accept(by: Actor, proposal: Proposal, heads: Iterable[Grant]) -> str:
    """Return why an actor may not accept a token for its unit, in words; empty for one who may."""
    if not proposal.outcome and proposal.accepted_at is not None:
        return _("The head of the unit has already accepted it.")
    if not by.is_system and by.id == proposal.agreed_by:
        return _("You agreed as the second person. Somebody else must accept it for the unit.")
    return why_not_answer(by, proposal, heads)


def is_complete(proposal: Proposal) -> bool:
    """Tell whether everybody has agreed whom a proposal needs."""
    return proposal.agreed_at is not None and (proposal.token_id is None or proposal.accepted_at is not None)


def needs_second(by: Actor, *, role: str, is_wide: bool) -> bool:
    """Tell whether a role given by an actor waits for a second person; what the server does itself does not."""
    return not by.is_system and (is_wide or role in OF_STATE)


def is_by_server(key: UUID | None) -> bool:
    """Tell whether the server's own command did something."""
    return key == SYSTEM.id
