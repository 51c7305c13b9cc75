"""The three columns in PostgreSQL: the constraint refuses what is no range and what is half a date."""

from datetime import date

import pytest
from django.db.models import DateField, Value

from samanvay.kernel.dates import partial_date_order

EARLY, LATE = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("earliest", "latest", "holds"),
    [
        (EARLY, LATE, True),
        (EARLY, EARLY, True),
        (date.min, date.max, True),
        (None, None, True),
        (LATE, EARLY, False),
        (EARLY, None, False),
        (None, LATE, False),
    ],
)
def test_the_constraint_holds_for_whole_ordered_dates_only(earliest, latest, holds):
    condition = partial_date_order("seen", name="seen_order").condition
    columns = {"seen_earliest": earliest, "seen_latest": latest}
    typed = {name: Value(day, output_field=DateField()) for name, day in columns.items()}
    assert condition.check(typed) is holds
