"""How far training has come, kept week by week: once a week by the ticker, and read as a trend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_columns
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.training.examining.models.certificate import VALID
from samanvay.training.models import Member
from samanvay.training.roll import policies as roll
from samanvay.training.roll.readers import access_of_units
from samanvay.training.roll.standing import Standing, stands

from ...models import CoverageWeek
from .. import events

MOST_WEEKS = 53
COUNTED = ("trained", "due", "overdue", "never", "certified")

Group = tuple[UUID, str]
"""The key of a unit, and a service."""


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """How many of a unit stood how when a week began, and how many of them had a valid certificate of the core."""

    trained: int
    due: int
    overdue: int
    never: int
    certified: int

    @property
    def total(self) -> int:
        return self.trained + self.due + self.overdue + self.never


@dataclass(frozen=True, slots=True)
class Week:
    """How all that somebody sees stood when a week began."""

    monday: date
    trained: int
    total: int
    certified: int

    @property
    def share(self) -> float:
        """Return the share trained, from 0 to 1."""
        return self.trained / self.total if self.total else 0.0


def record_coverage() -> int:
    """Keep how training stands as this week begins, once a week; returns how many rows that were.

    Done on Monday, or on a later day of the week after a stop.
    """
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    with reading(SYSTEM):
        if CoverageWeek.objects.filter(monday=monday).exists():
            return 0
        found = counted(monday)
    return keep_week(monday=monday, found=found) if found else 0


def counted(day: date) -> Mapping[Group, UnitCoverage]:
    """Return how everybody on the roll stands on a day, by unit and service, in one query."""
    said = {each.value: Count("pk", filter=stands(each, day)) for each in Standing}
    said["certified"] = Count("pk", filter=Q(certified_on__gte=day - VALID))
    rows = Member.objects.present().order_by().values_list("unit_id", "service").annotate(**said)
    return {(unit, service): UnitCoverage(*counts) for unit, service, *counts in rows}


def keep_week(*, monday: date, found: Mapping[Group, UnitCoverage]) -> int:
    """Write how every unit stood when a week began, and tell of each in which that changed; returns how many rows.

    The share trained and the number certified are held against those of the week that was kept before.
    """
    with operation(events.COVERAGE_NOTED, by=SYSTEM, target=("week", monday)) as op:
        homes = access_of_units(Unit.objects.filter(pk__in={unit for unit, _service in found}).select_related("place"))
        keys = sorted(key for key in found if key[0] in homes)
        before = _before(monday)
        columns: dict[str, list[Any]] = {
            name: [homes[unit][name] for unit, _service in keys]
            for name in ("unit_id", "district", "readers", "home_unit", "home_state")
        }
        columns["service"] = [service for _unit, service in keys]
        columns |= {name: [getattr(found[key], name) for key in keys] for name in COUNTED}
        insert_columns(CoverageWeek, columns, monday=monday)
        now = _by_unit((unit, found[unit, service], homes[unit]["readers"]) for unit, service in keys)
        changed = 0
        for unit in sorted({*now, *before}):
            trained, total, certified, readers = now.get(unit, (0, 0, 0, before.get(unit, (0, 0, 0, []))[3]))
            if unit in before and not _differs(before[unit], (trained, total, certified, readers)):
                continue
            changed += 1
            op.also(
                events.UNIT_TRAINING_CHANGED, ("unit", unit), readers,
                trained=trained, total=total, certified=certified,
            )  # fmt: skip
        op.add(rows=len(keys), changed=changed)
    return len(keys)


Counts = tuple[int, int, int, list[int]]
"""Of a unit: trained, on the roll, certified, and who reads its rows."""


def _by_unit(rows: Iterable[tuple[UUID, Any, list[int]]]) -> dict[UUID, Counts]:
    found: dict[UUID, Counts] = {}
    for unit, stood, readers in rows:
        trained, total, certified, _readers = found.get(unit, (0, 0, 0, readers))
        found[unit] = (trained + stood.trained, total + stood.total, certified + stood.certified, readers)
    return found


def _before(monday: date) -> dict[UUID, Counts]:
    """Return how units stood in the last week that was kept before one."""
    last = CoverageWeek.objects.filter(monday__lt=monday).aggregate(last=Max("monday"))["last"]
    rows = CoverageWeek.objects.filter(monday=last).values_list("unit_id", "readers", *COUNTED) if last else []
    return _by_unit((unit, UnitCoverage(*counts), readers) for unit, readers, *counts in rows)


def _differs(before: Counts, now: Counts) -> bool:
    return before[0] * now[1] != now[0] * before[1] or (before[1] == 0) != (now[1] == 0) or before[2] != now[2]


def trend(actor: Actor, *, service: str = "", district: str = "", unit: str = "") -> list[Week]:
    """Return the last weeks of what the actor sees, the oldest first; ``unit`` is a code. Raises Refused."""
    roll.may_see_roll(actor)
    given = {"service": service, "district": district, "unit__code": unit}
    rows = CoverageWeek.objects.filter(**{name: value for name, value in given.items() if value})
    sums = {name: Sum(name) for name in COUNTED}
    found = rows.order_by().values_list("monday").annotate(**sums).order_by("-monday")[:MOST_WEEKS]
    weeks = [(monday, UnitCoverage(*counts)) for monday, *counts in found]
    return [Week(monday, each.trained, each.total, each.certified) for monday, each in reversed(weeks)]
