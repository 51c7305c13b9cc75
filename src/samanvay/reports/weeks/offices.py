"""Who answers where nobody is posted: the first unit above at which somebody accepts reports, else the state's desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.kernel import clock

BUREAU = "state_bureau"


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at the unit of an audience."""

    role: str
    audience: int


def seats_above(audiences: Collection[int], state: str) -> dict[int, Seat]:
    """Return for each of some units who answers in its place; one is left out where the state has no desk either.

    As a duty that nobody acts on goes up, but to those alone who may do something about a report: who accepts them.
    """
    if not audiences:
        return {}
    lines = {
        audience: [above for above in line[1:] if above != audience]
        for audience, line in directory.readers_for_many(audiences).items()
    }
    serving = _serving(Permission.REPORT_ACCEPT, {above for line in lines.values() for above in line})
    desk = directory.desk_of(state)
    found = {}
    for audience, line in lines.items():
        above = next((each for each in line if each in serving), None)
        if above is not None:
            found[audience] = Seat(serving[above], above)
        elif desk is not None:
            found[audience] = Seat(BUREAU, desk.audience)
    return found


def writers_above(audiences: Collection[int]) -> dict[int, list[Seat]]:
    """Return for each of some units the offices above it where somebody writes reports today, the nearest first."""
    lines = directory.readers_for_many(audiences) if audiences else {}
    serving = _serving(Permission.REPORT_WRITE, {above for line in lines.values() for above in line})
    return {
        audience: [Seat(serving[above], above) for above in line[1:] if above != audience and above in serving]
        for audience, line in lines.items()
    }


def last_held(seats: Collection[tuple[str, int]], before: date) -> dict[tuple[str, int], date]:
    """Return of seats (role, audience) that nobody holds the first day without a holder, where one is known."""
    ended = Grant.objects.filter(
        Q(until__lt=before) | Q(ended_at__isnull=False),
        role__in={role for role, _unit in seats},
        audience__in={unit for _role, unit in seats},
        waits=False,
    )
    found: dict[tuple[str, int], date] = {}
    for grant in ended:
        seat = (grant.role, grant.audience)
        if seat in seats:
            days = [grant.until + timedelta(days=1)] if grant.until else []
            days += [grant.ended_at.astimezone(clock.INDIA).date()] if grant.ended_at else []
            found[seat] = max(found.get(seat, date.min), min(days))
    return found


def seat_of(audience: int, role: str, state: str) -> Seat:
    """Return who answers for what a unit has to write: the role, another that writes there, else whoever is above."""
    if directory.holders_of(role, audience).exists():
        return Seat(role, audience)
    writing = _serving(Permission.REPORT_WRITE, [audience])
    if audience in writing:
        return Seat(writing[audience], audience)
    return seats_above([audience], state).get(audience, Seat(role, audience))


def somebody_writes_at(audience: int) -> bool:
    """Tell whether anybody who writes reports is posted to a unit today."""
    return audience in _serving(Permission.REPORT_WRITE, [audience])


def _serving(permission: Permission, audiences: Collection[int]) -> dict[int, str]:
    """Return for each unit where somebody holds a role with a permission today the first such role of the table."""
    roles = [code for code, role in BY_CODE.items() if permission in role.permissions]
    grants = Grant.objects.filter(role__in=roles, audience__in=list(audiences), user__is_active=True)
    found: dict[int, str] = {}
    for audience, role in grants.in_force(clock.today()).values_list("audience", "role").distinct():
        if audience not in found or roles.index(role) < roles.index(found[audience]):
            found[audience] = role
    return found
