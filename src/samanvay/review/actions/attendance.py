"""Attendance: "I am here" by the invited, or a roll typed by who runs the conference."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.access.roles import BY_CODE
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM_AUDIENCE, Actor
from samanvay.kernel.refusals import Invalid, Refused

from .. import events, policies
from ..invitations.inviting import Seat, seats_over
from ..kinds import SEATS
from ..models import Conference, Invitation, Item
from ..states import Presence
from ..wording import short

Mark = tuple[bool, str]  # whether somebody is there for an office, and in which role where it is not its own


@dataclass(slots=True)
class Noted:
    """How many lines of a roll changed, and those that somebody else marked otherwise meanwhile, with what was sent."""

    changed: int = 0
    clashing: list[tuple[Invitation, Mark]] = field(default_factory=list)


def say_here(*, by: Actor, conference: Conference) -> Invitation:
    """Note that the actor's office is there, and in which role it came where that is another than invited."""
    policies.may_say_here(by, conference)
    invitation = own_invitation(by, conference)
    if invitation is None:
        raise Refused(_("Your office is not invited to this meeting."))
    came_as = ""
    if not any(held.role == invitation.role and held.audience == invitation.audience for held in by.grants):
        roles = [held.role for held in by.grants if held.audience == invitation.audience]
        came_as = BY_CODE[roles[0]].name.en if roles and roles[0] in BY_CODE else ""
    with operation(
        events.ATTENDANCE_NOTED, by=by, target=("conference", conference.id), readers=invitation.readers
    ) as op:
        op.add(invitation=invitation.pk)
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        invitation.revise(
            expected=None,
            changes={"presence": Presence.PRESENT, "by_role": came_as, "noted_by": by.id, "noted_at": clock.now()},
        )
    return invitation


def own_invitation(actor: Actor, conference: Conference) -> Invitation | None:
    """Return the invitation of an actor's office, that of their own role first."""
    units = [held.audience for held in actor.grants if holds(actor, Permission.CONFERENCE_READ, audience=held.audience)]
    found = list(Invitation.objects.filter(conference=conference, audience__in=units).order_by("pk"))
    roles = {(held.role, held.audience) for held in actor.grants}
    return min(found, key=lambda each: (each.role, each.audience) not in roles, default=None)


def note_roll(
    *,
    by: Actor,
    conference: Conference,
    roll: Mapping[UUID, tuple[str, str]],
    chair: str | None = None,
    others: Collection[tuple[str, str]] = (),
    seen: Mapping[UUID, Mark] | None = None,
    seen_chair: Mark | None = None,
) -> Noted:
    """Note for invitations (presence, who came instead by role).

    ``chair`` says who sat in the chair, by role, "" for its own holder; ``others`` are (role, district) of offices that
    were not invited and came. ``seen`` and ``seen_chair`` are the marks as they were shown: only what differs from them
    is written, and not over what somebody else made of it meanwhile. Raises Invalid.
    """
    with operation(events.ATTENDANCE_NOTED, by=by, target=("conference", conference.id), readers=conference.line) as op:
        conference = Conference.objects.locked(conference)
        policies.may_note_attendance(by, conference)
        noted = Noted(sum(_add_office(by, conference, _seat_of(conference, *each)) for each in others))
        shown = dict(seen or {})
        if chair is not None:
            own = _chair_of(conference)
            roll = {**roll, own.pk: (Presence.PRESENT, chair)}
            if seen_chair is not None:
                shown[own.pk] = seen_chair
        listed = Invitation.objects.select_for_update().filter(conference=conference, pk__in=list(roll))
        for each in listed.order_by("pk"):
            presence, by_role = roll[each.pk]
            is_there = presence == Presence.PRESENT
            sent: Mark = (is_there, short("by_role", by_role, 80) if is_there else "")
            stands: Mark = (each.presence == Presence.PRESENT, each.by_role)
            to = _merged(shown.get(each.pk, stands), stands, sent)
            if to is None:
                noted.clashing.append((each, sent))
            elif to != stands:
                changes = {"presence": Presence.PRESENT if to[0] else Presence.ABSENT, "by_role": to[1]}
                each.revise(expected=None, changes={**changes, "noted_by": by.id, "noted_at": clock.now()})
                noted.changed += 1
        op.add(changed=noted.changed)
        if not noted.changed:
            op.keep_silent()
    return noted


def _merged(seen: Mark, stands: Mark, sent: Mark) -> Mark | None:
    """Return the mark that follows for a line shown as ``seen``, None where two people changed it to contradict."""
    if sent in (seen, stands):
        return stands
    if stands == seen:
        return sent
    if sent[0] and stands[0] and seen[1] in (sent[1], stands[1]):  # one ticked it, the other said who came
        return True, sent[1] if stands[1] == seen[1] else stands[1]
    return None


def _chair_of(conference: Conference) -> Invitation:
    """Return the row on which the chair's presence is noted."""
    seat = Seat(conference.chair_role, conference.home_unit, "")
    return _invitation(conference, seat) or _invite(conference, seat)


def _add_office(by: Actor, conference: Conference, seat: Seat) -> bool:
    """Note that an office came, which from now on counts as invited; tells whether that is new."""
    found = _invitation(conference, seat)
    if found is None:
        found = _invite(conference, seat)
        readers = sorted({*conference.readers, seat.audience})
        conference.revise(expected=None, changes={"readers": readers})
        Item.objects.filter(conference=conference).update(readers=readers)
    elif found.presence == Presence.PRESENT:
        return False
    changes = {"presence": Presence.PRESENT, "noted_by": by.id, "noted_at": clock.now()}
    found.revise(expected=None, changes=changes)
    return True


def _invitation(conference: Conference, seat: Seat) -> Invitation | None:
    return Invitation.objects.filter(conference=conference, role=seat.role, audience=seat.audience).first()


def _invite(conference: Conference, seat: Seat) -> Invitation:
    return Invitation.objects.create(
        conference=conference,
        role=seat.role,
        audience=seat.audience,
        district=seat.district,
        readers=sorted({SYSTEM_AUDIENCE, *conference.line, seat.audience}),
        home_unit=conference.home_unit,
        home_state=conference.home_state,
    )


def _seat_of(conference: Conference, role: str, district: str) -> Seat:
    """Return the seat of a role in a district of the conference, or above its districts."""
    if role in SEATS and (not district or district in directory.districts_of(conference.place)):
        for seat in seats_over(conference.place, (role,), conference.home_state):
            if seat.district == district:
                return seat
    raise Invalid("others", _("There is no such office there. Choose another role or district."))
