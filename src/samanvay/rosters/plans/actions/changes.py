"""When something upsets a plan: what it moves is worked out, shown, and applied by a person.

Who was told a week keeps it wherever the rules allow (`insight.roster.replanned`). A turn that moves ends as "moved"
and another takes its place; batches stay, seats in them are filled before new ones are opened.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.audit.operations import Operation, last_operation, operation, within_operation
from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid, Stale
from samanvay.law.audiences import EVERYBODY
from samanvay.recording.submissions import once
from samanvay_insight.roster import Plan as Planned
from samanvay_insight.roster import replanned

from ...batches.actions import calling
from ...batches.actions.rescheduling import follow_unplaced, without_week
from ...batches.states import Absence, TurnOrigin, TurnState
from ...centres.states import ClosureKind
from ...models import Centre, Closure, Plan, PlanChange, Turn
from ...travel import travel_of
from ...weeks import mondays, next_monday
from .. import events, policies
from ..planner_input import NONE, PlanInForce, held_of
from ..states import ChangeKind, ChangeState
from .batch_filling import Goal, batches_for, cancel_empty
from .planning import figures_of
from .writing import access_of_members

log = logging.getLogger("samanvay.rosters")

LONGEST_WORDS = 300


def ask_change(
    *,
    by: Actor,
    plan: Plan,
    kind: str,
    centre: Centre | None = None,
    from_monday: date | None = None,
    until_monday: date | None = None,
    words: str = "",
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> PlanChange:
    """Put down what upset a plan; the worker works out what it moves. Raises Refused, Invalid."""
    policies.may_change_plan(by, plan)
    if plan.state != "published":
        raise Invalid("state", _("Only a published plan can be changed."))
    if kind not in list(ChangeKind):
        raise Invalid("kind", _("Choose from the list."))
    if (kind == ChangeKind.CENTRE) != (centre is not None):
        raise Invalid("centre", _("Choose the centre that is not available."))
    if centre is not None and centre.home_state != plan.home_state:
        raise Invalid("centre", _("Choose a centre from the list."))
    words = " ".join(words.split())
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_WORDS})
    check_pii("words", words, by=by, pii_answer=pii_answer)
    first = max(from_monday or next_monday(), plan.monday)
    if first.weekday() or (until_monday is not None and until_monday.weekday()):
        raise Invalid("from_monday", _("Choose the Monday of the week."))
    if first < min(next_monday(), plan.end):
        raise Invalid("from_monday", _("This week has already begun. Changes are possible from next week."))
    if first >= plan.end:
        raise Invalid("from_monday", _("Choose a week in the plan."))
    if kind == ChangeKind.BLACKOUT:
        until_monday = until_monday or first
        if until_monday < first:
            raise Invalid("until_monday", _("The last week is before the first."))
    submission_id = submission_id or uuid7()
    with operation(events.PLAN_CHANGE_ASKED, by=by, target=("plan", plan.id), readers=plan.readers) as op:
        if known := once(op, PlanChange, submission_id, asked_by=by.id):
            return known
        change = PlanChange.objects.create(
            plan=plan,
            kind=kind,
            state=ChangeState.WORKING,
            centre=centre,
            from_monday=first,
            until_monday=until_monday if kind == ChangeKind.BLACKOUT else None,
            words=words,
            asked_at=clock.now(),
            asked_by=by.id,
            submission_id=submission_id,
            **plan.ownership(),
        )
        op.add(change=str(change.pk), of_kind=kind)
    return change


def work_out(change_id: UUID) -> PlanChange:
    """Work out what a change moves: called by the worker, again does no harm. One that was dropped stays so."""
    with reading(SYSTEM):
        change = PlanChange.objects.select_related("plan", "centre").get(pk=change_id)
    if change.state != ChangeState.WORKING:
        return change
    state, told = ChangeState.FAILED, {}
    try:
        with reading(SYSTEM):
            held, after = _replanned(change)
            told = _figures(change, held, after, first_week(change))
        state = ChangeState.IMPOSSIBLE if after.infeasible else ChangeState.READY
    except Exception:
        log.exception("change %s of a plan could not be worked out", change_id)
    try:
        asked = last_operation("plan", change.plan_id)
        assert asked is not None  # whoever asked for the change left an event
        with within_operation(asked):
            change.revise(expected=None, changes={"state": state, "figures": told})
    except Stale:
        log.info("change %s of a plan was dropped, or is worked out by another worker", change_id)
        with reading(SYSTEM):
            return PlanChange.objects.select_related("plan", "centre").get(pk=change_id)
    return change


def _replanned(change: PlanChange) -> tuple[PlanInForce, Planned]:
    """Return a plan as it holds and as it would after a change, of which weeks that have begun are no part.

    What is said of these weeks now (a leave, a week that was closed) says nothing of who was trained in them.
    """
    held = held_of(change.plan)
    now = first_week(change)
    is_open = held.centres.is_open.copy()
    is_open[:, :now] = True
    centres, rules = replace(held.centres, is_open=is_open), held.rules
    ahead = {one: weeks for one, leave in held.roll.people.leave.items() if (weeks := _from(leave, now))}
    people = replace(held.roll.people, leave=ahead)
    if change.centre is not None and change.centre.pk in held.keys:
        is_open[list(held.keys).index(change.centre.pk), now:] = False
    if change.until_monday is not None:
        closed = {*rules.blackout_weeks, *mondays(change.from_monday, change.until_monday)}
        rules = replace(rules, blackout_weeks=tuple(sorted(closed)))
    begins = rules.calendar.monday + timedelta(weeks=now)
    rules = replace(rules, blackout_weeks=tuple(day for day in rules.blackout_weeks if day >= begins))
    lost = held.lost & (held.week >= now)
    return held, replanned(people, centres, rules, held.week, held.centre, lost=lost, now=now)


def first_week(change: PlanChange) -> int:
    """Return the number of the first week that a change may still move, however long it waited to be applied."""
    return max(0, (max(change.from_monday, next_monday()) - change.plan.monday).days // 7)


def _from(weeks: Collection[int], now: int) -> frozenset[int]:
    return frozenset(week for week in weeks if week >= now)


def goals_of(held: PlanInForce, after: Planned, now: int) -> tuple[list[Goal], list[UUID]]:
    """Return the turns that a re-plan asks for, and those that end without another in their place; weeks before `now`
    stay as they are.
    """
    goals: list[Goal] = []
    ended: list[UUID] = []
    width = max(held.week.shape[1], after.week.shape[1])
    week, centre = _wide(held.week, width), _wide(held.centre, width)
    new_week, new_centre = _wide(after.week, width), _wide(after.centre, width)
    lost = np.pad(held.lost, ((0, 0), (0, width - held.lost.shape[1])))
    differs = ((week != new_week) | (centre != new_centre) | lost).any(axis=1)
    for one in np.flatnonzero(differs).tolist():
        old = {
            (int(w), int(c)) if not gone else (int(w), NONE - 1): held.turns[one, at]
            for at, (w, c, gone) in enumerate(
                zip(held.week[one].tolist(), held.centre[one].tolist(), held.lost[one].tolist(), strict=True)
            )
            if w >= now
        }
        new = [
            (int(w), int(c)) for w, c in zip(new_week[one].tolist(), new_centre[one].tolist(), strict=True) if w >= now
        ]
        fresh = [place for place in new if place not in old]
        going = [turn for place, turn in sorted(old.items()) if place not in new]
        for at, (w, c) in enumerate(fresh):
            goals.append(Goal(one, w, c, going[at] if at < len(going) else None))
        ended += going[len(fresh) :]
    return goals, ended


def _wide(each: Any, width: int) -> Any:
    return np.pad(each, ((0, 0), (0, width - each.shape[1])), constant_values=NONE)


def _travel(plan: Plan, planned: Planned) -> list[int]:
    """Return nights away and rupees of everybody's ways to centres."""
    person, centre, _week = planned.rows
    there = centre >= 0
    km = planned.km[planned.people.place[person[there]], centre[there]]
    found = travel_of(km, np.ones(len(km), dtype=np.int64), plan.centre_days)
    return [found.nights, found.rupees]


def _figures(change: PlanChange, held: PlanInForce, after: Planned, now: int) -> dict[str, Any]:
    before = Planned(held.roll.people, held.centres, held.rules, held.week, held.centre, None, [], [])
    if after.infeasible:
        return {"infeasible": [[each.rule, each.relax_to, each.together] for each in after.infeasible]}
    goals, ended = goals_of(held, after, now)
    people = {goal.one for goal in goals}
    told = figures_of(after)
    return {
        "moved": len(people),
        "ended": len(ended),
        "share": round(len(people) / max(1, len(held.roll.ids)), 4),
        "cost_before": round(before.cost),
        "cost": told["cost"],
        "travel_before": _travel(change.plan, before),
        "travel": _travel(change.plan, after),
        "fill": told["fill"],
        "weeks": _by_week(held, after),
        "infeasible": [],
    }


def _by_week(held: PlanInForce, after: Planned) -> list[list[Any]]:
    """Return for each week in which somebody trains its Monday, and how many train in it before and after."""
    weeks = held.rules.weeks
    before = np.bincount(held.week[held.week >= 0], minlength=weeks)
    now = np.bincount(after.week[after.week >= 0], minlength=weeks)
    monday = held.rules.calendar.monday
    return [
        [(monday + timedelta(weeks=at)).isoformat(), int(before[at]), int(now[at])]
        for at in range(weeks)
        if before[at] or now[at]
    ]


def apply_change(*, by: Actor, change: PlanChange, expected: int | None = None) -> PlanChange:
    """Apply a change that was worked out: the roll and the batches of this moment count. Raises Refused, Invalid."""
    policies.may_apply(by, change)
    plan = change.plan
    with (
        operation(events.PLAN_CHANGE_APPLIED, by=by, target=("plan", plan.id), readers=plan.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        change.plan = plan = Plan.objects.select_for_update().get(pk=plan.pk)
        policies.may_apply(by, change)  # it may have been dropped while this waited
        if first_week(change) >= plan.weeks:
            raise Invalid("state", _("The last week of the plan has begun. It cannot be changed any more."))
        if change.centre is not None and (change.centre.lost_from or date.max) > change.from_monday:
            change.centre.revise(expected=None, changes={"lost_from": change.from_monday, "reason": change.words})
        held, after = _replanned(change)
        if after.infeasible:
            raise Invalid("state", _("The roll has changed since. Calculate it again."))
        if change.until_monday is not None:
            Closure(
                first_monday=change.from_monday, last_monday=change.until_monday, kind=ClosureKind.OTHER,
                words=change.words[:200], made_at=clock.now(), made_by=by.id, readers=list(EVERYBODY),
                home_unit=plan.home_unit, home_state=plan.home_state,
            ).save(force_insert=True)  # fmt: skip
        absence = Absence.LEAVE if change.kind == ChangeKind.ROLL else Absence.CENTRE
        moved = move_turns(op, plan, goals_of(held, after, first_week(change)), held, absence=absence, by=by.id)
        op.add(change=str(change.pk), moved=moved)
        change.revise(
            expected=expected,
            changes={
                "state": ChangeState.APPLIED,
                "applied_at": clock.now(),
                "applied_by": by.id,
                "figures": change.figures | {"moved": moved},
            },
        )
    return change


def drop_change(*, by: Actor, change: PlanChange) -> PlanChange:
    """Leave a plan as it is. Raises Refused, Invalid for a change that was applied."""
    policies.may_change_plan(by, change.plan)
    if change.state in (ChangeState.APPLIED, ChangeState.DROPPED):
        raise Invalid("state", _("The status of this change is: %(state)s.") % {"state": change.state_words})
    with operation(
        events.PLAN_CHANGE_DROPPED,
        by=by,
        target=("plan", change.plan_id),
        readers=change.readers,
        change=str(change.pk),
    ):
        change.revise(expected=None, changes={"state": ChangeState.DROPPED})
    return change


def move_turns(
    op: Operation,
    plan: Plan,
    asked: tuple[Sequence[Goal], Sequence[UUID]],
    held: PlanInForce,
    *,
    absence: str,
    by: UUID,
) -> int:
    """Write what a re-plan asks for (`goals_of`), inside the caller's operation as the machinery; returns how many
    people move.
    """
    goals, ended = asked
    waiting = without_week(plan.home_state).filter(batch__plan=plan)
    open_ends = dict(waiting.values_list("member_id", "pk"))
    ending = [*(goal.before for goal in goals if goal.before is not None), *ended]
    Turn.objects.filter(pk__in=ending).update(state=TurnState.MOVED, absence=absence, version=F("version") + 1)
    known = access_of_members(held.roll.ids[goal.one] for goal in goals)
    wanted = [goal for goal in goals if held.roll.ids[goal.one] in known]
    batches = batches_for(plan, held, wanted, known, by=by)
    rows = [
        Turn(
            batch=batch,
            member_id=whose["id"],
            unit_id=whose["unit_id"],
            monday=batch.monday,
            origin=TurnOrigin.MOVED if goal.before else TurnOrigin.PLAN,
            took_place_of_id=goal.before or open_ends.get(whose["id"]),
            readers=whose["readers"],
            home_unit=whose["home_unit"],
            home_state=plan.home_state,
        )
        for goal, batch in zip(wanted, batches, strict=True)
        for whose in (known[held.roll.ids[goal.one]],)
    ]
    insert_many(Turn, rows)
    cancel_empty(op, plan)
    calling.follow_turns(op, ending, [row.pk for row in rows])
    follow_unplaced(op, plan.home_state)
    return len({goal.one for goal in wanted})
