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
from samanvay.training.rostering import policies as roll

from .models import Plan, Turn
from .states import COMING, TurnState


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


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def plan_at(home_state: str, day: date) -> Plan | None:
    """Return the published plan of a state that holds on a day, else the next, None where none is to come."""
    found = Plan.objects.published().filter(home_state=home_state).order_by("monday")
    return next((each for each in found if each.end > day), None)


def plan_weeks(actor: Actor, plan: Plan, *, service: str = "", district: str = "", unit: str = "") -> list[PlanWeek]:
    """Return how a plan is followed week by week, of those whom the actor sees, in one query. Raises Refused.

    Who was moved elsewhere counts where the turn now is, who was excused nowhere.
    """
    roll.may_see_roll(actor)
    given = {"member__service": service, "member__district": district, "member__unit__code": unit}
    turns = Turn.objects.filter(batch__plan=plan, **{name: value for name, value in given.items() if value})
    rows = turns.order_by().values_list("monday").annotate(
        came=Count("pk", filter=Q(state=TurnState.CAME)),
        missed=Count("pk", filter=Q(state=TurnState.MISSED)),
        coming=Count("pk", filter=Q(state__in=COMING)),
    )  # fmt: skip
    found = {each.monday: each for each in (PlanWeek(*row) for row in rows)}
    weeks = [plan.monday + timedelta(weeks=at) for at in range(plan.weeks)]
    return [found.get(monday, PlanWeek(monday, 0, 0, 0)) for monday in weeks]


def next_turns(members: Iterable[UUID] | QuerySet[Member, Any]) -> Mapping[UUID, Turn]:
    """Return by member the next turn that lies ahead, with its batch, in one query."""
    ahead = Turn.objects.told().coming().filter(member__in=members, monday__gte=monday_of(clock.today()))
    rows = ahead.select_related("batch__centre", "batch__district").order_by("-monday", "-id")
    return {each.member_id: each for each in rows}


def turns_of(member: Member) -> list[Turn]:
    """Return every turn of a member that was told, the latest first."""
    found = Turn.objects.told().filter(member=member).select_related("batch__centre", "batch__district")
    return list(found.order_by("-monday", "-id"))
