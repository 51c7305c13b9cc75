"""Reading of times that stand in old rows and that Python cannot name: they read as the bound, and stop nothing.

The health page names each with its true value (:func:`samanvay.kernel.db.times.out_of_bounds`).
"""

from datetime import date, datetime, time
from typing import Any

import psycopg
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.adapt import Buffer, Loader
from psycopg.pq import Format

from samanvay.kernel.dates import bounds

LAST_TIME = time(23, 59, 59, 999_999)
UNKNOWN_ENDS = (date.min, date.max)


def _is_early(data: Buffer) -> bool:
    said = bytes(data)
    return said.endswith(b"BC") or said.startswith(b"-")


class ByDriver(Loader):
    """A loader that asks the driver's own first."""

    name: str

    def __init__(self, oid: int, context: Any = None) -> None:
        super().__init__(oid, context)
        found = psycopg.adapters.get_loader(psycopg.adapters.types[self.name].oid, Format.TEXT)
        assert found is not None, self.name
        self.driver = found(oid, context)


class DayLoader(ByDriver):
    name = "date"

    def load(self, data: Buffer) -> date:
        try:
            day: date = self.driver.load(data)
        except psycopg.DataError:
            return bounds.FIRST_DAY if _is_early(data) else bounds.LAST_DAY
        if bounds.FIRST_DAY <= day <= bounds.LAST_DAY or day in UNKNOWN_ENDS:
            return day
        return min(max(day, bounds.FIRST_DAY), bounds.LAST_DAY)


class TimeLoader(ByDriver):
    name = "time"

    def load(self, data: Buffer) -> time:
        try:
            at: time = self.driver.load(data)
        except psycopg.DataError:  # 24:00
            return LAST_TIME
        return at


def instant_loader(zone: Any) -> type[BaseTzLoader]:
    """Return the loader of instants in a time zone of Django's."""
    first, last = (each.replace(tzinfo=zone) for each in (bounds.FIRST_INSTANT, bounds.LAST_INSTANT))

    class InstantLoader(BaseTzLoader):
        timezone = zone

        def load(self, data: Buffer) -> datetime:
            try:
                at: datetime = super().load(data)
            except psycopg.DataError:
                return first if _is_early(data) else last
            return at if first <= at <= last else min(max(at, first), last)

    return InstantLoader


def read_within_bounds(connection: Any, zone: Any) -> None:
    """Let a connection read each day, instant and time of day as one that Python can name."""
    for name, loader in (("date", DayLoader), ("time", TimeLoader), ("timestamptz", instant_loader(zone))):
        connection.adapters.register_loader(name, loader)
