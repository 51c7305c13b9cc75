"""The pages of acts: recording for several, answering, correcting, attesting, who sees how much."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from acts_world import acting_offices, clock_of, confirmed, declared, girls_found, ordered, since
from case_world import a_case, officer
from django.test import Client
from django.urls import reverse
from document_files import pdf, put

from samanvay.acts.actions import contradict_act
from samanvay.acts.models import Act
from samanvay.acts.steps import next_kind, open_kinds
from samanvay.cases.actions import add_event, share_case
from samanvay.cases.counted.actions.listing import Counted
from samanvay.cases.models import CasePerson
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.web.acts.card import acts_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return acting_offices()


def client_of(one: SimpleNamespace, language: str = "en") -> Client:
    client = Client()
    client.force_login(one.user)
    client.cookies["language"] = language
    return client


def text(answer: Any) -> str:
    return answer.content.decode()


def told(people: SimpleNamespace, *girls: Any, **changes: Any) -> dict[str, Any]:
    """Return what the form of "produced" posts."""
    now = clock.now().astimezone(clock.INDIA)
    return {
        "submission_id": uuid7(), "persons": [str(girl.id) for girl in girls], "on": now.date().isoformat(),
        "at": f"{now:%H:%M}", "receiver": people.committee.audience, "unit": people.station.audience,
        "mode": "sitting", "reference": "GD 12", **changes,
    }  # fmt: skip


def acts() -> list[Act]:
    with reading(SYSTEM):
        return list(Act.objects.order_by("no", "declared_at"))


def test_one_form_records_an_act_for_each_ticked_person_once(people) -> None:
    case, girls = girls_found(people)
    client, url = client_of(people.sho), reverse("act_record", args=[case.id, "produced"])
    page = text(client.get(url))
    assert "Girl 1" in page
    assert "CWC Bahraich" in page
    data = told(people, *girls)
    for _again in range(2):
        assert client.post(url, data)["Location"] == reverse("case", args=[case.id]) + "#acts"
    assert [(act.no, act.state, act.reference) for act in acts()] == [
        (1, "declared", "GD 12"),
        (2, "declared", "GD 12"),
    ]
    card = text(client.get(reverse("case", args=[case.id])))
    assert card.count("Recorded, not confirmed yet") == 2
    assert "CWC Bahraich must confirm or contradict by" in card


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"persons": []}, "id_persons-error"),
        ({"at": ""}, "This field is required."),
        ({"receiver": ""}, "This field is required."),
        ({"on": "31 Feb 2026"}, "id_on-error"),
        ({"on": "2090-01-01"}, "id_on-error"),
        ({"members": "99"}, "id_members-error"),
    ],
)
def test_refusals_stand_at_their_field_and_nothing_typed_is_lost(people, changes, said) -> None:
    case, (girl, _other) = girls_found(people)
    url = reverse("act_record", args=[case.id, "produced"])
    answer = client_of(people.sho).post(url, told(people, girl, note="Came by bus", **changes))
    assert answer.status_code == 400
    assert said in text(answer)
    assert "Came by bus" in text(answer)
    assert "GD 12" in text(answer)
    assert acts() == []


def test_the_same_act_is_asked_about_and_recorded_as_another_by_a_tick(people) -> None:
    case, girls = girls_found(people)
    standing = declared(people, case, girls[0])
    client, url = client_of(people.sho), reverse("act_record", args=[case.id, "produced"])
    data = told(people, *girls)
    answer = client.post(url, data)
    assert answer.status_code == 400
    assert reverse("act", args=[standing.id]) in text(answer)
    assert len(acts()) == 1, "all or none"
    assert client.post(url, {**data, "is_another": "on"}).status_code == 302
    assert len(acts()) == 3
    assert "Recorded as another act" in text(client.get(reverse("case", args=[case.id])))


def test_kinds_to_choose_are_the_roles_own_and_the_next_stand_first(people) -> None:
    case, (girl, _other) = girls_found(people)
    url = reverse("act_choose", args=[case.id])
    page = text(client_of(people.sho).get(url))
    assert "Produced before the Child Welfare Committee" in page
    assert "Social investigation ordered" not in page
    confirmed(people, declared(people, case, girl))
    page = text(client_of(people.member).get(url))
    assert page.index("Interim order") < page.index("Other acts") < page.index("Final order")
    assert client_of(people.probation).get(reverse("act_record", args=[case.id, "produced"])).status_code in (403, 404)
    assert client_of(people.sho).get(reverse("act_record", args=[case.id, "no-such"])).status_code == 404


def test_the_receiver_confirms_with_its_own_number_and_hour(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    client, page = client_of(people.member), reverse("act", args=[act.id])
    shown = text(client.get(page))
    assert "Confirm only what your own office knows" in shown
    url = reverse("act_confirm", args=[act.id])
    wrong = client.post(url, {"reference": "CWC/7", "on": "2026-11-30", "at": "", "version": act.version})
    assert wrong.status_code == 400
    assert "Give the time as well" in text(wrong)
    assert "CWC/7" in text(wrong)
    assert client.post(url, {"reference": "CWC/7", "version": act.version})["Location"] == page
    [kept] = acts()
    assert (kept.state, kept.answer_reference) == ("confirmed", "CWC/7")
    assert "CWC/7" in text(client.get(page))
    assert clock_of(case, girl).done_at is not None


def test_whoever_recorded_cannot_answer_and_reads_why(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    client = client_of(people.sho)
    assert "does not answer for its receiver" in text(client.get(reverse("act", args=[act.id])))
    assert client.post(reverse("act_confirm", args=[act.id]), {}).status_code == 403
    assert client.post(reverse("act_contradict", args=[act.id]), {"words": "no"}).status_code == 403


def test_a_contradicted_act_is_corrected_and_waits_again(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl, reference="GD 12")
    member, sho = client_of(people.member), client_of(people.sho)
    url = reverse("act_contradict", args=[act.id])
    empty = member.post(url, {"words": "", "version": act.version})
    assert empty.status_code == 400
    assert member.post(url, {"words": "She was not brought", "version": act.version}).status_code == 302
    page = text(sho.get(reverse("act", args=[act.id])))
    assert "She was not brought" in page
    assert "must correct or withdraw by" in page
    form = text(sho.get(reverse("act_correct", args=[act.id])))
    assert 'value="GD 12"' in form
    version = re.search(r'name="version" value="(\d+)"', form).group(1)
    now = clock.now().astimezone(clock.INDIA)
    data = told(people, reference="GD 13", reason="Wrong number", version=version, at=f"{now:%H:%M}")
    assert sho.post(reverse("act_correct", args=[act.id]), data).status_code == 302
    [kept] = acts()
    assert (kept.state, kept.reference) == ("declared", "GD 13")
    page = text(member.get(reverse("act", args=[act.id])))
    assert "Wrong number" in page
    assert "GD 12" in page
    stale = sho.post(reverse("act_correct", args=[act.id]), {**data, "reference": "GD 14"})
    assert stale.status_code == 409


def test_an_act_is_withdrawn_with_a_reason(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    client, url = client_of(people.sho), reverse("act_withdraw", args=[act.id])
    assert client.post(url, {"reason": "", "version": act.version}).status_code == 400
    assert client.post(url, {"reason": "Another girl was meant", "version": act.version}).status_code == 302
    assert acts()[0].state == "withdrawn"
    assert "Another girl was meant" in text(client.get(reverse("act", args=[act.id])))


def test_several_acts_are_answered_at_once_and_what_is_left_out_is_told(people) -> None:
    case, girls = girls_found(people)
    first, second = (declared(people, case, girl) for girl in girls)
    client, url = client_of(people.member), reverse("acts")
    page = text(client.get(url))
    assert f"{first.id}:{first.version}" in page
    nothing = client.post(url, {"answer": "confirm"})
    assert nothing.status_code == 400
    assert "Nothing is ticked" in text(nothing)
    ticks = [f"{first.id}:{first.version}", f"{second.id}:{second.version + 1}"]
    assert client.post(url, {"answer": "confirm", "reference": "CWC/1", "tick": ticks}).status_code == 302
    assert [act.state for act in acts()] == ["confirmed", "declared"]
    assert "1 left out" in text(client.get(url))
    wordless = client.post(url, {"answer": "contradict", "tick": [f"{second.id}:{second.version}"]})
    assert wordless.status_code == 400
    assert "Write what is not correct" in text(wordless)


def test_the_list_is_filtered_and_says_what_would_stand_in_it(people) -> None:
    client, url = client_of(people.member), reverse("acts")
    assert "No acts to answer." in text(client.get(url))
    case, (girl, _other) = girls_found(people)
    declared(people, case, girl, reference="GD 12")
    for asked, there in (
        ({"number": "gd 12"}, True), ({"number": case.number}, True), ({"number": "GD 99"}, False),
        ({"kind": "produced"}, True), ({"waited": "2"}, False),
    ):  # fmt: skip
        shown = text(client.get(url, asked))
        assert ("GD 12" in shown and 'name="tick"' in shown) == there, asked
    ours = text(client_of(people.sho).get(url, {"box": "ours"}))
    assert "Not confirmed since" in ours
    assert "GD 12" in ours


def test_csv_is_given_where_cases_may_be_exported(people) -> None:
    case, (girl, _other) = girls_found(people)
    declared(people, case, girl)
    assert client_of(people.member).get(reverse("acts_csv")).status_code == 403
    assert reverse("acts_csv") not in text(client_of(people.member).get(reverse("acts")))
    assert client_of(people.nodal).get(reverse("acts_csv")).status_code == 200


def test_an_act_is_attested_by_a_second_officer_with_a_paper_of_the_case(people) -> None:
    case, (girl, _other) = girls_found(people)
    empty = create_unit(
        by=SYSTEM, kind="home", name="Empty home", home_state="IN-UP", parent=people.dcpu, place=people.here.place
    )
    act = declared(people, case, girl, "placed", receiver=empty.audience)
    client, url = client_of(people.constable), reverse("act_attest", args=[act.id])
    assert "This case has no document yet." in text(client.get(url))
    document = put(people.sho, case, kind="order", name="order.pdf", chunks=[pdf()])
    page = text(client.get(url))
    assert str(document.id) in page
    assert client.post(url, {"document": "", "version": act.version}).status_code == 400
    assert client.post(url, {"document": document.id, "version": act.version}).status_code == 302
    assert acts()[0].state == "attested"
    assert "Attested on paper" in text(client.get(reverse("case", args=[case.id])))


def test_a_welfare_act_is_done_and_its_day_to_the_police_alone(people) -> None:
    case, (girl, _other) = girls_found(people)
    confirmed(people, declared(people, case, girl))
    act = ordered(people, case, girl)
    pages = {"act": act.id, "person_acts": girl.id}
    for one, in_full, names in (
        (people.probation, True, ["act"]),  # it received the order and does not see the case
        (people.member, True, ["act", "person_acts"]),
        (people.sho, False, ["act", "person_acts"]),
    ):
        for name in names:
            page = text(client_of(one).get(reverse(name, args=[pages[name]])))
            assert "Final order of the CWC" in page
            assert ("CWC/9" in page) == in_full, (one.user.username, name)
            assert ("Restore to the family" in page) == (in_full and name == "act")
    police = text(client_of(people.sho).get(reverse("case", args=[case.id])))
    assert "Final order of the CWC" in police
    assert "CWC/9" not in police


def test_one_persons_page_tells_in_order_what_was_done_and_what_runs(people) -> None:
    case, (girl, other) = girls_found(people)
    confirmed(people, declared(people, case, girl), reference="CWC/12")
    page = text(client_of(people.sho).get(reverse("person_acts", args=[girl.id])))
    assert page.index("Rescue") < page.index("Produced before the Child Welfare Committee: Confirmed")
    assert "confirmed by CWC Bahraich" in page
    assert "Social investigation report" in page, page[page.index("clocks") :][:1500]
    assert "Ended by: Produced before" in page
    waits = text(client_of(people.sho).get(reverse("person_acts", args=[other.id])))
    assert "Ended by" not in waits
    assert client_of(people.far).get(reverse("person_acts", args=[girl.id])).status_code == 404


@pytest.mark.parametrize("language", ["hi", "en"])
def test_what_was_done_is_printed_without_a_name(people, language) -> None:
    case, (girl, _other) = girls_found(people)
    confirmed(people, declared(people, case, girl))
    answer = client_of(people.sho).get(reverse("person_acts_pdf", args=[girl.id]), {"language": language})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_desks_say_what_waits(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    assert "act to confirm or contradict" in text(client_of(people.member).get(reverse("today")))
    assert "act of your office not confirmed since" in text(client_of(people.sho).get(reverse("today")))
    contradict_act(by=people.member.actor, act_id=act.id, expected=None, words="Not brought")
    assert "act to confirm or contradict" not in text(client_of(people.member).get(reverse("today")))


def test_what_comes_next_follows_what_stands(people) -> None:
    case, (girl, _other) = girls_found(people)
    assert next_kind([]).code == "produced"
    produced = declared(people, case, girl)
    assert next_kind([produced]).code == "order_interim"
    assert [kind.code for kind in open_kinds([produced])][:2] == ["order_interim", "sir_order"]
    order = ordered(people, case, girl)
    assert next_kind([produced, order]).code == "restored"
    contradict_act(by=people.member.actor, act_id=produced.id, expected=None, words="No")
    with reading(SYSTEM):
        produced.refresh_from_db()
    assert next_kind([produced]).code == "produced"


def test_a_receiver_that_sees_no_case_still_reads_its_act(people) -> None:
    case, (girl, _other) = girls_found(people)
    doctor = _doctor(people)
    share_case(by=SYSTEM, case_id=case.id, units=[doctor.unit.audience], reason="Examined there")
    keeper = since("keeper", "shelter_superintendent", people.home)
    act = declared(people, case, girl, "medical_care", by=doctor.actor, receiver=people.home.audience)
    page = client_of(keeper).get(reverse("act", args=[act.id]))
    assert page.status_code == 200
    assert case.number in text(page)
    assert reverse("case", args=[case.id]) not in text(page)


def _doctor(people: SimpleNamespace) -> SimpleNamespace:
    unit = create_unit(by=SYSTEM, kind="cmo", name="District hospital", home_state="IN-UP", place=people.here.place)
    found = since("doctor", "doctor", unit)
    found.unit = unit
    return found


def test_whoever_is_no_party_sees_no_act(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = declared(people, case, girl)
    stranger = officer("stranger", "ahtu_in_charge", people.ahtu)
    for name in ("act", "act_correct", "act_withdraw", "act_attest"):
        assert client_of(stranger).get(reverse(name, args=[act.id])).status_code == 404


def test_the_card_of_many_shows_the_first_forty_and_those_with_acts(people) -> None:
    case = a_case(people.sho)
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue", people=45, counted=[Counted(45, sex="male", age=9)])
    with reading(SYSTEM):
        boys = list(CasePerson.objects.filter(case=case).order_by("no"))
    declared(people, case, boys[42])
    with reading(people.sho.actor) as sho:
        card = acts_card(sho, case, boys)
    assert [group["title"].en for group in card.groups] == [f"Boy {no}" for no in [*range(1, 41), 43]]
    assert len(card.groups[-1]["rows"]) == 1
    assert card.left_out == 4
    assert "4 more persons without an act." in str(card)
