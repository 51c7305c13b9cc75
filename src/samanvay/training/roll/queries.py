"""Reads on the roll: members as their line sees them, how far training has come, corridors where nobody is trained."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory.models import Place, Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.picture.filters import Filters, last_twelve_months
from samanvay.picture.queries import Route, Spot, picture, spots
from samanvay.picture.spots import district_of

from ..examining.models.certificate import VALID
from ..examining.queries.examinations import as_machinery
from ..models import Member
from . import policies
from .standing import Standing, counts_on, stands

BY = ("service", "rank", "district", "unit")


@dataclass(frozen=True, slots=True)
class MemberFilters:
    """What the roll is narrowed to; ``standing`` is one of Standing or "leave", ``unit`` the code of a unit."""

    words: str = ""
    service: str = ""
    rank: str = ""
    unit: str = ""
    district: str = ""
    standing: str = ""


def members(actor: Actor, asked: MemberFilters) -> QuerySet[Member]:
    """Return who is on the roll, of those whose rows the actor reads, by name. Raises Refused."""
    policies.may_see_roll(actor)
    found = Member.objects.present().named_like(asked.words)
    given = {"service": asked.service, "rank": asked.rank, "unit__code": asked.unit, "district": asked.district}
    found = found.filter(**{name: value for name, value in given.items() if value})
    if asked.standing == "leave":
        found = found.on_leave(clock.today())
    elif asked.standing:
        found = found.filter(stands(asked.standing, clock.today()))
    return found.select_related("unit").order_by("name", "id")


def member_or_unseen(actor: Actor, key: UUID) -> Member:
    """Return a member whose row the actor reads, also one who is gone. Raises Refused, Unseen."""
    policies.may_see_roll(actor)
    found = Member.objects.standing().filter(pk=key).select_related("unit").first()
    if found is None:
        raise Unseen
    return found


def ranks_there() -> list[str]:
    """Return the ranks of the members that the reader sees, each once."""
    return sorted(Member.objects.present().exclude(rank="").order_by().values_list("rank", flat=True).distinct())


def districts_there() -> list[Place]:
    """Return the districts of the members that the reader sees, by name."""
    keys = Member.objects.present().exclude(district="").order_by().values_list("district", flat=True).distinct()
    return list(Place.objects.filter(pk__in=list(keys)).order_by("name"))


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """How many of a group (a service, a rank, a unit by its code, a district by its key) stand how.

    ``attended`` are all who did lately, the trained among them.
    """

    key: str
    trained: int
    attended: int
    due: int
    overdue: int
    never: int

    @property
    def total(self) -> int:
        return self.attended + self.due + self.overdue + self.never

    def count(self, standing: str) -> int:
        """Return how many stand so, each counted once."""
        count: int = getattr(self, standing)
        return count - self.trained if standing == Standing.ATTENDED else count

    @property
    def lapsed(self) -> int:
        """Return how many nobody can rely on: overdue or never there."""
        return self.overdue + self.never


def coverage(actor: Actor, by: str, asked: MemberFilters) -> list[GroupCoverage]:
    """Return how training stands by service, rank, district or unit, where most is lacking first. Raises Refused."""
    today = clock.today()
    field = "unit__code" if by == "unit" else by
    counted = members(actor, asked).order_by().values(field)
    found = [GroupCoverage(each.pop(field), **each) for each in counted.annotate(**counts_on(today))]
    return sorted(found, key=lambda each: (-each.lapsed, -each.total, each.key))


def unit_names(codes: Iterable[str]) -> Mapping[str, Unit]:
    """Return units by code."""
    return {each.code: each for each in Unit.objects.filter(code__in=list(codes))}


@dataclass(frozen=True, slots=True)
class Gap:
    """A way with flow along which no district of the state has anybody with a valid certificate of the core.

    ``districts`` are those of the state at its source, its stops and its destination; ``attended`` is how many there
    attended lately without passing.
    """

    route: Route
    districts: tuple[str, ...]
    attended: int


def sees_corridors(actor: Actor) -> bool:
    """Tell whether somebody sees the corridors of the picture."""
    return holds(actor, Permission.FACT_READ)


def gaps(actor: Actor, state: str) -> tuple[list[Gap], Mapping[str, Spot]]:
    """Return the ways of the last twelve months without anybody trained, the most journeys first, and their places.

    Ways are those that the actor sees, both ends told: half a way is no corridor yet. Whether a district has somebody
    is asked by the machinery, since nobody would otherwise see it beyond the own line: yes or no and a number, no
    person.
    """
    policies.may_see_roll(actor)
    if not sees_corridors(actor):
        return [], {}
    routes = _by_stops(picture(actor, Filters(last_twelve_months())).routes)
    known = spots({key for each in routes for key in (each.origin, *each.via, each.destination) if key})
    today = clock.today()
    with as_machinery():
        here = Member.objects.present().filter(home_state=state).exclude(district="").order_by()
        certified = set(here.filter(certified_on__gte=today - VALID).values_list("district", flat=True))
        lately = here.filter(last_on__gte=today - VALID).values("district").annotate(n=Count("pk"))
        attended = {each["district"]: each["n"] for each in lately}
    found = []
    for route in (each for each in routes if each.origin and each.destination):
        ends = (route.origin, *route.stops, route.destination)
        own = [spot for key in ends if (spot := known.get(key)) is not None and spot.state == state]
        districts = tuple(dict.fromkeys(key for spot in own if (key := district_of(spot))))
        if districts and not certified.intersection(districts):
            found.append(Gap(route, districts, sum(attended.get(key, 0) for key in districts)))
    return found, known


def _by_stops(routes: Iterable[Route]) -> list[Route]:
    """Return ways with what differs only in the places passed put together, the most journeys first."""
    found: dict[tuple[str, tuple[str, ...], str], Route] = {}
    for each in routes:
        stops = tuple(key for key in dict.fromkeys(each.via) if key in each.stops)
        key = (each.origin, stops, each.destination)
        whole = found.setdefault(key, Route(each.origin, stops, each.destination))
        whole.journeys += each.journeys
        whole.persons += each.persons
        whole.stops += each.stops
    return sorted((each for each in found.values() if each.journeys), key=lambda each: -each.journeys)
