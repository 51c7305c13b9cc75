"""The sheet of a district or of a beat: who is taken from here, kept here, passes, is brought here, was caught."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.cases.kinds import TELLING
from samanvay.directory.models import Jurisdiction, Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .facts.levels import level_of
from .filters import Filters, Period, last_months, months_before
from .models import ReportedWeek
from .spots import district_of, spots
from .tallies import Tally, lures_at, places_named, tallies

WEEKS_SHOWN = 8
AGENCIES = ("police", "administration")
CHANGE_MONTHS = 3
BEAT_KINDS = ("station", "grp_station", "rpf_post", "border_post")


@dataclass(slots=True)
class Ways:
    """Journeys and persons by the place at the other end."""

    journeys: Counter[str] = field(default_factory=Counter)
    persons: Counter[str] = field(default_factory=Counter)

    def add(self, key: str, journeys: int, persons: int) -> None:
        self.journeys[key] += journeys
        self.persons[key] += persons

    def lines(self) -> list[tuple[str, int, int]]:
        """The places with journeys and persons, the most first; "" stands for an end that was not said."""
        order = sorted(self.journeys, key=lambda key: (-self.journeys[key], key))
        return [(key, self.journeys[key], self.persons[key]) for key in order]


@dataclass(slots=True)
class District:
    """What the sheet of a district, or of a beat in it, holds. ``key`` is the district, or "beat" for a beat.

    ``stopped`` are the journeys of which people were kept here on the way and ``stops`` the places where, ``passing``
    those that went through and stopped nowhere here, as far as it is told; ``linked`` are the other places of its
    movements; ``change`` holds of each number what it was in the last three months and in the three before;
    ``agencies`` tells for which week each last spoke.
    """

    key: str
    taken: Ways = field(default_factory=Ways)
    stopped: Ways = field(default_factory=Ways)
    passing: Ways = field(default_factory=Ways)
    brought: Ways = field(default_factory=Ways)
    stops: Counter[str] = field(default_factory=Counter)
    caught_here: Counter[str] = field(default_factory=Counter)
    caught_linked: dict[str, Counter[str]] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    lures: Counter[str] = field(default_factory=Counter)
    change: list[tuple[str, int, int]] = field(default_factory=list)
    weeks: list[tuple[date, bool]] = field(default_factory=list)
    agencies: dict[str, date | None] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        ways = (self.taken, self.stopped, self.passing, self.brought)
        return not (any(each.journeys for each in ways) or self.caught_here)

    @property
    def totals(self) -> dict[str, int]:
        """Journeys taken, stopped, passing and brought, and persons met with here: what is compared over time.

        Whoever was found again was not rescued by that, and nobody is met with by a raid or a programme as such.
        """
        return {
            "taken": sum(self.taken.journeys.values()),
            "stopped": sum(self.stopped.journeys.values()),
            "passing": sum(self.passing.journeys.values()),
            "brought": sum(self.brought.journeys.values()),
            "caught": sum(self.caught_here[kind] for kind in TELLING),
        }


@dataclass(frozen=True, slots=True)
class Beat:
    """The places that a unit serves, as facts tell them: stations and crossings themselves, else their districts."""

    unit: Unit
    keys: tuple[str, ...]
    district: str

    @property
    def is_district(self) -> bool:
        """Tell whether facts know nothing finer than the district: the sheet is that of the district."""
        return self.keys == (self.district,)


def beat_of(actor: Actor, unit_id: UUID) -> Beat:
    """Return the beat of a unit: the places that it serves, else where it stands.

    Raises Unseen for a unit that serves no place in one district.
    """
    require(actor, Permission.FACT_READ)
    unit = Unit.objects.filter(pk=unit_id).first()
    served = list(
        Jurisdiction.objects.in_force(clock.today()).filter(unit_id=unit_id).values_list("place_id", flat=True)
    )
    serves = {level_of(key) for key in served} or {level_of(unit.place_id if unit else None)}
    keys = sorted(serves - {""})
    known = spots(keys)
    districts = {district_of(known.get(key)) for key in keys}
    if unit is None or len(districts) != 1 or "" in districts:
        raise Unseen
    return Beat(unit, tuple(keys), districts.pop())


def beats_of(actor: Actor) -> list[Unit]:
    """Return the units of an actor that have a beat: stations and posts."""
    return list(Unit.objects.filter(audience__in=actor.units, kind__in=BEAT_KINDS).order_by("name"))


def beat_sheet(actor: Actor, beat: Beat, filters: Filters, told: Sequence[Tally] | None = None) -> District:
    """Return the sheet of a beat; what its district reported stands for it."""
    if beat.is_district:
        return district_sheet(actor, beat.district, filters, told)
    return _with_reports(_read(actor, "beat", filters, beat.keys, told), beat.district)


def district_sheet(actor: Actor, key: str, filters: Filters, told: Sequence[Tally] | None = None) -> District:
    """Return the sheet of a district from the facts that the actor may see.

    Linked are the places at the other ends of its movements; an event there counts whatever its journey. ``told`` are
    all shapes that the actor may see of a period, for whoever has read them and narrows nothing else.
    """
    require(actor, Permission.FACT_READ)
    return _with_reports(_read(actor, key, filters, (), told), key)


def _homes(key: str, within: Collection[str]) -> tuple[dict[str, str], list[str]]:
    """Return for each place that facts name the district it stands for, and which of them lie here.

    ``key`` stands for the places ``within`` a beat.
    """
    named = places_named()
    known = spots(named)
    homes = {place: district_of(known.get(place)) or place for place in named}
    homes |= dict.fromkeys(within, key)
    return homes, [place for place, home in homes.items() if home == key]


def _read(actor: Actor, key: str, filters: Filters, within: Collection[str], told: Sequence[Tally] | None) -> District:
    """Return what is told of a place, and of the places that its movements link it with."""
    homes, here = _homes(key, within)

    def naming(places: Collection[str], kind: str = "") -> Sequence[Tally]:
        if told is None:
            return tallies(actor, replace(filters, kind=filters.kind or kind), places)
        wanted = set(places)
        return [each for each in told if kind in ("", each.kind) and not wanted.isdisjoint(each.place_keys)]

    sheet = _sheet(key, naming(here), homes)
    if sheet.linked and filters.kind != "movement":
        for tally in naming([place for place, home in homes.items() if home in sheet.linked], "event"):
            at = homes.get(tally.place, tally.place)
            sheet.caught_linked.setdefault(at, Counter())[tally.event_kind] += tally.persons
    sheet.lures = Counter(lures_at(actor, filters, here))
    latest = last_months(CHANGE_MONTHS)
    before = Period(months_before(latest.first, CHANGE_MONTHS), months_before(latest.first, 1))
    now, then = (
        _sheet(key, tallies(actor, replace(filters, period=period), here), homes).totals for period in (latest, before)
    )
    sheet.change = [(name, now[name], then[name]) for name in now]
    return sheet


def _sheet(key: str, counted: Iterable[Tally], home: Mapping[str, str]) -> District:
    """Return the sheet that the shapes naming a place make, but for what happened where it is linked with."""
    sheet = District(key)
    for tally in counted:
        if not tally.is_movement:
            if tally.place and home.get(tally.place, tally.place) == key:
                sheet.caught_here[tally.event_kind] += tally.persons
            continue
        stops = [home.get(stop, stop) for stop in (tally.origin, *tally.via, tally.destination)]
        origin, *via, destination = stops
        if key not in stops:
            continue
        sheet.linked.update(stop for stop in stops if stop and stop != key)
        if origin == key:
            sheet.taken.add(destination or (via[-1] if via else ""), tally.facts, tally.persons)
        kept = {stop: tally.facts for stop in tally.stops if home.get(stop, stop) == key}
        if kept:
            sheet.stopped.add(origin, tally.facts, tally.persons)
            sheet.stops.update(kept)
        elif key in via:
            sheet.passing.add(origin, tally.facts, tally.persons)
        if destination == key:
            sheet.brought.add(origin, tally.facts, tally.persons)
    return sheet


def _with_reports(sheet: District, district: str) -> District:
    sheet.weeks = reported_lately(district)
    told = ReportedWeek.objects.filter(district=district).values_list("agency").annotate(last=Max("week"))
    sheet.agencies = dict.fromkeys(AGENCIES) | dict(told)
    return sheet


def reported_lately(district: str) -> list[tuple[date, bool]]:
    """Return the last weeks, the latest first, each with whether the district spoke for it."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    shown = [monday - timedelta(weeks=back) for back in range(1, WEEKS_SHOWN + 1)]
    spoken = set(ReportedWeek.objects.filter(district=district, week__gte=shown[-1]).values_list("week", flat=True))
    return [(week, week in spoken) for week in shown]
