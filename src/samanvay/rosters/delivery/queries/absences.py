"""Who of a line is away in a week: in training, or on leave; by unit in two grouped queries, and by name."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import Actor
from samanvay.training.models import Member
from samanvay.training.roll import policies as roll
from samanvay_insight.roster import Rules

from ...batches.queries.progress import plan_at
from ...models import Batch, Turn
from ...plans.planner_input import WORKS


@dataclass(frozen=True, slots=True)
class AbsenceFilters:
    """Which members are meant: of a service, of a district by its key, of a unit by its code."""

    service: str = ""
    district: str = ""
    unit: str = ""

    def of(self, prefix: str = "") -> dict[str, str]:
        given = {"service": self.service, "district": self.district, "unit__code": self.unit}
        return {f"{prefix}{name}": value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class UnitAbsences:
    """How many of a unit are on the roll, in training, on leave, away (who is on leave and called counts once).

    ``least`` is how many the plan's rules keep back from training, None where no plan holds.
    """

    unit: Unit
    roll: int
    training: int
    leave: int
    away: int
    least: int | None

    @property
    def left(self) -> int:
        return self.roll - self.away

    @property
    def is_short(self) -> bool:
        """Tell whether fewer are left on duty than must stay."""
        return self.least is not None and self.left < self.least


@dataclass(frozen=True, slots=True)
class PersonAbsence:
    """Somebody who is away: in training with the batch, or on leave."""

    member: Member
    batch: Batch | None
    is_on_leave: bool


def on_leave(monday: date, prefix: str = "") -> Q:
    """Return the condition on members that a working day of a week falls into their leave."""
    last = monday + timedelta(days=WORKS - 1)
    ends = Q(**{f"{prefix}leave_until__isnull": True}) | Q(**{f"{prefix}leave_until__gte": monday})
    return ends & Q(**{f"{prefix}leave_from__lte": last})


def absences_by_unit(actor: Actor, monday: date, asked: AbsenceFilters) -> list[UnitAbsences]:
    """Return the units of which the actor sees members, those short of people first. Raises Refused."""
    roll.may_see_roll(actor)
    members = Member.objects.present().filter(**asked.of()).order_by()
    rows = members.values_list("unit").annotate(roll=Count("pk"), leave=Count("pk", filter=on_leave(monday)))
    turns = _called(monday, asked).order_by().values_list("member__unit")
    both = Count("member", distinct=True, filter=on_leave(monday, "member__"))
    called = {unit: (here, also) for unit, here, also in turns.annotate(here=Count("member", distinct=True), both=both)}
    counts = {unit: (count, leave) for unit, count, leave in rows}
    units = Unit.objects.filter(pk__in=list(counts)).select_related("place")
    rules = {state: _rules(state, monday) for state in {each.home_state for each in units}}
    found = []
    for unit in units:
        (count, leave), (training, both) = counts[unit.pk], called.get(unit.pk, (0, 0))
        held = rules[unit.home_state]
        least = None if held is None else count - held.most_away(count)
        found.append(UnitAbsences(unit, count, training, leave, training + leave - both, least))
    return sorted(found, key=lambda each: (not each.is_short, -each.away, each.unit.name, each.unit.code))


def absences_by_person(actor: Actor, monday: date, asked: AbsenceFilters) -> list[PersonAbsence]:
    """Return who is away, of those whom the actor sees, by unit and name. Raises Refused."""
    roll.may_see_roll(actor)
    turns = _called(monday, asked)
    called = dict(turns.order_by("-batch__starts_on", "-id").values_list("member_id", "batch_id"))
    batches = Batch.objects.select_related("centre", "district").in_bulk(set(called.values()))
    # Many serve in one unit, which is read once for all of them.
    members = Member.objects.present().filter(**asked.of()).prefetch_related("unit")
    found = [
        PersonAbsence(each, batches.get(called.get(each.pk)), _is_on_leave(each, monday))
        for each in members.filter(on_leave(monday) | Q(pk__in=called))
    ]
    return sorted(found, key=_by_unit)


def _by_unit(each: PersonAbsence) -> tuple[Any, ...]:
    return each.member.unit.name, each.member.unit.code, each.member.name, each.member.pk


def _called(monday: date, asked: AbsenceFilters) -> Any:
    here = Q(member__left_on__isnull=True, member__voided_at__isnull=True)
    return Turn.objects.told().counted().filter(here, monday=monday, **asked.of("member__"))


def _is_on_leave(member: Member, monday: date) -> bool:
    last = monday + timedelta(days=WORKS - 1)
    first, until = member.leave_from, member.leave_until
    return first is not None and first <= last and (until is None or until >= monday)


def _rules(home_state: str, monday: date) -> Rules | None:
    plan = plan_at(home_state, monday)
    return plan.as_rules() if plan is not None and plan.monday <= monday else None
