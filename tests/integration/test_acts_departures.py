"""A person who left: one office tells it, another confirms it, and only then does the time limit end, not kept."""

from datetime import timedelta
from typing import Any

import pytest
from acts_world import acting_offices, clock_of, confirmed, declared, girls_found, since
from django.db import transaction

from samanvay.access.users.actions import close_user
from samanvay.acts.actions import contradict_act, withdraw_act
from samanvay.acts.models import Act
from samanvay.acts.tasks import SUBSCRIBES
from samanvay.audit.models import Event
from samanvay.cases.actions import share_case
from samanvay.cases.counted.actions.leaving import tell_left, void_left
from samanvay.cases.events import PERSON_LEFT, PERSON_LEFT_VOIDED
from samanvay.cases.models import Case, CaseDeparture
from samanvay.cases.people.actions.people import add_person
from samanvay.cases.tasks import follow_case
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
WHY = "she was in the other room"


@pytest.fixture
def people():
    return acting_offices()


def followed(case: Case) -> list[Act]:
    """Give the acts' room every departure told so far, as the outbox does, and return the acts of the case."""
    follow_case(case.id)
    with reading(SYSTEM):
        told = [kind.code for kind in (PERSON_LEFT, PERSON_LEFT_VOIDED)]
        events = list(Event.objects.filter(kind__in=told, subject_id=str(case.id)).order_by("seq"))
    receivers = {kind.code: receiver for kind, receiver in SUBSCRIBES.items()}
    for event in events:
        with transaction.atomic(), acting_as(SYSTEM):
            receivers[event.kind](event)
    with reading(SYSTEM):
        return list(Act.objects.filter(case=case).order_by("declared_at", "id"))


def left(case: Case, who: Any, by: Any, kind: str = "escaped", **told: Any) -> CaseDeparture:
    given = {"left_at": clock.now() - timedelta(minutes=10), "note": "ran at the crossing", "told_by": "officer"}
    return tell_left(by=by.actor, person_id=who.id, kind=kind, **{**given, **told})


def test_one_offices_word_leaves_the_clock_running_and_the_receivers_ends_it_as_not_kept(people) -> None:
    case, (girl, other) = girls_found(people)
    first = clock_of(case, girl)
    departure = left(case, girl, people.sho)
    [act] = followed(case)
    assert (act.code, act.state, act.person_id, act.details["how"]) == ("ended", "declared", girl.id, "escape")
    assert (act.made_by, act.maker_unit) == (people.sho.user.id, people.station.audience)
    assert (act.receiver_unit, act.happened_at) == (people.committee.audience, departure.left_at)
    assert act.note == "", "the words of the case stay with it"
    running = clock_of(case, girl)
    assert (running.is_waiting, running.due_at) == (True, first.due_at)
    with pytest.raises(Refused):
        confirmed(people, act, by=people.sho)
    confirmed(people, act)
    ended = clock_of(case, girl)
    assert ended.done_at is None
    assert ended.drop_reason.startswith("Ended, not kept. Confirmed by CWC Bahraich")
    follow_case(case.id)
    assert not clock_of(case, girl).is_waiting, "the case's own following opens no second clock"
    assert clock_of(case, other).is_waiting


def test_following_a_departure_again_records_no_second_act(people) -> None:
    case, (girl, _other) = girls_found(people)
    left(case, girl, people.sho)
    [act] = followed(case)
    assert followed(case) == [act]
    withdraw_act(by=people.sho.actor, act_id=act.id, reason="written twice")
    assert [each.state for each in followed(case)] == ["withdrawn"]


def test_a_cancelled_departure_withdraws_its_act_and_the_clock_keeps_its_first_start(people) -> None:
    case, (girl, _other) = girls_found(people)
    first = clock_of(case, girl)
    departure = left(case, girl, people.sho)
    [act] = followed(case)
    contradict_act(by=people.member.actor, act_id=act.id, expected=None, words="She is here")
    void_left(by=people.chief.actor, departure_id=departure.id, reason=WHY)
    [act] = followed(case)
    assert (act.state, act.withdraw_reason) == ("withdrawn", WHY)
    assert (clock_of(case, girl).is_waiting, clock_of(case, girl).due_at) == (True, first.due_at)
    left(case, girl, people.sho, "died")
    assert [each.state for each in followed(case)] == ["withdrawn", "declared"]


def test_what_the_receiver_confirmed_is_withdrawn_by_hand_and_the_clock_runs_from_its_first_start(
    people,
) -> None:
    case, (girl, _other) = girls_found(people)
    first = clock_of(case, girl)
    departure = left(case, girl, people.sho)
    [act] = followed(case)
    confirmed(people, act)
    void_left(by=people.sho.actor, departure_id=departure.id, reason=WHY)
    [act] = followed(case)
    assert act.state == "confirmed"
    assert not clock_of(case, girl).is_waiting
    withdraw_act(by=people.sho.actor, act_id=act.id, reason=WHY)
    again = clock_of(case, girl)
    assert (again.is_waiting, again.id, again.due_at) == (True, first.id, first.due_at)


def test_a_departure_cancelled_before_anybody_looked_asks_nobody(people) -> None:
    case, (girl, _other) = girls_found(people)
    void_left(by=people.sho.actor, departure_id=left(case, girl, people.sho).id, reason=WHY)
    assert followed(case) == []
    assert clock_of(case, girl).is_waiting


@pytest.mark.parametrize(("kind", "how"), [("died", "death"), ("escaped", "escape"), ("own_choice", "own_choice")])
def test_each_way_of_leaving_is_told_to_the_receiver(people, kind, how) -> None:
    case, (girl, _other) = girls_found(people)
    woman = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=30)
    left(case, woman if kind == "own_choice" else girl, people.sho, kind)
    assert [act.details["how"] for act in followed(case)] == [how]


def test_a_child_given_to_others_is_no_end_of_care(people) -> None:
    case, (girl, _other) = girls_found(people)
    left(case, girl, people.sho, "handed_over")
    assert followed(case) == []
    assert clock_of(case, girl).is_waiting


def test_a_post_that_records_no_such_act_asks_nobody_and_the_clock_runs_on(people) -> None:
    case, (girl, _other) = girls_found(people)
    left(case, girl, people.chief)
    assert followed(case) == []
    assert clock_of(case, girl).is_waiting


def test_a_closed_account_asks_nobody(people) -> None:
    case, (girl, _other) = girls_found(people)
    left(case, girl, people.sho)
    close_user(by=SYSTEM, user=people.sho.user)
    assert followed(case) == []


def test_an_end_that_the_office_recorded_itself_is_not_recorded_twice(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl, "ended", details={"how": "escape"})
    left(case, girl, people.sho)
    assert followed(case) == [act]


def test_the_office_that_sees_the_case_is_asked_before_the_nearest(people) -> None:
    case, (girl, _other) = girls_found(people)
    far = create_unit(by=SYSTEM, kind="cwc", name="CWC Gonda", home_state="IN-UP", place=people.there.place)
    since("gonda", "cwc_member", far)
    share_case(by=people.sho.actor, case_id=case.id, units=[far.audience], reason="she lives there")
    left(case, girl, people.sho)
    assert [act.receiver_unit for act in followed(case)] == [far.audience]
