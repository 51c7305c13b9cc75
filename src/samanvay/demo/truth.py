"""What is true of the simulated state, told so that it can be laid beside what the system knows of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

from samanvay_insight import gazetteer

from . import register

Ends = tuple[str, str]
NCR, DELHI = "region:ncr", "IN-DL"


@dataclass(slots=True)
class TrueCorridor:
    """The journeys between two ends, as they are called: how many there were, and where their people were kept."""

    origin: str
    destination: str
    journeys: int = 0
    reported: int = 0
    stops: Counter[str] = field(default_factory=Counter)
    legs: Counter[Ends] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything of some months: corridors, the most travelled first, and how many journeys paused at each place."""

    corridors: tuple[TrueCorridor, ...]
    stopovers: Counter[str]

    @property
    def journeys(self) -> int:
        return sum(corridor.journeys for corridor in self.corridors)

    @property
    def reported(self) -> int:
        return sum(corridor.reported for corridor in self.corridors)


@lru_cache(maxsize=4)
def truth_of(told_on: date, first: date, last: date) -> Truth:
    """Return what was true from a first to a last day, for a demonstration that was told on a day.

    Of the corridors of which anything is told at all; the first time takes some seconds.
    """
    moved = register.moved_by(told_on)
    told_of = {register.journeys()[case.number]["corridor"] for case in register.cases()}
    found: dict[Ends, TrueCorridor] = {}
    for number, journey in register.journeys().items():
        left = date.fromisoformat(journey["left"]) + moved
        if journey["corridor"] not in told_of or not first <= left <= min(last, told_on):
            continue
        ends = (_end(journey["from"]), _end(journey["to"], is_destination=True))
        corridor = found.setdefault(ends, TrueCorridor(*ends))
        corridor.journeys += 1
        if journey["reported"]:
            corridor.reported += 1
            kept = [register.place_of(name).key for name in register.stops().get(number, ())]
            corridor.stops.update(dict.fromkeys(kept, 1))
            way = [ends[0], *kept, ends[1]]
            corridor.legs.update(pairwise(way))
    stopovers: Counter[str] = Counter()
    for corridor in found.values():
        stopovers.update(corridor.stops)
    ordered = sorted(found.values(), key=lambda each: (-each.journeys, each.origin, each.destination))
    return Truth(tuple(ordered), stopovers)


def _end(name: str, *, is_destination: bool = False) -> str:
    if register.is_home(name):
        return register.place_of(name).key
    return register.area_of(name, is_destination=is_destination).key


def area_of_key(key: str, *, is_destination: bool = False) -> str:
    """Return how the end of a fact is called here: a district elsewhere by its state, its country or the NCR."""
    if not key:
        return ""
    try:
        place = gazetteer.place(key)
    except KeyError:
        return key
    if place.key.startswith("np-"):
        return "NP"
    if place.kind != "district" or place.state == register.HOME:
        return key
    if is_destination and place.state != DELHI and place.key in gazetteer.place(NCR).members:
        return NCR
    return str(place.state)


def legs_of(truth: Truth) -> Iterator[tuple[str, str, int]]:
    """Give where from, whereto and how many journeys, leg by leg, over all corridors."""
    legs: Counter[Ends] = Counter()
    for corridor in truth.corridors:
        legs.update(corridor.legs)
    for (origin, destination), count in legs.most_common():
        if origin != destination:
            yield origin, destination, count
