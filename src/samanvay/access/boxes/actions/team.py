"""The case team: named and removed by audited actions, asked before every opening."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.limits import require_sealed_door
from samanvay.access.models import Grant, TeamMember, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import holders, holds
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused, Unseen

from .. import events
from ..groups import MAY_OPEN, TEAM_ROLE_WORDS, Group, TeamRole


def holds_among(by: Actor, permission: Permission, readers: Sequence[int]) -> bool:
    """Tell whether an actor holds a permission at one of the units that read a row."""
    return any(holds(by, permission, audience=held.audience) for held in by.grants if held.audience in readers)


def require_among(by: Actor, permission: Permission, readers: Sequence[int]) -> None:
    """Refuse unless the permission is held at one of the units; the words name the roles that hold it."""
    if not holds_among(by, permission, readers):
        raise Refused(
            _("You do not have permission. At a unit of this case, these can do it: %(roles)s.")
            % {"roles": ", ".join(holders(permission))},
            code=str(permission),
        )


def role_in_team(by: Actor, record_id: UUID) -> TeamRole | None:
    """Return what an actor is in the team of a record now, or None."""
    if by.is_system:
        return None
    member = TeamMember.objects.filter(record_id=record_id, user_id=by.id).in_force(clock.now()).first()
    return TeamRole(member.role) if member else None


def may_open(role: TeamRole | None, group: Group) -> bool:
    """Tell whether a team role opens a field group."""
    return role is not None and group in MAY_OPEN[role]


def name_member(
    *,
    by: Actor,
    record_id: UUID,
    user: User,
    role: TeamRole,
    readers: Sequence[int],
    home_unit: int,
    home_state: str,
    line: Sequence[int] = (),
    is_founding: bool = False,
) -> TeamMember:
    """Name a person to the team; naming them again changes the role.

    The one who leads the case names, and holders of ``case:team`` in its ``line``, these never themselves.
    ``line`` is the home unit and those above it today: a unit that the case was merely shared with (it is among the
    ``readers``) has no say in the team. ``is_founding`` is for the action that opens a case and makes its opener
    the first member. Raises Refused without the right, Invalid when the person is posted at no unit that sees the
    case.
    """
    now = clock.now()
    with operation(
        events.TEAM_MEMBER_NAMED, by=by, target=("case", record_id), readers=readers, user=user.id, role=role
    ) as op:
        if not is_founding:
            require_sealed_door(by)
            _require_naming(by, record_id, user, line)
            posted = Grant.objects.filter(user=user, audience__in=list(readers)).in_force(clock.today())
            if not posted.exists():
                raise Invalid(
                    "user",
                    _(
                        "%(name)s is not posted at any unit that can see this case. Share the case with their "
                        "unit first."
                    )
                    % {"name": user.name},
                )
        member = TeamMember.objects.select_for_update().filter(record_id=record_id, user=user, until=None).first()
        if member is not None and member.role == role:
            op.keep_silent()
            return member
        if member is not None:
            member.revise(expected=None, changes={"until": now})
        return TeamMember.objects.create(
            record_id=record_id,
            user=user,
            role=role,
            since=now,
            named_by=by.id,
            readers=list(readers),
            home_unit=home_unit,
            home_state=home_state,
        )


def _require_naming(by: Actor, record_id: UUID, user: User, line: Sequence[int]) -> None:
    if by.is_system or role_in_team(by, record_id) is TeamRole.LEAD:
        return
    require_among(by, Permission.CASE_TEAM, line)
    if user.id == by.id:
        raise Refused(
            _("You cannot add yourself. The officer who leads the case, or your senior officer, can add you.")
        )


def remove_member(*, by: Actor, member_id: UUID, line: Sequence[int] = ()) -> TeamMember:
    """End a membership: one's own, or by those who may name (``line`` as in :func:`name_member`).

    The last one who leads a case stays until another leads it.
    """
    with operation(events.TEAM_MEMBER_REMOVED, by=by) as op:
        member = TeamMember.objects.filter(pk=member_id).first()
        if member is None:
            raise Unseen
        require_sealed_door(by)
        leads_it = role_in_team(by, member.record_id) is TeamRole.LEAD
        if member.user_id != by.id and not by.is_system and not leads_it:
            require_among(by, Permission.CASE_TEAM, line)
        op.about("case", member.record_id, member.readers)
        op.add(user=member.user_id, role=member.role)
        # Locked together, so that two removals at once cannot leave a case that nobody leads.
        now = clock.now()
        current = list(
            TeamMember.objects.select_for_update().filter(record_id=member.record_id).in_force(now).order_by("id")
        )
        fresh = next((each for each in current if each.pk == member.pk), None)
        if fresh is None:
            op.keep_silent()
            return member
        leads = [each for each in current if each.role == TeamRole.LEAD]
        if leads == [fresh]:
            raise Invalid("member", _("First name another officer to lead the case."))
        fresh.revise(expected=None, changes={"until": now})
        return fresh


def role_choices() -> list[tuple[str, str]]:
    """Return (code, words) of every team role for a form."""
    return [(role.value, str(words)) for role, words in TEAM_ROLE_WORDS.items()]
