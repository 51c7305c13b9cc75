"""Seats in the weeks of a plan: whoever has none where they should go is sent where there are some."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from samanvay.insight.roster.housing import housed
from samanvay.insight.roster.people import Centres, Floats, Ints, Mask, People
from samanvay.insight.roster.rules import Rules
from samanvay.insight.roster.seating import Seating, seating_of


@dataclass(eq=False)
class Hall:
    """The seats of all centres against the trainings of a plan (people × trainings, both arrays are changed)."""

    week: Ints
    centre: Ints
    people: People
    km: Floats
    centres: Centres
    rules: Rules
    seating: Seating = field(init=False)

    def __post_init__(self) -> None:
        """Know what each centre takes."""
        self.seating = seating_of(self.centres, self.rules)

    def load(self, week: int) -> Ints:
        """Return how many are at each centre in a week."""
        there = self.centre[(self.week == week) & (self.centre >= 0)]
        return np.bincount(there, minlength=len(self.centres))

    def room(self, week: int) -> Ints:
        """Return how many each centre takes in a week."""
        return np.where(self.centres.is_open[:, week], self.seating.room, 0)

    def seat(self, waiting: Mask) -> Mask:
        """Send each training that waits to a centre in its own week; return those for which there is no seat."""
        left = np.zeros_like(waiting)
        self.centre[waiting] = -1
        for week in np.unique(self.week[waiting]).tolist():
            person, at = np.nonzero(waiting & (self.week == week))
            rest = self._seat_in(week, person, at)
            left[person[rest:], at[rest:]] = True
        return left

    def _seat_in(self, week: int, person: Ints, at: Ints) -> int:
        """Send those who train in a week to centres, the first ones where not all have a seat; return how many."""
        load, room = self.load(week), self.room(week)
        free = int(np.maximum(0, room - load).sum())
        person, at = person[:free], at[:free]
        if not len(person):
            return 0
        km = self.km[self.people.place[person]]
        found = housed(km, load, room, self.seating.size, self.rules.fixed_cost_per_batch_km)
        if found is None:
            return 0
        self.centre[person, at] = found
        return len(person)

    def visit(self, visits: int) -> Mask:
        """Send whoever is at centres fewer than so many times there in some of their weeks; return those left over.

        Week by week, those first for whom most visits and fewest weeks are left (as machines are shared among jobs that
        cannot run on two at once; McNaughton, Management Science 6, 1959).
        """
        for week in range(self.rules.weeks):
            lacks = visits - (self.centre >= 0).sum(axis=1)
            if not (lacks > 0).any():
                break
            person, at = np.nonzero((self.week == week) & (self.centre < 0) & (lacks > 0)[:, None])
            later = ((self.week[person] > week) & (self.centre[person] < 0)).sum(axis=1)
            order = np.argsort(later - lacks[person], kind="stable")
            self._seat_in(week, person[order], at[order])
        lacking: Mask = (self.centre >= 0).sum(axis=1) < visits
        return lacking
