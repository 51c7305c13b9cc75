"""Asking on a duty, letting its clock stand, sending it back: whoever answers has a clock of their own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from duty_world import LAWFUL, Line, officer

from confirming import answer_offered
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties import queries
from samanvay.duties.actions.asking import (
    Decision,
    answer_question,
    ask_duty,
    decide_sent_back,
    let_stand,
    send_back_duty,
)
from samanvay.duties.actions.duties import do_duty, drop_duty, pause_duty
from samanvay.duties.actions.ticking import escalate_due
from samanvay.duties.models import Duty, Remark
from samanvay.duties.policies import may_pause_duty
from samanvay.duties.superiors.seats import Seat
from samanvay.duties.working_days import after_working_days
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.refusals import Invalid, Refused, reason_against

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)


@pytest.fixture
def line(db: None) -> Line:
    return Line()


def fresh(duty: Duty) -> Duty:
    with reading(SYSTEM):
        return Duty.objects.select_related("owner_user").get(pk=duty.pk)


def page_of(user: User, **headers: str) -> Client:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of the test"})
    client = Client(headers=headers)
    client.force_login(user)
    return client


def test_two_working_days_from_friday_end_on_tuesday() -> None:
    assert after_working_days(FRIDAY, 2) == datetime(2026, 12, 1, 12, 30, tzinfo=UTC)


def test_question_waits_on_the_superior_s_today_and_its_answer_reaches_the_owner(line: Line) -> None:
    with clock.frozen(FRIDAY):
        duty = line.duty()
    with clock.frozen(FRIDAY), acting_as(line.actor("sho")) as sho:
        question = ask_duty(by=sho, duty=fresh(duty), text="Which station keeps the vehicle?")
        with pytest.raises(Refused, match="already open"):
            ask_duty(by=sho, duty=fresh(duty), text="And who signs?")
        assert reason_against(may_pause_duty, sho, fresh(duty)).startswith("A question on this task is open")
        with pytest.raises(Refused, match="another officer's task"):
            answer_question(by=sho, question=fresh(question), text="Ours")
    with reading(line.actor("chief")) as chief:
        assert [waiting.pk for waiting in queries.today(chief)] == [question.pk]
        assert queries.today(chief)[0].due_at == after_working_days(FRIDAY, 2)
    with clock.frozen(FRIDAY + timedelta(hours=1)), acting_as(line.actor("chief")) as chief:
        answer_question(by=chief, question=fresh(question), text="The station at the crossing.")
    assert fresh(duty).asked_at is None
    assert fresh(question).done_at is not None
    assert line.told("sho") == ["New: Do the trial", "Answered: Do the trial"]
    assert line.told("chief") == ["New: Question on: Do the trial"]
    with reading(line.actor("sho")) as sho:
        assert list(Remark.objects.order_by("at", "id").values_list("kind", flat=True)) == ["asked", "answered"]
    with reading(SYSTEM):
        assert set(Event.objects.filter(subject_id=str(duty.pk)).values_list("kind", flat=True)) >= {
            "duty:asked",
            "duty:answered",
        }


def test_clock_stands_only_by_leave_of_whoever_was_asked_and_runs_on_with_the_answer(line: Line) -> None:
    duty = line.duty()
    due = duty.due_at
    begun = clock.now()
    with acting_as(line.actor("sho")) as sho:
        question = ask_duty(by=sho, duty=fresh(duty), text="Which form?")
    with clock.frozen(begun + timedelta(hours=1)), acting_as(line.actor("chief")) as chief:
        let_stand(by=chief, question=fresh(question))
    assert fresh(duty).next_at is None
    with clock.frozen(begun + timedelta(hours=4)), acting_as(line.actor("chief")) as chief:
        answer_question(by=chief, question=fresh(question), text="Form two.")
    after = fresh(duty)
    assert (after.paused_at, after.due_at, after.next_at) == (None, due + timedelta(hours=3), due + timedelta(hours=3))


def test_hour_of_a_law_does_not_stand(line: Line) -> None:
    duty = line.duty(kind=LAWFUL)
    with acting_as(line.actor("sho")) as sho:
        question = ask_duty(by=sho, duty=fresh(duty), text="Which form?")
    with acting_as(line.actor("chief")) as chief, pytest.raises(Refused, match="The law sets this time limit"):
        let_stand(by=chief, question=fresh(question))
    other = line.duty(kind=LAWFUL)
    for who in ("sho", "chief"):
        with acting_as(line.actor(who)) as actor, pytest.raises(Refused, match="The law sets this time limit"):
            pause_duty(by=actor, duty=fresh(other), reason="no time")


def test_opener_is_asked_before_the_superior(line: Line) -> None:
    with acting_as(line.actor("nodal")) as nodal:
        duty = line.duty(by=nodal)
    with acting_as(line.actor("sho")) as sho:
        question = ask_duty(by=sho, duty=fresh(duty), text="By when, really?")
        assert (question.owner_role, question.owner_user_id) == ("state_nodal_officer", line.people["nodal"].pk)


def test_where_nobody_is_above_the_magistrate_of_the_district_is_asked(line: Line) -> None:
    committee, office = (
        create_unit(
            by=SYSTEM,
            compartment=compartment,
            kind=kind,
            name=kind,
            code=f"w:{kind}",
            home_state="IN-UP",
            place=keep_place(by=SYSTEM, key="district:180"),
        )
        for compartment, kind in (("welfare", "cwc"), ("administration", "district_office"))
    )
    line.people["member"] = officer("member", "cwc_member", committee)
    duty = line.duty(owner_role="cwc_member", owner_audience=committee.audience, readers=[])
    with acting_as(line.actor("member")) as member, pytest.raises(Refused, match="No officer above this unit"):
        ask_duty(by=member, duty=fresh(duty), text="Which home has room?")
    officer("dm", "district_magistrate", office)
    with acting_as(line.actor("member")) as member:
        question = ask_duty(by=member, duty=fresh(duty), text="Which home has room?")
    assert (question.owner_role, question.owner_audience) == ("district_magistrate", office.audience)


def test_victim_is_not_named_in_a_question(line: Line) -> None:
    duty = line.duty()
    with acting_as(line.actor("sho")) as sho:
        with pytest.raises(Invalid) as refused:
            ask_duty(by=sho, duty=fresh(duty), text="Where is the girl named Sunita Devi, aged 14?")
        assert refused.value.code == "personal_data"
        with pytest.raises(Invalid, match="phone or Aadhaar"):
            ask_duty(by=sho, duty=fresh(duty), text="Call 98765 43210")
        with pytest.raises(Invalid):
            pause_duty(by=sho, duty=fresh(duty), reason="the girl named Sunita Devi, aged 14, is ill")
    assert fresh(duty).asked_at is None


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_tick_for_one_question_passes_no_other(line: Line, headers: dict[str, str]) -> None:
    duty = line.duty()
    client = page_of(line.people["sho"], **headers)

    def ask(words: str, answer: str = "") -> Any:
        sent = {"words": words, "pii_answer": answer, "version": fresh(duty).version}
        return client.post(reverse("duty_ask", args=[duty.pk]), sent)

    named = "Where is the girl named Sunita Devi, aged 14?"
    answer = answer_offered(ask(named))
    assert answer
    for other in ("Where is the girl named Rekha Kumari, aged 15?", f"{named} Her father is Ram Singh."):
        assert answer_offered(ask(other, answer)) not in ("", answer)
    ask(named, "yes")
    assert fresh(duty).asked_at is None
    assert ask(named, answer).status_code in (200, 302)
    assert fresh(duty).asked_at is not None
    with reading(SYSTEM):
        assert Remark.objects.get(duty=duty).names_nobody, "that its writer answered for it is kept"


def test_tick_for_one_decision_passes_no_other_and_lasts_past_another_error(line: Line) -> None:
    duty = line.duty()
    with acting_as(line.actor("sho")) as sho:
        decision = send_back_duty(by=sho, duty=fresh(duty), reason="It is for the other station")
    client = page_of(line.people["chief"])

    def decide(answer: str, **changed: str) -> Any:
        sent = {"what": "insist", "words": "It tells of Sunita Devi, aged 14", "pii_answer": answer} | changed
        return client.post(reverse("duty_decide", args=[decision.pk]), sent | {"version": fresh(decision).version})

    answer = answer_offered(decide(""))
    assert answer_offered(decide(answer, words="It tells of Rekha Kumari, aged 15")) not in ("", answer)
    without_seat = decide(answer, what="reassign")
    assert without_seat.status_code == 400
    assert f'type="hidden" name="pii_answer" value="{answer}"' in without_seat.content.decode()
    assert decide(answer).status_code == 302


def test_sent_back_stays_with_its_owner_until_it_is_given_to_another_unit(line: Line) -> None:
    duty = line.duty()
    with acting_as(line.actor("sho")) as sho:
        decision = send_back_duty(by=sho, duty=fresh(duty), reason="The AHTU does this.")
        assert queries.today(sho).get().sent_back_at is not None
        with pytest.raises(Refused, match="already sent back"):
            send_back_duty(by=sho, duty=fresh(duty), reason="Again.")
    ahtu, own = Seat("ahtu_in_charge", line.ahtu.audience), Seat("station_officer", line.station.audience)
    with acting_as(line.actor("chief")) as chief:
        with pytest.raises(Invalid, match="They keep the task"):
            decide_sent_back(by=chief, decision=fresh(decision), what=Decision.REASSIGN, text="Yours.", to=own)
        decide_sent_back(by=chief, decision=fresh(decision), what=Decision.REASSIGN, text="True.", to=ahtu)
    with reading(line.actor("ahtu")) as taker:
        assert [waiting.title_en for waiting in queries.today(taker)] == ["Do the trial"]
        assert Remark.objects.count() == 2, "the new owner reads how it came to them"
    with reading(line.actor("sho")) as sho:
        assert not queries.today(sho).exists()
    assert line.told("ahtu") == ["New: Do the trial"]


def test_insisting_brings_it_back_and_withdrawing_ends_it(line: Line) -> None:
    first, second = line.duty(), line.duty(subject=("trial", "2"))
    with acting_as(line.actor("sho")) as sho:
        decisions = [send_back_duty(by=sho, duty=fresh(each), reason="Not ours.") for each in (first, second)]
    with acting_as(line.actor("chief")) as chief:
        decide_sent_back(by=chief, decision=fresh(decisions[0]), what=Decision.INSIST, text="It is.")
        decide_sent_back(by=chief, decision=fresh(decisions[1]), what=Decision.WITHDRAW, text="Needless.")
    assert fresh(first).sent_back_at is None
    assert fresh(first).is_waiting
    assert fresh(second).drop_reason == "Needless."
    assert "It stays with you: Do the trial" in line.told("sho")


def test_duty_that_is_done_takes_its_open_question_along(line: Line) -> None:
    duty = line.duty()
    with acting_as(line.actor("sho")) as sho:
        question = ask_duty(by=sho, duty=fresh(duty), text="Which form?")
        do_duty(by=sho, duty=fresh(duty))
    assert fresh(question).dropped_at is not None


def test_clock_that_stood_for_a_question_runs_on_when_the_question_is_withdrawn(line: Line) -> None:
    duty = line.duty()
    due, begun = duty.due_at, clock.now()
    with acting_as(line.actor("sho")) as sho:
        question = ask_duty(by=sho, duty=fresh(duty), text="Which form?")
    with clock.frozen(begun), acting_as(line.actor("chief")) as chief:
        let_stand(by=chief, question=fresh(question))
    with clock.frozen(begun + timedelta(hours=2)), acting_as(line.actor("nodal")) as nodal:
        drop_duty(by=nodal, duty=fresh(question), reason="Needless.")
    after = fresh(duty)
    assert (after.paused_at, after.asked_at, after.waits_for_answer) == (None, None, False)
    assert after.next_at == due + timedelta(hours=2)


def test_nobody_withdraws_a_duty_of_their_own_that_a_colleague_sent_back(line: Line) -> None:
    line.people["second"] = officer("second", "station_officer", line.station)
    with acting_as(line.actor("sho")) as sho:
        duty = line.duty(by=sho)
    with acting_as(line.actor("second")) as second:
        decision = send_back_duty(by=second, duty=fresh(duty), reason="Not ours.")
    with acting_as(line.actor("sho")) as sho, pytest.raises(Refused, match="An officer above"):
        decide_sent_back(by=sho, decision=fresh(decision), what=Decision.WITHDRAW, text="Needless.")
    assert fresh(duty).is_waiting


def test_whoever_hears_of_a_question_nobody_answered_reads_what_it_is_about_and_answers(line: Line) -> None:
    duty = line.duty(readers=[line.district.audience])
    with clock.frozen(FRIDAY), acting_as(line.actor("sho")) as sho:
        question = ask_duty(by=sho, duty=fresh(duty), text="Which form?")
    with clock.frozen(FRIDAY + timedelta(days=20)):
        while escalate_due():
            continue
    with acting_as(line.actor("nodal")) as nodal:
        assert queries.duty(nodal, duty.pk).title_en == "Do the trial"
        assert queries.remarks(nodal, duty).count() == 1
        answer_question(by=nodal, question=fresh(question), text="Form two.")
