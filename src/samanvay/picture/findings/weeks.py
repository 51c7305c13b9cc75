"""The week of each fact, kept for the search for changes alone."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.many import insert_columns
from samanvay.kernel.db.scope import SYSTEM_AUDIENCE

from ..models import FactWeek


def monday_of(day: date) -> date:
    """Return the Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def week_of_date(dated: PartialDate | None, first: date, last: date) -> date | None:
    """Return the Monday of the week in which something happened, None where it is not known to the week.

    ``first`` and ``last`` bound what has no date: the period of its report.
    """
    earliest, latest = (first, last) if dated is None else (dated.earliest, dated.latest)
    return monday_of(earliest) if monday_of(earliest) == monday_of(latest) else None


def note_week(fact_id: UUID, week: date | None) -> None:
    """Keep the week of a fact, or that it has none. Works inside the caller's operation."""
    if week is None:
        forget_week(fact_id)
    else:
        FactWeek.objects.update_or_create(fact_id=fact_id, defaults={"week": week, "readers": [SYSTEM_AUDIENCE]})


def note_weeks(weeks: Mapping[UUID, date | None]) -> None:
    """Keep the weeks of facts that are new. Works inside the caller's operation."""
    known = {key: week for key, week in weeks.items() if week}
    insert_columns(FactWeek, {"fact_id": list(known), "week": list(known.values())}, readers=[SYSTEM_AUDIENCE])


def forget_week(fact_id: UUID) -> None:
    """Remove the week of a fact that goes. Works inside the caller's operation."""
    FactWeek.objects.filter(pk=fact_id).delete()
