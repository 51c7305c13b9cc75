"""What the board tells: corridors between two ends, forms, lures, what changed. Summed from the picture's own counts.

Nothing is read here but what the picture tells the same reader, so that its floors hold: near facts whole, others as
opened to all, partners cells of ten and more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, Actor
from samanvay.picture import queries
from samanvay.picture.facts.floors import Cell
from samanvay.picture.findings import queries as findings
from samanvay.picture.models import Finding
from samanvay.picture.queries import CorridorCell, Dated, Filters, Period, Spot, Tally
from samanvay.picture.spots import district_of

MOST_CHANGES = 10
MOVEMENT = "movement"
NEPAL, IN_NEPAL = "NP", "np-district:"

Ends = tuple[str, str]


@dataclass(slots=True)
class Corridor:
    """Journeys from one end to another, whatever lies between; ``months`` leaves out those told by quarter alone.

    ``via`` counts the journeys by each place on the way, ``stops`` those of which people were kept there.
    """

    origin: str
    destination: str
    journeys: int = 0
    persons: int = 0
    is_hearsay: bool = True
    months: Counter[date] = field(default_factory=Counter)
    via: Counter[str] = field(default_factory=Counter)
    stops: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class TagCount:
    """A form or a lure: how many facts tell it, in all and by month."""

    code: str
    facts: int = 0
    months: Counter[date] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Trends:
    """Everything that the board tells an officer, the most first."""

    period: Period
    corridors: list[Corridor]
    forms: list[TagCount]
    lures: list[TagCount]
    changes: list[Finding]
    spots: Mapping[str, Spot]

    @property
    def is_empty(self) -> bool:
        return not (self.corridors or self.forms or self.lures or self.changes)


def trends(actor: Actor, period: Period, *, between_states: bool = False) -> Trends:
    """Return what an officer is told of a period."""
    known, found = corridors(actor, period, between_states=between_states)
    forms, lures = told(actor, period)
    return Trends(period, found, forms, lures, changes(actor, period), known)


def corridors(
    actor: Actor, period: Period, *, between_states: bool = False
) -> tuple[Mapping[str, Spot], list[Corridor]]:
    """Return the corridors of a period with their months, the largest first, and where they lie."""
    known, found = _corridors(actor, Filters(period), between_states)
    for row in queries.dated(actor, period, kind=MOVEMENT):
        ends = _ends(row, known, between_states)
        if row.month is not None and ends in found:
            found[ends].months[row.month] += row.facts
    return known, ordered(found)


def ordered(found: Mapping[Ends, Corridor]) -> list[Corridor]:
    """Return corridors, the largest first."""
    return sorted(found.values(), key=lambda each: (-each.journeys, -each.persons, each.origin, each.destination))


def narrowed(actor: Actor, filters: Filters) -> tuple[Mapping[str, Spot], list[Corridor]]:
    """Return the corridors of the facts that a form or lure is told of, the largest first, and where they lie."""
    known, found = _corridors(actor, filters, between_states=False)
    return known, ordered(found)


def _corridors(actor: Actor, filters: Filters, between_states: bool) -> tuple[Mapping[str, Spot], dict[Ends, Corridor]]:
    tallies = queries.tallies(actor, replace(filters, kind=MOVEMENT))
    known = queries.spots({key for tally in tallies for key in tally.place_keys})
    found = corridors_of(tallies, known, between_states)
    ends = {key for pair in found for key in pair}
    return {**known, **queries.spots(ends - known.keys())}, found


def corridors_of(
    tallies: Iterable[Tally], known: Mapping[str, Spot], between_states: bool = False
) -> dict[Ends, Corridor]:
    """Return the journeys of tallies by their two ends; one that begins or ends nowhere, or where it began, is none."""
    end_of = state_of if between_states else home_of
    found: dict[Ends, Corridor] = {}
    for tally in tallies:
        ends = _ends(tally, known, between_states)
        if ends is None:
            continue
        corridor = found.setdefault(ends, Corridor(*ends))
        corridor.journeys += tally.facts
        corridor.persons += tally.persons
        corridor.is_hearsay = corridor.is_hearsay and tally.is_hearsay
        for counter, named in ((corridor.via, tally.via), (corridor.stops, tally.stops)):
            for key in dict.fromkeys(end_of(stop, known) for stop in named):
                if key not in ends:
                    counter[key] += tally.facts
    return found


def _ends(told: Tally | Dated, known: Mapping[str, Spot], between_states: bool) -> Ends | None:
    """Return the two ends of a movement, None where it is none between two places."""
    end_of = state_of if between_states else home_of
    ends = end_of(told.origin, known), end_of(told.destination, known)
    return ends if told.is_movement and all(ends) and ends[0] != ends[1] else None


def home_of(key: str, known: Mapping[str, Spot]) -> str:
    """Return the district of a place, else the place itself: as findings tell the ends of a corridor."""
    return district_of(known.get(key)) or key


def state_of(key: str, known: Mapping[str, Spot]) -> str:
    """Return the state of a place, Nepal for what lies in it, else the place itself (a region of several states)."""
    spot = known.get(key)
    if spot is None:
        return key
    return NEPAL if spot.district.startswith(IN_NEPAL) else spot.state or key


def told(actor: Actor, period: Period) -> tuple[list[TagCount], list[TagCount]]:
    """Return the forms and the lures told in a period, the most told first."""
    found: dict[str, list[TagCount]] = {"form": [], "lure": []}
    for (what, code), months in queries.told_by_month(actor, Filters(period)).items():
        known = Counter({month: count for month, count in months.items() if month is not None})
        found[what].append(TagCount(code, sum(months.values()), known))
    for each in found.values():
        each.sort(key=lambda one: (-one.facts, one.code))
    return found["form"], found["lure"]


def changes(actor: Actor, period: Period) -> list[Finding]:
    """Return the findings of a period that every officer is told, the latest first."""
    found = findings.findings(actor, findings.FindingFilters()).filter(readers__contains=[OFFICERS_AUDIENCE])
    return list(found.filter(until__gte=period.first)[:MOST_CHANGES])


def cells(actor: Actor, period: Period) -> list[tuple[Cell, int]]:
    """Return what a partner is told of the whole quarters that begin in a period: cells of ten and more, most first."""
    require(actor, Permission.FACT_READ_PARTNER)
    found = queries.partner_cells(actor, period)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def corridor_cells(actor: Actor, period: Period) -> list[tuple[CorridorCell, int]]:
    """Return what a partner is told of corridors in the quarters of a period that are over, most persons first."""
    require(actor, Permission.FACT_READ_PARTNER)
    found = queries.partner_corridors(actor, period)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
