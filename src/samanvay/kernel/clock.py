"""The one clock of the house. Everything that asks for the time asks here, so that tests can stop it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

INDIA = ZoneInfo("Asia/Kolkata")

_frozen: ContextVar[datetime | None] = ContextVar("frozen clock", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """Return the day it is in India."""
    return now().astimezone(INDIA).date()


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Stop the clock at an aware moment for the length of the block."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone is ambiguous; give an aware datetime")
    token = _frozen.set(at.astimezone(UTC))
    try:
        yield at
    finally:
        _frozen.reset(token)
