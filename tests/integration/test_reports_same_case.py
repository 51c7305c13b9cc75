"""A case that was recorded after a report is asked whether it tells of the same: on its page, and then counted once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from reporting_state import district
from test_reports_same import FOUR, NOW, confirmed, deliver, facts, fresh, people, rescue, told

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.cases.actions import open_case, void_case
from samanvay.cases.legs.actions import add_leg
from samanvay.cases.models import Case
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.picture.models import Fact
from samanvay.reports.actions import ask_case_again, look_for_case, settle_case
from samanvay.reports.models import CaseAnswer, Claim
from samanvay.reports.sameness import candidates as same
from samanvay.reports.sameness.of_cases import CaseQuestion, case_questions

__all__ = ["deliver", "people"]


@pytest.fixture(autouse=True)
def second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)


def questions(actor: Actor, case_id: Any) -> list[CaseQuestion]:
    with clock.frozen(NOW), reading(actor):
        return case_questions(actor, Case.objects.get(pk=case_id))


def settle(actor: Actor, event: Any, answer: str) -> None:
    with clock.frozen(NOW), reading(actor):
        settle_case(by=actor, case=Case.objects.get(pk=event.case_id), event=event.pk, answer=answer)


def test_case_recorded_after_a_report_is_asked_and_counts_in_its_stead(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief, claim = people["chief"], told(people["chief"], FOUR)
    confirmed(chief, claim)
    event = rescue(chief, people=7)
    deliver()
    assert facts() == [4, 7]
    (question,) = questions(chief, event.case_id)
    (candidate,) = question.choices
    assert (candidate.claim, candidate.people, candidate.report) == (claim.pk, 4, claim.report_id)
    settle(chief, event, candidate.key)
    deliver()
    assert facts() == [7]
    (answered,) = questions(chief, event.case_id)
    assert answered.link is not None
    assert answered.link.claim == claim.pk
    with reading(chief):
        assert same.candidates_of(chief, fresh(claim)) == [], "answered on the case: not asked on the report"
        shown = same.link_shown(chief, fresh(claim))
    assert shown is not None
    assert shown.number.startswith("UP-")
    with clock.frozen(NOW), reading(chief):
        void_case(by=chief, case_id=event.case_id, reason="opened twice")
    deliver()
    assert facts() == [4], "what told it in its stead fell away"


def test_answer_is_taken_back_and_another_happening_is_not_asked_again(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief, claim = people["chief"], told(people["chief"], FOUR)
    confirmed(chief, claim)
    event = rescue(chief, people=4)
    deliver()
    assert facts() == [4], "as many persons on one day: taken for one until somebody says otherwise"
    settle(chief, event, same.NONE)
    deliver()
    assert facts() == [4, 4]
    assert [(each.choices, each.apart) for each in questions(chief, event.case_id)] == [((), 1)]
    with clock.frozen(NOW), reading(chief):
        ask_case_again(by=chief, case=Case.objects.get(pk=event.case_id), event=event.pk)
    deliver()
    assert facts() == [4]
    assert len(questions(chief, event.case_id)[0].choices) == 1
    with reading(SYSTEM):
        kinds = Event.objects.filter(
            subject_id=str(event.case_id), kind__in=["case:kept_apart", "case:same_asked_again"]
        )
        assert kinds.count() == 2
    with pytest.raises(Invalid, match="no longer listed"):
        settle(chief, event, "no-such-key")
    with clock.frozen(NOW), reading(chief):
        case = Case.objects.get(pk=event.case_id)
    with pytest.raises(Refused), reading(people["other"]) as other:
        settle_case(by=other, case=case, event=event.pk, answer=same.NONE)


def test_report_of_another_office_is_asked_once_it_is_recorded_and_only_in_ones_own_district(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    claim = told(people["dm"], FOUR)
    confirmed(people["dm"], claim)
    event, away = rescue(people["chief"], people=7), rescue(people["other"], people=7)
    assert questions(people["chief"], event.case_id) == [], "the system has not looked yet"
    deliver()
    (question,) = questions(people["chief"], event.case_id)
    (candidate,) = question.choices
    assert (candidate.agency, candidate.people, candidate.report, candidate.occurred) == (
        "administration",
        4,
        None,
        None,
    )
    assert questions(people["other"], away.case_id) == [], "of another district's hidden rows nothing is told"
    settle(people["chief"], event, candidate.key)
    with clock.frozen(NOW), reading(people["other"]) as other:
        void_case(by=other, case_id=away.case_id, reason="not ours to tell")
    deliver()
    assert facts() == [7]
    with reading(people["dm"]) as dm:
        shown = same.link_shown(dm, fresh(claim))
    assert shown is not None
    assert (shown.number, shown.case) == ("", event.case_id)
    with reading(people["chief"]) as chief:
        looked = Event.objects.get(kind="case:looked_for")
        assert (looked.subject_id, looked.detail) == (str(event.case_id), {"found": 1})
        case = Case.objects.get(pk=event.case_id)
        assert look_for_case(by=chief, case=case) == 0, "what says the same is not looked for again"


def test_way_told_in_a_report_is_asked_and_keeps_the_persons_of_the_case(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief = people["chief"]
    claim = told(chief, "Three girls from Jharkhand were taken to Delhi on 12.11.2026; the stop-over was Bijnor.")
    confirmed(chief, claim)
    with clock.frozen(NOW), reading(chief):
        case = open_case(by=chief, what="Girls on a train", source="checking", people=2)
        for role, place in (("source", "IN-JH"), ("rescue", district("Moradabad")), ("destination", "IN-DL")):
            add_leg(by=chief, case_id=case.id, role=role, place=place, mode="train")
    deliver()
    assert facts() == [2, 3]
    (question,) = questions(chief, case.id)
    assert question.telling.event is None
    with clock.frozen(NOW), reading(chief):
        settle_case(by=chief, case=case, event=None, answer=question.choices[0].key)
    deliver()
    assert facts() == [2]
    with reading(SYSTEM):
        assert Fact.objects.get().modes == ["train"]


def test_page_of_a_case_asks_takes_the_answer_and_takes_it_back(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief = people["chief"]
    confirmed(chief, told(chief, FOUR))
    event = rescue(chief, people=7)
    with clock.frozen(NOW):
        client = client_of(chief)
        address = f"/cases/{event.case_id}/"
        page = client.get(address).content.decode()
        assert "Same incident?" in page
        assert "Report of Moradabad, Police (4 persons)" in page or "12 Nov 2026, 4 persons" in page
        (question,) = questions(chief, event.case_id)
        sent = {"event": str(event.pk), "same": question.choices[0].key}
        answer = client.post(f"{address}same/", sent)
        assert (answer.status_code, answer["Location"]) == (302, f"{address}#same")
        page = client.get(address).content.decode()
        assert "Counted with:" in page
        assert "Ask again whether it is the same incident" in page
        with reading(chief):
            row = CaseAnswer.objects.get()
            claim = Claim.objects.get()
        assert row.same_as_claim == claim.pk
        stale = client.post(f"{address}same/", {"event": str(event.pk), "version": "9", "again": "1"})
        assert stale.status_code == 409
        client.post(f"{address}same/", {"event": str(event.pk), "version": str(row.version), "again": "1"})
        with reading(chief):
            assert CaseAnswer.objects.get().same_as_claim is None
        assert client.post(f"{address}same/", {"event": "x"}).status_code == 400
        card = client.get(f"/reports/{claim.report_id}/").content.decode()
        assert "Is this the same incident?" in card


def test_quick_record_is_asked_as_soon_as_it_is_saved(people: dict[str, Actor]) -> None:
    confirmed(people["dm"], told(people["dm"], FOUR))
    with clock.frozen(NOW):
        client = client_of(people["chief"])
        typed = {
            "submission_id": str(uuid7()), "kind": "rescue", "girls": "4", "girls_age": "14", "takes_over": "",
            "other-place": "Moradabad", "occurred": "12.11.2026", "unit": str(people["chief"].units[0]),
        }  # fmt: skip
        answer = client.post("/cases/quick/", typed)
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"].endswith("#same")
        page = client.get(answer["Location"]).content.decode()
    assert "A report may already contain this." in page
    assert "Report of Moradabad, Administration (4 persons)" in page
    assert "/reports/" not in page[page.index("Same incident?") : page.index('id="people"')]


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client
