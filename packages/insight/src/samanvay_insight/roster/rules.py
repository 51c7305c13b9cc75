"""The rules of a roster, as an office writes them (`docs/how-to/roster.md`) and as the planner counts them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from samanvay_insight.roster.weeks import EXPECTED_WEEK, Calendar, label_of, monday_of

LONGEST = 520  # weeks of a plan
YEAR = 52
_TINY = 1e-9  # 0.07 × 100 is a little more than 7 in floating point


class RuleError(ValueError):
    """A rule that cannot be followed; its words name it and say what is expected."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan keeps to. Weeks are counted in calendar weeks, blackouts included; shares are from 0 to 1.

    `centre_visits_per_year` None: every training is at a centre. `trainers` is how many batches can be led at the same
    time in all centres, None for any number. `seed` None: the order is not drawn. A batch of fewer than `least_people`,
    or at a centre of less than `least_fill` of its seats, is thin: it is merged where it can be.
    """

    start_week: date
    weeks: int = YEAR
    max_batch: int = 300
    min_gap_weeks: int = 8
    max_gap_weeks: int = 13
    max_away_share: float = 0.12
    keep_one_on_duty: bool = True
    fixed_cost_per_batch_km: float = 15_000.0
    centre_visits_per_year: int | None = None
    blackout_weeks: tuple[date, ...] = ()
    reserve_share: float = 0.0
    mix_services: bool = True
    trainers: int | None = None
    priority_units: tuple[str, ...] = ()
    seed: int | None = None
    least_people: int = 8
    least_fill: float = 0.3

    @property
    def calendar(self) -> Calendar:
        """Return the weeks that are planned."""
        return Calendar(self.start_week, self.weeks)

    @property
    def blackouts(self) -> frozenset[int]:
        """Return the numbers of the weeks in which nobody trains."""
        return frozenset(at for day in self.blackout_weeks if (at := self.calendar.number(day)) in self.calendar)

    @property
    def least_trainings(self) -> int:
        """Return how many trainings the gap rule forces on everybody: one in each whole `max_gap_weeks`, at least one.

        The k-th training is at the latest in week k × `max_gap_weeks`, and fewer than `max_gap_weeks` weeks may remain
        after the last.
        """
        return max(1, self.weeks // self.max_gap_weeks)

    @property
    def visits(self) -> int | None:
        """Return how many trainings of each person must be at a centre in these weeks; None for all of them.

        Of a part of a year at least one is asked, of a year and a part as many as of the year.
        """
        if self.centre_visits_per_year is None:
            return None
        asked = self.centre_visits_per_year
        return 0 if asked == 0 else max(1, asked * self.weeks // YEAR)

    @property
    def most_people(self) -> int:
        """Return how many are planned into one batch: `max_batch` less the seats kept for make-ups, rounded up."""
        return self.max_batch - self.reserved(self.max_batch)

    def reserved(self, seats: int) -> int:
        """Return how many of some seats are kept for those who missed a batch: the share, rounded up."""
        return math.ceil(self.reserve_share * seats - _TINY)

    def is_thin(self, people: int, seats: int | None) -> bool:
        """Tell whether a batch of so many people is thin; `seats` is None where it fills no hall of a centre."""
        return people < self.least_people or (seats is not None and people < self.least_fill * seats)

    def most_away(self, people: int) -> int:
        """Return how many of a unit may be away in one week.

        The share, raised for a small unit to what lets all of it be trained in two weeks less than the greatest gap;
        never everybody, but for a unit of one.
        """
        return self._kept(people, max(self.most_by_share(people), math.ceil(people / max(1, self.max_gap_weeks - 2))))

    def most_by_share(self, people: int) -> int:
        """Return how many of a unit the share alone lets go."""
        return math.floor(self.max_away_share * people + _TINY)

    def _kept(self, people: int, most: int) -> int:
        return min(people - 1 if self.keep_one_on_duty and people > 1 else people, most)


def rules_of(told: Mapping[str, Any] | None, *, start: date) -> Rules:
    """Return the rules of a mapping as YAML gives it; `start` is the Monday to begin on where it names none.

    Raises RuleError where a rule is unknown, cannot be followed, or contradicts another.
    """
    told = told or {}
    if not isinstance(told, Mapping):
        raise RuleError(f"lines such as “max_batch: 300” are expected; the rules are {', '.join(KNOWN)}")
    unknown = [str(name) for name in told if name not in KNOWN]
    if unknown:
        raise RuleError(f"“{unknown[0]}” is no rule; the rules are {', '.join(KNOWN)}")
    given = {name: KNOWN[name](name, value) for name, value in told.items() if value is not None}
    rules = replace(Rules(start), **given)
    if rules.min_gap_weeks > rules.max_gap_weeks:
        raise RuleError(f"min_gap_weeks: at most max_gap_weeks, {rules.max_gap_weeks}, is expected")
    if rules.most_people < 1:
        raise RuleError("reserve_share: it keeps back every seat of a batch; a smaller share is expected")
    return rules


def _whole(name: str, value: Any, least: int, most: int) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RuleError(f"{name}: a whole number from {least} to {most:,} is expected")
    return value


def _number(name: str, value: Any, most: float, words: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise RuleError(f"{name}: {words} is expected")
    return float(value)


def _yes(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise RuleError(f"{name}: yes or no is expected")
    return value


def _week(name: str, value: Any) -> date:
    try:
        return monday_of(str(value))
    except ValueError:
        raise RuleError(f"{name}: {EXPECTED_WEEK} is expected, not “{value}”") from None


def _weeks(name: str, value: Any) -> tuple[date, ...]:
    each = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(each, list | tuple):
        raise RuleError(f"{name}: a list of ISO weeks such as [2027-W11, 2027-W44] is expected")
    return tuple(sorted({_week(name, one) for one in each}))


def _names(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str | int) for each in value):
        raise RuleError(f"{name}: a list such as [PS-0113, PS-0207] is expected")
    return tuple(str(each) for each in value)


KNOWN: dict[str, Callable[[str, Any], Any]] = {
    "start_week": _week,
    "weeks": lambda name, value: _whole(name, value, 1, LONGEST),
    "max_batch": lambda name, value: _whole(name, value, 1, 100_000),
    "min_gap_weeks": lambda name, value: _whole(name, value, 1, LONGEST),
    "max_gap_weeks": lambda name, value: _whole(name, value, 1, LONGEST),
    "max_away_share": lambda name, value: _number(name, value, 1, "a share from 0 to 1"),
    "keep_one_on_duty": _yes,
    "fixed_cost_per_batch_km": lambda name, value: _number(name, value, 1e9, "a number of kilometres from 0 on"),
    "centre_visits_per_year": lambda name, value: _whole(name, value, 0, YEAR),
    "blackout_weeks": _weeks,
    "reserve_share": lambda name, value: _number(name, value, 0.9, "a share from 0 to 0.9"),
    "mix_services": _yes,
    "trainers": lambda name, value: _whole(name, value, 1, 100_000),
    "priority_units": _names,
    "seed": lambda name, value: _whole(name, value, 0, 2**31),
    "least_people": lambda name, value: _whole(name, value, 0, 100_000),
    "least_fill": lambda name, value: _number(name, value, 1, "a share from 0 to 1"),
}


def as_told(rules: Rules) -> dict[str, Any]:
    """Return rules as `rules_of` reads them."""
    return {
        name: label_of(value) if isinstance(value, date)
        else [label_of(each) for each in value] if name == "blackout_weeks"
        else list(value) if isinstance(value, tuple) else value
        for name in KNOWN if (value := getattr(rules, name)) is not None
    }  # fmt: skip
