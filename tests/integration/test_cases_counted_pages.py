"""The pages of people by number: an event with its groups, the number corrected, who left, the table; the interface."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from case_world import a_case, world
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from two_persons import let_hold

from samanvay.access.permissions import Permission as P
from samanvay.access.tokens.actions import issue_token, make_client
from samanvay.cases.actions import hand_over
from samanvay.cases.models import Case, CaseDeparture, CaseEvent, CasePerson, Recount
from samanvay.cases.tasks import follow_case
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7

ADMINISTRATOR = Actor(uuid7(), "administrator", (900,), (Held("administrator", 900, "oversight"),))


@pytest.fixture
def people(db: None):
    return world()


def client_of(one: Any) -> Client:
    client = Client()
    client.force_login(one.user)
    return client


def listed(case: Case) -> list[CasePerson]:
    with reading(SYSTEM):
        return list(CasePerson.objects.filter(case=case, voided_at=None).order_by("noun", "no"))


def rescued(people: Any, case: Case, /, **typed: Any) -> Any:
    data = {"submission_id": str(uuid7()), "kind": "rescue", "boys": "6", "boys_age": "11", **typed}
    return client_of(people.sho).post(reverse("event_add", args=[case.id]), data)


def the_event(case: Case) -> CaseEvent:
    with reading(SYSTEM):
        return CaseEvent.objects.get(case=case, kind="rescue")


def test_an_event_asks_for_groups_and_lists_each_with_a_clock_on_the_next_page(people) -> None:
    case = a_case(people.sho)
    form = client_of(people.sho).get(reverse("event_add", args=[case.id])).content.decode()
    assert re.findall(r'name="(girls|boys|children|women|men|unknown)"', form) == [
        "girls", "boys", "children", "women", "men", "unknown",
    ]  # fmt: skip
    assert rescued(people, case, people="7").status_code == 302
    page = client_of(people.sho).get(reverse("case", args=[case.id])).content.decode()
    for label in (*(f"Boy {no}" for no in range(1, 7)), "Person 1"):
        assert f"<h3>{label}</h3>" in page
        assert f"{label} of {case.number} before the Child Welfare Committee" in page
    wrong = rescued(people, case, people="2")
    assert wrong.status_code == 400
    assert "The groups add up to 6 people" in wrong.content.decode()


def test_the_number_is_corrected_on_its_page_which_names_who_has_a_record(people) -> None:
    case = a_case(people.sho)
    rescued(people, case)
    event, client = the_event(case), client_of(people.sho)
    page = reverse("event_number", args=[case.id, event.id])
    assert page in client.get(reverse("case", args=[case.id])).content.decode()
    one = listed(case)[5]
    typed = {"submission_id": str(uuid7()), "version": "1", "people": "5", "reason": "counted twice"}
    asked = client.post(page, typed)
    assert asked.status_code == 400
    assert "Choose the 1 person who was counted too many." in asked.content.decode()
    assert client.post(page, {**typed, "surplus": [str(one.id)]}).status_code == 302
    assert len(listed(case)) == 5


def test_both_numbers_show_until_the_unit_that_took_over_has_answered_on_its_page(people) -> None:
    case = a_case(people.sho)
    rescued(people, case)
    hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.ahtu.audience, people=6)
    follow_case(case.id)
    with reading(SYSTEM):
        taking = Duty.objects.get(kind="case:take_over")
    do_duty(by=people.far.actor, duty=taking)
    event, one = the_event(case), listed(case)[0]
    typed = {"submission_id": str(uuid7()), "version": "1", "people": "5", "reason": "twice", "surplus": [str(one.id)]}
    client = client_of(people.sho)
    assert client.post(reverse("event_number", args=[case.id, event.id]), typed).status_code == 302
    shown = client.get(reverse("case", args=[case.id])).content.decode()
    assert "6 people were recorded. Corrected to 5" in shown
    assert "has not confirmed yet" in shown
    with reading(SYSTEM):
        row = Recount.objects.get()
    page = reverse("case_recount", args=[case.id, row.id])
    assert client.get(page).status_code == 403
    far = client_of(people.far)
    assert far.post(page, {"agrees": "no"}).status_code == 400
    assert far.post(page, {"agrees": "yes"}).status_code == 302
    assert len(listed(case)) == 5
    assert "has not confirmed yet" not in client.get(reverse("case", args=[case.id])).content.decode()


def test_that_a_child_escaped_stands_first_on_the_case_and_is_cancelled_from_there(people) -> None:
    case = a_case(people.sho)
    rescued(people, case)
    client, boy = client_of(people.sho), listed(case)[3]
    at = (clock.now() - timedelta(hours=1)).astimezone(clock.INDIA)
    typed = {"submission_id": str(uuid7()), "kind": "escaped", "left_at": f"{at:%Y-%m-%dT%H:%M}",
             "told_by": "officer", "note": "ran at the crossing"}  # fmt: skip
    assert client.post(reverse("person_left", args=[case.id, boy.id]), typed).status_code == 302
    page = client.get(reverse("case", args=[case.id])).content.decode()
    assert "Boy 4 escaped" in page
    assert "Only when the receiving office confirms it does a time limit end, as not kept." in page
    assert "enter the child in the register of the missing" in page
    with reading(SYSTEM):
        told = CaseDeparture.objects.get()
    assert told.left_at == at.replace(second=0, microsecond=0)
    void = reverse("person_left_void", args=[case.id, told.id])
    assert client.post(void, {"reason": "he was in the other room"}).status_code == 302
    assert "Boy 4 escaped" not in client.get(reverse("case", args=[case.id])).content.decode()


def test_the_table_saves_many_rows_and_shows_a_fault_in_its_cell(people) -> None:
    case = a_case(people.sho)
    rescued(people, case)
    handed = hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.ahtu.audience, people=5)
    client, page = client_of(people.sho), reverse("case_people", args=[case.id])
    assert client.get(page).content.decode().count('<th scope="row">Boy ') == 6
    typed: dict[str, Any] = {"reason": "asked each of them"}
    for one in listed(case):
        typed |= {f"{one.id}:version": one.version, f"{one.id}:sex": "male", f"{one.id}:age": "12",
                  f"{one.id}:age_band": "12_15", f"{one.id}:handed_in": str(handed.id)}  # fmt: skip
    last = listed(case)[5]
    wrong = client.post(page, {**typed, f"{last.id}:handed_in": ""})
    assert wrong.status_code == 400
    assert "Boy 6 was not handed over with the others" in wrong.content.decode()
    word = {f"{last.id}:handed_in": "", f"{last.id}:not_handed": "in hospital"}
    assert client.post(page, {**typed, **word}).status_code == 302
    assert {one.age for one in listed(case)} == {12}
    assert "in hospital" in client.get(reverse("case", args=[case.id])).content.decode()


def test_whoever_adds_a_person_is_asked_whether_it_is_one_of_the_unnamed(people) -> None:
    case = a_case(people.sho)
    rescued(people, case)
    client, boy = client_of(people.sho), listed(case)[0]
    page = client.get(reverse("person_add", args=[case.id])).content.decode()
    naming = reverse("box_seal", args=[case.id, boy.id, "identity"])
    assert naming in page
    assert client.post(naming, {"given": "Ravi", "surname": "Kumar"}).status_code == 302
    assert naming not in client.get(reverse("person_add", args=[case.id])).content.decode()
    assert str(listed(case)[0].label) == "Boy 1"


def test_closing_names_what_is_pending_at_its_field(people) -> None:
    case = a_case(people.sho)
    rescued(people, case, boys="1", boys_age="")
    answer = client_of(people.sho).post(
        reverse("case_move", args=[case.id]), {"to": "closed", "reason": "done", "version": "1"}
    )
    assert answer.status_code == 400
    assert f"Still pending: Boy 1 of {case.number}" in answer.content.decode()


@pytest.fixture
def post(people: Any) -> Any:
    cache.clear()
    station = people.station
    client = make_client(
        by=ADMINISTRATOR, name="Helpline 112", role="station_officer", audience=station.audience,
        compartment=station.compartment, home_state=station.home_state,
    )  # fmt: skip
    _token, text = issue_token(
        by=ADMINISTRATOR, client=client, audience=station.audience, name="n",
        expires_on=clock.today() + timedelta(days=30), permissions=(P.CASE_READ, P.CASE_OPEN),
    )  # fmt: skip
    let_hold()
    caller = Client(headers={"Authorization": f"Bearer {text}"})
    return lambda body: caller.post("/api/cases", json.dumps(body), content_type="application/json")


def test_the_interface_lists_who_was_found_by_groups(people, post) -> None:
    said = {"what": "Six boys of 10 to 13", "found": "rescue", "people": 7,
            "counted": [{"count": 6, "sex": "male", "age_band": "6_11"}], "submission_id": str(uuid7())}  # fmt: skip
    answers = [post(said), post(said)]
    assert [answer.status_code for answer in answers] == [201, 201], answers[0].content
    assert answers[0].json()["people"] == 7
    with reading(SYSTEM):
        case = Case.objects.get()
    assert [str(one.label) for one in listed(case)] == [*(f"Boy {no}" for no in range(1, 7)), "Person 1"]
    for wrong in ({"found": ""}, {"found": "arrest"}, {"people": 3}):
        answer = post({**said, **wrong, "submission_id": str(uuid7())})
        assert answer.status_code == 400, wrong
    with reading(SYSTEM):
        assert Case.objects.count() == 1
