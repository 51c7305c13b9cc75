"""Reads on the picture: facts as the actor may see them, corridors, stop-overs, who was caught where, silence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Count, Max

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.kept import Kept

from .filters import Filters, Period, inside, last_months, last_twelve_months, months_before
from .models import Fact, ReportedWeek, SharedFact
from .partners import CorridorCell, partner_cells, partner_corridors
from .sheets import Beat, District, beat_of, beat_sheet, beats_of, district_sheet
from .spots import Spot, spots
from .tallies import Dated, Tally, by_month, dated, edition, tallies, tallies_and_months, told_by_month

__all__ = [
    "Beat",
    "Corridor",
    "CorridorCell",
    "Dated",
    "District",
    "Effort",
    "Filters",
    "Happening",
    "Period",
    "Picture",
    "Route",
    "Silence",
    "Spot",
    "Tally",
    "agencies_by_week",
    "beat_of",
    "beat_sheet",
    "beats_of",
    "by_month",
    "dated",
    "district_sheet",
    "effort",
    "facts",
    "last_months",
    "last_twelve_months",
    "legs_of",
    "partner_cells",
    "partner_corridors",
    "picture",
    "reported_weeks",
    "silent_districts",
    "spots",
    "tallies",
    "told_by_month",
]

SILENT_WEEKS = 3


@dataclass(slots=True)
class Corridor:
    """One arc: journeys and persons from one place to the next, seen whole or in part."""

    origin: str
    destination: str
    journeys: int = 0
    persons: int = 0
    is_hearsay: bool = True


@dataclass(slots=True)
class Route:
    """A way as it was told: from, by way of, to. ``stops`` and ``kept`` are the journeys and persons kept, by place."""

    origin: str
    via: tuple[str, ...]
    destination: str
    journeys: int = 0
    persons: int = 0
    is_hearsay: bool = True
    stops: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Happening:
    """Events of one kind at one place."""

    place: str
    kind: str
    count: int = 0
    persons: int = 0


@dataclass(slots=True, eq=False)
class Picture:
    """Everything that the map and its tables show. One that ``picture`` gave is shared: it is not changed.

    ``stopovers`` count the journeys of which people were kept at a place, ``through`` those told to have only passed.
    """

    journeys: int = 0
    corridors: list[Corridor] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    stopovers: Counter[str] = field(default_factory=Counter)
    through: Counter[str] = field(default_factory=Counter)
    happenings: list[Happening] = field(default_factory=list)
    by_place: Counter[str] = field(default_factory=Counter)
    by_month: Mapping[date | None, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.by_place


@dataclass(frozen=True, slots=True)
class Silence:
    """A district that has not spoken: since when (None = never here)."""

    district: str
    last_week: date | None


@dataclass(frozen=True, slots=True)
class Effort:
    """In how many of the whole weeks of a period each district spoke; one that is not named spoke in none."""

    weeks: int = 0
    spoke: dict[str, int] = field(default_factory=dict)

    def is_silent(self, district: str) -> bool:
        """Tell whether a district said nothing in the whole period."""
        return self.weeks > 0 and not self.spoke.get(district)

    def is_thin(self, district: str) -> bool:
        """Tell whether a district spoke, but in less than half of the weeks."""
        return 0 < self.spoke.get(district, 0) * 2 < self.weeks


def facts(actor: Actor, filters: Filters) -> list[Fact | SharedFact]:
    """Return the facts of a period as this actor may see them: near ones whole, others as opened to all."""
    require(actor, Permission.FACT_READ)
    condition = inside(filters)
    near = list(Fact.objects.filter(condition))
    shared = SharedFact.objects.filter(condition).exclude(near__overlap=list(actor.audiences))
    return [*near, *shared]


_pictures: Kept[Picture] = Kept(24)  # of many facts one takes some megabytes


def picture(actor: Actor, filters: Filters) -> Picture:
    """Return arcs, routes, stop-overs and happenings of the facts that the actor may see, the most first.

    One of places, kinds and time alone is kept until a count changes that the actor may see.
    """
    known = edition(actor) if filters.is_of_shapes else None
    if known is None:
        return _counted(actor, filters)
    return _pictures.get((known, filters, clock.today()), lambda: _counted(actor, filters))


def _counted(actor: Actor, filters: Filters) -> Picture:
    counted, months = tallies_and_months(actor, filters)
    drawn = drawn_from(counted)
    drawn.by_month = months
    return drawn


def drawn_from(counted: Iterable[Tally]) -> Picture:
    """Return the picture that tallies make."""
    drawn = Picture()
    corridors: dict[tuple[str, str], Corridor] = {}
    routes: dict[tuple[str, tuple[str, ...], str], Route] = {}
    happenings: dict[tuple[str, str], Happening] = {}
    for tally in counted:
        for key in tally.place_keys:
            drawn.by_place[key] += tally.persons
        if tally.is_movement:
            drawn.journeys += tally.facts
            way = (tally.origin, tally.via, tally.destination)
            route = routes.get(way) or routes.setdefault(way, Route(*way))
            _add(route, tally)
            for leg in tally.legs:
                _add(corridors.setdefault(leg, Corridor(*leg)), tally)
            for key in dict.fromkeys(tally.via):
                if key in tally.stops:
                    drawn.stopovers[key] += tally.facts
                    route.stops[key] += tally.facts
                    route.kept[key] += tally.persons
                else:
                    drawn.through[key] += tally.facts
        elif tally.place:
            at = (tally.place, tally.event_kind)
            happening = happenings.setdefault(at, Happening(*at))
            happening.count += tally.facts
            happening.persons += tally.persons
    drawn.corridors = sorted(corridors.values(), key=lambda each: (-each.journeys, each.origin, each.destination))
    drawn.routes = sorted(routes.values(), key=lambda each: (-each.journeys, each.origin, each.via, each.destination))
    drawn.happenings = sorted(happenings.values(), key=lambda each: (-each.count, each.place, each.kind))
    return drawn


def _add(way: Corridor | Route, tally: Tally) -> None:
    way.journeys += tally.facts
    way.persons += tally.persons
    way.is_hearsay = way.is_hearsay and tally.is_hearsay


def legs_of(fact: Fact | SharedFact) -> Iterable[tuple[str, str]]:
    """Yield the consecutive pairs of places of a movement."""
    stops = [key for key in (fact.origin, *fact.via, fact.destination) if key]
    return pairwise(stops)


def silent_districts(
    actor: Actor, state: str, *, weeks: int = SILENT_WEEKS, own: Iterable[str] | None = None
) -> list[Silence]:
    """Return the districts of a state that submitted nothing for so many whole weeks, the longest silence first.

    ``own`` are its districts, where they were looked up.
    """
    require(actor, Permission.FACT_READ)
    monday = clock.today() - timedelta(days=clock.today().weekday())
    since = monday - timedelta(weeks=weeks)
    last_weeks = dict(ReportedWeek.objects.values_list("district").annotate(last=Max("week")))
    silent = [
        Silence(key, last_weeks.get(key))
        for key in (directory.districts_of(state) if own is None else own)
        if last_weeks.get(key, date.min) < since
    ]
    return sorted(silent, key=lambda each: (each.last_week or date.min, each.district))


def reported_weeks(actor: Actor, since: date) -> dict[str, int]:
    """Return for each district in how many weeks since a day anybody spoke: the effort behind every count."""
    require(actor, Permission.FACT_READ)
    weeks = ReportedWeek.objects.filter(week__gte=since).values_list("district", "week").distinct()
    return dict(Counter(district for district, _ in weeks))


def effort(actor: Actor, period: Period) -> Effort:
    """Return how the districts reported on the weeks that begin inside a period and are over."""
    require(actor, Permission.FACT_READ)
    first = period.first + timedelta(days=-period.first.weekday() % 7)
    running = clock.today() - timedelta(days=clock.today().weekday())
    end = min(months_before(period.last, -1), running)
    weeks = max(0, (end - first + timedelta(days=6)).days // 7)
    told = ReportedWeek.objects.filter(week__gte=first, week__lt=end).values_list("district")
    return Effort(weeks, dict(told.annotate(weeks=Count("week", distinct=True))))


def agencies_by_week(weeks: Iterable[date], districts: Iterable[str]) -> dict[date, set[tuple[str, str]]]:
    """Return for each of some weeks, by its Monday, district and agency of the reports that were submitted on it."""
    found: dict[date, set[tuple[str, str]]] = {week: set() for week in weeks}
    rows = ReportedWeek.objects.filter(week__in=list(found), district__in=list(districts))
    for week, district, agency in rows.values_list("week", "district", "agency"):
        found[week].add((district, agency))
    return found


def districts_reported(actor: Actor, week: date) -> set[str]:
    """Return the districts for which anybody submitted a report on the week of a Monday."""
    require(actor, Permission.FACT_READ)
    return set(ReportedWeek.objects.filter(week=week).values_list("district", flat=True))
