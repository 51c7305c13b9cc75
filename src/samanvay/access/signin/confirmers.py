"""Who may confirm that an officer is truly them after a reset: somebody above in their line, never those involved.

The code of a reset passes through an administrator's hands. Until another person, who knows the officer, has spoken
with them, whoever signs in with it may be that administrator.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor

from ..limits import BY_DOOR, closed_door_words
from ..models import Grant, SignInCode, User
from ..permissions import Permission
from ..roles import ROLES

WINDOW = timedelta(days=3)
"""Whoever the same administrator reset within this time of the reset, before or after, confirms nobody of it."""

HEADS = frozenset(
    role.code for role in ROLES if not role.permissions.isdisjoint({Permission.CASE_TEAM, Permission.DUTY_ASSIGN})
)
"""The roles that head a unit: who holds one at a unit above is a superior."""

WATCHES = "data_protection_officer"
LEADS = "state_nodal_officer"


@dataclass(frozen=True, slots=True)
class Line:
    """Where an officer serves and which units stand above, the nearest first (audiences)."""

    own: tuple[int, ...] = ()
    above: tuple[int, ...] = ()


def awaiting(user: User) -> QuerySet[SignInCode]:
    """Return the resets of a user after which nobody has confirmed them yet, the oldest first."""
    return SignInCode.objects.filter(user=user).awaiting().order_by("made_at", "id")


def _serving() -> QuerySet[Grant]:
    known = Grant.objects.filter(user__is_active=True, user__is_client=False)
    return known.in_force(clock.today()).select_related("user")


def superiors(user: User, line: Line) -> list[Grant]:
    """Return the grants of those above an officer, the nearest first; where nobody is, of who watches in their stead.

    Above is who heads a unit above, or the officer's own unit if the officer does not. Where there is none (the head
    of a tree, an administrator), the data protection officers of the state; for these the state nodal officer.
    """
    held = list(_serving().filter(user=user).values_list("role", "audience", "home_state"))
    headed = {audience for role, audience, _state in held if role in HEADS}
    places = [*(audience for audience in line.own if audience not in headed), *line.above]
    found = _serving().filter(audience__in=places, role__in=HEADS).exclude(user=user)
    if people := sorted(found.order_by("user__name", "id"), key=lambda grant: places.index(grant.audience)):
        return people
    role = LEADS if any(role == WATCHES for role, _audience, _state in held) else WATCHES
    states = {state for _role, _audience, state in held}
    return list(_serving().filter(role=role, home_state__in=states).exclude(user=user).order_by("user__name", "id"))


def involved(user: User) -> frozenset[UUID]:
    """Return who may not confirm a user, whatever they head.

    These are the administrators who reset the user, and whoever one of them reset within :data:`WINDOW` of it. The
    server's own command is no administrator.
    """
    codes = [(code.made_by, code.made_at) for code in awaiting(user) if code.made_by != SYSTEM.id]
    near = Q()
    for made_by, made_at in codes:
        near |= Q(made_by=made_by, made_at__range=(made_at - WINDOW, made_at + WINDOW))
    reset = SignInCode.objects.filter(near, asks_confirmation=True).values_list("user_id", flat=True) if near else []
    return frozenset({*(made_by for made_by, _at in codes), *reset})


def confirmers(user: User, line: Line) -> list[Grant]:
    """Return the grants of those who may confirm a user now, the nearest first."""
    kept_out = involved(user)
    people = [grant for grant in superiors(user, line) if grant.user_id not in kept_out]
    unsure = set(SignInCode.objects.filter(user__in=[grant.user_id for grant in people]).awaiting().values_list("user"))
    return [grant for grant in people if (grant.user_id,) not in unsure]


def why_not_confirm(by: Actor, user: User, line: Line) -> str:
    """Return why an actor may not confirm a user, in words; empty for one who may."""
    if by.is_system:
        return ""
    if by.via in BY_DOOR or not by.is_confirmed:
        return closed_door_words(by)
    if by.id == user.id:
        return _("You cannot confirm yourself.")
    if by.id not in {grant.user_id for grant in superiors(user, line)}:
        return _("You do not have permission. A senior officer of their own department can confirm this.")
    if by.id not in {grant.user_id for grant in confirmers(user, line)}:
        return _(
            "The same administrator also reset your sign-in these days, or you reset this one. Another "
            "senior officer must confirm it."
        )
    return ""


def is_waiting_for_password(codes: Sequence[SignInCode]) -> bool:
    """Tell whether a code is still about: somebody else could use it after the officer was confirmed."""
    now = clock.now()
    return any(code.used_at is None and code.expires_at > now for code in codes)
