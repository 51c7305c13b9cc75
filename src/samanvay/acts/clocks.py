"""The clocks of the law that acts start and stop, as data: the duty that counts each, its key, and whose it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.duties.kinds import DutyKind
from samanvay.duties.models import Duty
from samanvay.kernel import clock as time
from samanvay.kernel.bilingual import Bilingual
from samanvay.law.entries import StatutoryClock
from samanvay.law.library_files import shipped_library
from samanvay.law.queries import law_now

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\Z")
_ENDED_BY = re.compile(r"\(act ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)\Z")


@dataclass(frozen=True, slots=True)
class ActClock:
    """A clock of the law for one person: ``key`` begins the key of its duty.

    One with ``opens_here`` is opened by the act that starts it, titled by ``words``; another is opened by the room that
    knows its beginning and only ended here.
    """

    code: str
    kind: DutyKind
    key: str
    opens_here: bool = False
    words: Bilingual | None = None

    def key_of(self, case_id: UUID, person_id: UUID) -> str:
        """Return the key of the duty that counts this clock for a person."""
        return f"{self.key}:{case_id}:{person_id}"

    def duties_of(self, case_id: UUID, person_id: UUID) -> QuerySet[Duty]:
        """Return the duties that counted this clock for a person, the latest last: one begun anew has another key."""
        key = self.key_of(case_id, person_id)
        of_case = Duty.objects.filter(subject_kind="case", subject_id=str(case_id))
        return of_case.filter(Q(key=key) | Q(key__startswith=f"{key}:")).order_by("opened_at", "id")


_clocks: dict[str, ActClock] = {}


def register_clock(counted: ActClock) -> ActClock:
    """Add a clock that acts start or stop and return it. Raises ValueError when the code is taken."""
    if counted.code in _clocks:
        raise ValueError(f"the clock {counted.code!r} is registered twice")
    _clocks[counted.code] = counted
    return counted


def counted_clocks() -> Mapping[str, ActClock]:
    """Return every clock that acts start or stop, by its code in the law's library."""
    return _clocks


def law_of(code: str) -> StatutoryClock | None:
    """Return what the law's library says of a clock in its newest edition; as shipped where none is loaded yet."""
    clocks = law_now().library.clocks or shipped_library().clocks
    return next((each for each in clocks if each.code == code), None)


def end_of(start: datetime, within: str) -> datetime:
    """Return the moment by which a time of the law is over that began at a moment.

    Months and years end on the day of the same number, the last of the month where there is none. Raises ValueError for
    no ISO 8601 duration.
    """
    found = _DURATION.match(within)
    if found is None:
        raise ValueError(f"{within!r} is no duration of ISO 8601")
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    local = start.astimezone(time.INDIA)
    month = local.month - 1 + months + 12 * years
    year, month = local.year + month // 12, month % 12 + 1
    for day in range(local.day, 27, -1):
        try:
            local = local.replace(year=year, month=month, day=day)
            break
        except ValueError:
            continue
    else:
        local = local.replace(year=year, month=month)
    return local + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def ended_by(duty: Duty) -> UUID | None:
    """Return the act that ended a duty, None where none did."""
    found = _ENDED_BY.search(duty.proof if duty.done_at is not None else duty.drop_reason)
    return UUID(found[1]) if found else None


def mark_of(act_id: UUID) -> str:
    """Return the mark by which what ended a duty is found again."""
    return f"(act {act_id})"
