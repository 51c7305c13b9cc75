"""May this person see the roll of members, or keep it; and if not, why not."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, units_with
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from ..models import Member


def may_see_roll(actor: Actor) -> None:
    """Refuse unless the person is an officer with a post, or keeps the roll. Rows are those of the own line."""
    if not holds(actor, Permission.ROSTER_WRITE):
        require(actor, Permission.FACT_READ)


def may_keep_roll(actor: Actor) -> None:
    """Refuse unless the person keeps the roll somewhere."""
    if not actor.is_system:
        require(actor, Permission.ROSTER_WRITE)


def may_keep_members_of(actor: Actor, readers: Collection[int]) -> None:
    """Refuse unless the person keeps the roll of the unit whose rows have these readers."""
    may_keep_roll(actor)
    if not actor.is_system and not set(units_with(actor, Permission.ROSTER_WRITE)) & set(readers):
        raise Refused(
            _("This unit does not stand below yours. Ask the state's bureau, which keeps the roll of all services.")
        )


def may_amend_member(actor: Actor, member: Member) -> None:
    """Refuse unless the person keeps the roll of the member's unit."""
    may_keep_members_of(actor, member.readers)


def keeps_roll(actor: Actor) -> bool:
    """Tell whether somebody keeps the roll somewhere."""
    return holds(actor, Permission.ROSTER_WRITE)
