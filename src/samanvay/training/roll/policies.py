"""May this person see or keep the roll of members, list or rate those who teach; and if not, why not."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, units_with
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from ..courses.policies import may_learn, may_write_courses
from ..models import Member, ResourcePerson


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
        raise Refused(_("This unit is not under yours. Ask the state bureau, which keeps the roll of all services."))


def may_amend_member(actor: Actor, member: Member) -> None:
    """Refuse unless the person keeps the roll of the member's unit."""
    may_keep_members_of(actor, member.readers)


def keeps_roll(actor: Actor) -> bool:
    """Tell whether somebody keeps the roll somewhere."""
    return holds(actor, Permission.ROSTER_WRITE)


def may_write_teacher(actor: Actor, person: UUID) -> None:
    """Refuse unless it is the own entry, or the person writes courses."""
    if person != actor.id:
        may_write_courses(actor)


def may_rate_teacher(actor: Actor, teacher: ResourcePerson, *, has_finished: bool) -> None:
    """Refuse unless the person has learnt the course, and does not rate themself."""
    may_learn(actor)
    if teacher.person == actor.id:
        raise Refused(_("You cannot rate yourself."))
    if not has_finished:
        raise Refused(_("Finish the course first. Those who completed it can rate how it was taught."))
