"""Reads on turns as they come about: how a plan is followed week by week, the next turn of each, and all of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.training.models import Member
from samanvay.training.roll import policies as roll

from ...models import Batch, Plan, Turn
from ...weeks import monday_of
from ..states import COMING, TurnState


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """How many of a week of a plan came, missed it, and are still to come or not noted yet."""

    monday: date
    came: int
    missed: int
    coming: int

    @property
    def planned(self) -> int:
        return self.came + self.missed + self.coming


def plan_at(home_state: str, day: date) -> Plan | None:
    """Return the published plan of a state that holds on a day, else the next, None where none is to come."""
    found = Plan.objects.published().filter(home_state=home_state).order_by("monday")
    return next((each for each in found if each.end > day), None)


def plan_weeks(actor: Actor, plan: Plan, *, service: str = "", district: str = "", unit: str = "") -> list[PlanWeek]:
    """Return how a plan is followed week by week, of those whom the actor sees, in two queries. Raises Refused.

    Who was moved elsewhere counts where the turn now is, who was excused nowhere.
    """
    roll.may_see_roll(actor)
    given = {"member__service": service, "member__district": district, "member__unit__code": unit}
    # By the keys of its batches: a join would ask for every turn whether its batch may be read.
    batches = list(Batch.objects.filter(plan=plan).values_list("pk", flat=True))
    turns = Turn.objects.filter(batch__in=batches, **{name: value for name, value in given.items() if value})
    rows = turns.order_by().values_list("monday").annotate(
        came=Count("pk", filter=Q(state=TurnState.CAME)),
        missed=Count("pk", filter=Q(state=TurnState.MISSED)),
        coming=Count("pk", filter=Q(state__in=COMING)),
    )  # fmt: skip
    found = {each.monday: each for each in (PlanWeek(*row) for row in rows)}
    weeks = [plan.monday + timedelta(weeks=at) for at in range(plan.weeks)]
    return [found.get(monday, PlanWeek(monday, 0, 0, 0)) for monday in weeks]


def next_turns(members: Iterable[UUID] | QuerySet[Member, Any]) -> Mapping[UUID, Batch]:
    """Return by member the batch of the next turn that lies ahead, in two queries however many there are."""
    ahead = Turn.objects.coming().filter(member__in=members, monday__gte=monday_of(clock.today()))
    rows = list(ahead.order_by("-monday", "-id").values_list("member_id", "batch_id"))
    told = Batch.objects.told().filter(pk__in={batch for _member, batch in rows}).select_related("centre", "district")
    batches = {each.pk: each for each in told}
    return {member: batches[batch] for member, batch in rows if batch in batches}


def turns_of(member: Member) -> list[Turn]:
    """Return every turn of a member that was told, the latest first."""
    found = Turn.objects.told().filter(member=member).select_related("batch__centre", "batch__district")
    return list(found.order_by("-monday", "-id"))
