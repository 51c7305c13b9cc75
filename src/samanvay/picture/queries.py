"""Reads on the picture: facts as the actor may see them, corridors, stop-overs, who was caught where, silence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Max, Q

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as

from .floors import FEWEST_FOR_PARTNERS, Cell, count_cells
from .models import Fact, ReportedWeek, SharedFact

SILENT_WEEKS = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Months from the first to the last, both included; each the first day of its month."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Filters:
    """What the picture is narrowed to."""

    period: Period
    form: str = ""
    lure: str = ""
    kind: str = ""


@dataclass(slots=True)
class Corridor:
    """One arc: journeys and persons from one place to the next, seen whole or in part."""

    origin: str
    destination: str
    journeys: int = 0
    persons: int = 0
    is_hearsay: bool = True


@dataclass(slots=True)
class Happening:
    """Events of one kind at one place."""

    place: str
    kind: str
    count: int = 0
    persons: int = 0


@dataclass(slots=True)
class Picture:
    """Everything that the map and its table show."""

    facts: Sequence[Fact | SharedFact]
    corridors: list[Corridor] = field(default_factory=list)
    stopovers: Counter[str] = field(default_factory=Counter)
    happenings: list[Happening] = field(default_factory=list)
    by_place: Counter[str] = field(default_factory=Counter)

    @property
    def journeys(self) -> int:
        return len({fact.journey for fact in self.facts if fact.kind == "movement"})


@dataclass(frozen=True, slots=True)
class Silence:
    """A district that has not spoken: since when (None = never here)."""

    district: str
    last_week: date | None


def last_twelve_months() -> Period:
    """Return the twelve months that end with the present one."""
    last = clock.today().replace(day=1)
    return Period(_months_before(last, 11), last)


def facts(actor: Actor, filters: Filters) -> list[Fact | SharedFact]:
    """Return the facts of a period as this actor may see them: near ones whole, others as opened to all.

    A fact known only by its quarter belongs to a period that holds the whole quarter.
    """
    require(actor, Permission.FACT_READ)
    inside = _inside(filters)
    near = list(Fact.objects.filter(inside))
    shared = SharedFact.objects.filter(inside).exclude(pk__in=Fact.objects.values("pk"))
    return [*near, *shared]


def _inside(filters: Filters) -> Q:
    period = filters.period
    last_whole_quarter = _months_before(period.last, 2)
    inside = Q(month__gte=period.first, month__lte=period.last) | Q(
        month__isnull=True, quarter__gte=period.first, quarter__lte=last_whole_quarter
    )
    if filters.form:
        inside &= Q(forms__contains=[filters.form])
    if filters.lure:
        inside &= Q(lures__contains=[filters.lure])
    if filters.kind:
        inside &= Q(kind=filters.kind) | Q(event_kind=filters.kind)
    return inside


def _months_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before that of a day."""
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, 1)


def picture(actor: Actor, filters: Filters) -> Picture:
    """Return arcs, stop-overs and happenings of the facts that the actor may see."""
    seen = facts(actor, filters)
    drawn = Picture(facts=seen)
    corridors: dict[tuple[str, str], Corridor] = {}
    happenings: dict[tuple[str, str], Happening] = {}
    for fact in seen:
        for key in dict.fromkeys(fact.place_keys):
            drawn.by_place[key] += fact.counted
        if fact.kind == "movement":
            for start, end in legs_of(fact):
                corridor = corridors.setdefault((start, end), Corridor(start, end))
                corridor.journeys += 1
                corridor.persons += fact.counted
                corridor.is_hearsay = corridor.is_hearsay and fact.certainty == "hearsay"
            drawn.stopovers.update(dict.fromkeys(fact.via, 1))
        elif fact.place:
            happening = happenings.setdefault((fact.place, fact.event_kind), Happening(fact.place, fact.event_kind))
            happening.count += 1
            happening.persons += fact.counted
    drawn.corridors = sorted(corridors.values(), key=lambda each: (-each.journeys, each.origin, each.destination))
    drawn.happenings = sorted(happenings.values(), key=lambda each: (-each.count, each.place, each.kind))
    return drawn


def legs_of(fact: Fact | SharedFact) -> Iterable[tuple[str, str]]:
    """Yield the consecutive pairs of places of a movement."""
    stops = [key for key in (fact.origin, *fact.via, fact.destination) if key]
    return pairwise(stops)


def partner_cells(actor: Actor, period: Period) -> dict[Cell, int]:
    """Return the counts that a partner may see: (place, form, quarter) with ten persons or more, nothing finer."""
    if not holds(actor, Permission.FACT_READ):
        require(actor, Permission.FACT_READ_PARTNER)
    with acting_as(SYSTEM):
        opened = SharedFact.objects.filter(quarter__gte=period.first, quarter__lte=period.last)
        counts = count_cells(opened)
    return {cell: count for cell, count in counts.items() if count >= FEWEST_FOR_PARTNERS}


def silent_districts(actor: Actor, state: str, *, weeks: int = SILENT_WEEKS) -> list[Silence]:
    """Return the districts of a state that submitted nothing for so many whole weeks, the longest silence first."""
    require(actor, Permission.FACT_READ)
    monday = clock.today() - timedelta(days=clock.today().weekday())
    since = monday - timedelta(weeks=weeks)
    last_weeks = dict(ReportedWeek.objects.values_list("district").annotate(last=Max("week")))
    silent = [
        Silence(key, last_weeks.get(key))
        for key in directory.districts_of(state)
        if last_weeks.get(key, date.min) < since
    ]
    return sorted(silent, key=lambda each: (each.last_week or date.min, each.district))


def reported_weeks(actor: Actor, since: date) -> dict[str, int]:
    """Return for each district in how many weeks since a day anybody spoke: the effort behind every count."""
    require(actor, Permission.FACT_READ)
    weeks = ReportedWeek.objects.filter(week__gte=since).values_list("district", "week").distinct()
    return dict(Counter(district for district, _ in weeks))
