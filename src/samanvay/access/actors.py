"""From a user to an actor: the plain value that the rest of the house and the database know."""

from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, Actor, Held

from .models import Grant, User
from .roles import BY_CODE


def actor_for(user: User, *, via: str = "session") -> Actor:
    """Return the actor that a user is today, from the grants in force.

    A user without grants has no audience at all and sees no protected row.
    """
    held = [
        Held(grant.role, grant.audience, grant.compartment)
        for grant in Grant.objects.filter(user=user).in_force(clock.today()).order_by("since", "id")
        if grant.role in BY_CODE
    ]
    audiences = {each.audience for each in held}
    if any(BY_CODE[each.role].sees_audit for each in held):
        audiences.add(AUDITORS_AUDIENCE)
    return Actor(
        id=user.id,
        label=user.name,
        audiences=tuple(sorted(audiences)),
        grants=tuple(held),
        language=user.language,
        via=via,
    )
