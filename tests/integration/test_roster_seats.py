"""A seat is given once, a turn moved once, and a batch whose plan does not hold gives nobody anything."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from batch_world import amended, batches, called, fresh, noon, plan_of, signs_in, turns
from beside_world import a_batch, a_teacher
from beside_world import turns as put_in
from case_world import officer
from roster_world import a_plan, members, this_monday, world

from samanvay.audit.operations import operation
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty, Notice
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters import tasks
from samanvay.rosters.batches.actions import calling, excusing, moving, rescheduling
from samanvay.rosters.batches.actions.roll_changes import follow_members, take_up
from samanvay.rosters.batches.capacity import seats_left
from samanvay.rosters.batches.duty_kinds import CLOSE_BATCH, UNPLACED
from samanvay.rosters.batches.events import TURN_KEPT
from samanvay.rosters.batches.states import COMING, TurnOrigin, TurnState
from samanvay.rosters.centres.events import CENTRE_KEPT
from samanvay.rosters.delivery.actions import attendance, trainers
from samanvay.rosters.guests.actions import inviting
from samanvay.rosters.guests.pasted_lines import GuestLine
from samanvay.rosters.models import Batch, Plan, Turn
from samanvay.rosters.plans.actions import planning
from samanvay.rosters.plans.events import PLAN_PUBLISHED
from samanvay.training.roll.readers import access_of_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def whole(row: Turn) -> Turn:
    with reading(SYSTEM):
        return Turn.objects.select_related("batch__plan", "batch__centre", "member").get(pk=row.pk)


def whole_batch(row: Batch) -> Batch:
    with reading(SYSTEM):
        return Batch.objects.select_related("plan", "centre__unit", "district").get(pk=row.pk)


def full(some: list[Batch]) -> None:
    """Leave no seat in some batches."""
    with operation(TURN_KEPT, by=SYSTEM):
        for each in some:
            taken = sum(turn.state in COMING for turn in turns(each))
            fresh(each).revise(expected=None, changes={"size": max(1, taken), "kept": 0})


def successors(turn: Turn) -> list[Turn]:
    with reading(SYSTEM):
        return list(Turn.objects.filter(took_place_of=turn).select_related("batch").order_by("pk"))


def test_a_turn_is_placed_once_whoever_asks_again(here: SimpleNamespace) -> None:
    """Two coordinators press at the same time: the second has read the list before the first placed it."""
    turn = turns(batches(plan_of(here))[0])[0]
    excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="court")
    with operation(TURN_KEPT, by=SYSTEM) as op:
        rescheduling.place(op, [turn.pk], origin=TurnOrigin.MAKE_UP)
    assert len(successors(turn)) == 1


def test_batches_share_the_seats_of_their_centre(here: SimpleNamespace) -> None:
    """Two batches of twenty in a centre of thirty seats."""
    batch, other = a_batch(here), a_batch(here, number=2)
    with operation(CENTRE_KEPT, by=SYSTEM):
        here.east.revise(expected=None, changes={"seats": 30})
    put_in(other, members(here.dcpu, "S-", 17))
    line = [(1, GuestLine("A. Guest", email="guest@example.org"))]
    with reading(SYSTEM):
        assert (seats_left(whole_batch(batch)), seats_left(whole_batch(other))) == (13, 3)
    put_in(batch, members(here.dcpu, "T-", 13))
    given = {"by": here.trainer.actor, "batch": whole_batch(batch), "kind": "ngo", "language": "en", "lines": line}
    made, bad = inviting.invite_guests(**given)
    assert (len(made), len(bad)) == (0, 1)


def test_a_draft_calls_tells_and_invites_nobody(here: SimpleNamespace) -> None:
    plan = a_plan(here)
    batch = batches(plan)[0]
    who = signs_in(turns(batch)[0].member)
    for deed in (
        lambda: calling.call_batch(by=here.trainer.actor, batch=whole_batch(batch)),
        lambda: excusing.cancel_batch(by=here.trainer.actor, batch=whole_batch(batch), reason="The roof leaks."),
        lambda: inviting.invite_guests(
            by=here.trainer.actor, batch=whole_batch(batch), kind="ngo", language="en",
            lines=[(1, GuestLine("A. Guest", email="guest@example.org"))],
        ),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            deed()
    to = batch.monday + timedelta(weeks=1)
    given: dict[str, Any] = {
        "by": here.trainer.actor,
        "monday": to,
        "centre": batch.centre,
        "reason": "The hall is let.",
    }
    moving.move_batch(batch=batch, is_forced=True, **given)
    with reading(SYSTEM):
        assert not Notice.objects.filter(user=who.user).exists()
    planning.drop_plan(by=here.trainer.actor, plan=fresh(plan), reason="Another was made.")
    with pytest.raises(Invalid):
        moving.move_batch(batch=whole_batch(batch), is_forced=True, **given | {"monday": to + timedelta(weeks=1)})


def test_a_plan_that_is_published_follows_what_the_roll_said_since_it_was_made(here: SimpleNamespace) -> None:
    """One left, another was transferred to a station whose officer reads the turn from then on."""
    plan = a_plan(here)
    here_serve = [turn for batch in batches(plan) for turn in turns(batch) if turn.unit_id == here.dcpu.pk]
    gone, transferred = here_serve[:2]
    amended(gone.member, left_on=this_monday())
    home = access_of_units([here.stations[0]])[here.stations[0].pk]
    amended(transferred.member, **{name: home[name] for name in ("unit_id", "district", "readers", "home_unit")})
    planning.publish_plan(by=here.trainer.actor, plan=plan)
    receive = tasks.SUBSCRIBES[PLAN_PUBLISHED]
    with reading(SYSTEM):
        event = tasks.Event.objects.filter(kind=PLAN_PUBLISHED.code).last()
    assert event is not None
    receive(event)  # type: ignore[operator]
    assert fresh(gone).state == TurnState.EXCUSED
    assert fresh(transferred).unit_id == here.stations[0].pk
    assert here.stations[0].audience in fresh(transferred).readers


def test_a_woman_comes_after_all_only_while_there_is_a_bed(here: SimpleNamespace) -> None:
    batch = batches(plan_of(here))[0]
    woman, man = (next(t for t in turns(batch) if t.member.sex == sex) for sex in ("female", "male"))
    for turn in (woman, man):
        excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="court")
    with operation(CENTRE_KEPT, by=SYSTEM):
        fresh(here.west).revise(expected=None, changes={"women_places": 0})
        fresh(here.east).revise(expected=None, changes={"women_places": 0})
    assert excusing.take_up_turn(by=here.trainer.actor, turn=whole(man)).state == TurnState.PLANNED
    with pytest.raises(Invalid):
        excusing.take_up_turn(by=here.trainer.actor, turn=whole(woman))


def test_who_laid_down_a_turn_that_they_had_taken_up_again_is_not_forgotten(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch, *others = batches(plan)
    turn = turns(batch)[0]
    excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="court")
    excusing.take_up_turn(by=here.trainer.actor, turn=whole(turn))
    full(others)
    assert excusing.decline_turn(by=here.trainer.actor, turn=whole(turn), absence="illness").unplaced == (turn.pk,)
    with reading(SYSTEM):
        assert [each.pk for each in rescheduling.without_week("IN-UP")] == [turn.pk]


def test_who_is_placed_after_they_were_told_that_there_is_no_week_is_told_of_it(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch, *others = batches(plan)
    full(others)
    turn = turns(batch)[0]
    who = signs_in(turn.member)
    excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="court")
    with operation(TURN_KEPT, by=SYSTEM):
        for each in others:
            fresh(each).revise(expected=None, changes={"size": 60})
    with reading(here.trainer.actor):
        excusing.place_waiting(by=here.trainer.actor, home_state="IN-UP")
    with reading(SYSTEM):
        told = list(Notice.objects.filter(user=who.user).order_by("at").values_list("words_en", flat=True))
    assert sum("any more" in each for each in told) == 1
    assert sum("was moved: now" in each for each in told) == 1


def test_another_state_places_nobody_here(here: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        excusing.place_waiting(by=here.trainer.actor, home_state="IN-BR")


def test_the_duty_ends_once_everybody_without_a_week_has_left(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch, *others = batches(plan)
    full(others)
    turn = turns(batch)[0]
    excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="court")
    amended(turn.member, left_on=this_monday())
    with reading(here.trainer.actor):
        excusing.place_waiting(by=here.trainer.actor, home_state="IN-UP")
    with reading(SYSTEM):
        assert not Duty.objects.waiting().filter(kind=UNPLACED.code).exists()


def test_the_duty_ends_with_the_plan_in_which_they_had_no_week(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch, *others = batches(plan)
    full(others)
    excusing.decline_turn(by=here.trainer.actor, turn=turns(batch)[0], absence="court")
    assert rescheduling.end_unplaced() == 0
    with noon(plan.end):
        assert rescheduling.end_unplaced() == 1
        assert rescheduling.end_unplaced() == 0


def test_who_was_there_or_whose_training_is_over_cannot_give_the_turn_up(here: SimpleNamespace) -> None:
    batch = called(batches(plan_of(here))[0])
    there, absent, *_rest = turns(batch)
    with noon(batch.starts_on):
        attendance.record_attendance(by=here.trainer.actor, batch=batch, ticks={there.pk: [batch.starts_on]})
        with pytest.raises(Invalid):
            excusing.decline_turn(by=here.trainer.actor, turn=whole(there), absence="illness")
    with noon(batch.ends_on + timedelta(days=1)), pytest.raises(Invalid):
        excusing.decline_turn(by=here.trainer.actor, turn=whole(absent), absence="illness")


def test_a_batch_that_is_cancelled_is_not_asked_to_be_closed(here: SimpleNamespace) -> None:
    batch = called(batches(plan_of(here))[0])
    with noon(batch.ends_on + timedelta(days=3)):
        assert attendance.remind_to_close() == 1
        excusing.cancel_batch(by=here.trainer.actor, batch=whole_batch(batch), reason="Nobody came: a flood.")
    with reading(SYSTEM):
        assert not Duty.objects.waiting().filter(kind=CLOSE_BATCH.code).exists()


def test_who_is_back_on_the_roll_takes_their_turn_up_again(here: SimpleNamespace) -> None:
    """A whole sheet without them closed them; it is taken back. Who was said to have left stays excused."""
    plan = plan_of(here)
    batch = called(batches(plan)[0])
    kept, late, said, *_rest = turns(batch)
    for turn in (kept, late):
        amended(turn.member, left_on=this_monday(), left_by=plan.pk)
    excusing.decline_turn(by=here.trainer.actor, turn=said, absence="gone")
    assert follow_members(None) == (0, 2, 0)
    with operation(TURN_KEPT, by=SYSTEM):
        fresh(batch).revise(expected=None, changes={"size": len(turns(batch)) - 2, "kept": 0})
    for turn in (kept, late):
        amended(turn.member, left_on=None, left_by=None)
    assert take_up(None) == 2
    assert take_up(None) == 0
    states = sorted(fresh(turn).state for turn in (kept, late))
    assert states == [TurnState.CALLED, TurnState.MOVED], "a seat was given away meanwhile"
    assert fresh(said).state == TurnState.EXCUSED


def test_days_away_are_entered_by_who_coordinates_in_that_state(here: SimpleNamespace) -> None:
    bihar = create_unit(by=SYSTEM, kind="training_partner", name="Faculty", home_state="IN-BR", parent=None, place=None)
    theirs = officer("bihar", "trainer", bihar)
    person = a_teacher(here.trainer.actor)
    with reading(theirs.actor), pytest.raises(Refused):
        trainers.set_away(
            by=theirs.actor, person=person, first_day=this_monday(), last_day=this_monday() + timedelta(days=20)
        )


def test_the_machinery_locks_what_it_counts(here: SimpleNamespace) -> None:
    """A plan that was dropped gives no seat, whatever the batch said when it was read."""
    plan = plan_of(here)
    batch = called(batches(plan)[0])
    planning.drop_plan(by=here.trainer.actor, plan=plan, reason="Elections were called.")
    stranger = members(here.dcpu, "X-", 1)[0]
    with noon(batch.starts_on):
        with pytest.raises(Invalid):
            attendance.admit_walk_in(by=here.trainer.actor, batch=batch, number=stranger.employee_no)
        with pytest.raises(Invalid):
            attendance.record_attendance(by=here.trainer.actor, batch=batch, ticks={})
    with noon(batch.ends_on), pytest.raises(Invalid):
        attendance.close_batch(by=here.trainer.actor, batch=batch)
    with reading(SYSTEM), acting_as(SYSTEM):
        assert Plan.objects.get(pk=plan.pk).state == "dropped"
