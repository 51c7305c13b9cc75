"""Calling a batch: a duty to come, a duty of the unit, a text message; and all of them follow what changes."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from batch_world import batches, called, fresh, noon, plan_of, signs_in, turns
from case_world import officer
from roster_world import world

from samanvay.audit.models import Event
from samanvay.directory.models import Officer
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.messages.actions.texting import TEMPLATE_NAMES, body_of
from samanvay.duties.models import Duty, Notice, TextMessage
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.actions import calling, moving, roll_changes
from samanvay.rosters.batches.duty_kinds import ATTEND, RELEASE
from samanvay.rosters.batches.queries import batches as batch_queries
from samanvay.rosters.batches.states import BatchState, TurnState
from samanvay.rosters.models import Batch, Turn
from samanvay.rosters.plans.actions import changes, planning

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def duties(kind: Any) -> list[Duty]:
    with reading(SYSTEM):
        return list(Duty.objects.filter(kind=kind.code).order_by("opened_at", "pk"))


def words_to(user: Any) -> list[str]:
    with reading(SYSTEM):
        return list(Notice.objects.filter(user=user).order_by("at", "pk").values_list("words_en", flat=True))


def test_batches_of_the_coming_four_weeks_are_called_and_no_others(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    assert calling.call_due(limit=500) > 0
    assert calling.call_due(limit=500) == 0
    for batch in batches(plan):
        assert (batch.state == BatchState.CALLED) == (batch.starts_on <= clock.today() + calling.AHEAD)
        expected = TurnState.CALLED if batch.state == BatchState.CALLED else TurnState.PLANNED
        assert {turn.state for turn in turns(batch)} == {expected}


def test_batches_of_a_draft_call_nobody(here: SimpleNamespace) -> None:
    from roster_world import a_plan, this_monday

    a_plan(here, monday=this_monday() + timedelta(weeks=1))
    assert calling.call_due() == 0


def test_who_signs_in_is_asked_to_come_and_nobody_is_named(here: SimpleNamespace) -> None:
    batch = batches(plan_of(here))[0]
    turn = turns(batch)[0]
    who = signs_in(turn.member)
    called(batch)
    (duty,) = duties(ATTEND)
    assert duty.owner_user_id == who.user.pk
    assert duty.subject_id == str(turn.pk)
    assert duty.link == "/rosters/mine/"
    assert duty.due_at.astimezone(clock.INDIA).date() == batch.starts_on
    assert "Training" in duty.title_en
    assert batch.where.en in duty.title_en
    assert turn.member.name not in duty.title_en + duty.title_hi
    assert words_to(who.user).count(f"New: {duty.title_en}") == 1
    with reading(SYSTEM):
        assert Event.objects.filter(kind="duty:opened", subject_id=str(duty.pk)).count() == 1


def test_a_text_message_waits_for_the_morning(here: SimpleNamespace, settings: Any) -> None:
    settings.SMS_URL = "https://sms.example/send"
    batch = batches(plan_of(here))[0]
    signs_in(turns(batch)[0].member)
    with noon(clock.today()) as _now:
        night = clock.now() + timedelta(hours=10)
    with clock.frozen(night):
        called(batch)
    with reading(SYSTEM):
        message = TextMessage.objects.select_related("user", "duty").get(reason=TextMessage.Reason.CALLED)
        body = body_of(message, "+919876543210")
    assert message.next_at.astimezone(clock.INDIA).hour == 7
    assert body["text"].startswith("Samanvay: trainings to which you are called: 1. See ")
    assert body["text"].endswith("/rosters/mine/")
    assert TEMPLATE_NAMES[-2:] == ("called.en", "called.hi")


def test_each_unit_is_asked_once_to_release_its_people(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    week = batches(plan)[0].monday
    for batch in batches(plan):
        if batch.monday == week:
            called(batch)
    with reading(SYSTEM):
        units = set(Turn.objects.filter(batch__plan=plan, monday=week).values_list("unit_id", flat=True))
    asked = duties(RELEASE)
    served = {UUID(duty.subject_id.split(":")[0]) for duty in asked}
    assert len(served) == len(asked)
    assert here.stations[0].pk in units, "the station officer's unit trains somebody in the first week"
    assert here.stations[0].pk in served
    (own,) = [duty for duty in asked if duty.owner_role == "station_officer"]
    with reading(SYSTEM):
        count = Turn.objects.filter(unit=here.stations[0], monday=week, state=TurnState.CALLED).count()
    assert own.title_en.startswith(f"Release {count} for training ")
    assert own.owner_audience == here.stations[0].audience
    with reading(here.sho.actor):
        do_duty(by=here.sho.actor, duty=own)
    assert fresh(own).done_at is not None


def test_units_in_which_nobody_serves_are_their_superiors(here: SimpleNamespace) -> None:
    """The chief of a district is asked once for the own office and the station; whoever is posted there later not."""
    chief = officer("chief", "police_chief", here.districts[1])
    batch = called(batches(plan_of(here))[0])
    own = [turn for turn in turns(batch) if turn.unit_id in (here.districts[1].pk, here.stations[1].pk)]
    assert len({turn.unit_id for turn in own}) == 2
    (duty,) = [each for each in duties(RELEASE) if each.owner_audience == here.districts[1].audience]
    assert duty.title_en.startswith(f"Release {len(own)} ")
    with reading(chief.actor):
        shown = batch_queries.released(chief.actor, here.districts[1], batch.monday)
        assert {turn.pk for turn in own} <= {turn.pk for turn in shown}
        assert batch_queries.releasing_unit(here.stations[1]) == here.districts[1]


def test_where_nobody_commands_whoever_was_asked_releases_and_nobody_else_of_the_unit(here: SimpleNamespace) -> None:
    clerk = officer("clerk", "women_help_desk", here.stations[1])
    batch = called(batches(plan_of(here))[0])
    turn = next(turn for turn in turns(batch) if turn.unit_id == here.stations[1].pk)
    (duty,) = [each for each in duties(RELEASE) if each.owner_role == "women_help_desk"]
    assert duty.link == f"/rosters/release/{here.stations[1].pk}/{batch.monday.isoformat()}/"
    with reading(clerk.actor):
        policies.may_release(clerk.actor, here.stations[1])
        policies.may_speak_for(clerk.actor, turn)
        assert batch_queries.released(clerk.actor, here.stations[1], batch.monday)
        with pytest.raises(Refused):
            policies.may_release(clerk.actor, here.stations[0])
    recruit = officer("recruit", "recruit", here.stations[1])
    with reading(recruit.actor), pytest.raises(Refused):
        policies.may_release(recruit.actor, here.stations[1])


def test_a_duty_to_release_ends_when_the_training_begins(here: SimpleNamespace) -> None:
    batch = called(batches(plan_of(here))[0])
    assert duties(RELEASE)
    assert calling.end_begun() == 0
    with noon(batch.starts_on):
        assert calling.end_begun() == len(duties(RELEASE))
        assert calling.end_begun() == 0
    assert all(duty.dropped_at for duty in duties(RELEASE))


def test_duties_follow_a_batch_that_moves(here: SimpleNamespace) -> None:
    batch = batches(plan_of(here))[0]
    turn = turns(batch)[0]
    who = signs_in(turn.member)
    called(batch)
    to = batch.monday + timedelta(weeks=1)
    before = {duty.subject_id for duty in duties(RELEASE)}
    moving.move_batch(by=here.trainer.actor, batch=batch, monday=to, centre=batch.centre, reason="Let.", is_forced=True)
    (duty,) = duties(ATTEND)
    assert duty.is_waiting
    assert duty.due_at.astimezone(clock.INDIA).date() == to
    assert words_to(who.user)[-1].startswith("Your training was moved: now ")
    after = {duty.subject_id for duty in duties(RELEASE) if duty.is_waiting}
    assert after
    assert all(subject.endswith(to.isoformat()) for subject in after)
    assert not before & after


def test_duties_follow_turns_that_a_change_moves(here: SimpleNamespace) -> None:
    """The west centre is lost: who was called there is called elsewhere, or waits until their batch is."""
    plan = plan_of(here)
    batch = next(each for each in batches(plan) if each.centre_id == here.west.pk)
    turn = turns(batch)[0]
    who = signs_in(turn.member)
    calling.call_due(limit=500)
    called(fresh(batch))
    change = changes.work_out(changes.ask_change(by=here.trainer.actor, plan=plan, kind="centre", centre=here.west).pk)
    changes.apply_change(by=here.trainer.actor, change=change)
    with reading(SYSTEM):
        now = Turn.objects.select_related("batch").get(took_place_of=turn)
    first, *more = duties(ATTEND)
    assert first.dropped_at is not None
    assert [duty.subject_id for duty in more] == ([str(now.pk)] if now.batch.state == BatchState.CALLED else [])
    assert any(each.startswith("Your training of ") and "was moved" in each for each in words_to(who.user))


def test_a_dropped_plan_asks_nobody_for_anything_any_more(here: SimpleNamespace) -> None:
    plan = plan_of(here)
    batch = batches(plan)[0]
    who = signs_in(turns(batch)[0].member)
    called(batch)
    planning.drop_plan(by=here.trainer.actor, plan=plan, reason="Elections were called.")
    assert not [duty for duty in (*duties(ATTEND), *duties(RELEASE)) if duty.is_waiting]
    assert words_to(who.user)[-1].startswith("You are not called")


def test_who_is_given_a_sign_in_later_is_asked_too(here: SimpleNamespace) -> None:
    batch = called(batches(plan_of(here))[0])
    turn = turns(batch)[0]
    signs_in(turn.member)
    with reading(SYSTEM):
        officer_row = Officer.objects.get(employee_no=turn.member.employee_no)
    for _twice in range(2):
        roll_changes.follow_account(Event(subject_id=str(officer_row.pk)))
    (duty,) = duties(ATTEND)
    assert duty.subject_id == str(turn.pk)


def test_a_batch_is_called_by_who_runs_it_and_once(here: SimpleNamespace) -> None:
    batch = batches(plan_of(here))[-1]
    with pytest.raises(Refused):
        calling.call_batch(by=here.sho.actor, batch=batch)
    calling.call_batch(by=here.trainer.actor, batch=batch)
    with pytest.raises(Invalid):
        calling.call_batch(by=here.trainer.actor, batch=fresh(batch))


def test_calling_asks_the_database_no_more_for_many_than_for_few(
    here: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    """A batch of thirty, all of whom sign in."""
    batch = max(batches(plan_of(here)), key=lambda each: len(turns(each)))
    for turn in turns(batch):
        signs_in(turn.member)
    with django_assert_max_num_queries(45):
        called(batch)
    with reading(SYSTEM):
        assert Batch.objects.get(pk=batch.pk).turns.filter(state=TurnState.CALLED).count() == len(duties(ATTEND)) > 10
