"""The district sheet: who is taken from here, who passes, who is brought here, who was caught here and elsewhere."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor

from .filters import Filters
from .models import ReportedWeek
from .spots import district_of, spots
from .tallies import tallies

WEEKS_SHOWN = 8


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
    """What the sheet of a district holds."""

    key: str
    taken: Ways = field(default_factory=Ways)
    passing: Ways = field(default_factory=Ways)
    brought: Ways = field(default_factory=Ways)
    caught_here: Counter[str] = field(default_factory=Counter)
    caught_linked: dict[str, Counter[str]] = field(default_factory=dict)
    weeks: list[tuple[date, bool]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.taken.journeys or self.passing.journeys or self.brought.journeys or self.caught_here)


def district_sheet(actor: Actor, key: str, filters: Filters) -> District:
    """Return the sheet of a district from the facts that the actor may see.

    Linked are the places at the other ends of its movements; an event there counts whatever its journey.
    """
    require(actor, Permission.FACT_READ)
    sheet = District(key)
    counted = tallies(actor, filters)
    known = spots({place for tally in counted for place in tally.place_keys})
    home = {place: district_of(spot) or place for place, spot in known.items()}
    linked: set[str] = set()
    for tally in (each for each in counted if each.is_movement):
        stops = [home.get(stop, stop) for stop in (tally.origin, *tally.via, tally.destination)]
        origin, *via, destination = stops
        if key not in stops:
            continue
        linked.update(stop for stop in stops if stop and stop != key)
        if origin == key:
            sheet.taken.add(destination or (via[-1] if via else ""), tally.facts, tally.persons)
        if key in via:
            sheet.passing.add(origin, tally.facts, tally.persons)
        if destination == key:
            sheet.brought.add(origin, tally.facts, tally.persons)
    for tally in (each for each in counted if not each.is_movement and each.place):
        at = home.get(tally.place, tally.place)
        if at == key:
            sheet.caught_here[tally.event_kind] += tally.persons
        elif at in linked:
            sheet.caught_linked.setdefault(at, Counter())[tally.event_kind] += tally.persons
    sheet.weeks = reported_lately(key)
    return sheet


def reported_lately(district: str) -> list[tuple[date, bool]]:
    """Return the last weeks, the latest first, each with whether the district spoke for it."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    shown = [monday - timedelta(weeks=back) for back in range(1, WEEKS_SHOWN + 1)]
    spoken = set(ReportedWeek.objects.filter(district=district, week__gte=shown[-1]).values_list("week", flat=True))
    return [(week, week in spoken) for week in shown]
