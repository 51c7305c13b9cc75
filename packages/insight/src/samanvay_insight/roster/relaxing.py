"""Where no plan can be made: which single rule to relax, and by how much, so that one can."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from samanvay_insight.roster.outline import outlined
from samanvay_insight.roster.people import Centres, Ints
from samanvay_insight.roster.rules import YEAR, Rules

Value = int | float | bool
_MOST_SEATS = 2**24
_PLANS = 24  # that are made to see whether a value really helps
_PLAN_PEOPLE = 20_000  # above this many people the frame of a plan is trusted


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A rule that, set to `relax_to`, makes a plan possible, alone or `together` with the others that say so.

    `seats` is of all centres together.
    """

    rule: str
    relax_to: Value
    together: bool = False


@dataclass(eq=False)
class Relaxing:
    """Tries rules one by one; `works` makes a plan to see whether a value helps that would do by its frame."""

    sizes: Ints
    centres: Centres
    rules: Rules
    works: Callable[[Centres, Rules], bool]
    plans: int = field(default=_PLANS)

    def all(self) -> list[Relaxation]:
        """Return the rules of which each alone can be relaxed, by the least that does.

        Those that cannot help are left out. Where none helps alone, the seats are told together with what else is
        needed once they are there.
        """
        found = self._alone()
        total = int(self.centres.seats.sum())
        if found or not len(self.sizes) or not total:
            return found
        loose = replace(self, rules=replace(self.rules, max_away_share=1.0, keep_one_on_duty=False))
        seats = loose._seats()
        wide = replace(self, centres=_with_seats(self.centres, int(seats[0].relax_to))) if seats else self
        both = [*wide._alone()[:1], *seats]
        return [replace(each, together=len(both) > 1) for each in both]

    def _holds(self, rules: Rules, centres: Centres | None = None) -> bool:
        where = self.centres if centres is None else centres
        if outlined(self.sizes, where, rules).lacking is not None:
            return False
        if self.sizes.sum() > _PLAN_PEOPLE or not self.plans:
            return True
        self.plans -= 1
        return self.works(where, rules)

    def _with(self, name: str) -> Callable[[Value], bool]:
        return lambda value: self._holds(replace(self.rules, **{name: value}))  # type: ignore[arg-type]

    def _alone(self) -> list[Relaxation]:
        rules = self.rules
        gaps = range(rules.max_gap_weeks + 1, min(rules.weeks, 4 * rules.max_gap_weeks) + 1)
        found = _first("max_gap_weeks", gaps, self._with("max_gap_weeks"))
        if outlined(self.sizes, self.centres, rules).lacking == "cover":
            found += _least("max_away_share", self._shares(), self._with("max_away_share"))
            if rules.keep_one_on_duty:
                found += _first("keep_one_on_duty", [False], self._with("keep_one_on_duty"))
        now = rules.centre_visits_per_year
        asked = min(YEAR, rules.weeks // rules.min_gap_weeks + 1 if now is None else now - 1)
        found += _first("centre_visits_per_year", range(asked, -1, -1), self._with("centre_visits_per_year"))
        found += _first("min_gap_weeks", range(rules.min_gap_weeks - 1, 0, -1), self._with("min_gap_weeks"))
        if rules.reserve_share > 0:
            found += _first("reserve_share", [0.0], self._with("reserve_share"))
        if rules.weeks < rules.max_gap_weeks:
            longer = range(rules.weeks + 1, rules.max_gap_weeks + 1)
            found += _first("weeks", longer, lambda value: self._holds(
                replace(rules, weeks=int(value)), _with_weeks(self.centres, int(value))))  # fmt: skip
        if rules.trainers is not None:
            found += _least("trainers", range(rules.trainers + 1, rules.trainers * 16 + 1), self._with("trainers"))
        return found + self._seats()

    def _shares(self) -> list[float]:
        """Return the shares at which one more of some unit may be away, rounded up so that it may."""
        return sorted({
            float(np.ceil(1e4 * away / size) / 1e4)
            for size in np.unique(self.sizes).tolist() for away in range(1, size)
            if away > self.rules.max_away_share * size
        })  # fmt: skip

    def _seats(self) -> list[Relaxation]:
        """Return the least number of seats of all centres together that holds, within a hundredth."""
        low = high = int(self.centres.seats.sum())
        if not high:
            return []
        while not self._holds(self.rules, _with_seats(self.centres, high)):
            low, high = high, 2 * high
            if high > _MOST_SEATS:
                return []
        while high - low > max(1, high // 100):
            middle = (low + high) // 2
            fits = self._holds(self.rules, _with_seats(self.centres, middle))
            low, high = (low, middle) if fits else (middle, high)
        return [Relaxation("seats", int(_with_seats(self.centres, high).seats.sum()))]


def _first(name: str, values: Iterable[Value], holds: Callable[[Value], bool]) -> list[Relaxation]:
    return next(([Relaxation(name, value)] for value in values if holds(value)), [])


def _least(name: str, values: Iterable[Value], holds: Callable[[Value], bool]) -> list[Relaxation]:
    """Return the least of rising values that holds, where what holds once holds from there on."""
    rising = list(values)
    if not rising or not holds(rising[-1]):
        return []
    low, high = 0, len(rising) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(rising[middle]) else (middle + 1, high)
    return [Relaxation(name, rising[low])]


def _with_seats(centres: Centres, total: int) -> Centres:
    return replace(centres, seats=np.ceil(centres.seats * (total / centres.seats.sum())).astype(np.int64))


def _with_weeks(centres: Centres, weeks: int) -> Centres:
    more = weeks - centres.is_open.shape[1]
    return replace(centres, is_open=np.pad(centres.is_open, ((0, 0), (0, more)), constant_values=True))
