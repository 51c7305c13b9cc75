"""What the way to trainings takes: nights away from home and rupees, by the rates of the state.

Who lives within a day's reach of a centre goes home every evening; others come the evening before the first day and go
home after the last. Distances are straight lines, times what roads are longer: an estimate, as the page says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db.models import Count

from samanvay.picture.spots import spots
from samanvay.training.examining.queries.examinations import as_machinery
from samanvay_insight.roster.people import Floats, Ints, kilometres

from .models import Batch, Centre, Plan, Turn

ROAD = 1.3
"""Kilometres by road for one in a straight line."""
DAILY_REACH_KM = 40
"""So far by road somebody goes to a centre and home on the same day."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What the state pays: rupees for a kilometre by road, and for a day away; ``source`` is the order, "" for none."""

    fare: float
    allowance: float
    source: str

    def rupees(self, km: float) -> int:
        """Return the fare there and back of so many kilometres in a straight line."""
        return round(km * 2 * ROAD * self.fare)

    def km(self, rupees: float) -> float:
        """Return the kilometres in a straight line for whose way there and back so many rupees are paid."""
        return rupees / (2 * ROAD * self.fare)


def rates() -> Rates:
    """Return the rates of the state, from its settings."""
    return Rates(settings.TRAVEL_FARE, settings.TRAVEL_ALLOWANCE, settings.TRAVEL_SOURCE)


@dataclass(frozen=True, slots=True)
class Travel:
    """Trainings at centres: how many, nights away and rupees of all together, and kilometres one way."""

    trainings: int = 0
    nights: int = 0
    rupees: int = 0
    km: int = 0

    def __add__(self, other: Self) -> "Travel":
        return Travel(
            self.trainings + other.trainings, self.nights + other.nights, self.rupees + other.rupees, self.km + other.km
        )

    def __sub__(self, other: Self) -> "Travel":
        return Travel(
            self.trainings - other.trainings, self.nights - other.nights, self.rupees - other.rupees, self.km - other.km
        )


def travel_of(km: Floats, people: Ints, days: int) -> Travel:
    """Return what trainings of so many days take, ``people`` at each distance one way in a straight line."""
    paid = rates()
    road = km * ROAD
    is_near = road <= DAILY_REACH_KM
    nights = np.where(is_near, 0, days)
    fares = 2 * road * paid.fare * np.where(is_near, days, 1)
    allowances = paid.allowance * np.where(is_near, days, days + 1)
    return Travel(
        int(people.sum()),
        int((nights * people).sum()),
        round(float(((fares + allowances) * people).sum())),
        round(float((km * people).sum())),
    )


def travel_of_batches(batches: Sequence[Batch]) -> Mapping[UUID, Travel]:
    """Return what the way to batches at centres takes. Numbers alone, read as the machinery: only after a policy."""
    held = {each.pk: each for each in batches if each.centre is not None}
    with as_machinery():
        turns = Turn.objects.counted().filter(batch__in=list(held)).order_by()
        rows = list(turns.values_list("batch", "unit__place").annotate(n=Count("pk")))
    days = {key: (each.ends_on - each.starts_on).days + 1 for key, each in held.items()}
    return _summed(rows, {key: each.centre for key, each in held.items() if each.centre is not None}, days)


def travel_by_centre(plan: Plan) -> list[tuple[Centre, Travel]]:
    """Return what the way to each centre of a plan takes, the dearest first. Numbers alone, read as the machinery."""
    with as_machinery():
        turns = Turn.objects.counted().filter(batch__plan=plan, batch__centre__isnull=False).order_by()
        rows = list(turns.values_list("batch__centre", "unit__place").annotate(n=Count("pk")))
    centres = Centre.objects.in_bulk({row[0] for row in rows})
    found = _summed(rows, centres, dict.fromkeys(centres, plan.centre_days))
    return sorted(((centres[key], each) for key, each in found.items()), key=lambda pair: -pair[1].rupees)


def _summed(
    rows: Iterable[tuple[Any, ...]], centres: Mapping[UUID, Centre], days: Mapping[UUID, int]
) -> dict[UUID, Travel]:
    """Return by key the sum of rows (key, place of the unit, people); a unit that is nowhere on the map has no way."""
    known = list(rows)
    points = spots({place for _key, place, _n in known if place})
    ways: dict[UUID, list[tuple[tuple[float, float], int]]] = {}
    for key, place, n in known:
        if (spot := points.get(place)) is not None and spot.point is not None:
            ways.setdefault(key, []).append((spot.point, n))
    found = {}
    for key, each in ways.items():
        there = np.array([[centres[key].latitude, centres[key].longitude]])
        km = kilometres(np.array([point for point, _n in each], dtype=float), there)[:, 0]
        found[key] = travel_of(km, np.array([n for _point, n in each]), days[key])
    return found
