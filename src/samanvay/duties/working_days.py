"""Working days: Monday to Friday. Public holidays are not known here: a hard hour is said as an hour, not by these."""

from datetime import datetime, time, timedelta

from samanvay.kernel import clock

CLOSES_AT = time(18)
SATURDAY = 5


def after_working_days(moment: datetime, days: int) -> datetime:
    """Return 18:00 in India of the working day that comes so many working days after a moment's."""
    day = moment.astimezone(clock.INDIA).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return datetime.combine(day, CLOSES_AT, tzinfo=clock.INDIA)
