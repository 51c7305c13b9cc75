"""Batches of a published plan with people who sign in, for the tests of calling, rescheduling and attendance."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from case_world import officer
from roster_world import a_published_plan, this_monday

from samanvay.audit.operations import operation
from samanvay.directory.events import OFFICER_CREATED
from samanvay.directory.models import Officer
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.rosters.batches.actions import calling
from samanvay.rosters.models import Batch, Plan, Turn
from samanvay.rosters.plans.events import PLAN_PUBLISHED
from samanvay.training.models import Member
from samanvay.training.roll.events import MEMBER_AMENDED


def signs_in(member: Member, role: str = "women_help_desk") -> SimpleNamespace:
    """Give a member of the roll an account at their unit."""
    with reading(SYSTEM):
        unit = Member.objects.select_related("unit").get(pk=member.pk).unit
    made = officer(member.employee_no.lower(), role, unit)
    row = Officer(user=made.user, employee_no=member.employee_no, home_state="IN-UP", name=member.name,
                  phone="+919876543210")  # fmt: skip
    with operation(OFFICER_CREATED, by=SYSTEM, target=("officer", row.pk)):
        row.save(force_insert=True)
    return made


def noon(day: date) -> Any:
    """Let it be noon of a day in India."""
    return clock.frozen(datetime.combine(day, time(12), clock.INDIA))


def amended(member: Member, **changes: Any) -> None:
    """Change a row of the roll as the machinery."""
    with operation(MEMBER_AMENDED, by=SYSTEM, target=("member", member.pk)):
        member.revise(expected=None, changes=changes)


def plan_of(here: SimpleNamespace, *, spare: float = 0.5, **rules: Any) -> Plan:
    """Have a plan published whose first week is the next.

    In so small a state every unit is as empty as it may be in every week of a batch; ``spare`` is the share that may be
    away once the plan is made, so that somebody can move.
    """
    plan = a_published_plan(here, monday=this_monday() + timedelta(weeks=1), **rules)
    with operation(PLAN_PUBLISHED, by=SYSTEM, target=("plan", plan.pk)):
        plan.revise(expected=None, changes={"rules": plan.rules | {"max_away_share": spare}})
    return plan


def batches(plan: Plan) -> list[Batch]:
    with reading(SYSTEM):
        found = Batch.objects.filter(plan=plan).standing().select_related("plan", "centre__unit", "district")
        return list(found.order_by("monday", "label"))


def turns(batch: Batch) -> list[Turn]:
    with reading(SYSTEM):
        found = Turn.objects.filter(batch=batch).select_related("member", "batch__plan", "unit")
        return list(found.order_by("member__employee_no"))


def called(batch: Batch) -> Batch:
    """Call a batch unless it is called already."""
    if batch.state == "planned":
        calling.call_batch(by=SYSTEM, batch=batch)
    return batch


def fresh(row: Any) -> Any:
    with reading(SYSTEM):
        return type(row).objects.get(pk=row.pk)
