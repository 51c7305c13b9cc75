"""Who cannot come is placed in another week by itself; who goes on leave, is transferred or leaves is followed."""

import random
from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from batch_world import amended, batches, called, fresh, noon, plan_of, signs_in, turns
from hypothesis import given
from hypothesis import strategies as st
from roster_world import members, world

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters.batches.actions import excusing, roll_changes
from samanvay.rosters.batches.actions.rescheduling import without_week
from samanvay.rosters.batches.duty_kinds import ATTEND, UNPLACED
from samanvay.rosters.batches.placement import Board, Offer, Person, Room, is_away
from samanvay.rosters.batches.states import COMING, TurnOrigin, TurnState
from samanvay.rosters.models import Plan, Turn
from samanvay.rosters.weeks import next_monday
from samanvay.training.models import Member
from samanvay.training.roll.actions.members import amend_member
from samanvay_insight.roster import Rules

MONDAY = date(2027, 1, 4)
HOME, NEAR, FAR = (27.57, 81.6), (27.2, 81.9), (25.3, 83.0)
UNIT = uuid7()


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def offer(number: int, **changes: object) -> Offer:
    said: dict[str, object] = {
        "batch": uuid7(), "label": f"W{number:02}", "monday": week(number), "at_centre": True, "free": 5,
        "language": "hindi", "point": NEAR,
    }  # fmt: skip
    return Offer(**(said | changes))  # type: ignore[arg-type]


def person(**changes: object) -> Person:
    said: dict[str, object] = {
        "member": uuid7(), "unit": UNIT, "point": HOME, "is_woman": False, "languages": frozenset({"hindi"}),
        "at_centre": True,
    }  # fmt: skip
    return Person(**(said | changes))  # type: ignore[arg-type]


def board(*offers: Offer, **changes: object) -> Board:
    rules = Rules(MONDAY, min_gap_weeks=4, max_gap_weeks=13, max_away_share=0.2)
    return Board(rules, list(offers), **({"people": {UNIT: 10}} | changes))  # type: ignore[arg-type]


def test_what_weighs_most_decides() -> None:
    """One thing after another is made equal, until the soonest is left."""
    soonest, later = offer(2), offer(3)
    far, bhojpuri = offer(1, point=FAR), offer(1, language="bhojpuri")
    district, beside = offer(1, at_centre=False, point=HOME), offer(11)
    other = person(others=frozenset({week(12)}))
    offers = [later, soonest, far, bhojpuri, district, beside]
    order = []
    while offers:
        found = min(offers, key=lambda each: board().price(other, each))
        order.append(found)
        offers.remove(found)
    assert order == [soonest, later, far, bhojpuri, district, beside]


def test_who_waited_long_is_placed_before_the_longest_gap_where_that_is_possible() -> None:
    who = person(last=week(-5))
    assert board(offer(9, point=HOME), offer(7, point=FAR)).place(who).monday == week(7)
    assert board(offer(9, point=HOME)).place(who).monday == week(9)


def test_a_full_batch_a_full_centre_and_a_full_hostel_take_nobody() -> None:
    assert board(offer(1, free=0)).place(person()) is None
    assert board(offer(1, room=Room(0))).place(person()) is None
    assert board(offer(1, room=Room(3, women=0))).place(person(is_woman=True)) is None
    assert board(offer(1, room=Room(3, women=0))).place(person()) is not None


def test_a_room_is_shared_by_the_batches_of_a_week() -> None:
    room = Room(1)
    here = board(offer(1, room=room), offer(1, room=room))
    assert here.place(person()) is not None
    assert here.place(person()) is None


def test_the_week_that_was_left_and_weeks_of_other_trainings_are_not_offered() -> None:
    who = person(barred=frozenset({week(1)}), others=frozenset({week(2)}))
    assert board(offer(1), offer(2)).place(who) is None


@given(
    leave=st.tuples(st.integers(-20, 60), st.one_of(st.none(), st.integers(0, 30))),
    number=st.integers(0, 8),
)
def test_a_week_is_left_out_exactly_where_a_working_day_of_it_is_leave(
    leave: tuple[int, int | None], number: int
) -> None:
    first = MONDAY + timedelta(days=leave[0])
    last = None if leave[1] is None else first + timedelta(days=leave[1])
    working = [week(number) + timedelta(days=day) for day in range(6)]
    expected = any(first <= day and (last is None or day <= last) for day in working)
    assert is_away((first, last), week(number)) == expected


@given(seed=st.integers(0, 10_000), people=st.integers(1, 40), count=st.integers(0, 12))
def test_whatever_is_asked_no_rule_is_broken_and_nobody_stays_out_who_fits(seed: int, people: int, count: int) -> None:
    """Seats, beds and cover hold after everybody was placed; who was refused fits nowhere then either."""
    draw = random.Random(seed)
    units = [uuid7() for _ in range(3)]
    rooms = {number: Room(draw.randint(0, 6), draw.choice([None, 0, 1, 3])) for number in range(8)}
    seats = {number: (room.seats, room.women) for number, room in rooms.items()}
    offers = [
        offer(number, free=draw.randint(0, 4), room=rooms[number])
        for number in (draw.randrange(8) for _ in range(count))
    ]
    free = {each.batch: each.free for each in offers}
    here = board(*offers, people={unit: draw.randint(1, 12) for unit in units})
    taken: Counter[object] = Counter()
    refused = []
    placed = []
    for _ in range(people):
        barred = frozenset({week(draw.randrange(8))})
        away = (week(draw.randrange(8)), None) if draw.random() < 0.2 else None
        who = person(unit=draw.choice(units), is_woman=draw.random() < 0.5, barred=barred, leave=away)
        found = here.place(who)
        if found is None:
            refused.append(who)
            continue
        placed.append((who, found))
        taken.update([found.batch, (who.unit, found.monday)])
        assert found.monday not in who.barred
        assert not is_away(who.leave, found.monday)
    assert all(taken[each.batch] <= free[each.batch] for each in offers)
    for number, (room, women) in seats.items():
        there = [who for who, found in placed if found.monday == week(number)]
        assert len(there) <= room
        assert women is None or sum(who.is_woman for who in there) <= women
    for unit in units:
        most = here.rules.most_away(here.people[unit])
        assert all(taken[unit, week(number)] <= most for number in range(8))
    assert not any(list(here.fitting(who)) for who in refused)


@pytest.fixture
def here(db: None) -> SimpleNamespace:
    return world()


def successor(turn: Turn) -> Turn | None:
    with reading(SYSTEM):
        found = Turn.objects.filter(took_place_of=turn).select_related("batch__plan", "batch__centre", "member")
        return found.first()


def assert_sound(plan: Plan) -> None:
    """No batch over its size, nobody twice, no unit emptier than its rule allows."""
    with reading(SYSTEM):
        rows = list(Turn.objects.filter(batch__plan=plan).counted().select_related("batch", "member"))
        sizes = Counter(Member.objects.present().values_list("unit", flat=True))
    held = Counter(row.batch_id for row in rows)
    assert all(held[row.batch_id] <= row.batch.size for row in rows)
    assert max(Counter(row.member_id for row in rows).values()) == 1
    away = Counter((row.unit_id, row.monday) for row in rows)
    assert all(count <= plan.as_rules().most_away(sizes[unit]) for (unit, _monday), count in away.items())
    assert all(not row.member.is_on_leave(row.monday) for row in rows)


def test_a_member_who_cannot_come_gets_another_week_and_is_told(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch = called(batches(plan)[0])
    turn = turns(batch)[0]
    who = signs_in(turn.member)
    with reading(who.actor):
        excusing.decline_turn(by=who.actor, turn=turn, absence="court", words="Summons of the sessions court.")
    new = successor(turn)
    assert new is not None
    assert (turn.state, turn.absence, new.origin) == (TurnState.MOVED, "court", TurnOrigin.MOVED)
    assert new.monday != batch.monday
    assert new.monday >= next_monday()
    assert new.batch.mode == batch.mode
    assert_sound(plan)
    with reading(SYSTEM):
        told = list(Notice.objects.filter(user=who.user).values_list("words_en", flat=True))
        event = Event.objects.get(kind="turn:moved", subject_id=str(turn.pk))
    assert any("was moved: now" in each for each in told)
    assert "Summons" not in event.body
    assert str(new.pk) in event.body


def test_who_may_say_it_the_person_their_command_and_who_runs_the_batch(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch = batches(plan)[0]
    own = next(turn for turn in turns(batch) if turn.unit_id == here.stations[0].pk)
    other = next(turn for turn in turns(batch) if turn.unit_id == here.stations[1].pk)
    with pytest.raises(Refused):
        excusing.decline_turn(by=here.sho.actor, turn=other, absence="illness")
    excusing.decline_turn(by=here.sho.actor, turn=own, absence="not_released")
    excusing.decline_turn(by=here.trainer.actor, turn=other, absence="illness")
    with pytest.raises(Invalid):
        excusing.decline_turn(by=here.sho.actor, turn=fresh_turn(own), absence="not_released")


def fresh_turn(turn: Turn) -> Turn:
    with reading(SYSTEM):
        return Turn.objects.select_related("batch__plan", "member").get(pk=turn.pk)


def test_words_that_point_at_somebody_and_reasons_off_the_list_are_refused(here: SimpleNamespace) -> None:
    turn = turns(batches(plan_of(here))[0])[0]
    with pytest.raises(Invalid):
        excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="centre")
    with pytest.raises(Invalid) as refusal:
        excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="other", words="Sunita, 14 years, is home.")
    assert refusal.value.field == "words"


def test_who_said_no_comes_after_all_while_the_seat_is_free(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch = called(batches(plan)[0])
    turn = turns(batch)[0]
    who = signs_in(turn.member)
    with reading(who.actor):
        excusing.decline_turn(by=who.actor, turn=turn, absence="leave")
        excusing.take_up_turn(by=who.actor, turn=fresh_turn(turn))
    now = fresh_turn(turn)
    assert (now.state, now.absence) == (TurnState.CALLED, "")
    assert successor(turn).state == TurnState.EXCUSED
    with reading(SYSTEM):
        waiting = Duty.objects.waiting().filter(kind=ATTEND.code)
        assert [duty.subject_id for duty in waiting] == [str(turn.pk)]
        assert not without_week("IN-UP").exists()
    assert_sound(plan)


def test_a_seat_that_was_given_away_is_gone(here: SimpleNamespace) -> None:
    batch = batches(plan_of(here))[0]
    turn = turns(batch)[0]
    excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="leave")
    with operation(roll_changes.events.TURN_KEPT, by=SYSTEM):
        taken = len([each for each in turns(batch) if each.state in COMING])
        fresh(batch).revise(expected=None, changes={"size": taken, "kept": 0})
    with pytest.raises(Invalid):
        excusing.take_up_turn(by=here.trainer.actor, turn=fresh_turn(turn))


def test_who_finds_no_week_is_told_of_without_a_name_and_placed_when_there_is_room(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch, *others = batches(plan)
    with operation(roll_changes.events.TURN_KEPT, by=SYSTEM):
        for each in others:
            each.revise(expected=None, changes={"size": len(turns(each)), "kept": 0})
    turn = turns(batch)[0]
    found = excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="illness")
    assert found.unplaced == (turn.pk,)
    with reading(SYSTEM):
        assert [each.pk for each in without_week("IN-UP")] == [turn.pk]
        duty = Duty.objects.get(kind=UNPLACED.code)
    assert duty.title_en.startswith("1 could not be placed")
    assert turn.member.name not in duty.title_en
    with reading(here.trainer.actor):
        assert excusing.place_waiting(by=here.trainer.actor, home_state="IN-UP").unplaced == (turn.pk,)
    with operation(roll_changes.events.TURN_KEPT, by=SYSTEM):
        another = next(each for each in others if each.monday != batch.monday)
        another.revise(expected=None, changes={"size": another.size + 5})
    with reading(here.trainer.actor):
        excusing.place_waiting(by=here.trainer.actor, home_state="IN-UP")
    assert successor(turn).batch_id == another.pk
    assert fresh(duty).done_at is not None


def test_a_unit_that_is_as_empty_as_it_may_be_spares_nobody_more(here: SimpleNamespace) -> None:
    """By the plan five of twenty are away in every week of a batch."""
    plan = plan_of(here, spare=0.25)
    turn = turns(batches(plan)[0])[0]
    assert excusing.decline_turn(by=here.trainer.actor, turn=turn, absence="illness").unplaced == (turn.pk,)
    assert_sound(plan)


def test_a_cancelled_batch_moves_its_people(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch = called(batches(plan)[0])
    count = len(turns(batch))
    with pytest.raises(Refused):
        excusing.cancel_batch(by=here.sho.actor, batch=batch, reason="The roof leaks.")
    found = excusing.cancel_batch(by=here.trainer.actor, batch=batch, reason="The roof leaks.")
    assert len(found.turns) + len(found.unplaced) == count > 0
    assert len(found.turns) > 0
    assert fresh(batch).sequence == 1
    assert {turn.state for turn in turns(batch)} == {TurnState.MOVED}
    assert_sound(plan)


def test_a_woman_gets_a_bed_or_another_centre(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    with operation(roll_changes.events.TURN_KEPT, by=SYSTEM):
        here.west.revise(expected=None, changes={"women_places": 0})
    batch = batches(plan)[0]
    woman = next(turn for turn in turns(batch) if turn.member.sex == "female")
    excusing.decline_turn(by=here.trainer.actor, turn=woman, absence="illness")
    assert successor(woman).batch.centre_id == here.east.pk


def test_an_officer_whose_leave_is_noted_is_moved(here: SimpleNamespace) -> None:
    """The desk amends the row; the outbox does the rest."""
    plan = plan_of(here)
    turn = turns(called(batches(plan)[0]))[0]
    member = turn.member
    with reading(here.trainer.actor):
        amend_member(
            by=here.trainer.actor, member=member, reason="Sanctioned.", name=member.name, languages=[],
            leave_from=turn.monday, leave_until=turn.monday + timedelta(days=9), unit=turn.unit, is_gone=False,
        )  # fmt: skip
    assert roll_changes.follow_members({member.pk}) == (1, 0, 0)
    new = successor(turn)
    assert new is not None
    assert new.monday > turn.monday + timedelta(days=9)
    assert fresh(turn).absence == "leave"
    with pytest.raises(Invalid):
        excusing.take_up_turn(by=here.trainer.actor, turn=fresh_turn(turn))
    assert roll_changes.follow_members({member.pk}) == (0, 0, 0)
    assert_sound(plan)


def test_who_is_gone_is_excused_and_a_transfer_takes_the_turn_along(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    gone, moved = turns(batches(plan)[0])[:2]
    amended(gone.member, left_on=clock.today())
    to = here.stations[2]
    row = members(to, "NEW-", 1)[0]
    amended(moved.member, unit=to, readers=row.readers, home_unit=row.home_unit)
    assert roll_changes.follow_members(None) == (0, 1, 1)
    assert (fresh(gone).state, fresh(gone).absence) == (TurnState.EXCUSED, "gone")
    now = fresh(moved)
    assert (now.state, now.unit_id, now.home_unit, now.readers) == (
        TurnState.PLANNED, to.pk, to.audience, row.readers,
    )  # fmt: skip
    assert successor(gone) is None
    with reading(SYSTEM):
        assert not without_week("IN-UP").exists()


def test_a_sheet_with_many_leaves_is_followed_at_once(
    here: SimpleNamespace, django_assert_max_num_queries: object
) -> None:
    plan = plan_of(here)
    monday = batches(plan)[0].monday
    with reading(SYSTEM):
        away = list(Turn.objects.filter(batch__plan=plan, monday=monday).values_list("member_id", flat=True))
    with operation(roll_changes.events.ROLL_FOLLOWED, by=SYSTEM):
        Member.objects.filter(pk__in=away).update(leave_from=monday, leave_until=monday + timedelta(days=5))
    assert len(away) > 5
    with django_assert_max_num_queries(70):  # type: ignore[operator]
        assert roll_changes.follow_members(None)[0] == len(away)
    assert_sound(plan)


def test_turns_of_this_week_and_of_the_past_stay(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch = called(batches(plan)[0])
    with noon(batch.ends_on + timedelta(days=1)):
        amended(turns(batch)[0].member, leave_from=batch.starts_on, leave_until=batch.ends_on)
        assert roll_changes.follow_members(None) == (0, 0, 0)


def test_who_is_in_a_batch_made_by_hand_is_placed_in_the_plan_of_that_week(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch = batches(plan)[0]
    turn = turns(batch)[0]
    with operation(roll_changes.events.TURN_KEPT, by=SYSTEM):
        fresh(batch).revise(expected=None, changes={"plan": None})
    excusing.decline_turn(by=here.trainer.actor, turn=fresh_turn(turn), absence="illness")
    new = successor(turn)
    assert new is not None
    assert new.batch.plan_id == plan.pk
