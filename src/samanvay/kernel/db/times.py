"""The bounds of every column of times, and the old rows that lie outside (functions of the kernel's migrations)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection


@dataclass(frozen=True, slots=True)
class OutOfBounds:
    """A time in a row that lies outside the years of the house, with what stands there as text."""

    table: str
    column: str
    row: str
    value: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}, row {self.row}: {self.value}"


def bound_times() -> None:
    """Add the missing CHECK to every column of times, where all rows hold; the owner's work, after every migration."""
    with connection.cursor() as cursor:
        cursor.execute("select from sam.bound_times()")


def out_of_bounds(at_most: int = 20) -> list[OutOfBounds]:
    """Return the rows whose times lie outside, so many a column; looks only where no CHECK rules them out."""
    with connection.cursor() as cursor:
        cursor.execute("select relation::text, name, key, value from sam.times_out_of_bounds(%s)", [at_most])
        return [OutOfBounds(*row) for row in cursor.fetchall()]


def mend_time(wrong: OutOfBounds, value: date | datetime | time | None) -> str | None:
    """Write a time over one that lies outside; return what stood there, None where the row holds no such time.

    The owner's work, inside an operation.
    """
    with connection.cursor() as cursor:
        said = value.isoformat() if value is not None else None
        cursor.execute("select sam.mend_time(%s::regclass, %s, %s, %s)", [wrong.table, wrong.column, wrong.row, said])
        found: str | None = cursor.fetchone()[0]
        return found
