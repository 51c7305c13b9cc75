"""Weeks as the files write them (ISO 8601, `2027-W11`) and as the planner counts them, from 0."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
EXPECTED_WEEK = "an ISO week such as 2027-W11"


def monday_of(text: str) -> date:
    """Return the Monday of an ISO week. Raises ValueError where the text is none, or the year has no such week."""
    found = WEEK.fullmatch(text.strip())
    if found is None:
        raise ValueError(EXPECTED_WEEK)
    return date.fromisocalendar(int(found[1]), int(found[2]), 1)


def label_of(day: date) -> str:
    """Return the ISO week of a day: `2027-W11`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks that are planned: `weeks` of them from `monday` on. Days count, so 53 ISO weeks are no matter."""

    monday: date
    weeks: int

    def label(self, week: int) -> str:
        """Return the ISO week of a number."""
        return label_of(self.monday + timedelta(weeks=week))

    def labels(self) -> list[str]:
        """Return the ISO week of each number."""
        return [self.label(week) for week in range(self.weeks)]

    def number(self, monday: date) -> int:
        """Return the number of a week; below 0 or from `weeks` on where it lies outside."""
        return (monday - self.monday).days // 7

    def __contains__(self, week: int) -> bool:
        return 0 <= week < self.weeks
