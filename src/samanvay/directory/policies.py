"""Who may change the directory: administrators, within the state where they are posted."""

from django.utils.translation import gettext as _

from samanvay.access.models import Grant, Proposal, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, units_with
from samanvay.access.signin.actions.resetting import require_reset as require_reset_of
from samanvay.access.signin.confirmers import awaiting, why_not_confirm
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from .models import Officer, Place, Posting, Unit
from .queries import line_of


def _require_here(actor: Actor, permission: Permission, home_state: str) -> None:
    if actor.is_system:
        return
    require(actor, permission)
    charged = Unit.objects.filter(
        audience__in=[held.audience for held in actor.grants if holds(actor, permission, audience=held.audience)]
    )
    if not charged.filter(home_state=home_state).exists():
        raise Refused(
            _("This belongs to another state. That state's administrator can change it."), code="directory:other_state"
        )


def require_edit(actor: Actor, home_state: str) -> None:
    """Refuse unless the actor keeps places and units of a state. Raises :class:`Refused` with the reason."""
    _require_here(actor, Permission.DIRECTORY_EDIT, home_state)


def require_post(actor: Actor, home_state: str) -> None:
    """Refuse unless the actor posts officers in a state. Raises :class:`Refused` with the reason."""
    _require_here(actor, Permission.ACCESS_GRANT, home_state)


def require_edit_place(actor: Actor, place: Place) -> None:
    """Refuse unless the actor keeps the state of a place."""
    require_edit(actor, place.state_id or place.key)


def require_edit_group(actor: Actor, group: Place) -> None:
    """Refuse unless the actor keeps a group: that of a state is its own, one of the gazetteer is every state's."""
    require_edit(actor, group.state_id or require_state(actor))


def require_edit_unit(actor: Actor, unit: Unit) -> None:
    """Refuse unless the actor keeps the state of a unit."""
    require_edit(actor, unit.home_state)


def require_post_officer(actor: Actor, officer: Officer) -> None:
    """Refuse unless the actor posts officers in the state of this one."""
    require_post(actor, officer.home_state)


def require_change_posting(actor: Actor, posting: Posting) -> None:
    """Refuse unless the actor posts officers in the state of a posting's unit."""
    require_post(actor, posting.unit.home_state)


def require_state(actor: Actor, permission: Permission = Permission.DIRECTORY_EDIT) -> str:
    """Return the state in which an actor keeps the directory (or posts officers). Raises :class:`Refused`."""
    state = state_kept(actor, permission)
    if not state:
        raise Refused(_("This belongs to another state. That state's administrator can change it."))
    return state


def require_reset(actor: Actor, officer: Officer) -> User:
    """Return the user whose sign-in is reset. Raises :class:`Refused` unless the actor may, in every state served."""
    require_post(actor, officer.home_state)
    user: User | None = officer.user
    if user is None:
        raise Refused(_("This officer has no sign-in yet. Give one first."))
    require_reset_of(actor, user)
    elsewhere = Grant.objects.filter(user=user).in_force(clock.today()).exclude(home_state=officer.home_state)
    for state in sorted(set(elsewhere.values_list("home_state", flat=True))):
        require_post(actor, state)
    return user


def sees_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Tell whether an actor looks at what is proposed in a state: whoever may be asked to agree there."""
    return proposal.home_state in states_of(actor, Permission.ACCESS_AGREE)


def states_of(actor: Actor, permission: Permission) -> set[str]:
    """Return the states in which an actor holds a permission."""
    audiences = units_with(actor, permission)
    return set(Unit.objects.filter(audience__in=audiences).values_list("home_state", flat=True))


def require_withdraw(actor: Actor, proposal: Proposal) -> None:
    """Refuse to take a proposal back unless the actor posts officers in its state."""
    require_post(actor, proposal.home_state)


def why_no_reset(actor: Actor, officer: Officer) -> str:
    """Return why the actor may not reset this officer's sign-in, in words; empty for one who may."""
    try:
        require_reset(actor, officer)
    except Refused as refusal:
        return str(refusal)
    return ""


def may_confirm(actor: Actor, officer: Officer) -> bool:
    """Tell whether an officer waits to be confirmed after a reset and the actor is one above who may do so."""
    user: User | None = officer.user
    return user is not None and awaiting(user).exists() and not why_not_confirm(actor, user, line_of(user))


def may_edit(actor: Actor, home_state: str) -> bool:
    """Tell whether the actor keeps places and units of a state."""
    return _allowed(require_edit, actor, home_state)


def may_post(actor: Actor, home_state: str) -> bool:
    """Tell whether the actor posts officers in a state."""
    return _allowed(require_post, actor, home_state)


def state_kept(actor: Actor, permission: Permission = Permission.DIRECTORY_EDIT) -> str:
    """Return the state in which an actor keeps the directory (or posts officers), "" for one who does not."""
    audiences = [held.audience for held in actor.grants if holds(actor, permission, audience=held.audience)]
    found = Unit.objects.filter(audience__in=audiences).order_by("audience")
    return found.values_list("home_state", flat=True).first() or ""


def may_see_contacts(actor: Actor) -> bool:
    """Tell whether telephone and e-mail of officers are shown: to officers, not to partner organisations."""
    return holds(actor, Permission.FACT_READ)


def _allowed(rule: object, actor: Actor, home_state: str) -> bool:
    assert callable(rule)
    try:
        rule(actor, home_state)
    except Refused:
        return False
    return True
