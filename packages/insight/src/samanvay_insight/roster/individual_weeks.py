"""Weeks for the few whose own weeks cannot be those of a chain: long leave, a blackout that came later."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import numpy as np

from samanvay_insight.roster.chains import Gaps, keeps_gaps
from samanvay_insight.roster.cover import Raised
from samanvay_insight.roster.people import Ints, Mask
from samanvay_insight.roster.seats import Hall
from samanvay_insight.roster.unit_weeks import unit_weeks
from samanvay_insight.roster.ways import best_weeks

_TRAINING, _KEPT = 1_000.0, 900.0  # what a training costs in a path, and what keeping a week of before saves


class Rescheduling:
    """Moves officers one by one to weeks that they can have from `now` on, cover and seats counted as they change."""

    def __init__(self, hall: Hall, now: int = 0) -> None:
        self.hall = hall
        rules, people = hall.rules, hall.people
        self.gaps = Gaps(rules.min_gap_weeks, rules.max_gap_weeks)
        self.usable: Mask = np.ones(rules.weeks, dtype=bool)
        self.usable[sorted(rules.blackouts)] = False
        self.usable[:now] = False
        self.most = [rules.most_away(int(size)) for size in people.unit_size.tolist()]
        self.away = np.zeros((len(people.unit_ids), rules.weeks), dtype=np.int64)
        person, at = np.nonzero(hall.week >= 0)
        np.add.at(self.away, (people.unit[person], hall.week[person, at]), 1)
        self.load, self.room = hall.loads, hall.rooms

    def move(self, one: int, *, fixed: int = 0, uncounted: Collection[int] = ()) -> bool:
        """Give an officer weeks of their own, the first `fixed` kept; False where there are none.

        `uncounted` are weeks of leave that do not count towards the greatest gap.
        """
        hall, unit = self.hall, int(self.hall.people.unit[one])
        own = [week for week in hall.week[one].tolist() if week >= 0]
        places = self.places(one)
        self._leave(unit, own, places)
        may = self.usable & (self.away[unit] < self.most[unit])
        may[sorted(hall.people.leave.get(one, frozenset()))] = False
        if hall.rules.visits is None:
            may &= (self.load < self.room).any(axis=0)
        price = np.full(len(may), _TRAINING)
        price[own] -= _KEPT
        found = best_weeks(may, price, self.gaps, uncounted=uncounted, fixed=tuple(own[:fixed]))
        if found is None:
            self._enter(unit, own, places)
            return False
        self._take(one, found, places)
        return True

    def move_unit(self, unit: int, from_week: int) -> bool:
        """Give everybody of a unit new weeks from a week on; False where there are none, or one of them is on leave."""
        hall = self.hall
        people = np.flatnonzero(hall.people.unit == unit).tolist()
        before = [tuple(week for week in hall.week[one].tolist() if week >= 0) for one in people]
        may = self.usable.copy()
        if hall.rules.visits is None:
            may &= (self.load < self.room).any(axis=0)
        found = unit_weeks(before, from_week, may, self.most[unit], self.gaps)
        leave = hall.people.leave
        if found is None or any(set(new) & leave.get(one, frozenset()) for one, new in zip(people, found, strict=True)):
            return False
        for one, old, new in zip(people, before, found, strict=True):
            if old != new:
                places = self.places(one)
                self._leave(unit, list(old), places)
                self._take(one, new, places)
        return True

    def places(self, one: int) -> dict[int, int]:
        """Return the centre of each week of an officer."""
        return dict(zip(self.hall.week[one].tolist(), self.hall.centre[one].tolist(), strict=True))

    def _take(self, one: int, weeks: tuple[int, ...], before: dict[int, int]) -> None:
        """Write an officer's weeks, at the centres of before where they can stay."""
        hall = self.hall
        self._widen(len(weeks))
        chosen = self._centres(one, weeks, before, everywhere=hall.rules.visits is None)
        hall.week[one], hall.centre[one] = -1, -1
        hall.week[one, : len(weeks)], hall.centre[one, : len(weeks)] = weeks, chosen
        self._enter(int(hall.people.unit[one]), list(weeks), dict(zip(weeks, chosen, strict=True)))

    def _centres(self, one: int, weeks: tuple[int, ...], before: dict[int, int], *, everywhere: bool) -> list[int]:
        """Return the centre of each week: that of before where it was kept, else the nearest with a seat."""
        asked = len(weeks) if everywhere else (self.hall.rules.visits or 0)
        chosen = [before.get(week, -1) for week in weeks]
        chosen = [c if c >= 0 and self.load[c, w] < self.room[c, w] else -1 for c, w in zip(chosen, weeks, strict=True)]
        km = self.hall.km[self.hall.people.place[one]]
        for at, week in enumerate(weeks):
            if chosen[at] < 0 and sum(c >= 0 for c in chosen) < asked:
                free = np.where(self.load[:, week] < self.room[:, week], km + self._opening(week), np.inf)
                if len(free) and np.isfinite(free.min()):
                    chosen[at] = int(free.argmin())
        return chosen

    def _opening(self, week: int) -> np.ndarray:
        """Return what a seat more costs at each centre in a week: a batch where those that run are full."""
        size = np.maximum(1, self.hall.seating.size)
        return np.where(self.load[:, week] % size == 0, self.hall.rules.fixed_cost_per_batch_km, 0.0)

    def _widen(self, trainings: int) -> None:
        hall = self.hall
        more = trainings - hall.week.shape[1]
        if more > 0:
            blank = np.full((len(hall.week), more), -1, dtype=np.int64)
            hall.week, hall.centre = np.hstack([hall.week, blank]), np.hstack([hall.centre, blank])

    def drop(self, one: int) -> None:
        """Take an officer out of the plan: there is no week for them at all."""
        self._leave(int(self.hall.people.unit[one]), _weeks(self.hall, one), self.places(one))
        self.hall.week[one], self.hall.centre[one] = -1, -1

    def _leave(self, unit: int, weeks: list[int], places: dict[int, int]) -> None:
        self._count(unit, weeks, places, -1)

    def _enter(self, unit: int, weeks: list[int], places: dict[int, int]) -> None:
        self._count(unit, weeks, places, 1)

    def _count(self, unit: int, weeks: list[int], places: dict[int, int], by: int) -> None:
        for week in weeks:
            self.away[unit, week] += by
            if places.get(week, -1) >= 0:
                self.load[places[week], week] += by


def reschedule_leave(hall: Hall, officers: list[int], now: int = 0) -> tuple[frozenset[int], list[Raised]]:
    """Give weeks from week `now` on to officers on leave whose unit had no place that fits.

    Returns those whose gap rule holds only if weeks of leave do not count, and a line for each with the longest gap.
    """
    if not officers:
        return frozenset(), []
    moving = Rescheduling(hall, now)
    excused: list[int] = []
    raised: list[Raised] = []
    for one in officers:
        leave, past = hall.people.leave[one], _past(hall, one, now)
        if moving.move(one, fixed=past) and keeps_gaps(_weeks(hall, one), moving.gaps, hall.rules.weeks):
            continue
        if not moving.move(one, fixed=past, uncounted={*leave, *range(now)}):
            moving.drop(one)
        excused.append(one)
        raised.append(Raised(hall.people.unit_ids[hall.people.unit[one]], "leave_weeks", _longest(hall, one)))
    return frozenset(excused), raised


def reschedule(hall: Hall, officers: Ints, now: int) -> list[int]:
    """Give officers new weeks from week `now` on, alone or with all of their unit; return those who have none.

    Who finds none because of weeks that are past (they came onto the roll later, or missed a training) gets some that
    keep the greatest gap from `now` on.
    """
    moving = Rescheduling(hall, now)
    left = [one for one in officers.tolist() if not moving.move(one, fixed=_past(hall, one, now))]
    units = dict.fromkeys(int(hall.people.unit[one]) for one in left)
    stuck = {unit for unit in units if not moving.move_unit(unit, now)}
    left = [one for one in left if int(hall.people.unit[one]) in stuck]
    return [one for one in left if not now or not moving.move(one, fixed=_past(hall, one, now), uncounted=range(now))]


def _past(hall: Hall, one: int, now: int) -> int:
    return sum(week < now for week in _weeks(hall, one))


def _weeks(hall: Hall, one: int) -> list[int]:
    return [week for week in hall.week[one].tolist() if week >= 0]


def _longest(hall: Hall, one: int) -> int:
    weeks = [-1, *_weeks(hall, one), hall.rules.weeks]
    return max(b - a for a, b in pairwise(weeks))
