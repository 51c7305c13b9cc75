"""Where an officer most likely stands, and who most likely takes over: choices for one press, from what is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory import queries as directory
from samanvay.directory.models import Facility, Jurisdiction, Place, Unit
from samanvay.directory.places.queries import as_row
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import spaced_digits
from samanvay.kernel.refusals import Unseen
from samanvay_insight import gazetteer
from samanvay_insight.gazetteer import Train
from samanvay_insight.script import fold

POINTS = ("station", "crossing")
BUSIEST_FIRST = ("border_crossing", "railway_station", "bus_stand", "airport")
TAKERS = ("ahtu", "dcpu", "cwc", "help_desk", "grp_station", "home")
MOST_POINTS = 6
MOST_TRAINS = 6
MOST_TAKERS = 6
HALTS_BEHIND = 2  # the train may just have left the last one
AT_A_HALT_KM = 4.0  # a phone so near a halt is there
OFF_THE_LINE_KM = 60.0  # by so much longer a way over the phone is no way of the train
# How many places of each kind are offered around a point, and from how far.
AROUND = {"station": (3, 40.0), "crossing": (2, 25.0), "town": (3, 30.0)}
DEGREE_KM = 100.0  # a degree is never shorter in India or Nepal than about this


@dataclass(frozen=True, slots=True)
class Near:
    """A place near a point, with its distance in km; None where the point lies in it."""

    place: Place
    km: float | None


@dataclass(frozen=True, slots=True)
class Halts:
    """Where a train halts: those an officer on it most likely nears, then those behind, the latest first."""

    train: Train
    ahead: list[Place]
    behind: list[Place]
    is_from_phone: bool


def place_rows(keys: Iterable[str]) -> dict[str, Place]:
    """Return places by key in the order asked, as rows or from the gazetteer; unknown keys are left out."""
    wanted = list(dict.fromkeys(keys))
    found = {row.key: row for row in Place.objects.filter(pk__in=wanted)}
    for key in wanted:
        if key not in found:
            try:
                found[key] = as_row(gazetteer.place(key))
            except KeyError:
                continue
    return {key: found[key] for key in wanted if key in found}


def recording_units(actor: Actor) -> dict[int, Unit]:
    """Return the units at which an actor opens cases, by audience."""
    return directory.units_of(
        held.audience for held in actor.grants if holds(actor, Permission.CASE_OPEN, audience=held.audience)
    )


def own_points(actor: Actor) -> list[Place]:
    """Return the stations, crossings and other points of the units at which an actor records, their own seat first.

    Where they have none, the districts that they serve, else the places of the units themselves.
    """
    units = list(recording_units(actor).values())
    keys = [unit.place.key for unit in units if unit.place is not None and unit.place.kind in POINTS]
    served = list(
        Jurisdiction.objects.in_force(clock.today()).filter(unit__in=units).values_list("place_id", "place__kind")
    )
    keys += [key for key, kind in served if kind in POINTS]
    run = Facility.objects.filter(operator__in=units).values_list("place_id", flat=True)
    keys += list(run)
    districts = [key for key, kind in served if kind == "district"]
    inside = Facility.objects.filter(district_id__in=districts, kind__in=BUSIEST_FIRST[:2], lat__isnull=False)
    keys += [each.place_id for each in sorted(inside, key=lambda each: (BUSIEST_FIRST.index(each.kind), each.name))]
    if not keys:
        keys = districts or [unit.place.key for unit in units if unit.place is not None]
    return list(place_rows(list(dict.fromkeys(keys))[:MOST_POINTS]).values())


def places_near(lat: float, lon: float) -> list[Near]:
    """Return the stations, crossings and towns nearest to a point, then the district in which it lies."""
    found = [near for kind, (most, reach) in AROUND.items() for near in _nearest(kind, lat, lon, most, reach)]
    rows = place_rows(near[1] for near in found)
    nearby = [Near(rows[key], round(km, 1)) for km, key in sorted(found)]
    district = gazetteer.district_at(lat, lon)
    if district is not None:
        nearby += [Near(row, None) for row in place_rows([district]).values()]
    return nearby


def _nearest(kind: str, lat: float, lon: float, most: int, reach: float) -> list[tuple[float, str]]:
    room = reach / DEGREE_KM
    around = (
        (gazetteer.distance_km((lat, lon), (place.lat, place.lon)), place.key)
        for place in gazetteer.places([kind])
        if place.lat is not None
        and place.lon is not None
        and abs(place.lat - lat) < room
        and abs(place.lon - lon) < room
    )
    return sorted(each for each in around if each[0] <= reach)[:most]


def trains_named(text: str) -> list[Train]:
    """Return the trains of a number, or whose name or number holds what was typed."""
    known = gazetteer.trains()
    if asked := spaced_digits(text):
        exact = known.get(asked.zfill(5))
        return (
            [exact] if exact else [train for number, train in known.items() if number.startswith(asked)][:MOST_TRAINS]
        )
    words = fold(text).split()
    if not words:
        return []
    named = ((train, fold(f"{train.number} {train.name}")) for train in known.values())
    return [train for train, name in named if all(word in name for word in words)][:MOST_TRAINS]


def next_halts(actor: Actor, train: Train, spot: tuple[float, float] | None = None) -> Halts:
    """Return all halts of a train, first those that an officer on it most likely nears.

    They begin where a phone at ``spot`` (degrees north and east) comes to next; where it is not known or lies off
    the line, a little before the officer's own point or state.
    """
    keys = list(dict.fromkeys(halt.station for halt in gazetteer.halts(train.number) if halt.station))
    ahead = _ahead_of(keys, spot) if spot else None
    first = max(0, _likely_at(actor, keys) - HALTS_BEHIND) if ahead is None else ahead
    rows = place_rows(keys)
    return Halts(
        train,
        [rows[key] for key in keys[first:] if key in rows],
        [rows[key] for key in reversed(keys[:first]) if key in rows],
        ahead is not None,
    )


def _likely_at(actor: Actor, keys: list[str]) -> int:
    own = {place.key for place in own_points(actor)}
    at = next((position for position, key in enumerate(keys) if key in own), None)
    if at is None:
        states = {unit.home_state for unit in recording_units(actor).values()}
        at = next((n for n, key in enumerate(keys) if gazetteer.place(key).state in states), 0)
    return at


def _ahead_of(keys: list[str], spot: tuple[float, float]) -> int | None:
    """Return which of its halts a train at a point is at or comes to next; None where the point is off its line."""
    places = [(n, gazetteer.place(key)) for n, key in enumerate(keys)]
    known = [(n, (at.lat, at.lon)) for n, at in places if at.lat is not None and at.lon is not None]
    away = {n: gazetteer.distance_km(spot, point) for n, point in known}
    nearest = min(away, key=lambda n: away[n], default=None)
    if nearest is not None and away[nearest] <= AT_A_HALT_KM:
        return nearest
    detours = [
        (away[one] + away[other] - gazetteer.distance_km(start, end), other)
        for (one, start), (other, end) in pairwise(known)
    ]
    detour, after = min(detours, default=(OFF_THE_LINE_KM, 0))
    return after if detour < OFF_THE_LINE_KM else None


def likely_takers(actor: Actor, place: str | None) -> list[Unit]:
    """Return the units that usually take people over at a place, the nearest first; without a place, at one's own."""
    own = recording_units(actor)
    keys = [place] if place else [unit.place_id for unit in own.values() if unit.place_id]
    found: dict[int, Unit] = {}
    for key in keys:
        serving = _serving(key)
        for kind in TAKERS:
            taker = next((unit for unit in serving if unit.kind == kind and unit.audience not in own), None)
            if taker is not None:
                found.setdefault(taker.audience, taker)
    return list(found.values())[:MOST_TAKERS]


def _serving(key: str) -> list[Unit]:
    try:
        return directory.units_serving(key, kinds=TAKERS)
    except Unseen:
        return []


def units_named(words: str, *, limit: int = 8) -> list[Unit]:
    """Return the working units whose name holds every word, of any state."""
    return list(directory.units_found(words=words)[:limit]) if words.strip() else []
