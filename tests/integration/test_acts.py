"""Acts: who records, who answers, who attests, and who may not."""

from datetime import date, timedelta

import pytest
from acts_world import acting_offices, clock_of, confirmed, declared, duty_of, girls_found, ordered, since
from document_files import pdf, put

from samanvay.acts import policies
from samanvay.acts.actions import attest_act, contradict_act, correct_act, declare_act, withdraw_act
from samanvay.acts.clocks import ended_by
from samanvay.acts.events import ACT_CONFIRMED, ACT_DECLARED
from samanvay.acts.models import Act
from samanvay.acts.queries import act_or_unseen, acts_of_case, acts_to_answer, kinds_for, receivers_for, timeline
from samanvay.acts.states import ActState
from samanvay.audit.models import Amendment, Event
from samanvay.cases.models import Case
from samanvay.directory.models import Place
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen, reason_against

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return acting_offices()


def test_an_act_names_its_maker_and_receiver_and_waits_for_the_answer(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl, reference="GD 12", details={"mode": "sitting", "members": 3})
    assert (act.state, act.maker_unit, act.maker_role) == ("declared", people.station.audience, "station_officer")
    assert act.details == {"mode": "sitting", "mode_reason": "", "members": 3}
    assert act.subject_words.en == f"Girl 1, {case.number}"
    with reading(people.member.actor):
        assert [each.id for each in acts_to_answer(people.member.actor)] == [act.id]
    with reading(people.sho.actor):
        assert acts_to_answer(people.sho.actor) == []
        [event] = Event.objects.filter(kind=ACT_DECLARED.code, subject_id=str(case.id))
    assert event.detail["receiver"] == people.committee.audience
    waiting = duty_of(f"act:{act.id}:{people.committee.audience}")
    assert waiting.is_waiting
    assert (waiting.owner_role, waiting.due_at) == ("cwc_member", act.state_since + timedelta(hours=48))
    assert [step["audience"] for step in waiting.steps] == [people.office.audience]


def test_a_confirmed_act_keeps_the_receivers_reference_and_hour(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    hour = clock.now() - timedelta(minutes=5)
    act = confirmed(people, act, reference="CWC/12", at=hour)
    assert (act.state, act.answer_reference, act.counts_at) == ("confirmed", "CWC/12", hour)
    assert duty_of(f"act:{act.id}:{people.committee.audience}").done_at is not None
    with reading(SYSTEM):
        assert Event.objects.filter(kind=ACT_CONFIRMED.code, subject_id=str(case.id)).count() == 1
    with reading(people.member.actor):
        assert acts_to_answer(people.member.actor) == []


def test_maker_and_receiver_are_never_one_unit(people) -> None:
    case, (girl, _other) = girls_found(people)
    confirmed(people, declared(people, case, girl))
    with pytest.raises(Invalid, match="cannot be its receiver") as refused:
        declared(people, case, girl, "transfer", by=people.member.actor)
    assert refused.value.field == "receiver"


def test_maker_and_receiver_are_never_one_user(people) -> None:
    from factories import give_role
    from samanvay.access.actors import actor_for

    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    give_role(people.sho.user, "cwc_member", people.committee, since=date(2020, 1, 1))
    people.sho.actor = actor_for(people.sho.user)
    with pytest.raises(Refused, match="does not answer for its receiver"):
        confirmed(people, act, by=people.sho)
    with pytest.raises(Refused, match="does not answer for its receiver"):
        contradict_act(by=people.sho.actor, act_id=act.id, expected=None, words="no")


def test_only_the_receivers_office_answers(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    for other in (people.constable, people.chief, people.nodal):
        with pytest.raises(Refused, match="Only Child Welfare Committee member at CWC Bahraich"):
            confirmed(people, act, by=other)
    with pytest.raises(Unseen):
        confirmed(people, act, by=people.far)


def test_nobody_confirms_for_a_day_on_which_their_office_held_no_grant(people) -> None:
    case, (girl, _other) = girls_found(people, days_ago=4)
    act = declared(
        people, case, girl, "placed", receiver=people.home.audience, at=None,
        on=PartialDate.day(clock.today() - timedelta(days=2)),
    )  # fmt: skip
    keeper = since("keeper", "shelter_superintendent", people.home, clock.today())
    with pytest.raises(Refused, match="not on the system on that day"):
        confirmed(people, act, by=keeper)


def test_silence_never_confirms_and_escalates(people) -> None:
    from samanvay.duties.actions.escalating import escalate_together

    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    with clock.frozen(clock.now() + timedelta(hours=49)):
        for _round in range(2):
            with reading(SYSTEM):
                duty = duty_of(f"act:{act.id}:{people.committee.audience}")
            escalate_together(duties=[duty])
        later = duty_of(f"act:{act.id}:{people.committee.audience}")
    with reading(SYSTEM):
        assert Act.objects.get(pk=act.id).state == ActState.DECLARED
    assert later.is_waiting
    assert people.office.audience in later.readers
    assert clock_of(case, girl).is_waiting


def test_attesting_asks_for_an_empty_office_a_document_and_a_second_person(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl, "placed", receiver=people.home.audience)
    paper = put(people.sho, case, kind="order", name="order.pdf", chunks=[pdf()])
    with pytest.raises(Refused, match="second officer of your line"):
        attest_act(by=people.sho.actor, act_id=act.id, expected=None, document_id=paper.id)
    with pytest.raises(Invalid, match="documents of this case"):
        attest_act(by=people.chief.actor, act_id=act.id, expected=None, document_id=None)
    other_case, _girls = girls_found(people)
    elsewhere = put(people.sho, other_case, kind="order", name="order.pdf", chunks=[pdf()])
    with pytest.raises(Invalid, match="documents of this case"):
        attest_act(by=people.chief.actor, act_id=act.id, expected=None, document_id=elsewhere.id)
    with pytest.raises(Refused, match="or above it, can attest"):
        attest_act(by=people.member.actor, act_id=declared(people, case, girl).id, expected=None, document_id=paper.id)
    act = attest_act(by=people.chief.actor, act_id=act.id, expected=None, document_id=paper.id)
    assert (act.state, act.attested_by, act.attested_document) == ("attested", people.chief.user.id, paper.id)


def test_an_office_on_the_system_is_not_attested_for(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    paper = put(people.sho, case, kind="order", name="order.pdf", chunks=[pdf()])
    with pytest.raises(Refused, match="must answer itself"):
        attest_act(by=people.chief.actor, act_id=act.id, expected=None, document_id=paper.id)


def test_a_future_hour_is_refused(people) -> None:
    case, (girl, _other) = girls_found(people)
    noon = clock.now().astimezone(clock.INDIA).replace(hour=12, minute=0)
    with clock.frozen(noon):
        with pytest.raises(Invalid) as refused:
            declared(people, case, girl, at=(noon + timedelta(hours=1)).time())
        assert refused.value.field == "at"
        with pytest.raises(Invalid) as refused:
            declared(people, case, girl, on=PartialDate.day(noon.date() + timedelta(days=1)))
        assert refused.value.field == "on"
        act = declared(people, case, girl)
        with pytest.raises(Invalid, match="future"):
            confirmed(people, act, at=noon + timedelta(minutes=1))


def test_a_clock_of_hours_needs_the_time_of_one_day(people) -> None:
    case, (girl, _other) = girls_found(people)
    with pytest.raises(Invalid, match="Give the time"):
        declared(people, case, girl, at=None)
    with pytest.raises(Invalid, match="one exact day"):
        declared(people, case, girl, on=PartialDate.month(2026, 11))


def test_restored_of_a_child_needs_a_standing_or_named_order(people) -> None:
    case, (girl, other) = girls_found(people)
    asked = {"code": "restored", "receiver": people.dcpu.audience}
    with pytest.raises(Invalid) as refused:
        declared(people, case, girl, **asked)
    assert refused.value.field == "override_order"
    assert declared(people, case, other, **asked, details={"override_order": "HC 4/2026"}).state == "declared"
    declared(people, case, girl)
    order = ordered(people, case, girl)
    assert declared(people, case, girl, **asked).state == "declared"
    withdraw_act(by=people.member.actor, act_id=order.id, reason="Wrong girl")
    with pytest.raises(Invalid):
        declared(people, case, girl, **asked, is_another=True)


def test_an_adult_needs_no_order(people) -> None:
    case, (woman,) = girls_found(people, (30,))
    assert declared(people, case, woman, "restored", receiver=people.dcpu.audience).state == "declared"


def test_a_second_act_of_one_code_and_subject_is_answered_with_the_standing_one(people) -> None:
    case, (girl, other) = girls_found(people)
    first = declared(people, case, girl)
    with pytest.raises(policies.SameAct) as same:
        declared(people, case, girl, by=people.constable.actor)
    assert same.value.standing == first
    assert declared(people, case, other).another_than is None
    apart = declared(people, case, girl, is_another=True)
    assert apart.another_than == first.id


def test_visits_repeat_on_other_days(people) -> None:
    case, (girl, _other) = girls_found(people, days_ago=4)
    declared(people, case, girl)
    declared(people, case, girl, "sir_order", by=people.member.actor, receiver=people.dcpu.audience)
    visit = {"code": "follow_up", "by": people.probation.actor, "at": None}
    declared(people, case, girl, **visit, on=PartialDate.day(clock.today() - timedelta(days=3)))
    declared(people, case, girl, **visit)
    with pytest.raises(policies.SameAct):
        declared(people, case, girl, **visit)


def test_a_correction_is_a_new_version_and_asks_again(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = confirmed(people, declared(people, case, girl))
    with pytest.raises(Stale):
        correct_act(by=people.sho.actor, act_id=act.id, reason="x", expected=1, changes={"reference": "GD 13"})
    act = correct_act(
        by=people.constable.actor, act_id=act.id, reason="Wrong number", expected=act.version,
        changes={"reference": "GD 13"},
    )  # fmt: skip
    assert (act.state, act.reference, act.answered_by) == ("declared", "GD 13", None)
    assert people.constable.user.id in act.hands
    with reading(SYSTEM):
        assert Amendment.objects.filter(target_id=act.id, field="reference").count() == 1
    assert duty_of(f"act:{act.id}:{people.committee.audience}").is_waiting
    with pytest.raises(Refused):
        correct_act(by=people.member.actor, act_id=act.id, reason="x", expected=None, changes={"note": "x"})
    with pytest.raises(Invalid, match="does not exist"):
        correct_act(by=people.sho.actor, act_id=act.id, reason="x", expected=None, changes={"state": "confirmed"})


def test_a_contradiction_goes_back_to_the_maker_and_a_withdrawal_ends_it(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    with pytest.raises(Invalid, match="what is not correct"):
        contradict_act(by=people.member.actor, act_id=act.id, expected=None, words=" ")
    contradict_act(by=people.member.actor, act_id=act.id, expected=None, words="Nobody was brought")
    assert duty_of(f"contradicted:{act.id}").owner_audience == people.station.audience
    act = withdraw_act(by=people.sho.actor, act_id=act.id, reason="Another child")
    assert not duty_of(f"contradicted:{act.id}").is_waiting
    with pytest.raises(Refused, match="Withdrawn"):
        confirmed(people, act)


def test_the_receiver_joins_the_case_where_the_law_says_so_and_others_see_the_act_alone(people) -> None:
    case, (girl, other) = girls_found(people)
    medical = declared(people, case, girl)
    restored = declared(
        people, case, other, "restored", receiver=people.dcpu.audience, details={"override_order": "HC 4"}
    )
    with reading(people.member.actor):
        assert Case.objects.filter(pk=case.id).exists()
        assert act_or_unseen(people.member.actor, medical.id).case_number == case.number
    with reading(people.probation.actor):
        assert not Case.objects.filter(pk=case.id).exists()
        assert act_or_unseen(people.probation.actor, restored.id).subject_words.en == f"Girl 2, {case.number}"
        with pytest.raises(Unseen):
            act_or_unseen(people.probation.actor, medical.id)


def test_only_makers_of_a_kind_at_a_unit_of_the_case_record_it(people) -> None:
    case, (girl, _other) = girls_found(people)
    with pytest.raises(Refused, match="these can record it"):
        declared(people, case, girl, "final_order", receiver=people.dcpu.audience)
    with pytest.raises(Unseen):
        declared(people, case, girl, by=people.far.actor)
    with pytest.raises(Invalid) as refused:
        declared(people, case, girl, receiver=people.ahtu.audience)
    assert refused.value.field == "receiver"
    with pytest.raises(Invalid) as refused:
        declare_act(by=people.sho.actor, case_id=case.id, code="nothing", receiver=None, on=None)
    assert refused.value.field == "code"
    with pytest.raises(Invalid) as refused:
        declared(people, case, None)
    assert refused.value.field == "person"


def test_reads_take_the_actor_first_and_stand_in_order(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    order = ordered_late = declared(
        people, case, girl, "order_interim", by=people.member.actor, receiver=people.dcpu.audience
    )
    with reading(people.sho.actor) as actor:
        assert [each.id for each in acts_of_case(actor, case)] == [act.id, ordered_late.id]
        assert [each.id for each in timeline(actor, girl)] == [act.id, order.id]
        assert [kind.code for kind in kinds_for(actor, case)] == ["produced", "placed", "restored", "ended"]
        assert [unit.audience for unit in receivers_for(actor, case, "produced")] == [people.committee.audience]
        assert reason_against(policies.may_answer, actor, act)
        assert not reason_against(policies.may_correct, actor, act)


def test_the_same_submission_records_once(people) -> None:
    from samanvay.kernel.ids import uuid7
    from samanvay.recording.submissions import Captured

    case, (girl, _other) = girls_found(people)
    sent = Captured(uuid7())
    assert declared(people, case, girl, captured=sent) == declared(people, case, girl, captured=sent)


def test_nothing_is_told_of_a_time_before_the_finding(people) -> None:
    case, (girl, _other) = girls_found(people)
    before = PartialDate.day(clock.today() - timedelta(days=1))
    with pytest.raises(Invalid, match="before the person was found"):
        declared(people, case, girl, on=before)
    act = declared(people, case, girl)
    with pytest.raises(Invalid, match="before the person was found"):
        confirmed(people, act, at=clock.now() - timedelta(days=3))


def test_an_office_of_another_district_receives_nothing_that_is_of_this_one(people) -> None:
    case, (girl, _other) = girls_found(people)
    far = create_unit(
        by=SYSTEM, kind="cwc", name="CWC far", home_state="IN-UP", place=Place.objects.get(key="district:197")
    )
    with pytest.raises(Invalid) as refused:
        declared(people, case, girl, receiver=far.audience)
    assert refused.value.field == "receiver"


def test_an_order_to_stay_brings_nobody_home(people) -> None:
    case, (girl, _other) = girls_found(people)
    declared(people, case, girl)
    declared(
        people, case, girl, "final_order", by=people.member.actor, receiver=people.dcpu.audience, reference="CWC/9",
        details={"order": "home", "members": 3},
    )  # fmt: skip
    with pytest.raises(Invalid, match="only by an order"):
        declared(people, case, girl, "restored", receiver=people.dcpu.audience)


def test_a_mark_in_a_reference_is_no_mark(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = confirmed(people, declared(people, case, girl, reference=f"(act {'-' * 36})"))
    with reading(SYSTEM):
        duty = clock_of(case, girl)
    assert ended_by(duty) == act.id
