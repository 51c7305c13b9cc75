"""What other rooms put into a person's digest: each registers a part, and the person chooses how often it is told.

Duties knows no room above it, so a part brings its own reading, its own choice and the place where that is kept.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db import transaction

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

log = logging.getLogger("samanvay.ticker")

A_WEEK = timedelta(days=7)


class HowOften(StrEnum):
    """How often a part is told."""

    WEEKLY = "weekly"  # in the first digest of a week
    EACH = "each"  # in every digest
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line of a digest: words that hold no name, and the path that they lead to."""

    words: Bilingual
    link: str


Lines = Callable[[Actor, date, date], Sequence[DigestLine]]


@dataclass(frozen=True, slots=True)
class DigestPart:
    """A part of a digest.

    ``lines`` gets the reader, the first day to tell of and the first day no more told of; it returns no line where
    there is nothing to tell. ``how`` gives the reader's choice, ``choose`` (``by=``, ``how=``) keeps it.
    """

    code: str
    words: Bilingual
    lines: Lines
    how: Callable[[Actor], HowOften]
    choose: Callable[..., object]


_parts: dict[str, DigestPart] = {}


def register_part(part: DigestPart) -> DigestPart:
    """Add a part of the digest and return it. Raises ValueError when the code is taken."""
    if part.code in _parts:
        raise ValueError(f"the part {part.code!r} of the digest is registered twice")
    _parts[part.code] = part
    return part


def parts() -> list[DigestPart]:
    """Return the parts that rooms registered, in the order of their codes."""
    return [_parts[code] for code in sorted(_parts)]


def window(how: HowOften, last: date | None, day: date) -> tuple[date, date] | None:
    """Return from which day until which (not among them) a part is told in the digest of a day, None for not at all.

    ``last`` is the day of the digest before. A weekly part tells of whole weeks, from Monday on, in the first digest
    that follows them: none is told twice, and one that no digest followed is told by the next.
    """
    if how == HowOften.NEVER:
        return None
    before = last if last is not None and last < day else day - (A_WEEK if how == HowOften.WEEKLY else timedelta(1))
    if how == HowOften.EACH:
        return before, day
    first, end = before - timedelta(days=before.weekday()), day - timedelta(days=day.weekday())
    return (first, end) if first < end else None


def lines_for(actor: Actor, last: date | None, day: date) -> list[DigestLine]:
    """Return what the parts tell a person in the digest of a day; the log names a part that failed."""
    found: list[DigestLine] = []
    for part in parts():
        try:
            with transaction.atomic():  # a query that failed must not take the rest of the digest with it
                days = window(part.how(actor), last, day)
                found += part.lines(actor, *days) if days else ()
        except Exception as error:
            log.warning("the part %s of a digest was left out: %s", part.code, type(error).__name__)
    return found
