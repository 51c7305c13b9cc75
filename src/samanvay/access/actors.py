"""From a user to an actor: the plain value that the rest of the house and the database know."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, OFFICERS_AUDIENCE, PARTNERS_AUDIENCE, Actor, Held

from .limits import BY_DOOR
from .models import Grant, SignInCode, User
from .permissions import Permission
from .roles import BY_CODE

BY_PERMISSION: dict[int, Permission] = {
    AUDITORS_AUDIENCE: Permission.AUDIT_READ,
    OFFICERS_AUDIENCE: Permission.FACT_READ,
    PARTNERS_AUDIENCE: Permission.FACT_READ_PARTNER,
}
"""The audiences of many that come with a permission; an officer who is not confirmed yet is in none of them."""


def actor_for(
    user: User,
    *,
    via: str = "session",
    audience: int | None = None,
    only: Iterable[str] | None = None,
) -> Actor:
    """Return the actor that a user is today, from the grants in force.

    A user without grants has no audience at all and sees no protected row. ``via`` is the door (``session``,
    ``device``, ``token``), each with its limits; ``audience`` keeps one unit alone, ``only`` some permissions.

    Raises ValueError for a phone without the unit that gave it: it carries what its officer is there, nothing else.
    """
    if via == "device" and audience is None:
        raise ValueError("a registered phone acts at the unit that gave it: name its audience")
    awaits = Exists(SignInCode.objects.filter(user=OuterRef("user")).awaiting())
    grants = Grant.objects.filter(user=user).in_force(clock.today()).annotate(awaits=awaits).order_by("since", "id")
    found = list(grants.values_list("role", "audience", "compartment", "awaits"))
    held = [
        Held(role, unit, compartment)
        for role, unit, compartment, _awaits in found
        if role in BY_CODE and (audience is None or unit == audience)
    ]
    limits = BY_DOOR.get(via)
    kept = None if limits is None else frozenset(str(each) for each in limits)
    if only is not None:
        kept = frozenset(only) if kept is None else kept & frozenset(only)
    is_confirmed = not any(awaits for *_held, awaits in found)
    audiences = {each.audience for each in held}
    for audience_of_many, permission in BY_PERMISSION.items():
        is_left = is_confirmed and (kept is None or permission in kept)
        if is_left and any(permission in BY_CODE[each.role].permissions for each in held):
            audiences.add(audience_of_many)
    return Actor(
        id=user.id,
        label=user.name,
        audiences=tuple(sorted(audiences)),
        grants=tuple(held),
        language=user.language,
        via=via,
        only=kept,
        is_confirmed=is_confirmed,
    )
