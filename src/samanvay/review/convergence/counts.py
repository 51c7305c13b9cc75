"""How well the compartments act as one: the counts by district and period, as an officer may be told them.

Counted by the system over all cases of the state, so that every officer reads the same numbers. A cell of fewer than
three cases is told to those alone who read all of them anyway; with it stays untold whatever would tell it by
subtraction (:mod:`.convergence_floors`).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.directory.queries import state_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.picture.facts.actions.projecting import quarter_of
from samanvay.picture.filters import months_before

from ..models import CaseMeeting
from .actions import SOON
from .floors import Slot, untold

FEWEST_PLAIN = 5  # cases below which a number is greyed
ENOUGH = 3  # compartments
Z = 1.6449  # of a 90 % interval
MONTHS, QUARTERS = 12, 8
MOST_LISTED = 50

Cell = tuple[str, date | None]  # (district, first day of the period); "" for the state, None for the whole span

COUNTED = """
select district, date_trunc('month', opened_at at time zone 'Asia/Kolkata')::date as month, count(*),
       count(*) filter (where in_a_week >= %(enough)s), count(*) filter (where is_joint)
from review_casemeeting
where home_state = %(state)s and not is_from_sheet
  and opened_at >= %(since)s and opened_at < %(until)s and opened_at < %(settled)s
group by 1, 2
"""
HANDED = """
with asked as (
  select district, date_trunc('month', opened_at at time zone 'Asia/Kolkata')::date as month, asked, hours
  from review_casemeeting
  where home_state = %(state)s and not is_from_sheet and opened_at >= %(since)s and opened_at < %(until)s and asked > 0
), taken as (
  select district, month, array_agg(hour) as hours from asked cross join lateral unnest(hours) as hour group by 1, 2
), counted as (
  select district, month, count(*) as cases, sum(asked) as asked from asked group by 1, 2
)
select district, month, cases, asked, coalesce(hours, '{}') from counted left join taken using (district, month)
"""


@dataclass(frozen=True, slots=True)
class Span:
    """The periods looked at: so many months or quarters that end with the present one, of a state."""

    state: str
    first: date
    is_by_quarter: bool = False

    @property
    def periods(self) -> list[date]:
        """The first day of each period, in order."""
        step, count = (3, QUARTERS) if self.is_by_quarter else (1, MONTHS)
        return [months_before(self.first, -step * at) for at in range(count)]

    @property
    def last_month(self) -> date:
        """The first day of the last month of the span."""
        return months_before(self.periods[-1], -2) if self.is_by_quarter else self.periods[-1]

    @property
    def end(self) -> date:
        """The day after the last."""
        return months_before(self.last_month, -1)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure in one cell: of how many cases (or hand-overs), the value, its 90 % interval.

    ``hits`` is the numerator of a share; ``waiting`` the hand-overs not taken over yet. Where the cell ``is_untold``,
    all are nothing.
    """

    of: int = 0
    hits: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    waiting: int = 0
    is_untold: bool = False

    @property
    def is_few(self) -> bool:
        """Tell whether too few were counted for the number to be read plainly."""
        return self.of < FEWEST_PLAIN


UNTOLD = Measured(is_untold=True)


def span_of(actor: Actor, *, is_by_quarter: bool = False) -> Span:
    """Return the last twelve months, or the last eight quarters, of the actor's state."""
    return _span(state_of(actor), is_by_quarter=is_by_quarter)


def _span(state: str, *, is_by_quarter: bool) -> Span:
    today = clock.today()
    first = months_before(quarter_of(today), 3 * (QUARTERS - 1)) if is_by_quarter else months_before(today, MONTHS - 1)
    return Span(state, first, is_by_quarter)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 90 % interval of a share by Wilson's score (1927): right also for few cases and for none or all."""
    share, square = hits / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return (0.0 if hits == 0 else middle - half), (1.0 if hits == of else middle + half)


def share(hits: int, of: int) -> Measured:
    """Return a share with its interval."""
    return Measured(of, hits, hits / of, *wilson(hits, of)) if of else Measured()


def median(hours: Iterable[float], waiting: int = 0) -> Measured:
    """Return the median with the interval of its ranks: those between which it lies nine times in ten.

    Of fewer than five no two ranks are that sure, so that none is given.
    """
    ordered = sorted(hours)
    count = len(ordered)
    if not count:
        return Measured(waiting=waiting)
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    if count < FEWEST_PLAIN:
        return Measured(count, count, middle, waiting=waiting)
    low = max(0, math.floor((count - Z * math.sqrt(count)) / 2))
    high = min(count - 1, math.ceil((count + Z * math.sqrt(count)) / 2))
    return Measured(count, count, middle, ordered[low], ordered[high], waiting)


def three_in_a_week(actor: Actor, span: Span) -> dict[Cell, Measured]:
    """Return the share of cases in which three compartments acted within seven days."""
    return _cells(actor, span, COUNTED, lambda rows: share(sum(row[1] for row in rows), sum(row[0] for row in rows)))


def joint(actor: Actor, span: Span) -> dict[Cell, Measured]:
    """Return the share of cases that were joint operations."""
    return _cells(actor, span, COUNTED, lambda rows: share(sum(row[2] for row in rows), sum(row[0] for row in rows)))


def handover_hours(actor: Actor, span: Span) -> dict[Cell, Measured]:
    """Return the median hours from asking to taking over."""

    def measured(rows: list[tuple[Any, ...]]) -> Measured:
        hours = [hour for row in rows for hour in row[2]]
        return median(hours, sum(row[1] for row in rows) - len(hours))

    return _cells(actor, span, HANDED, measured)


def _cells(
    actor: Actor, span: Span, query: str, measured: Callable[[list[tuple[Any, ...]]], Measured]
) -> dict[Cell, Measured]:
    """Return a measure for each cell and for the totals of each district, each period and everything."""
    require(actor, Permission.FACT_READ)
    both = [_span(span.state, is_by_quarter=False), _span(span.state, is_by_quarter=True)]
    seen = {(row[0], row[1]): row[2] for row in _read(query, both)}
    with acting_as(SYSTEM):
        rows = _read(query, both)
    counted: Counter[Slot] = Counter()
    read: Counter[Slot] = Counter()
    for district, month, count, *_more in rows:
        for slot in _slots(district, month, both):
            counted[slot] += count
            read[slot] += seen.get((district, month), 0)
    known = {slot for slot, count in read.items() if count >= counted[slot]}
    few = untold(counted, known, both[0].first)
    gathered: dict[Cell, list[tuple[Any, ...]]] = defaultdict(list)
    for district, month, *counts in rows:
        if month < span.first:
            continue
        period = quarter_of(month) if span.is_by_quarter else month
        # What lies in no district counts for the state alone.
        for key in (district, "") if district else ("",):
            for cell in ((key, period), (key, None)):
                gathered[cell].append(tuple(counts))
    return {
        cell: UNTOLD if Slot(span.is_by_quarter, *cell) in few else measured(some) for cell, some in gathered.items()
    }


def _slots(district: str, month: date, both: Iterable[Span]) -> Iterator[Slot]:
    """Yield the cells in which the cases of a district's month are counted, on both pages."""
    if not district:
        return
    for span in both:
        yield Slot(span.is_by_quarter, district, quarter_of(month) if span.is_by_quarter else month)
        if month >= span.first:
            yield Slot(span.is_by_quarter, district, None)


def begin_of(day: date) -> datetime:
    """Return the midnight in India with which a day begins."""
    return datetime.combine(day, time.min, tzinfo=clock.INDIA)


def _read(query: str, spans: Sequence[Span]) -> list[tuple[Any, ...]]:
    """Return what is counted of each district and month of some spans."""
    given: dict[str, Any] = {
        "state": spans[0].state,
        "since": begin_of(min(span.first for span in spans)),
        "until": begin_of(max(span.end for span in spans)),
        "settled": clock.now() - SOON,
        "enough": ENOUGH,
    }
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())


def meetings(actor: Actor, span: Span, district: str = "") -> list[CaseMeeting]:
    """Return who met over the latest cases of a span that the actor may read, at most fifty."""
    require(actor, Permission.CASE_READ)
    found = CaseMeeting.objects.filter(home_state=span.state, is_from_sheet=False, opened_at__gte=begin_of(span.first))
    if district:
        found = found.filter(district=district)
    return list(found.order_by("-opened_at", "-id")[:MOST_LISTED])


def next_settled() -> date:
    """Return the last day of which cases are counted whole."""
    return clock.today() - SOON - timedelta(days=1)
