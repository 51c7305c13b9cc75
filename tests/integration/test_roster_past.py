"""What has begun stays as it was: whatever a plan is changed by later, and however long a change waits."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from batch_world import amended, batches, called, fresh, noon, plan_of, turns
from roster_world import members, this_monday, world

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid
from samanvay.rosters.batches.actions import moving
from samanvay.rosters.batches.events import TURN_KEPT
from samanvay.rosters.batches.states import TurnState
from samanvay.rosters.centres.events import CENTRE_KEPT
from samanvay.rosters.delivery.actions import attendance
from samanvay.rosters.models import Batch, Plan, Turn
from samanvay.rosters.plans.actions import changes, planning
from samanvay.rosters.plans.actions.batch_filling import Goal, batches_for, cancel_empty
from samanvay.rosters.plans.actions.writing import access_of_members
from samanvay.rosters.plans.events import PLAN_ASKED
from samanvay.rosters.plans.planner_input import PlanInForce, held_of
from samanvay.rosters.plans.states import ChangeKind, ChangeState, PlanState
from samanvay_insight.roster import Plan as Planned
from samanvay_insight.roster.auditing import broken_by
from samanvay_insight.roster.replanning import replanned

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def held(here: SimpleNamespace, batch: Batch) -> Turn:
    """Hold a batch to which one came; return their turn."""
    turn = turns(called(batch))[0]
    with noon(batch.ends_on):
        attendance.record_attendance(by=here.trainer.actor, batch=batch, ticks={turn.pk: attendance.days_of(batch)})
        attendance.close_batch(by=here.trainer.actor, batch=batch)
    return turn


def test_who_came_has_come_whatever_leave_is_noted_later(here: SimpleNamespace) -> None:
    """The sheet of next month says that they went on leave on the last day of their training."""
    plan = plan_of(here)
    batch = batches(plan)[0]
    turn = held(here, batch)
    amended(fresh(turn.member), leave_from=batch.ends_on, leave_until=batch.ends_on + timedelta(days=3))
    with noon(batch.ends_on + timedelta(weeks=1)):
        asked = changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.ROLL)
        change = changes.work_out(asked.pk)
        assert change.state == ChangeState.READY, change.figures
        changes.apply_change(by=here.trainer.actor, change=change)
    assert fresh(turn).state == TurnState.CAME
    with reading(SYSTEM):
        assert not Turn.objects.filter(took_place_of=turn).exists()


def test_a_change_that_waited_moves_no_week_that_has_begun(here: SimpleNamespace) -> None:
    """Asked for from the first week on, applied in the second."""
    plan = plan_of(here)
    first = next(each for each in batches(plan) if each.centre_id == here.west.pk)
    asked = changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.CENTRE, centre=here.west)
    change = changes.work_out(asked.pk)
    turn = held(here, first)
    with noon(first.ends_on + timedelta(days=1)):
        changes.apply_change(by=here.trainer.actor, change=change)
    assert fresh(turn).state == TurnState.CAME
    assert fresh(first).state == "held"
    with reading(SYSTEM):
        left = Turn.objects.filter(batch__centre=here.west, batch__plan=plan, monday__gt=first.monday)
        assert not left.counted().exists()


def test_of_a_plan_whose_last_week_has_begun_nothing_changes(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    change = changes.work_out(changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.ROLL).pk)
    with noon(plan.end - timedelta(days=2)), pytest.raises(Invalid):
        changes.apply_change(by=here.trainer.actor, change=change)


def test_a_change_of_a_plan_that_was_dropped_meanwhile_is_refused(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    change = changes.work_out(changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.ROLL).pk)
    planning.drop_plan(by=here.trainer.actor, plan=plan, reason="Elections were called.")
    assert change.plan.state == PlanState.PUBLISHED, "as it was read before"
    with pytest.raises(Invalid):
        changes.apply_change(by=here.trainer.actor, change=change)


def test_a_plan_that_its_worker_left_is_dropped_and_stays_so(
    here: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"by": here.trainer.actor, "name": "Next", "course": here.course.code, "weeks": 13, "rules": {}}
    plan = planning.ask_plan(monday=this_monday() + timedelta(weeks=2), **given)
    with pytest.raises(Invalid):
        planning.drop_plan(by=here.trainer.actor, plan=plan, reason="Too slow.")
    with operation(PLAN_ASKED, by=SYSTEM, target=("plan", plan.pk)):
        plan.revise(expected=None, changes={"asked_at": plan.asked_at - timedelta(minutes=31)})
    late = planning.plan_roster

    def dropped_meanwhile(*people: object) -> object:
        planning.drop_plan(by=here.trainer.actor, plan=fresh(plan), reason="Too slow.")
        return late(*people)

    monkeypatch.setattr(planning, "plan_roster", dropped_meanwhile)
    assert planning.make_plan(plan.pk).state == PlanState.DROPPED
    assert planning.make_plan(plan.pk).state == PlanState.DROPPED
    with reading(SYSTEM):
        assert not Batch.objects.filter(plan=plan).exists()


def test_a_change_that_is_dropped_while_it_is_worked_out_stays_so(
    here: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = changes.ask_change(by=here.trainer.actor, plan=plan_of(here), kind=ChangeKind.ROLL)

    def dropped_meanwhile(*people: object, **given: object) -> object:
        with reading(SYSTEM):
            row = changes.PlanChange.objects.select_related("plan").get(pk=asked.pk)
        changes.drop_change(by=here.trainer.actor, change=row)
        return replanned(*people, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(changes, "replanned", dropped_meanwhile)
    assert changes.work_out(asked.pk).state == ChangeState.DROPPED


def test_an_emptied_batch_is_cancelled_with_its_event(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch = batches(plan)[0]
    with operation(TURN_KEPT, by=SYSTEM) as op:
        Turn.objects.filter(batch=batch).update(state=TurnState.MOVED)
        assert cancel_empty(op, plan) == 1
    assert fresh(batch).state == "cancelled"
    with reading(SYSTEM):
        assert Event.objects.filter(kind="batch:cancelled", subject_id=str(batch.pk)).count() == 1


@pytest.mark.parametrize(("halls", "opened"), [(None, 1), (1, 0)])
def test_where_no_batch_more_can_meet_kept_seats_are_the_last(
    here: SimpleNamespace, halls: int | None, opened: int
) -> None:
    plan = plan_of(here, reserve_share=0.1)
    batch = next(each for each in batches(plan) if each.centre_id == here.east.pk)
    beside = [each.pk for each in batches(plan) if (each.monday, each.centre_id) == (batch.monday, here.east.pk)]
    with operation(CENTRE_KEPT, by=SYSTEM):
        here.east.revise(expected=None, changes={"halls": halls})
        Turn.objects.filter(batch__in=beside[1:]).update(state=TurnState.MOVED)
        fresh_of(plan, batch).revise(expected=None, changes={"size": len(turns(batch)) + 3, "kept": 3})
    with operation(TURN_KEPT, by=SYSTEM):
        Batch.objects.filter(pk__in=beside[1:]).update(state="cancelled")
        now = held_of(plan)
        week = (batch.monday - plan.monday).days // 7
        goals = [Goal(one, week, list(now.keys).index(here.east.pk), None) for one in range(3)]
        known = access_of_members(now.roll.ids[goal.one] for goal in goals)
        found = batches_for(plan, now, goals, known, by=SYSTEM.id)
    assert [each.pk == batch.pk for each in found] == [not opened] * 3


def fresh_of(plan: Plan, batch: Batch) -> Batch:
    return next(each for each in batches(plan) if each.pk == batch.pk)


def test_who_comes_onto_the_roll_late_gets_a_week_that_is_still_to_come(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    stranger = members(here.dcpu, "L-", 1)[0]
    with noon(plan.monday + timedelta(weeks=7, days=2)):
        asked = changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.ROLL)
        change = changes.work_out(asked.pk)
        assert change.state == ChangeState.READY, change.figures
        changes.apply_change(by=here.trainer.actor, change=change)
    with reading(SYSTEM):
        (turn,) = Turn.objects.filter(member=stranger)
    assert turn.monday >= plan.monday + timedelta(weeks=8)


def test_a_rule_that_was_broken_on_purpose_stops_no_later_change(here: SimpleNamespace) -> None:
    """Two batches are moved into one week against the cover of their units; then somebody comes onto the roll."""
    plan = plan_of(here, spare=0.25)
    first = batches(plan)[0]
    other = next(each for each in batches(plan) if each.monday > first.monday and each.centre_id != first.centre_id)
    moved = moving.move_batch(
        by=here.trainer.actor, batch=other, monday=first.monday, centre=other.centre, reason="A fair.", is_forced=True
    )
    assert moved.monday == first.monday
    with reading(SYSTEM):
        seen = held_of(plan)
    assert {each.rule for each in broken_by(planned_of(seen))} == {"max_away_share"}
    members(here.stations[1], "L-", 1)
    change = changes.work_out(changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.ROLL).pk)
    assert change.state == ChangeState.READY, change.figures


def planned_of(seen: PlanInForce) -> Planned:
    return Planned(seen.roll.people, seen.centres, seen.rules, seen.week, seen.centre, None, [], [])
