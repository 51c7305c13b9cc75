"""Who came: by the roll, by the code at the door, as a walk-in; closing a batch, and correcting it afterwards."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from batch_world import batches, called, fresh, noon, plan_of, signs_in, turns
from roster_world import members, world

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.duties.events import DUTY_DONE
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.review.convergence.actions import cases_of
from samanvay.rosters.batches.actions import excusing
from samanvay.rosters.batches.actions.rescheduling import without_week
from samanvay.rosters.batches.duty_kinds import ATTEND, CLOSE_BATCH
from samanvay.rosters.batches.events import TURN_KEPT
from samanvay.rosters.batches.states import BatchState, TurnOrigin, TurnState
from samanvay.rosters.delivery import attendance_codes
from samanvay.rosters.delivery.actions import attendance
from samanvay.rosters.models import Batch, Presence, Turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


@pytest.fixture
def batch(here: SimpleNamespace) -> Batch:
    return called(batches(plan_of(here))[0])


def there(turn: Turn) -> list[Presence]:
    with reading(SYSTEM):
        return list(Presence.objects.filter(turn=turn, voided_at=None))


def keep(here: SimpleNamespace, batch: Batch, days: dict[Turn, int]) -> int:
    """Tick the first so many days of some turns."""
    all_days = attendance.days_of(batch)
    return attendance.record_attendance(
        by=here.trainer.actor, batch=batch, ticks={turn.pk: all_days[:count] for turn, count in days.items()}
    )


def test_half_of_the_days_is_enough() -> None:
    assert [attendance.has_come(days, 3) for days in range(4)] == [False, False, True, True]
    assert [attendance.has_come(days, 1) for days in range(2)] == [False, True]
    assert [attendance.has_come(days, 2) for days in range(3)] == [False, True, True]


def test_the_roll_is_kept_and_a_mistake_is_voided(here: SimpleNamespace, batch: Batch) -> None:
    first, second = turns(batch)[:2]
    who = signs_in(first.member)
    with noon(batch.ends_on):
        assert keep(here, batch, {first: 3, second: 1}) == 4
        assert keep(here, batch, {first: 3, second: 1}) == 0
        assert keep(here, batch, {first: 2}) == 1
        assert [len(there(first)), len(there(second))] == [2, 1]
    with reading(SYSTEM):
        assert Presence.objects.get(turn=first, voided_at__isnull=False).void_reason == attendance.MISTAKE
        assert Event.objects.filter(kind="presence:kept", subject_id=str(batch.pk)).count() == 2
    assert who.user is not None


def test_days_to_come_and_days_of_no_batch_are_not_ticked(here: SimpleNamespace, batch: Batch) -> None:
    turn = turns(batch)[0]
    with pytest.raises(Invalid):
        keep(here, batch, {turn: 1})
    with noon(batch.starts_on):
        with pytest.raises(Invalid):
            keep(here, batch, {turn: 2})
        with pytest.raises(Invalid):
            attendance.record_attendance(
                by=here.trainer.actor, batch=batch, ticks={turn.pk: [batch.starts_on - timedelta(days=1)]}
            )
        with pytest.raises(Refused):
            attendance.record_attendance(by=here.sho.actor, batch=batch, ticks={})


def test_the_duty_to_come_is_done_when_somebody_is_marked(here: SimpleNamespace) -> None:
    batch = batches(plan_of(here))[0]
    turn = turns(batch)[0]
    signs_in(turn.member)
    called(batch)
    with noon(batch.starts_on):
        keep(here, batch, {turn: 1})
    with reading(SYSTEM):
        assert Duty.objects.get(kind=ATTEND.code).done_at is not None
    with reading(SYSTEM):
        done = list(Event.objects.filter(kind=DUTY_DONE.code))
    assert [each.detail["subject"][0] for each in done] == ["turn"]
    assert cases_of(done) == [], "rooms above that follow duties can read whose it was"


def test_a_code_holds_for_three_minutes_and_says_nothing_when_it_is_forged(batch: Batch) -> None:
    with noon(batch.starts_on):
        code = attendance_codes.code_of(batch)
        begun = clock.now()
        assert attendance_codes.read_code(code) == attendance_codes.AttendanceCode(batch.pk, batch.starts_on, True)
    with clock.frozen(begun + timedelta(minutes=1)):
        assert attendance_codes.code_of(batch) != code
    with clock.frozen(begun + timedelta(minutes=3)):
        assert attendance_codes.read_code(code).holds
    with clock.frozen(begun + timedelta(minutes=4)):
        assert not attendance_codes.read_code(code).holds
    assert attendance_codes.read_code(code[:-2] + "xx") is None
    assert attendance_codes.read_code("") is None


def test_who_scans_the_code_is_present_and_another_is_not(here: SimpleNamespace, batch: Batch) -> None:
    turn = turns(batch)[0]
    who = signs_in(turn.member)
    with noon(batch.starts_on), reading(who.actor):
        for _twice in range(2):
            found = attendance.check_in(by=who.actor, batch=batch, day=batch.starts_on)
            assert found is not None
            assert found.pk == turn.pk
        assert [each.how for each in there(turn)] == ["code"]
        assert attendance.check_in(by=here.sho.actor, batch=batch, day=batch.starts_on) is None
        with pytest.raises(Invalid):
            attendance.check_in(by=who.actor, batch=batch, day=batch.starts_on - timedelta(days=1))


def test_who_walks_in_takes_a_kept_seat_and_is_not_called_again(here: SimpleNamespace, batch: Batch) -> None:
    assert batch.kept > 0
    plan = batch.plan
    with reading(SYSTEM):
        other = Turn.objects.filter(batch__plan=plan).exclude(batch=batch).select_related("member").first()
    signs_in(other.member)
    with noon(batch.starts_on):
        with pytest.raises(Refused):
            attendance.admit_walk_in(by=here.sho.actor, batch=batch, number=other.member.employee_no)
        turn = attendance.admit_walk_in(by=here.trainer.actor, batch=batch, number=other.member.employee_no.lower())
        assert (turn.origin, turn.state, turn.took_place_of_id) == (TurnOrigin.WALK_IN, TurnState.CALLED, other.pk)
        assert [each.how for each in there(turn)] == ["walk_in"]
        assert fresh(other).state == TurnState.MOVED
        with pytest.raises(Invalid):
            attendance.admit_walk_in(by=here.trainer.actor, batch=batch, number=other.member.employee_no)
        with pytest.raises(Invalid):
            attendance.admit_walk_in(by=here.trainer.actor, batch=batch, number="NOBODY")


def test_a_full_batch_takes_no_walk_in(here: SimpleNamespace, batch: Batch) -> None:
    strangers = members(here.stations[0], "W-", batch.size)
    with noon(batch.starts_on):
        free = batch.size - len(turns(batch))
        for each in strangers[:free]:
            attendance.admit_walk_in(by=here.trainer.actor, batch=batch, number=each.employee_no)
        with pytest.raises(Invalid):
            attendance.admit_walk_in(by=here.trainer.actor, batch=batch, number=strangers[free].employee_no)


def test_a_batch_that_was_held_is_closed_once(here: SimpleNamespace, batch: Batch) -> None:
    came, half, once, never, *_rest = turns(batch)
    with noon(batch.ends_on):
        keep(here, batch, {came: 3, half: 2, once: 1})
        for _twice in range(2):
            attendance.close_batch(
                by=here.trainer.actor, batch=fresh_batch(batch), absences={once.pk: "illness", never.pk: "nonsense"}
            )
    assert [fresh(turn).state for turn in (came, half, once, never)] == ["came", "came", "missed", "missed"]
    assert [fresh(turn).absence for turn in (once, never)] == ["illness", "unknown"]
    assert fresh(came.member).trained_on == batch.ends_on
    assert fresh(once.member).trained_on is None
    with reading(SYSTEM):
        made = list(Turn.objects.filter(took_place_of__in=[once, never]))
        assert Event.objects.filter(kind="batch:held", subject_id=str(batch.pk)).count() == 1
        assert Event.objects.filter(kind="member:trained").count() == 2
    assert made
    assert all(turn.origin == TurnOrigin.MAKE_UP and turn.monday > batch.monday for turn in made)


def fresh_batch(batch: Batch) -> Batch:
    with reading(SYSTEM):
        return Batch.objects.select_related("plan", "centre__unit", "district").get(pk=batch.pk)


def test_a_batch_is_not_closed_before_its_last_day(here: SimpleNamespace, batch: Batch) -> None:
    with noon(batch.starts_on), pytest.raises(Invalid):
        attendance.close_batch(by=here.trainer.actor, batch=batch)


def test_a_later_training_stays_and_a_mistake_gives_back_what_was_known(here: SimpleNamespace, batch: Batch) -> None:
    from batch_world import amended

    wrong, later, *_rest = turns(batch)
    long_ago, tomorrow = batch.starts_on - timedelta(weeks=20), batch.ends_on + timedelta(days=1)
    amended(wrong.member, trained_on=long_ago)
    amended(later.member, trained_on=tomorrow)
    with noon(batch.ends_on):
        keep(here, batch, {wrong: 3, later: 3})
        attendance.close_batch(by=here.trainer.actor, batch=batch)
        assert fresh(wrong.member).trained_on == batch.ends_on
        assert fresh(later.member).trained_on == tomorrow
        keep(here, fresh_batch(batch), {wrong: 0, later: 0})
    assert fresh(wrong.member).trained_on == long_ago
    assert fresh(later.member).trained_on == tomorrow
    assert {fresh(turn).state for turn in (wrong, later)} == {TurnState.MISSED}
    with reading(SYSTEM):
        assert Turn.objects.filter(took_place_of=wrong).count() <= 1


def test_who_came_after_all_is_not_made_to_come_again(here: SimpleNamespace, batch: Batch) -> None:
    turn = turns(batch)[0]
    with noon(batch.ends_on):
        attendance.close_batch(by=here.trainer.actor, batch=batch)
        with reading(SYSTEM):
            assert Turn.objects.filter(took_place_of=turn).exists()
        keep(here, fresh_batch(batch), {turn: 3})
    assert fresh(turn).state == TurnState.CAME
    assert fresh(turn.member).trained_on == batch.ends_on
    with reading(SYSTEM):
        assert {each.state for each in Turn.objects.filter(took_place_of=turn)} == {TurnState.EXCUSED}


def test_who_runs_a_batch_is_asked_to_close_it(here: SimpleNamespace, batch: Batch) -> None:
    with noon(batch.ends_on + timedelta(days=2)):
        assert attendance.remind_to_close() == 0
    with noon(batch.ends_on + timedelta(days=3)):
        assert attendance.remind_to_close() == 1
        assert attendance.remind_to_close() == 0
        with reading(SYSTEM):
            duty = Duty.objects.get(kind=CLOSE_BATCH.code)
        assert duty.link == f"/rosters/batches/{batch.pk}/roll/"
        assert batch.label in duty.title_en
        attendance.close_batch(by=here.trainer.actor, batch=fresh_batch(batch))
    assert fresh(duty).done_at is not None
    assert fresh(batch).state == BatchState.HELD


def test_a_roll_that_was_opened_before_takes_nobody_away_who_scanned_since(here: SimpleNamespace, batch: Batch) -> None:
    scans, ticked, *_rest = turns(batch)
    who = signs_in(scans.member)
    day = batch.starts_on
    with noon(day):
        keep(here, batch, {ticked: 1})
        with reading(who.actor):
            attendance.check_in(by=who.actor, batch=batch, day=day)
        given = {"by": here.trainer.actor, "batch": batch, "seen": {scans.pk: [], ticked.pk: [day]}}
        assert attendance.record_attendance(ticks={scans.pk: [], ticked.pk: []}, **given) == 1
    assert len(there(scans)) == 1, "was not shown as ticked, so nobody took it away"
    assert not there(ticked)


def two_weeks(here: SimpleNamespace) -> tuple[Batch, Batch]:
    """Return two called batches of a plan, the second of a later week."""
    first, *others = batches(plan_of(here))
    return called(first), called(next(each for each in others if each.monday > first.monday))


def test_who_found_no_week_and_walks_in_has_made_up_for_it(here: SimpleNamespace) -> None:
    first, second = two_weeks(here)
    missed, *others = turns(first)
    with noon(first.ends_on):
        keep(here, first, dict.fromkeys(others, 3))
        attendance.close_batch(by=here.trainer.actor, batch=fresh_batch(first))
    with operation(TURN_KEPT, by=SYSTEM):
        Turn.objects.filter(took_place_of=missed).update(state=TurnState.EXCUSED)
    with noon(second.starts_on):
        with reading(SYSTEM):
            assert [each.pk for each in without_week("IN-UP")] == [missed.pk]
        turn = attendance.admit_walk_in(by=here.trainer.actor, batch=second, number=missed.member.employee_no)
        with reading(SYSTEM):
            assert not without_week("IN-UP").exists()
    assert turn.took_place_of_id == missed.pk
    assert fresh(missed).state == TurnState.MISSED


def test_a_walk_in_does_not_end_a_turn_at_which_they_were_present(here: SimpleNamespace) -> None:
    first, second = two_weeks(here)
    turn = turns(first)[0]
    with noon(first.ends_on):
        keep(here, first, {turn: 3})
    with noon(second.starts_on):
        attendance.admit_walk_in(by=here.trainer.actor, batch=second, number=turn.member.employee_no)
    assert fresh(turn).state == TurnState.CALLED


def test_who_came_after_all_has_no_make_up_of_a_make_up_either(here: SimpleNamespace, batch: Batch) -> None:
    turn = turns(batch)[0]
    with noon(batch.ends_on):
        attendance.close_batch(by=here.trainer.actor, batch=batch)
        with reading(SYSTEM):
            make_up = Turn.objects.select_related("batch__plan", "member").get(took_place_of=turn)
        excusing.decline_turn(by=here.trainer.actor, turn=make_up, absence="court")
        with reading(SYSTEM):
            last = Turn.objects.get(took_place_of=make_up)
        keep(here, fresh_batch(batch), {turn: 3})
    assert fresh(turn).state == TurnState.CAME
    assert fresh(last).state == TurnState.EXCUSED


def test_two_mistakes_one_after_the_other_give_back_what_was_known(here: SimpleNamespace) -> None:
    """Somebody was noted at two batches and was at neither; or at the second, and the first was closed late."""
    first, second = two_weeks(here)
    turn = turns(first)[0]
    with noon(second.starts_on):
        walked = attendance.admit_walk_in(by=here.trainer.actor, batch=second, number=turn.member.employee_no)
    with noon(second.ends_on):
        keep(here, first, {turn: 3})
        keep(here, second, {walked: 3})
        attendance.close_batch(by=here.trainer.actor, batch=fresh_batch(first))
        attendance.close_batch(by=here.trainer.actor, batch=fresh_batch(second))
        assert fresh(turn.member).trained_on == second.ends_on
        keep(here, fresh_batch(first), {turn: 0})
        assert fresh(turn.member).trained_on == second.ends_on
        keep(here, fresh_batch(second), {walked: 0})
    assert fresh(turn.member).trained_on is None


def test_what_was_asked_before_keeps_no_other_batch_from_being_asked(here: SimpleNamespace) -> None:
    _first, second = two_weeks(here)
    with noon(second.ends_on + timedelta(days=3)):
        assert [attendance.remind_to_close(limit=1) for _ in range(3)] == [1, 1, 0]
