"""The weeks of plans, by their Mondays."""

from datetime import date, timedelta

from samanvay.kernel import clock


def mondays(first: date, last: date) -> list[date]:
    """Return the Mondays from one to another, both within."""
    return [first + timedelta(weeks=step) for step in range((last - first).days // 7 + 1)]


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def next_monday() -> date:
    """Return the first week in which somebody may be placed: the next."""
    today = clock.today()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=1)
