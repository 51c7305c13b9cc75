"""Which days and instants the house knows: every input is held against these, and so is every column of the database.

PostgreSQL keeps years that Python cannot name, and a day at the end of Python's calendar overflows with the next time
zone or span added to it. Laws, births and old cases reach back to 1800; nothing planned reaches 2200.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates.partial import DateError
from samanvay.kernel.dates.vocabulary import YEARS

FIRST_DAY, LAST_DAY = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
FIRST_INSTANT = datetime(YEARS[0], 1, 1, tzinfo=UTC)
LAST_INSTANT = datetime(YEARS[-1], 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(days=1)

_YEARS = {"first": YEARS[0], "last": YEARS[-1]}
DAY_EXPECTED = Bilingual(
    "A day as 24/11/2026 or 2026-11-24, from {first} to {last}.",
    "दिन 24/11/2026 या 2026-11-24 की तरह, {first} से {last} के बीच का।",
).format(**_YEARS)
INSTANT_EXPECTED = Bilingual(
    "A day and time as 2026-11-24 16:30, from {first} to {last}.",
    "दिन और समय 2026-11-24 16:30 की तरह, {first} से {last} के बीच का।",
).format(**_YEARS)
CAPTURED_EXPECTED = Bilingual(
    "This time is in the future. Check the clock of the device.",
    "यह समय भविष्य का है। उपकरण की घड़ी जाँचें।",
)


def bounded_day(day: date) -> date:
    """Return a day that the house knows; raises `DateError` for one outside."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DateError(DAY_EXPECTED)
    return day


def bounded_instant(at: datetime) -> datetime:
    """Return an instant that the house knows, aware, in India's time where none was said; raises `DateError`."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=clock.INDIA)
    if not FIRST_INSTANT <= aware <= LAST_INSTANT:
        raise DateError(INSTANT_EXPECTED)
    return aware


def captured_instant(at: datetime) -> datetime:
    """Return the instant at which something was written down: a known one, and no later than the clocks differ."""
    aware = bounded_instant(at)
    if aware > clock.now() + CLOCKS_DIFFER:
        raise DateError(CAPTURED_EXPECTED)
    return aware


def read_day(text: str) -> date:
    """Return the day that an address or field names as 2026-11-24; raises `DateError` for anything else."""
    try:
        return bounded_day(date.fromisoformat(text.strip()))
    except ValueError:
        raise DateError(DAY_EXPECTED) from None


def read_instant(text: str, *, is_zoned: bool = False) -> datetime:
    """Return the instant that a text names in ISO form; raises `DateError` for anything else.

    With ``is_zoned`` the text must say its zone; else one without is in India's time.
    """
    try:
        at = datetime.fromisoformat(text.strip())
        if is_zoned and at.tzinfo is None:
            raise DateError(INSTANT_EXPECTED)
        return bounded_instant(at)
    except ValueError:
        raise DateError(INSTANT_EXPECTED) from None
