"""Of which days a part of the digest tells: whole weeks, none twice, none left out."""

from datetime import date

import pytest

from samanvay.duties.messages.digest_parts import HowOften, window

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("how", "last", "day", "told"),
    [
        ("weekly", date(2026, 11, 22), MONDAY, (date(2026, 11, 16), MONDAY)),  # the daily digest of a Monday
        ("weekly", MONDAY, date(2026, 11, 24), None),  # and of the Tuesday after it
        ("weekly", date(2026, 11, 18), WEDNESDAY, (date(2026, 11, 16), MONDAY)),  # a weekly digest on Wednesdays
        ("weekly", date(2026, 11, 4), WEDNESDAY, (date(2026, 11, 2), MONDAY)),  # after a stop of three weeks
        ("weekly", None, WEDNESDAY, (date(2026, 11, 16), MONDAY)),  # the first digest of all
        ("each", date(2026, 11, 22), WEDNESDAY, (date(2026, 11, 22), WEDNESDAY)),
        ("each", None, WEDNESDAY, (date(2026, 11, 24), WEDNESDAY)),
        ("never", None, MONDAY, None),
    ],
)
def test_part_is_told_of_the_days_since_it_was_told(
    how: str, last: date | None, day: date, told: tuple[date, date] | None
) -> None:
    assert window(HowOften(how), last, day) == told
