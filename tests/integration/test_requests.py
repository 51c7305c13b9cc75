"""Requests between districts: who is asked, who sees what, how they are answered and when, once for one press."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from case_world import BAHRAICH, VARANASI, a_case, officer, world

from samanvay.audit.models import Event
from samanvay.cases.queries import case_or_unseen
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.actions.ticking import escalate_due
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound, pii_token
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen
from samanvay.measures.contacts.actions import add_contact
from samanvay.measures.models import Request
from samanvay.measures.requests import queries
from samanvay.measures.requests.actions import answering as answers
from samanvay.measures.requests.actions.offers import offer_help, withdraw_offer
from samanvay.measures.requests.actions.writing import (
    RequestContent,
    forward_request,
    send_request,
    withdraw_request,
    write_request,
)
from samanvay.measures.requests.answerers import answerer_for
from samanvay.measures.requests.kinds import KINDS
from samanvay.measures.requests.states import RequestState
from samanvay.recording.submissions import Captured

S = RequestState
NEPALI = {"languages": ["nepali"], "girls": 2, "where": "Women help desk"}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return world()


def wanted(kind: str = "interpreter", place: str = VARANASI, **more: object) -> RequestContent:
    return RequestContent(kind=kind, place=place, asks=more.pop("asks", NEPALI), **more)  # type: ignore[arg-type]


def sent(by: SimpleNamespace, given: RequestContent | None = None, **more: object) -> Request:
    with reading(by.actor):
        return send_request(by=by.actor, request=write_request(by=by.actor, wanted=given or wanted(), **more))  # type: ignore[arg-type]


def clock_duty(request: Request) -> Duty:
    with reading(SYSTEM):
        return Duty.objects.filter(subject_id=str(request.id)).latest("opened_at")


def seen(actor: Actor, request: Request) -> Request:
    with reading(actor):
        return queries.request_or_unseen(actor, request.id)


def test_district_is_asked_through_the_unit_that_answers_and_its_clock_is_a_duty(people: SimpleNamespace) -> None:
    request = sent(people.desk)
    assert (request.to_unit, request.to_role) == (people.ahtu.audience, "ahtu_in_charge")
    duty = clock_duty(request)
    assert (duty.kind, duty.owner_audience, duty.owner_role) == ("request:help", people.ahtu.audience, "ahtu_in_charge")
    assert duty.due_at - request.sent_at == timedelta(hours=KINDS["interpreter"].hours)
    heard = [step["audience"] for step in duty.steps]
    assert heard == [people.there.audience, people.here.audience, people.police.audience], "up both lines"
    with reading(SYSTEM):
        assert Notice.objects.filter(user=people.far.user, duty=duty).count() == 1


def test_where_nobody_holds_the_role_the_unit_above_is_asked(people: SimpleNamespace) -> None:
    request = sent(people.far, wanted("woman_officer", BAHRAICH, asks={"officers": 2}))
    assert (request.to_unit, request.to_role) == (people.here.audience, "police_chief")
    unheld = sent(people.sho, wanted("woman_officer", VARANASI, asks={"officers": 2}))
    assert (unheld.to_unit, unheld.to_role) == (people.police.audience, "state_nodal_officer")
    assert answerer_for(keep_place(by=SYSTEM, key="district:135"), KINDS["rescue"]) is None


def test_place_nobody_answers_for_is_refused_and_the_draft_stays(people: SimpleNamespace) -> None:
    with reading(people.sho.actor):
        draft = write_request(by=people.sho.actor, wanted=wanted(place="district:135"))
        with pytest.raises(Invalid) as refusal:
            send_request(by=people.sho.actor, request=draft)
    assert refusal.value.field == "place"
    assert seen(people.sho.actor, draft).state == S.DRAFT


def test_draft_is_its_own_lines_and_what_is_sent_is_both_lines(people: SimpleNamespace) -> None:
    with reading(people.desk.actor):
        draft = write_request(by=people.desk.actor, wanted=wanted())
    with pytest.raises(Unseen):
        seen(people.far.actor, draft)
    seen(people.chief.actor, draft)
    with reading(people.desk.actor):
        send_request(by=people.desk.actor, request=draft)
    seen(people.far.actor, draft)
    seen(people.nodal.actor, draft)
    elsewhere = create_unit(
        by=SYSTEM, kind="station", name="Elsewhere", home_state="IN-UP", place=keep_place(by=SYSTEM, key=BAHRAICH)
    )
    with pytest.raises(Unseen):
        seen(officer("elsewhere", "station_officer", elsewhere).actor, draft)
    with pytest.raises(Refused):
        seen(people.counsellor.actor, draft)


def test_case_of_a_request_stays_unseen_by_those_who_are_asked(people: SimpleNamespace) -> None:
    case = a_case(people.sho)
    request = sent(people.sho, case_id=case.id)
    with reading(people.far.actor):
        assert queries.case_seen(people.far.actor, request) is None
        with pytest.raises(Unseen):
            case_or_unseen(people.far.actor, case.id)
    with reading(people.sho.actor):
        assert queries.case_seen(people.sho.actor, request) == case
        assert queries.requests_of_case(people.sho.actor, case.id) == [request]
    with reading(people.far.actor), pytest.raises(Unseen):
        write_request(by=people.far.actor, wanted=wanted(place=BAHRAICH), case_id=case.id)


def test_words_that_point_at_somebody_are_answered_for_or_refused(people: SimpleNamespace) -> None:
    by = people.desk.actor
    named = "Ask Sunita Devi, aged 15, in Nepali"
    with reading(by):
        with pytest.raises(PersonalDataFound) as refusal:
            write_request(by=by, wanted=wanted(says=named))
        assert refusal.value.pii_answer
        kept = write_request(by=by, wanted=wanted(says=named, pii_answer=refusal.value.pii_answer))
        assert kept.names_nobody
        with pytest.raises(PersonalDataFound) as outright:
            write_request(by=by, wanted=wanted(says="Call 98390 11122"))
        assert not outright.value.pii_answer
        with pytest.raises(PersonalDataFound):
            write_request(by=by, wanted=wanted(asks={"where": "House no. 12, Mohalla Sarai"}))
        for code, said in (("station", "Kotwali, for Sunita Devi"), ("court", "CJM, 98390 11122")):
            with pytest.raises(PersonalDataFound):
                write_request(by=by, wanted=wanted("transit_remand", asks={code: said}))
        asks = {"fir_no": "123/2026", "station": "Kotwali Nagar", "court": "CJM, Bahraich"}
        assert write_request(by=by, wanted=wanted("transit_remand", asks=asks)).asks == asks


def test_second_press_gives_one_request(people: SimpleNamespace) -> None:
    captured = Captured(uuid7())
    by = people.desk.actor
    with reading(by):
        first = write_request(by=by, wanted=wanted(), captured=captured)
        again = write_request(by=by, wanted=wanted(), captured=captured)
    assert first.pk == again.pk
    with reading(SYSTEM):
        assert Request.objects.count() == 1
        assert Event.objects.filter(kind="request:written").count() == 1


def test_accepted_and_done_close_the_clock_and_tell_who_asked(people: SimpleNamespace) -> None:
    request = sent(people.desk)
    by = people.far.actor
    with reading(by):
        answers.answer_request(by=by, request=request, to=S.SEEN)
        answers.answer_request(by=by, request=request, to=S.ACCEPTED, words="She comes by the morning bus.")
        assert clock_duty(request).is_waiting
        with pytest.raises(Invalid):
            answers.answer_request(by=by, request=request, to=S.DONE)
        answers.answer_request(by=by, request=request, to=S.DONE, words="Spoke with both for two hours.")
    assert clock_duty(request).done_at is not None
    with reading(SYSTEM):
        told = set(Notice.objects.filter(user=people.desk.user).values_list("words_en", flat=True))
    assert {f"{request.number} is accepted: Interpreter", f"{request.number} is done: Interpreter"} <= told
    with reading(by), pytest.raises(Refused):
        answers.answer_request(by=by, request=request, to=S.DECLINED, words="No")


def test_only_the_asked_side_answers_and_a_stale_page_shows_both_sides(people: SimpleNamespace) -> None:
    request = sent(people.desk)
    with reading(people.desk.actor), pytest.raises(Refused):
        answers.answer_request(by=people.desk.actor, request=request, to=S.ACCEPTED)
    before = request.version
    with reading(people.far.actor):
        answers.answer_request(by=people.far.actor, request=request, to=S.SEEN, expected=before)
        with pytest.raises(Stale):
            answers.answer_request(by=people.far.actor, request=request, to=S.ACCEPTED, expected=before)


def test_declined_names_another_who_is_then_asked_the_same(people: SimpleNamespace) -> None:
    says, by = "It is for the girl named Sunita Devi, aged 14", people.far.actor
    confirmed = {"says": says, "pii_answer": pii_token("says", says, by=by)}
    request = sent(people.far, wanted("woman_officer", BAHRAICH, asks={"officers": 1}, **confirmed))
    with reading(people.chief.actor):
        answers.answer_request(
            by=people.chief.actor, request=request, to=S.DECLINED, words="None is free.", instead=VARANASI
        )
    assert request.instead_id == VARANASI
    captured = Captured(uuid7())
    with reading(people.far.actor):
        again = forward_request(by=people.far.actor, request=request, place=VARANASI, captured=captured)
        assert (again.says, again.names_nobody) == (says, True), "what was confirmed goes on as it stands"
        twice = forward_request(by=people.far.actor, request=request, place=VARANASI, captured=captured)
    assert (again.pk, again.state, again.forwarded_from_id, again.asks) == (
        twice.pk, S.SENT, request.pk, request.asks
    )  # fmt: skip


def test_other_time_that_is_agreed_moves_the_clock(people: SimpleNamespace) -> None:
    request = sent(people.desk)
    other = clock.now() + timedelta(days=3)
    with reading(people.far.actor):
        answers.propose_time(by=people.far.actor, request=request, wanted_from=other)
    assert clock_duty(request).due_at < other
    with reading(people.desk.actor):
        answers.decide_time(by=people.desk.actor, request=request, is_taken=True)
        with pytest.raises(Refused):
            answers.decide_time(by=people.desk.actor, request=request, is_taken=True)
    duty = clock_duty(request)
    assert (request.state, request.wanted_from, duty.due_at, duty.is_waiting) == (S.ACCEPTED, other, other, True)


def test_clock_that_runs_out_is_heard_up_both_lines_and_the_list_says_late(people: SimpleNamespace) -> None:
    request = sent(people.desk, wanted(within_hours=1))
    with clock.frozen(clock.now() + timedelta(hours=20)):
        while escalate_due():
            continue
        with reading(people.far.actor):
            assert list(queries.requests_seen(people.far.actor, queries.RequestFilters(is_late=True))) == [request]
    with reading(SYSTEM):
        told = {notice.user_id for notice in Notice.objects.filter(words_en__startswith="Nobody acted")}
    assert {people.chief.user.pk, people.nodal.user.pk} <= told


def test_withdrawn_request_drops_its_clock(people: SimpleNamespace) -> None:
    request = sent(people.desk)
    with reading(people.desk.actor):
        withdraw_request(by=people.desk.actor, request=request, reason="Found somebody here.")
    assert clock_duty(request).dropped_at is not None


def test_lists_tell_asked_of_us_from_asked_by_us_and_pairs_are_counted(people: SimpleNamespace) -> None:
    request = sent(people.desk)
    for actor, box in ((people.far.actor, "to_us"), (people.chief.actor, "from_us"), (people.nodal.actor, "to_us")):
        with reading(actor):
            assert list(queries.requests_seen(actor, queries.RequestFilters(box=box))) == [request]
    with reading(people.far.actor):
        assert list(queries.requests_seen(people.far.actor, queries.RequestFilters(box="from_us"))) == []
        day = clock.today()
        assert queries.requests_between(people.far.actor, day, day) == {(BAHRAICH, VARANASI): 1}
        assert queries.requests_between(people.far.actor, day - timedelta(9), day - timedelta(2)) == {}


def test_offer_is_read_by_every_officer_until_it_is_over_or_withdrawn(people: SimpleNamespace) -> None:
    by, day = people.far.actor, clock.today()
    with reading(by):
        with pytest.raises(Invalid):
            offer_help(by=by, kind="interpreter", since=day, until=day)
        offer = offer_help(by=by, kind="interpreter", languages=["nepali"], since=day, until=day + timedelta(2))
    with reading(people.desk.actor):
        assert queries.offers_standing(people.desk.actor, kind="interpreter", language="nepali") == [offer]
        with pytest.raises(Refused):
            withdraw_offer(by=people.desk.actor, offer=offer, reason="x")
    with clock.frozen(clock.now() + timedelta(days=4)), reading(people.desk.actor):
        assert queries.offers_standing(people.desk.actor) == []
    with reading(by):
        withdraw_offer(by=by, offer=offer, reason="She is ill.")
        assert queries.offers_standing(by) == []


def test_contact_of_another_state_is_asked_where_no_unit_here_answers(people: SimpleNamespace) -> None:
    bureau = create_unit(
        by=SYSTEM, kind="state_bureau", name="Bureau", home_state="IN-UP", parent=people.police,
        place=keep_place(by=SYSTEM, key="IN-UP"),
    )  # fmt: skip
    keeper = officer("bureau", "state_bureau", bureau).actor
    with reading(keeper):
        contact = add_contact(
            by=keeper,
            said={
                "place": "IN-JH", "compartment": "police", "designation": "Nodal officer", "office": "CID Ranchi",
                "email": "nodal@example.org", "source": "Letter 12",
            },
        )  # fmt: skip
    request = sent(people.sho, wanted("rescue", "IN-JH", asks={"where": "Ranchi"}))
    assert (request.contact, request.to_unit, clock_duty(request).kind) == (contact, None, "request:chase")
    assert clock_duty(request).owner_audience == people.station.audience
