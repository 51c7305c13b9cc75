"""Asking for a plan, having the worker make it, publishing and dropping it."""

import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import last_operation, operation, within_operation
from samanvay.directory.queries import readers_for
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid, Stale
from samanvay.law.audiences import EVERYBODY
from samanvay.recording.submissions import once
from samanvay.training.models import CourseEdition
from samanvay_insight.roster import Plan as Planned
from samanvay_insight.roster import RuleError, plan_roster, rules_of, thin_batches
from samanvay_insight.roster.rules import as_told

from ... import coordination
from ...batches.actions import calling
from ...batches.actions.rescheduling import follow_unplaced
from ...batches.states import BatchState
from ...models import Batch, Plan
from .. import events, policies
from ..planner_input import centres_of, roll_of, rules_for
from ..states import Mode, PlanState
from .writing import write_plan

log = logging.getLogger("samanvay.rosters")

LONGEST_NAME = 120
LONGEST_REASON = 300
MOST_TOLD = 2_000  # rules that had to give way in small units


def ask_plan(
    *,
    by: Actor,
    name: str,
    course: str,
    monday: date,
    weeks: int,
    rules: Mapping[str, Any],
    elsewhere: str = Mode.DISTRICT,
    centre_days: int = 3,
    other_days: int = 1,
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> Plan:
    """Put a plan down that the worker is to make; the same submission twice gives the first.

    ``rules`` are those of `insight.roster.rules_of` but for start_week and weeks. Raises Refused, Invalid.
    """
    unit = coordination.may_coordinate(by)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("name", _("Enter a name for the plan, at most %(n)d characters.") % {"n": LONGEST_NAME})
    check_pii("name", name, by=by, pii_answer=pii_answer)
    if monday.weekday():
        raise Invalid("monday", _("Choose a Monday: a plan begins on a Monday."))
    if elsewhere not in (Mode.DISTRICT, Mode.ONLINE):
        raise Invalid("elsewhere", _("Choose from the list."))
    if not (1 <= centre_days <= 6 and 1 <= other_days <= 6):
        raise Invalid("centre_days", _("A training takes one to six days a week."))
    try:
        read = rules_of({**rules, "weeks": weeks}, start=monday)
    except RuleError as error:
        raise Invalid("rules", str(error)) from None
    submission_id = submission_id or uuid7()
    with operation(events.PLAN_ASKED, by=by, readers=[unit.audience]) as op:
        if known := once(op, Plan, submission_id, asked_by=by.id):
            return known
        if not CourseEdition.objects.filter(course__code=course, course__current__isnull=False).exists():
            raise Invalid("course", _("Choose a course from the list."))
        plan = Plan(
            name=name,
            state=PlanState.WORKING,
            course=course,
            monday=monday,
            weeks=read.weeks,
            rules=as_told(read),
            elsewhere=elsewhere,
            centre_days=centre_days,
            other_days=other_days,
            asked_at=clock.now(),
            asked_by=by.id,
            submission_id=submission_id,
            readers=sorted({*readers_for(unit.audience), *EVERYBODY}),
            home_unit=unit.audience,
            home_state=unit.home_state,
        )
        op.about("plan", plan.id, plan.readers)
        op.add(weeks=read.weeks, course=course)
        plan.save(force_insert=True)
    return plan


def make_plan(plan_id: UUID) -> Plan:
    """Make a plan that waits: called by the worker, again does no harm. What cannot be is told in its figures.

    One that was dropped meanwhile, or is made by another worker, is left to them.
    """
    try:
        return _make(plan_id)
    except Stale:
        log.info("plan %s was dropped, or is made by another worker", plan_id)
    with reading(SYSTEM):
        return Plan.objects.get(pk=plan_id)


def _make(plan_id: UUID) -> Plan:
    with reading(SYSTEM):
        plan = Plan.objects.get(pk=plan_id)
    if plan.state != PlanState.WORKING:
        return plan
    begun = time.monotonic()
    try:
        with reading(SYSTEM):
            rules = rules_for(plan)
            roll = roll_of(plan.home_state, rules.calendar, plan.elsewhere)
            centres, keys = centres_of(plan.home_state, rules.calendar)
        _come(plan, 25)
        if not roll.ids:
            return _end(plan, PlanState.IMPOSSIBLE, {"people": 0, "unplaced": roll.unplaced, "infeasible": []})
        planned = plan_roster(roll.people, centres, rules)
        _come(plan, 60)
        told = figures_of(planned) | {"unplaced": roll.unplaced}
        if planned.infeasible:
            return _end(plan, PlanState.IMPOSSIBLE, told)
        with operation(events.PLAN_MADE, by=SYSTEM, target=("plan", plan.id), readers=plan.readers) as op:
            batches, turns = write_plan(plan, planned, roll, keys, by=plan.asked_by)
            thin = [(batches[each.batch], each.why) for each in thin_batches(planned) if each.batch in batches]
            told["thin"] = {str(batch.pk): dict(why) for batch, why in thin}
            told |= {"batches": len(batches), "seconds": round(time.monotonic() - begun, 1)}
            op.add(batches=len(batches), turns=turns, thin=len(thin))
            plan.revise(expected=None, changes={
                "state": PlanState.DRAFT, "done": 100, "figures": told, "made_at": clock.now()})  # fmt: skip
    except Stale:
        raise
    except Exception:
        log.exception("plan %s could not be made", plan_id)
        return _end(plan, PlanState.FAILED, {})
    return plan


def figures_of(planned: Planned) -> dict[str, Any]:
    """Return what is told of a plan: see `models.Plan`."""
    person, centre, _week = planned.rows
    return {
        "people": len(planned.people),
        "trainings": len(person),
        "at_centres": int((centre >= 0).sum()),
        "batches": int(planned.batch.max(initial=-1)) + 1,
        "centre_batches": planned.centre_batches,
        "cost": round(planned.cost),
        "bound": None if planned.bound is None else round(planned.bound),
        "fill": None if planned.fill is None else round(planned.fill, 4),
        "raised": [[each.unit_id, each.rule, each.value] for each in planned.raised[:MOST_TOLD]],
        "raised_in_all": len(planned.raised),
        "infeasible": [[each.rule, each.relax_to, each.together] for each in planned.infeasible],
    }


def _come(plan: Plan, done: int) -> None:
    """Note how far the worker has come, so that the page can show it."""
    asked = last_operation("plan", plan.id)
    assert asked is not None  # whoever asked for the plan left an event
    with within_operation(asked):
        plan.revise(expected=None, changes={"done": done})


def _end(plan: Plan, state: PlanState, told: Mapping[str, Any]) -> Plan:
    with operation(events.PLAN_MADE, by=SYSTEM, target=("plan", plan.id), readers=plan.readers, state=state):
        plan.revise(expected=None, changes={
            "state": state, "done": 100, "figures": dict(told), "made_at": clock.now()})  # fmt: skip
    return plan


def publish_plan(*, by: Actor, plan: Plan, expected: int | None = None) -> Plan:
    """Let a plan hold: everybody sees their own turns. Raises Refused, Invalid where another holds in its weeks."""
    policies.may_change_plan(by, plan)
    policies.may_follow(plan, PlanState.PUBLISHED)
    if plan.end <= clock.today():
        raise Invalid("state", _("All weeks of this plan are over."))
    with operation(events.PLAN_PUBLISHED, by=by, target=("plan", plan.id), readers=plan.readers):
        # Two who publish plans of the same weeks wait for each other.
        plans = Plan.objects.filter(home_state=plan.home_state, state__in=(PlanState.DRAFT, PlanState.PUBLISHED))
        list(plans.select_for_update().order_by("pk"))
        if (other := plan_in_the_way(plan)) is not None:
            raise Invalid("state", in_the_way_words(other))
        plan.revise(
            expected=expected,
            changes={"state": PlanState.PUBLISHED, "published_at": clock.now(), "published_by": by.id},
        )
    return plan


def plan_in_the_way(plan: Plan) -> Plan | None:
    """Return a published plan that holds in some of the weeks of another."""
    others = Plan.objects.published().filter(home_state=plan.home_state, monday__lt=plan.end).exclude(pk=plan.pk)
    return next((each for each in others.order_by("monday") if each.end > plan.monday), None)


def in_the_way_words(other: Plan) -> str:
    """Return what is said where another plan holds already."""
    return _("%(plan)s already covers some of these weeks. Drop it first, or choose other weeks.") % {"plan": other}


def drop_plan(*, by: Actor, plan: Plan, reason: str, pii_answer: str = "", expected: int | None = None) -> Plan:
    """Drop a plan with the reason. One that holds is dropped while none of its batches was held yet.

    Raises Refused, Invalid.
    """
    policies.may_change_plan(by, plan)
    policies.may_follow(plan, PlanState.DROPPED)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("Give the reason, in at most %(n)d characters.") % {"n": LONGEST_REASON})
    check_pii("reason", reason, by=by, pii_answer=pii_answer)
    with operation(events.PLAN_DROPPED, by=by, target=("plan", plan.id), readers=plan.readers) as op:
        Plan.objects.select_for_update().get(pk=plan.pk)  # nobody closes a batch of it meanwhile
        if Batch.objects.filter(plan=plan, state=BatchState.HELD).exists():
            raise Invalid("state", _("Some of its batches have already been held. Change the plan instead."))
        plan.revise(
            expected=expected, changes={"state": PlanState.DROPPED, "dropped_at": clock.now(), "reason": reason}
        )
        calling.follow_dropped(op, plan)
        with acting_as(SYSTEM, op=op.id):
            follow_unplaced(op, plan.home_state)
    return plan


def relaxed(plan: Plan) -> Mapping[str, Any]:
    """Return the rules of a plan that was not possible with what the planner says that would make it so."""
    told = plan.as_rules()
    better = {rule: value for rule, value, _together in plan.figures.get("infeasible", ()) if hasattr(told, rule)}
    return as_told(replace(told, **better)) if better else plan.rules


def next_quarter(day: date) -> date:
    """Return the first Monday of the next quarter of a year."""
    month = 3 * ((day.month - 1) // 3) + 4
    first = date(day.year + month // 13, (month - 1) % 12 + 1, 1)
    return first + timedelta(days=-first.weekday() % 7)
