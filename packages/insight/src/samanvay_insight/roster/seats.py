"""Seats in the weeks of a plan: whoever has none where they should go is sent where there are some."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from samanvay_insight.roster.people import Centres, Floats, Ints, Mask, People
from samanvay_insight.roster.reallocation import reallocate
from samanvay_insight.roster.rules import Rules
from samanvay_insight.roster.seating import Seating, seating_of


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

    @cached_property
    def loads(self) -> Ints:
        """Return how many are at each centre in each week, centres × weeks; kept up to date by whoever changes it."""
        there = self.centre >= 0
        weeks = self.rules.weeks
        key = self.centre[there] * weeks + self.week[there]
        return np.bincount(key, minlength=len(self.centres) * weeks).reshape(-1, weeks).astype(np.int64)

    @cached_property
    def rooms(self) -> Ints:
        """Return how many each centre takes in each week."""
        return np.where(self.centres.is_open, self.seating.room[:, None], 0)

    def seat(self, waiting: Mask) -> Mask:
        """Send each training that waits to a centre in its own week; return those for which there is no seat."""
        left = np.zeros_like(waiting)
        person, at = np.nonzero(waiting)
        self._rise(person, at)
        weeks = self.week[person, at]
        order = np.argsort(weeks, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(weeks[order])) + 1):
            if len(rows):
                rest = self._seat_in(int(weeks[rows[0]]), person[rows], at[rows])
                left[person[rows[rest:]], at[rows[rest:]]] = True
        return left

    def leave(self, going: Mask) -> None:
        """Take people from their seats in the trainings that they will not have there."""
        self._rise(*np.nonzero(going))

    def _rise(self, person: Ints, at: Ints) -> None:
        """Take people from the seats that they have."""
        centre = self.centre[person, at]
        there = centre >= 0
        np.subtract.at(self.loads, (centre[there], self.week[person[there], at[there]]), 1)
        self.centre[person, at] = -1

    def _seat_in(self, week: int, person: Ints, at: Ints) -> int:
        """Send those who train in a week to centres, the first ones where not all have a seat; return how many."""
        load, room = self.loads[:, week], self.rooms[:, week]
        free = int(np.maximum(0, room - load).sum())
        person, at = person[:free], at[:free]
        if not len(person):
            return 0
        place, price = self.people.place[person], self.rules.fixed_cost_per_batch_km
        found = reallocate(self.km[place], place, load, room, self.seating.size, price)
        if found is None:
            return 0
        self.centre[person, at] = found
        self.loads[:, week] += np.bincount(found, minlength=len(load))
        return len(person)

    def visit(self, visits: int, now: int = 0) -> Mask:
        """Send whoever is at centres fewer than so many times there in some of their weeks from `now` on; return those
        left over.

        Week by week, those first for whom most visits and fewest weeks are left (as machines are shared among jobs that
        cannot run on two at once; McNaughton, Management Science 6, 1959).
        """
        for week in range(now, self.rules.weeks):
            lacks = visits - (self.centre >= 0).sum(axis=1)
            if not (lacks > 0).any():
                break
            person, at = np.nonzero((self.week == week) & (self.centre < 0) & (lacks > 0)[:, None])
            later = ((self.week[person] > week) & (self.centre[person] < 0)).sum(axis=1)
            order = np.argsort(later - lacks[person], kind="stable")
            self._seat_in(week, person[order], at[order])
        lacking: Mask = (self.centre >= 0).sum(axis=1) < visits
        return lacking
