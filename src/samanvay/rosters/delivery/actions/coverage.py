"""How far training has come, kept week by week: once a week by the ticker, and read as a trend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
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
from samanvay.training.roll.standing import counts_on

from ...models import CoverageWeek
from .. import events

MOST_WEEKS = 53
COUNTED = ("trained", "attended", "due", "overdue", "never", "certified")

Group = tuple[UUID, str]
"""The key of a unit, and a service."""


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """How many of a unit stood how when a week began, and how many of them had a valid certificate of the core.

    ``attended`` are all who did lately; how many of them were ``trained`` is None of a week before that was kept.
    """

    trained: int | None
    attended: int
    due: int
    overdue: int
    never: int
    certified: int

    @property
    def total(self) -> int:
        return self.attended + self.due + self.overdue + self.never


@dataclass(frozen=True, slots=True)
class Week:
    """How all that somebody sees stood when a week began."""

    monday: date
    trained: int | None
    attended: int
    total: int
    certified: int

    def share(self, count: int) -> float:
        """Return a count as a share of all, from 0 to 1."""
        return count / self.total if self.total else 0.0


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
    said = counts_on(day) | {"certified": Count("pk", filter=Q(certified_on__gte=day - VALID))}
    rows = Member.objects.present().order_by().values_list("unit_id", "service").annotate(**said)
    return {(unit, service): UnitCoverage(*counts) for unit, service, *counts in rows}


def keep_week(*, monday: date, found: Mapping[Group, UnitCoverage]) -> int:
    """Write how every unit stood when a week began, and tell of each in which that changed; returns how many rows.

    The shares trained and attended and the number certified are held against those of the week that was kept before.
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
            stood = now.get(unit) or Counts(0, 0, 0, 0, before[unit].readers)
            if unit in before and not _differs(before[unit], stood):
                continue
            changed += 1
            op.also(
                events.UNIT_TRAINING_CHANGED, ("unit", unit), stood.readers,
                trained=stood.trained, attended=stood.attended, total=stood.total, certified=stood.certified,
            )  # fmt: skip
        op.add(rows=len(keys), changed=changed)
    return len(keys)


class Counts(NamedTuple):
    """Of a unit: trained, attended, on the roll, certified, and who reads its rows."""

    trained: int
    attended: int
    total: int
    certified: int
    readers: list[int]


def _by_unit(rows: Iterable[tuple[UUID, Any, list[int]]]) -> dict[UUID, Counts]:
    found: dict[UUID, Counts] = {}
    for unit, stood, readers in rows:
        known = found.get(unit) or Counts(0, 0, 0, 0, readers)
        found[unit] = Counts(
            known.trained + (stood.trained or 0), known.attended + stood.attended, known.total + stood.total,
            known.certified + stood.certified, readers,
        )  # fmt: skip
    return found


def _before(monday: date) -> dict[UUID, Counts]:
    """Return how units stood in the last week that was kept before one."""
    last = CoverageWeek.objects.filter(monday__lt=monday).aggregate(last=Max("monday"))["last"]
    rows = CoverageWeek.objects.filter(monday=last).values_list("unit_id", "readers", *COUNTED) if last else []
    return _by_unit((unit, UnitCoverage(*counts), readers) for unit, readers, *counts in rows)


def _differs(before: Counts, now: Counts) -> bool:
    was, shares = ((each.trained, each.attended) for each in (before, now))
    differs = any(a * now.total != b * before.total for a, b in zip(was, shares, strict=True))
    return differs or (before.total == 0) != (now.total == 0) or before.certified != now.certified


def trend(actor: Actor, *, service: str = "", district: str = "", unit: str = "") -> list[Week]:
    """Return the last weeks of what the actor sees, the oldest first; ``unit`` is a code. Raises Refused."""
    roll.may_see_roll(actor)
    given = {"service": service, "district": district, "unit__code": unit}
    rows = CoverageWeek.objects.filter(**{name: value for name, value in given.items() if value})
    sums = {name: Sum(name) for name in COUNTED}
    found = rows.order_by().values_list("monday").annotate(**sums).order_by("-monday")[:MOST_WEEKS]
    weeks = [(monday, UnitCoverage(*counts)) for monday, *counts in found]
    return [Week(monday, each.trained, each.attended, each.total, each.certified) for monday, each in reversed(weeks)]
