"""Rows of a file as a panel: what cannot be used is told with its row, its field and what was expected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from samanvay_insight.columns import check_columns

from .panel import Panel, Role, Span

COLUMNS = ("unit", "week", "count", "effort", "entries", "treated", "since")
NEEDED = ("unit", "week", "count", "treated")
LAST = date.max - timedelta(weeks=2)  # of days whose week and the one after it can be counted
ROLES = {
    **dict.fromkeys(("1", "yes", "true", "y"), Role.TREATED),
    **dict.fromkeys(("0", "no", "false", "n", ""), Role.COMPARISON),
    **dict.fromkeys(("beside", "neighbour", "neighbor"), Role.BESIDE),
}
FARTHEST = 300  # weeks from the middle one
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one row of a table; row 1 is the header."""

    row: int
    field: str
    expected: str


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    unit: str
    week: date
    count: int
    effort: float
    entries: int | None
    role: Role
    since: date | None


class _Wrong(Exception):
    def __init__(self, field: str, expected: str) -> None:
        super().__init__(expected)
        self.field, self.expected = field, expected


def panel_of(
    rows: Iterable[tuple[int, Mapping[str, str]]], read_day: Callable[[str], date | None]
) -> tuple[Panel | None, list[RowError]]:
    """Return the panel of the good rows and what is wrong with the others; None where none can be compared.

    A row is its number and its words by column. Weeks begin on Monday; a day within a week stands for it. ``effort``
    is a share from 0 to 1, one where the column is empty or missing; ``entries`` is what else was recorded, used where
    every row says it. A week of which a unit has no row is one in which
    it did not report. A fault of a row is a RowError; raises UnknownColumn.
    """
    errors: list[RowError] = []
    good: dict[tuple[str, date], _Row] = {}
    role_of: dict[str, Role] = {}
    since_of: dict[str, date] = {}
    for number, cells in rows:
        check_columns(cells, COLUMNS)
        try:
            row = _row(number, cells, read_day)
            _fit(row, good, role_of, since_of)
        except _Wrong as wrong:
            errors.append(RowError(number, wrong.field, wrong.expected))
    _take_out_far(good, errors)
    role_of = {unit: role_of[unit] for unit, _week in good}
    acted = [since_of[unit] for unit, role in role_of.items() if role is Role.TREATED]
    if not acted:
        return None, errors
    return _panel(good, role_of, min(acted), max(acted)), errors


def _row(number: int, cells: Mapping[str, str], read_day: Callable[[str], date | None]) -> _Row:
    said = {name: cells.get(name, "").strip() for name in COLUMNS}
    if not said["unit"]:
        raise _Wrong("unit", "the name of a corridor or district")
    week = _day(said["week"], "week", read_day)
    if week is None or week > LAST:
        raise _Wrong("week", "a day of the week, as 2026-11-16")
    role = ROLES.get(said["treated"].casefold())
    if role is None:
        raise _Wrong("treated", "yes, no or beside")
    since = _day(said["since"], "since", read_day)
    if role is Role.TREATED and since is None:
        raise _Wrong("since", "the day from which something was done, where treated is yes")
    return _Row(
        number,
        said["unit"],
        week - timedelta(days=week.weekday()),
        _count(said["count"], "count"),
        _effort(said["effort"]),
        _count(said["entries"], "entries") if said["entries"] else None,
        role,
        since if role is Role.TREATED else None,
    )


def _day(said: str, field: str, read_day: Callable[[str], date | None]) -> date | None:
    if not said:
        return None
    try:
        return read_day(said)
    except ValueError:
        raise _Wrong(field, "a day, as 2026-11-16") from None


def _count(said: str, field: str) -> int:
    try:
        count = float(said)
    except ValueError:
        raise _Wrong(field, "a whole number of 0 or more") from None
    if not (0 <= count <= MOST and count == int(count)):
        raise _Wrong(field, "a whole number of 0 or more")
    return int(count)


def _effort(said: str) -> float:
    if not said:
        return 1.0
    try:
        effort = float(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        raise _Wrong("effort", "a share from 0 to 1, or a percentage") from None
    if not 0 <= effort <= 1:
        raise _Wrong("effort", "a share from 0 to 1, or a percentage")
    return effort


def _fit(row: _Row, good: dict[tuple[str, date], _Row], role_of: dict[str, Role], since_of: dict[str, date]) -> None:
    """Put a row beside the others, or say what does not agree with those before it."""
    if (row.unit, row.week) in good:
        other = good[row.unit, row.week].number
        raise _Wrong("week", f"each week of a unit once; row {other} has it already")
    if role_of.setdefault(row.unit, row.role) is not row.role:
        raise _Wrong("treated", "the same in every row of a unit")
    if row.since is not None and since_of.setdefault(row.unit, row.since) != row.since:
        raise _Wrong("since", "the same day in every row of a unit")
    good[row.unit, row.week] = row


def _take_out_far(good: dict[tuple[str, date], _Row], errors: list[RowError]) -> None:
    """Take out the rows whose week lies years from the middle one: a slip of the pen would make thousands of weeks."""
    weeks = sorted(week for _unit, week in good)
    for key, row in list(good.items()):
        if abs(row.week - weeks[len(weeks) // 2]) > timedelta(weeks=FARTHEST):
            errors.append(RowError(row.number, "week", f"a week within {FARTHEST} weeks of most others"))
            del good[key]
    errors.sort(key=lambda each: each.row)


def _panel(good: Mapping[tuple[str, date], _Row], role_of: Mapping[str, Role], first: date, last: date) -> Panel:
    units = sorted({unit for unit, _week in good})
    begin, end = min(week for _unit, week in good), max(week for _unit, week in good)
    number = (end - begin).days // 7 + 1
    counts = np.zeros((len(units), number), dtype=np.int64)
    effort = np.zeros((len(units), number))
    entries = np.zeros((len(units), number), dtype=np.int64)
    at = {unit: place for place, unit in enumerate(units)}
    for (unit, week), row in good.items():
        place = at[unit], (week - begin).days // 7
        counts[place], effort[place], entries[place] = row.count, row.effort, row.entries or 0
    periods = [Span(begin + timedelta(weeks=step), begin + timedelta(weeks=step + 1)) for step in range(number)]
    roles = np.array([role_of[unit] for unit in units])
    is_known = all(row.entries is not None for row in good.values())
    return Panel(units, periods, counts, effort, roles, first, last, entries if is_known else None)
