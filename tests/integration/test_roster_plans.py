"""Plans: made by the worker, published, upset by the loss of a centre or a week, and a batch moved."""

from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from roster_world import DISTRICTS, a_plan, a_published_plan, this_monday, world

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters.batches.actions import moving
from samanvay.rosters.batches.states import TurnState
from samanvay.rosters.centres import events as centre_events
from samanvay.rosters.models import Batch, Centre, Closure, Plan, Turn
from samanvay.rosters.plans.actions import changes, planning
from samanvay.rosters.plans.planner_input import held_of, roll_of, rules_for
from samanvay.rosters.plans.states import ChangeKind, ChangeState, Mode, PlanState
from samanvay.rosters.travel import Travel
from samanvay.training.models import Member
from samanvay.training.roll.events import MEMBER_AMENDED

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def turns(plan: Plan) -> list[Turn]:
    with reading(SYSTEM):
        return list(Turn.objects.filter(batch__plan=plan).counted().select_related("batch", "unit"))


def assert_sound(plan: Plan) -> None:
    """Look at the rows themselves: everybody once a quarter, nobody's unit empty, no batch or centre over its seats."""
    found = turns(plan)
    with reading(SYSTEM):
        sizes = Counter(Member.objects.present().values_list("unit", flat=True))
        batches = {each.pk: each for each in Batch.objects.filter(plan=plan)}
    rules = plan.as_rules()
    assert set(Counter(each.member_id for each in found).values()) == {1}
    assert sum(sizes.values()) == len(found)
    away = Counter((each.unit_id, each.monday) for each in found)
    assert all(count <= rules.most_away(sizes[unit]) for (unit, _monday), count in away.items())
    assert all(each.monday == each.batch.monday for each in found)
    held = Counter(each.batch_id for each in found)
    for key, batch in batches.items():
        assert held[key] <= batch.size - batch.kept
        assert (held[key] == 0) == (batch.state == "cancelled")
    there = Counter((each.batch.centre_id, each.monday) for each in found if each.batch.centre_id)
    assert all(count <= 60 for count in there.values())


def leave(member: Member, first: date, last: date) -> None:
    with operation(MEMBER_AMENDED, by=SYSTEM, target=("member", member.pk)):
        member.revise(expected=None, changes={"leave_from": first, "leave_until": last})


def test_a_plan_gives_everybody_a_week_of_the_quarter_and_a_seat(here: SimpleNamespace) -> None:
    """A hundred and forty members of seven units."""
    plan = a_plan(here)
    assert plan.state == PlanState.DRAFT, plan.figures
    assert plan.figures["people"] == 140
    assert plan.figures["unplaced"] == 0
    assert_sound(plan)
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan))
    assert {each.mode for each in batches} == {Mode.CENTRE}, "once a year at a centre is once in a lone quarter"
    assert all((each.ends_on - each.starts_on).days == 2 for each in batches)
    assert len({each.label for each in batches}) == len(batches) == plan.figures["batches"]
    assert plan.figures["cost"] >= plan.figures["bound"]


def test_trainings_that_are_not_at_a_centre_meet_in_the_district(here: SimpleNamespace) -> None:
    plan = a_plan(here, centre_visits_per_year=0)
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan).select_related("district"))
    assert {each.mode for each in batches} == {Mode.DISTRICT}
    assert {each.district_id for each in batches} == set(DISTRICTS)
    assert all(each.ends_on == each.starts_on for each in batches)
    assert_sound(plan)


def test_nobody_but_who_coordinates_training_plans(here: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        planning.ask_plan(
            by=here.sho.actor, name="Mine", course=here.course.code, monday=this_monday(), weeks=13, rules={}
        )


def test_rules_that_cannot_hold_are_told_and_the_plan_is_not_published(here: SimpleNamespace) -> None:
    """Sixty seats a week in two centres for a hundred and forty people are enough in thirteen weeks, not in one."""
    plan = a_plan(here, weeks=1)
    assert plan.state == PlanState.IMPOSSIBLE
    assert plan.figures["infeasible"]
    assert not turns(plan)
    with pytest.raises(Invalid):
        planning.publish_plan(by=here.trainer.actor, plan=plan)


def test_a_rule_that_is_none_is_refused_by_name(here: SimpleNamespace) -> None:
    with pytest.raises(Invalid) as refusal:
        planning.ask_plan(
            by=here.trainer.actor, name="Mine", course=here.course.code, monday=this_monday(), weeks=13,
            rules={"max_gap_weeks": 4, "min_gap_weeks": 9},
        )  # fmt: skip
    assert "min_gap_weeks" in str(refusal.value.words)


def test_two_plans_do_not_hold_in_the_same_weeks(here: SimpleNamespace) -> None:
    first = a_published_plan(here)
    second = a_plan(here, monday=first.monday + timedelta(weeks=4))
    with pytest.raises(Invalid):
        planning.publish_plan(by=here.trainer.actor, plan=second)
    planning.drop_plan(by=here.trainer.actor, plan=first, reason="Elections were called.")
    assert planning.publish_plan(by=here.trainer.actor, plan=second).state == PlanState.PUBLISHED


def test_weeks_closed_to_the_whole_state_are_left_out(here: SimpleNamespace) -> None:
    monday = this_monday() + timedelta(weeks=4)
    with operation(centre_events.CLOSURE_MADE, by=SYSTEM):
        Closure(
            first_monday=monday, last_monday=monday, kind="election", made_at=clock.now(), made_by=SYSTEM.id,
            readers=here.east.readers, home_unit=here.faculty.audience, home_state="IN-UP",
        ).save(force_insert=True)  # fmt: skip
    plan = a_plan(here)
    assert plan.state == PlanState.DRAFT
    assert monday not in {each.monday for each in turns(plan)}


def test_leave_is_kept_and_who_has_no_place_on_the_map_is_told(here: SimpleNamespace) -> None:
    member = here.members["DCPU"][0]
    first = this_monday() + timedelta(weeks=2, days=5)
    leave(member, first, first + timedelta(weeks=6))
    with reading(SYSTEM):
        plan = Plan(monday=this_monday() + timedelta(weeks=2), weeks=13, rules={}, home_state="IN-UP")
        roll = roll_of("IN-UP", rules_for(plan).calendar)
    at = roll.ids.index(member.pk)
    assert roll.people.leave == {at: frozenset(range(7))}, "a leave that begins on a Saturday takes that week"
    made = a_plan(here)
    (turn,) = [each for each in turns(made) if each.member_id == member.pk]
    assert turn.monday > first + timedelta(weeks=6)


def test_a_lost_centre_moves_its_people_and_nobody_else(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    before = {each.member_id: each for each in turns(plan)}
    at_west = {one for one, each in before.items() if each.batch.centre_id == here.west.pk}
    assert at_west
    change = changes.work_out(
        changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.CENTRE, centre=here.west).pk
    )
    assert change.state == ChangeState.READY, change.figures
    assert change.figures["moved"] == len(at_west)
    assert {each.member_id: each.batch_id for each in turns(plan)} == {
        one: each.batch_id for one, each in before.items()
    }, "worked out, nothing is written yet"
    changes.apply_change(by=here.trainer.actor, change=change)
    after = {each.member_id: each for each in turns(plan)}
    assert_sound(plan)
    assert {each.batch.centre_id for each in after.values()} == {here.east.pk}
    assert {one for one in before if after[one].pk != before[one].pk} == at_west
    assert all(after[one].took_place_of_id == before[one].pk for one in at_west)
    with reading(SYSTEM):
        assert Centre.objects.get(pk=here.west.pk).lost_from == change.from_monday
        gone = Turn.objects.filter(batch__plan=plan, state=TurnState.MOVED)
        assert {each.absence for each in gone} == {"centre"}
        assert gone.count() == len(at_west)
    with pytest.raises(Invalid):
        changes.apply_change(by=here.trainer.actor, change=change)


def test_a_week_that_is_lost_moves_those_of_that_week(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    monday = Counter(each.monday for each in turns(plan)).most_common(1)[0][0]
    change = changes.work_out(
        changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.BLACKOUT, from_monday=monday).pk
    )
    changes.apply_change(by=here.trainer.actor, change=change)
    assert monday not in {each.monday for each in turns(plan)}
    assert_sound(plan)
    with reading(SYSTEM):
        assert Closure.objects.standing().filter(centre=None, first_monday=monday).exists()


def test_who_came_onto_the_roll_or_went_on_leave_gets_a_week(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    one = turns(plan)[0]
    with reading(SYSTEM):
        member = Member.objects.get(pk=one.member_id)
    leave(member, one.monday, one.monday + timedelta(days=6))
    change = changes.work_out(changes.ask_change(by=here.trainer.actor, plan=plan, kind=ChangeKind.ROLL).pk)
    assert change.figures["moved"] == 1
    changes.apply_change(by=here.trainer.actor, change=change)
    (now,) = [each for each in turns(plan) if each.member_id == member.pk]
    assert now.monday != one.monday
    assert_sound(plan)


def test_a_batch_moves_with_all_its_people_once_what_it_breaks_is_seen(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with reading(SYSTEM):
        batch = Batch.objects.filter(plan=plan).select_related("plan", "centre").order_by("label").first()
        people = batch.turns.count()
    to = batch.monday + timedelta(weeks=1)
    seen = moving.preview_move(by=here.trainer.actor, batch=batch, monday=to, centre=batch.centre)
    assert seen.people == people
    assert seen.extra == Travel()
    moving.move_batch(
        by=here.trainer.actor, batch=batch, monday=to, centre=batch.centre, reason="The hall is let.",
        is_forced=not seen.is_possible,
    )  # fmt: skip
    assert {each.monday for each in turns(plan) if each.batch_id == batch.pk} == {to}
    assert batch.label.startswith(f"{to.isocalendar().year}-W{to.isocalendar().week:02d}-")
    other = here.east if batch.centre_id == here.west.pk else here.west
    far = moving.preview_move(by=here.trainer.actor, batch=batch, monday=to, centre=other)
    assert far.extra.km != 0
    assert (far.extra.rupees > 0) == (far.extra.km > 0), "who goes farther costs more"
    with pytest.raises(Refused):
        moving.preview_move(by=here.sho.actor, batch=batch, monday=batch.monday, centre=other)


def test_a_move_that_breaks_a_rule_is_refused_unless_it_is_meant(here: SimpleNamespace) -> None:
    """All batches of a centre in one week are more than its seats."""
    plan = a_published_plan(here)
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan, centre=here.east).select_related("plan").order_by("monday"))
    assert len(batches) >= 3
    target = batches[0].monday
    for batch in batches[1:]:
        if batch.monday == target:
            continue
        seen = moving.preview_move(by=here.trainer.actor, batch=batch, monday=target, centre=here.east)
        if seen.broken:
            break
        moving.move_batch(by=here.trainer.actor, batch=batch, monday=target, centre=here.east, reason="Together.")
    assert seen.broken
    given = {"by": here.trainer.actor, "batch": batch, "monday": target, "centre": here.east, "reason": "Together."}
    with pytest.raises(Invalid):
        moving.move_batch(**given)
    moving.move_batch(**given, is_forced=True)
    assert batch.monday == target


def test_a_plan_that_holds_reads_as_it_was_made(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with reading(SYSTEM):
        held = held_of(plan)
    assert len(held.roll.ids) == 140
    assert (held.week >= 0).sum() == 140
    assert not held.lost.any()
