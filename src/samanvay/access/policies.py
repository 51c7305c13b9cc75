"""May this person: the question before every action and the words of every "no"."""

from dataclasses import replace

from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor, Held
from samanvay.kernel.refusals import Refused

from .limits import UNTIL_CONFIRMED, unconfirmed_words
from .permissions import Permission
from .roles import BY_CODE


def _allows(actor: Actor, held: Held, permission: Permission) -> bool:
    if permission not in BY_CODE[held.role].permissions or _rests(actor, permission):
        return False
    return actor.only is None or permission in actor.only


def _rests(actor: Actor, permission: Permission) -> bool:
    return not actor.is_confirmed and permission not in UNTIL_CONFIRMED


def holds(actor: Actor, permission: Permission, *, audience: int | None = None) -> bool:
    """Tell whether an actor holds a permission, at a given unit or at any.

    The system holds none: machinery calls actions that it alone may call, it does not pass as an officer.
    """
    return any(
        _allows(actor, held, permission) for held in actor.grants if audience is None or held.audience == audience
    )


def holders(permission: Permission) -> tuple[str, ...]:
    """Return the names of the roles that hold a permission, in the active language."""
    return tuple(str(role.name) for role in BY_CODE.values() if permission in role.permissions)


def require(actor: Actor, permission: Permission, *, audience: int | None = None) -> None:
    """Refuse unless the actor holds the permission; the words name the roles that do."""
    if holds(actor, permission, audience=audience):
        return
    if _rests(actor, permission) and holds(replace(actor, is_confirmed=True), permission, audience=audience):
        raise Refused(unconfirmed_words(), code="unconfirmed")
    if actor.only is not None and permission not in actor.only:
        words = (
            _("This token does not have permission for that.")
            if actor.via == "token"
            else _("This cannot be done from a registered phone. Sign in with your password.")
        )
        raise Refused(words, code=str(permission))
    raise Refused(
        _("You do not have permission. These can do it: %(roles)s.")
        % {"roles": ", ".join(holders(permission)) or _("nobody")},
        code=str(permission),
    )


def require_confirmed(actor: Actor) -> None:
    """Refuse an officer whom no superior has confirmed yet after a first code or a reset."""
    if not actor.is_confirmed:
        raise Refused(unconfirmed_words(), code="unconfirmed")


def units_with(actor: Actor, permission: Permission) -> tuple[int, ...]:
    """Return the audiences of the units at which an actor holds a permission, in the order of the grants."""
    return tuple(dict.fromkeys(held.audience for held in actor.grants if _allows(actor, held, permission)))


def narrowing(actor: Actor, permission: Permission) -> tuple[int, ...] | None:
    """Return the units to which a permission narrows the rows an actor sees; None where it is held at all of them.

    The database shows every row of every unit of an actor; a role held at one of them says nothing of the others.
    """
    units = units_with(actor, permission)
    return None if actor.is_system or set(actor.units) <= set(units) else units


def unit_with(actor: Actor, permission: Permission) -> int:
    """Return the audience of the unit at which an actor holds a permission. Raises Refused when at none."""
    for audience in units_with(actor, permission):
        return audience
    require(actor, permission)
    raise Refused
