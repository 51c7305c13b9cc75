"""Weeks for the few whose own weeks cannot be those of a chain: long leave, a blackout that came later."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise

import numpy as np

from samanvay.insight.roster.chains import Gaps, keeps_gaps
from samanvay.insight.roster.cover import Raised
from samanvay.insight.roster.people import Ints, Mask
from samanvay.insight.roster.seats import Hall
from samanvay.insight.roster.ways import best_weeks

_TRAINING, _KEPT = 1_000.0, 900.0  # what a training costs in a path, and what keeping a week of before saves


class Settling:
    """Moves officers one by one to weeks that they can have, cover and seats counted as they change."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        rules, people = hall.rules, hall.people
        self.gaps = Gaps(rules.min_gap_weeks, rules.max_gap_weeks)
        self.usable: Mask = np.ones(rules.weeks, dtype=bool)
        self.usable[sorted(rules.blackouts)] = False
        self.most = [rules.most_away(int(size)) for size in people.unit_size.tolist()]
        self.away = np.zeros((len(people.unit_ids), rules.weeks), dtype=np.int64)
        person, at = np.nonzero(hall.week >= 0)
        np.add.at(self.away, (people.unit[person], hall.week[person, at]), 1)
        self.load = np.stack([hall.load(week) for week in range(rules.weeks)], axis=1)
        self.room = np.stack([hall.room(week) for week in range(rules.weeks)], axis=1)

    def settle(self, one: int, *, fixed: int = 0, uncounted: Collection[int] = ()) -> bool:
        """Give an officer weeks of their own, the first `fixed` kept; False where there are none.

        `uncounted` are weeks of leave that do not count towards the greatest gap.
        """
        hall, unit = self.hall, int(self.hall.people.unit[one])
        own = [week for week in hall.week[one].tolist() if week >= 0]
        places = {
            week: int(centre) for week, centre in zip(hall.week[one].tolist(), hall.centre[one].tolist(), strict=True)
        }
        self._leave(unit, own, places)
        may = self.usable & (self.away[unit] < self.most[unit])
        may[sorted(hall.people.leave.get(one, frozenset()))] = False
        everywhere = hall.rules.visits is None
        if everywhere:
            may &= (self.load < self.room).any(axis=0)
        price = np.full(len(may), _TRAINING)
        price[own] -= _KEPT
        found = best_weeks(may, price, self.gaps, uncounted=uncounted, fixed=tuple(own[:fixed]))
        if found is None or len(found) > hall.week.shape[1] + 8:
            self._enter(unit, own, places)
            return False
        self._widen(len(found))
        chosen = self._centres(one, found, places, everywhere=everywhere)
        hall.week[one], hall.centre[one] = -1, -1
        hall.week[one, : len(found)], hall.centre[one, : len(found)] = found, chosen
        self._enter(unit, list(found), dict(zip(found, chosen, strict=True)))
        return True

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

    def _leave(self, unit: int, weeks: list[int], places: dict[int, int]) -> None:
        self._count(unit, weeks, places, -1)

    def _enter(self, unit: int, weeks: list[int], places: dict[int, int]) -> None:
        self._count(unit, weeks, places, 1)

    def _count(self, unit: int, weeks: list[int], places: dict[int, int], by: int) -> None:
        for week in weeks:
            self.away[unit, week] += by
            if places.get(week, -1) >= 0:
                self.load[places[week], week] += by


def settle_leave(hall: Hall, officers: list[int]) -> tuple[frozenset[int], list[Raised]]:
    """Give weeks to officers on leave whose unit had no place that fits.

    Returns those whose gap rule holds only if weeks of leave do not count, and a line for each with the longest gap.
    """
    if not officers:
        return frozenset(), []
    settling = Settling(hall)
    excused: list[int] = []
    raised: list[Raised] = []
    for one in officers:
        leave = hall.people.leave[one]
        if settling.settle(one) and keeps_gaps(_weeks(hall, one), settling.gaps, hall.rules.weeks):
            continue
        if not settling.settle(one, uncounted=leave):
            settling._leave(int(hall.people.unit[one]), _weeks(hall, one), _places(hall, one))
            hall.week[one], hall.centre[one] = -1, -1
        excused.append(one)
        raised.append(Raised(hall.people.unit_ids[hall.people.unit[one]], "leave_weeks", _longest(hall, one)))
    return frozenset(excused), raised


def resettle(hall: Hall, officers: Ints, first: Callable[[int], int]) -> list[int]:
    """Give new weeks to officers, their first `first(officer)` trainings kept; return those for whom there are none."""
    settling = Settling(hall)
    return [one for one in officers.tolist() if not settling.settle(one, fixed=first(one))]


def _weeks(hall: Hall, one: int) -> list[int]:
    return [week for week in hall.week[one].tolist() if week >= 0]


def _places(hall: Hall, one: int) -> dict[int, int]:
    return dict(zip(hall.week[one].tolist(), hall.centre[one].tolist(), strict=True))


def _longest(hall: Hall, one: int) -> int:
    weeks = [-1, *_weeks(hall, one), hall.rules.weeks]
    return max(b - a for a, b in pairwise(weeks))
