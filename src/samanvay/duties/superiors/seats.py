"""Seats: a role at a unit that somebody holds today; whom a duty's owner may ask, and who could take a duty over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samanvay.access.actors import BY_PERMISSION
from samanvay.access.models import Grant, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.access.roles import BY_CODE, Compartment
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.ids import uuid_of
from samanvay.kernel.records import standing

from ..kinds import kind_of
from ..models import Duty

OPENS = {
    "candidate": Permission.TRACING_READ,
    "case": Permission.CASE_READ,
    "report": Permission.REPORT_READ,
    "restoration": Permission.TRACING_READ,
    "tracing": Permission.TRACING_READ,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at a unit; ``user`` where one person of those who hold it is meant."""

    role: str
    audience: int
    user: User | None = None

    def is_of(self, actor: Actor) -> bool:
        """Tell whether an actor sits here."""
        if self.user is not None:
            return self.user.pk == actor.id
        return any((held.role, held.audience) == (self.role, self.audience) for held in actor.grants)


def seat_to_ask(duty: Duty, asker: Actor, *, way: str = "") -> Seat | None:
    """Return who answers for a duty: whoever opened it, else the first unit above, else who coordinates.

    ``way`` narrows it to one of ``WAYS``. Never the asker. None where nobody is there.
    """
    for each in (way,) if way else WAYS:
        seat = WAYS[each](duty)
        if seat is not None and not seat.is_of(asker):
            return seat
    return None


def seat_above(audience: int) -> Seat | None:
    """Return the seat at the first unit above one where anybody serves, None at the top."""
    above = directory.superior_of(audience)
    while above is not None:
        if (seat := seat_at(above)) is not None:
            return seat
        above = directory.superior_of(above)
    return None


def seat_at(audience: int) -> Seat | None:
    """Return the seat that commands a unit: a role that assigns duties before others, the longest held first."""
    held = _grants([audience])
    held.sort(key=lambda grant: Permission.DUTY_ASSIGN not in BY_CODE[grant.role].permissions)
    return Seat(held[0].role, held[0].audience) if held else None


def seats_of(units: Iterable[Unit]) -> list[tuple[str, Unit]]:
    """Return every role that somebody holds today at some units, in the order of the units."""
    listed = list(units)
    held = {(grant.role, grant.audience) for grant in _grants([unit.audience for unit in listed])}
    order = list(BY_CODE)
    return [
        (role, unit)
        for unit in listed
        for role in sorted((code for code, audience in held if audience == unit.audience), key=order.index)
    ]


@dataclass(frozen=True, slots=True)
class Takers:
    """Who may be given a duty: nobody is given what they cannot open, and what a law asks stays in the unit's line.

    ``readers`` are those of the record that it is about, None where that is no protected one.
    """

    needed: Permission | None = None
    readers: frozenset[int] | None = None
    line: frozenset[int] | None = None
    owner: int = 0

    def refusal(self, role: str, audience: int) -> str:
        """Return why a role at a unit may not have it, nothing where it may."""
        if self.line is not None and audience not in self.line:
            said = _("The law names who does this. Choose a post at %(unit)s or above it, or remind them.")
            return said % {"unit": directory.name_of_unit(self.owner) or ""}
        held = BY_CODE[role].permissions
        of_many = {each for each, permission in BY_PERMISSION.items() if permission in held}
        if self.needed is not None and self.needed not in held:
            return _("This post may not open what the task is about. Choose another.")
        if self.readers is not None and self.readers.isdisjoint({audience, *of_many}):
            return _("This unit does not see what the task is about. Share it with the unit first, or choose another.")
        return ""


def takers_of(duty: Duty) -> Takers:
    """Return who may be given a duty."""
    key = uuid_of(duty.subject_id)
    about = standing([key]).values() if key else ()
    by_law = kind_of(duty.kind).fixed_hour
    return Takers(
        OPENS.get(duty.subject_kind),
        next((each.readers for each in about), None),
        frozenset(directory.readers_for(duty.owner_audience)) if by_law else None,
        duty.owner_audience,
    )


def is_below(actor: Actor, audiences: Iterable[int]) -> set[int]:
    """Return those of some units that an actor commands."""
    commanded = set(units_with(actor, Permission.DUTY_ASSIGN))
    return {unit for unit, above in directory.readers_for_many(audiences).items() if commanded & set(above)}


def _opener_of(duty: Duty) -> Seat | None:
    if duty.opened_by != SYSTEM.id:
        held = Grant.objects.filter(user_id=duty.opened_by, user__is_active=True, user__is_client=False)
        grants = sorted(
            (grant for grant in held.in_force(clock.today()).select_related("user") if grant.role in BY_CODE),
            key=lambda grant: (grant.audience != duty.opener_unit, grant.since, grant.pk),
        )
        if grants:
            return Seat(grants[0].role, grants[0].audience, grants[0].user)
    return seat_at(duty.opener_unit) if duty.opener_unit is not None else None


def _superior_of(duty: Duty) -> Seat | None:
    return seat_above(duty.owner_audience)


def _coordinator_of(duty: Duty) -> Seat | None:
    """Return who coordinates across departments: the District Magistrate of the owner's district, else the state desk.

    Nobody coordinates those who watch the others.
    """
    unit = directory.units_of([duty.owner_audience]).get(duty.owner_audience)
    if unit is None or unit.compartment == Compartment.OVERSIGHT:
        return None
    district = "" if unit.place is None else unit.place.district_id or unit.place.key
    offices = (
        Unit.objects.open(clock.today()).filter(home_state=unit.home_state).exclude(pk=unit.pk).order_by("audience")
    )
    of_district = offices.filter(kind="district_office", place_id=district)
    for office in [*of_district[:1], *offices.filter(kind="state_bureau")[:1]]:
        if (seat := seat_at(office.audience)) is not None:
            return seat
    return None


def _grants(audiences: Iterable[int]) -> list[Grant]:
    held = Grant.objects.filter(audience__in=list(audiences), user__is_active=True, user__is_client=False)
    return [grant for grant in held.in_force(clock.today()).order_by("since", "id") if grant.role in BY_CODE]


WAYS: Mapping[str, Callable[[Duty], Seat | None]] = {
    "opener": _opener_of,
    "superior": _superior_of,
    "coordinator": _coordinator_of,
}
