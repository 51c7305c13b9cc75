"""When a series comes back: the next moment of its rhythm, in India's time."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from samanvay.kernel import clock

from ..kinds import Rhythm

FIRST_MONTHS = (1, 4, 7, 10)


def next_moment(rhythm: str, weekday: int, at: time, after: datetime) -> datetime:
    """Return the first moment of a rhythm later than another; ``weekday`` 0 is Monday."""
    here = after.astimezone(clock.INDIA)
    day = here.date()
    while True:
        day = _next_day(rhythm, weekday, day)
        moment = datetime.combine(day, at, tzinfo=clock.INDIA)
        if moment > here:
            return moment
        day += timedelta(days=1)


def _next_day(rhythm: str, weekday: int, day: date) -> date:
    """Return the first day of a rhythm that is not before another."""
    if rhythm == Rhythm.WEEKLY:
        return day + timedelta(days=(weekday - day.weekday()) % 7)
    month = day.replace(day=1)
    while True:
        if rhythm == Rhythm.MONTHLY or month.month in FIRST_MONTHS:
            found = month + timedelta(days=(weekday - month.weekday()) % 7)
            if rhythm == Rhythm.QUARTERLY:
                found += timedelta(days=7)
            if found >= day:
                return found
        month = (month + timedelta(days=32)).replace(day=1)


def submission_of(series: UUID, starts_at: datetime) -> UUID:
    """Return under which submission the conference of a series at a moment is called once."""
    return uuid5(series, starts_at.astimezone(UTC).isoformat())


def extra_submission(conference: UUID, series: UUID | None) -> UUID:
    """Return under which submission an extra sitting is called: of a series one a minute, else one a day."""
    minute = clock.now().replace(second=0, microsecond=0)
    return submission_of(conference, minute if series else datetime.combine(clock.today(), time(), tzinfo=clock.INDIA))
