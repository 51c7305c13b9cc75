"""Whom a conference invites: roles at their units over a place, and the people who hold them today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samanvay.access.models import Grant, User
from samanvay.directory import queries as directory
from samanvay.directory.models import Place, Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM_AUDIENCE

from ..kinds import SEATS
from ..models import Conference, Invitation


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at a unit, and the district that the unit stands for ("" for one above districts)."""

    role: str
    audience: int
    district: str


def seats_over(place: str, roles: Sequence[str], home_state: str) -> list[Seat]:
    """Return the seats of roles over a place, district by district in the order of the roles; a few queries."""
    districts = directory.districts_of(place)
    inside = {place, *districts}
    if len(districts) > 1:
        divisions = set(Place.objects.filter(pk__in=districts).values_list("parent_id", flat=True)) - {None}
        inside |= set(Place.objects.filter(pk__in=divisions, kind="division").values_list("pk", flat=True))
    kinds = {kind: role for role in roles for kind in SEATS.get(role, ())}
    units = (
        Unit.objects.open(clock.today())
        .filter(Q(place_id__in=inside) | Q(place__district_id__in=districts), home_state=home_state, kind__in=kinds)
        .select_related("place")
        .order_by("place__name", "audience")
    )
    found = []
    for unit in units:
        assert unit.place is not None
        district = unit.place.key if unit.place.kind == "district" else unit.place.district_id or ""
        found.append(Seat(kinds[unit.kind], unit.audience, district))
    return sorted(found, key=lambda seat: list(roles).index(seat.role))


def holders_of_many(seats: Iterable[tuple[str, int]], on: date | None = None) -> dict[tuple[str, int], list[User]]:
    """Return who holds each of many (role, audience) on a day or today, in one query."""
    wanted = set(seats)
    grants = (
        Grant.objects.filter(
            role__in={role for role, _audience in wanted},
            audience__in={audience for _role, audience in wanted},
            user__is_active=True,
        )
        .in_force(on or clock.today())
        .select_related("user")
        .order_by("user__name", "user_id")
    )
    found: dict[tuple[str, int], list[User]] = {}
    for grant in grants:
        people = found.setdefault((grant.role, grant.audience), [])
        if (grant.role, grant.audience) in wanted and grant.user not in people:
            people.append(grant.user)
    return {seat: people for seat, people in found.items() if seat in wanted}


def people_invited(conference: Conference) -> list[User]:
    """Return who is told of a conference today: the holders of every invited seat and of the chair."""
    seats = set(Invitation.objects.filter(conference=conference).values_list("role", "audience"))
    seats.add((conference.chair_role, conference.home_unit))
    people = {user.pk: user for held in holders_of_many(seats).values() for user in held}
    return list(people.values())


def readers_of_district(conference: Conference, district: str, invitations: Iterable[Invitation]) -> list[int]:
    """Return who reads what stands under an item: the chair's line, and the invited offices of its district."""
    own = {each.audience for each in invitations if district and each.district == district}
    return sorted({SYSTEM_AUDIENCE, *conference.line, *own})
