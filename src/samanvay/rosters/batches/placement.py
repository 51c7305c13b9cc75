"""Which batch takes somebody who cannot come to theirs: the one choice, without a database.

A batch takes them or does not: it has a free seat (those kept for make-ups count), its centre has a bed for a woman,
they are not on leave, it is not the week that they left, and their unit may spare one more. Among those that do, the
best is: far enough from their other trainings; of the same kind, a centre for a centre; within the longest gap after
the last training; in a language of theirs; the nearest; the soonest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from samanvay_insight.gazetteer.geometry import km_between
from samanvay_insight.roster import Rules

Point = tuple[float, float]
WORKS = timedelta(days=5)  # from Monday to Saturday, on which somebody on leave is missed
FAR = 1e6  # km, of a place that is nowhere on the map


@dataclass(slots=True)
class Room:
    """What is free at a place in a week, for all batches there: seats, and beds for women (None: any number)."""

    seats: int
    women: int | None = None


@dataclass(slots=True)
class Offer:
    """A batch that may take somebody. ``free`` are its seats, ``room`` what its centre has left in the week."""

    batch: UUID
    label: str
    monday: date
    at_centre: bool
    free: int
    language: str
    point: Point | None = None
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who looks for a week.

    ``others`` are the Mondays of their other trainings, ``barred`` weeks in which they said that they cannot come;
    ``last`` is when they were last trained.
    """

    member: UUID
    unit: UUID
    point: Point | None
    is_woman: bool
    languages: frozenset[str]
    at_centre: bool
    others: frozenset[date] = frozenset()
    barred: frozenset[date] = frozenset()
    leave: tuple[date, date | None] | None = None
    last: date | None = None
    left: UUID | None = None


@dataclass(slots=True)
class Board:
    """What is free in a plan, kept as people are placed.

    ``away`` counts those of a unit who train in a week, ``people`` how many serve there.
    """

    rules: Rules
    offers: list[Offer]
    people: dict[UUID, int] = field(default_factory=dict)
    away: dict[tuple[UUID, date], int] = field(default_factory=dict)

    def place(self, person: Person) -> Offer | None:
        """Return the best batch for somebody and take a seat in it; None where there is none."""
        found = min(self.fitting(person), key=lambda offer: self.price(person, offer), default=None)
        if found is not None:
            found.free -= 1
            if found.room is not None:
                found.room.seats -= 1
                if person.is_woman and found.room.women is not None:
                    found.room.women -= 1
            week = (person.unit, found.monday)
            self.away[week] = self.away.get(week, 0) + 1
        return found

    def fitting(self, person: Person) -> Iterable[Offer]:
        """Yield the batches that take somebody."""
        most = self.rules.most_away(max(1, self.people.get(person.unit, 1)))
        for offer in self.offers:
            if offer.free <= 0 or offer.batch == person.left:
                continue
            if offer.monday in person.barred or offer.monday in person.others:
                continue
            if offer.room is not None and (offer.room.seats <= 0 or (person.is_woman and offer.room.women == 0)):
                continue
            if is_away(person.leave, offer.monday) or self.away.get((person.unit, offer.monday), 0) >= most:
                continue
            yield offer

    def price(self, person: Person, offer: Offer) -> tuple[bool, bool, bool, bool, float, date, str]:
        """Return what speaks against a batch, the gravest first."""
        week = timedelta(weeks=1)
        near = any(abs(offer.monday - other) < self.rules.min_gap_weeks * week for other in person.others)
        before = [other for other in person.others if other < offer.monday]
        last = max([*before, *([person.last] if person.last is not None else [])], default=None)
        late = last is not None and offer.monday - last > self.rules.max_gap_weeks * week
        return (
            near,
            offer.at_centre != person.at_centre,
            late,
            offer.language not in person.languages,
            distance(person.point, offer.point),
            offer.monday,
            offer.label,
        )


def is_away(leave: tuple[date, date | None] | None, monday: date) -> bool:
    """Tell whether a leave takes a working day of a week; it has no end while that is not known."""
    if leave is None:
        return False
    return leave[0] <= monday + WORKS and (leave[1] is None or leave[1] >= monday)


@lru_cache(200_000)
def distance(home: Point | None, there: Point | None) -> float:
    """Return kilometres from home; 0 to what meets nowhere (online)."""
    if there is None:
        return 0.0
    return FAR if home is None else round(km_between(home, there), 1)
