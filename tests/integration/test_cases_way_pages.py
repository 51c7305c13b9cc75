"""The pages of the way, of the things found and of handing over: from the form to the row, and back to the case."""

import re
from typing import Any

import pytest
from case_world import a_case, world
from django.test import Client
from django.urls import reverse

from samanvay.access.models import Box
from samanvay.cases.actions import hand_over
from samanvay.cases.items.actions import add_item
from samanvay.cases.legs.actions import add_leg
from samanvay.cases.models import CaseItem, CaseLeg
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7

WHY = "the girl told it otherwise"


@pytest.fixture
def people(db: None):
    return world()


def client_of(one: Any) -> Client:
    client = Client()
    client.force_login(one.user)
    return client


def text(answer: Any) -> str:
    return answer.content.decode()


def leg_data(**changes: Any) -> dict[str, Any]:
    given = {
        "submission_id": str(uuid7()), "role": "source", "place": "Nepal", "mode": "bus", "certainty": "stated",
    }  # fmt: skip
    return {**given, **changes}


def test_the_way_is_added_corrected_reordered_voided_and_drawn(people) -> None:
    case = a_case(people.sho)
    client = client_of(people.sho)
    add = reverse("leg_add", args=[case.id])
    assert client.post(add, leg_data()).headers["Location"] == f"{reverse('case', args=[case.id])}#way"
    assert client.post(add, leg_data(role="transit", place="Rupaidiha")).status_code == 302
    assert client.post(add, leg_data(role="destination", place="Delhi")).status_code == 302
    assert client.post(add, leg_data(place="")).status_code == 400
    assert client.post(add, leg_data(place="Xyzzyqq")).status_code == 400
    with reading(SYSTEM):
        legs = {leg.role: leg for leg in CaseLeg.objects.filter(case=case)}
    amend = reverse("leg_amend", args=[case.id, legs["transit"].id])
    data = leg_data(role="stopover", place="Rupaidiha", reason=WHY, version=legs["transit"].version)
    assert client.post(amend, data).status_code == 302
    assert client.post(amend, {**data, "mode": "foot"}).status_code == 409
    with reading(SYSTEM):
        changed = CaseLeg.objects.get(pk=legs["transit"].pk)
    assert (changed.role, changed.place_id) == ("stopover", "crossing:rupaidiha")
    order = {str(legs[role].id): number for number, role in enumerate(("destination", "source", "transit"), 1)}
    assert client.post(reverse("legs_order", args=[case.id]), {**order, "reason": WHY}).status_code == 302
    twice = {**order, str(legs["source"].id): 1, "reason": WHY}
    assert "Two places have the same number." in text(client.post(reverse("legs_order", args=[case.id]), twice))
    page = text(client.get(reverse("case", args=[case.id])))
    assert re.findall(r'<span class="no"[^>]*>(\S+)</span><div><b>([^<,]+)', page) == [
        ("1", "Delhi"), ("2", "Nepal"), ("3", "Rupaidiha"),
    ]  # fmt: skip
    assert page.count('class="leg-no"') == 3
    void = reverse("leg_void", args=[case.id, legs["destination"].id])
    assert client.post(void, {"reason": WHY}).status_code == 302
    page = text(client.get(reverse("case", args=[case.id])))
    assert page.count('class="leg-no"') == 2
    assert WHY in page
    history = text(client.get(reverse("case_history", args=[case.id])))
    assert "Place of the route corrected" in history
    assert "Role" in history


def test_a_thing_is_added_with_sealed_numbers_found_by_them_and_opened_by_the_team(people) -> None:
    case = a_case(people.sho)
    client = client_of(people.sho)
    add = reverse("item_add", args=[case.id])
    data = {"submission_id": str(uuid7()), "kind": "vehicle", "description": "White car", "numbers-vehicle": "1"}
    wrong = client.post(add, data)
    assert wrong.status_code == 400
    assert "Write a registration number such as" in text(wrong)
    assert client.post(add, {**data, "numbers-vehicle": "UP 65 AB 1234"}).status_code == 302
    page = text(client.get(reverse("case", args=[case.id])))
    assert "White car" in page
    assert "AB1234" not in page.replace(" ", "")
    found = text(client.post(reverse("case_search"), {"vehicle": "up65ab1234"}))
    assert case.number in found
    assert "Vehicle" in found
    with reading(SYSTEM):
        item, box = CaseItem.objects.get(), Box.objects.get()
    opened = client.post(reverse("box", args=[case.id, box.id]), {"purpose": "investigation"})
    assert "UP65AB1234" in text(opened)
    desk = client_of(people.desk)
    assert "numbers-vehicle" not in text(desk.get(add))
    assert desk.post(reverse("box", args=[case.id, box.id]), {"purpose": "investigation"}).status_code == 403
    amend = reverse("item_amend", args=[case.id, item.id])
    change = {"description": "White van", "amount": "", "train": "", "reason": WHY, "version": 1}
    assert client.post(amend, change).status_code == 302
    assert client.post(amend, {**change, "description": "Grey van"}).status_code == 409
    assert client.post(reverse("item_void", args=[case.id, item.id]), {"reason": WHY}).status_code == 302


def test_a_ticket_says_from_where_and_whereto_and_is_corrected(people) -> None:
    case = a_case(people.sho)
    client = client_of(people.sho)
    add = reverse("item_add", args=[case.id])
    data = {
        "submission_id": str(uuid7()), "kind": "ticket", "train": "१५ ७०७",
        "origin-place": "Deoria Sadar", "destination-place": "Xyzzyqq",
    }  # fmt: skip
    wrong = client.post(add, data)
    assert wrong.status_code == 400
    assert "No place of this name is known." in text(wrong)
    assert 'value="Deoria Sadar"' in text(wrong)
    assert client.post(add, {**data, "destination-place": "Old Delhi Junction"}).status_code == 302
    page = reverse("case", args=[case.id])
    assert "train 15707 · from Deoria Sadar to Old Delhi Junction" in text(client.get(page))
    with reading(SYSTEM):
        item = CaseItem.objects.get()
        assert (item.origin_id, item.destination_id) == ("station:DEOS", "station:DLI")
    amend = reverse("item_amend", args=[case.id, item.id])
    assert 'value="Deoria Sadar"' in text(client.get(amend))
    change = {"train": "15707", "origin-place": "Deoria Sadar", "reason": WHY, "version": item.version}
    assert client.post(amend, {**change, "destination-place": "Xyzzyqq"}).status_code == 400
    assert client.post(amend, {**change, "destination-place": ""}).status_code == 302
    assert "train 15707 · from Deoria Sadar<" in text(client.get(page))
    with reading(SYSTEM):
        assert CaseItem.objects.get().destination_id is None
    assert "Ticket to" in text(client.get(reverse("case_history", args=[case.id])))


def test_a_ticket_of_which_only_the_way_is_read_is_enough(people) -> None:
    case = a_case(people.sho)
    data = {"submission_id": str(uuid7()), "kind": "ticket", "destination-place": "Old Delhi Junction"}
    client = client_of(people.sho)
    assert client.post(reverse("item_add", args=[case.id]), data).status_code == 302
    assert "to Old Delhi Junction" in text(client.get(reverse("case", args=[case.id])))


def test_numbers_are_sealed_later_by_the_team(people) -> None:
    case = a_case(people.sho)
    item = add_item(by=people.desk.actor, case_id=case.id, kind="ticket", train="15707")
    seal = reverse("item_seal", args=[case.id, item.id])
    assert seal in text(client_of(people.sho).get(reverse("case", args=[case.id])))
    assert client_of(people.desk).get(seal).status_code == 403
    assert client_of(people.sho).post(seal, {"pnr": "2412345678"}).status_code == 302
    with reading(SYSTEM):
        assert Box.objects.get().subject_id == item.id


def test_people_are_handed_over_to_a_unit_found_by_name(people) -> None:
    case = a_case(people.sho)
    client = client_of(people.sho)
    page = reverse("case_hand_over", args=[case.id])
    assert str(people.ahtu.audience) in text(client.get(page, {"named": "ahtu varanasi"}))
    data = {"submission_id": str(uuid7()), "named": "ahtu varanasi", "unit": people.ahtu.audience, "people": "3"}
    assert client.post(page, data).status_code == 302
    shown = text(client.get(reverse("case", args=[case.id])))
    assert "to AHTU Varanasi" in shown
    assert client_of(people.far).get(reverse("case", args=[case.id])).status_code == 200
    assert client_of(people.desk).get(page).status_code == 403


def test_what_hangs_on_a_case_is_not_reached_through_another_case(people) -> None:
    case, other = a_case(people.sho), a_case(people.sho)
    leg = add_leg(by=people.sho.actor, case_id=case.id, role="source", place="NP")
    item = add_item(by=people.sho.actor, case_id=case.id, kind="money", amount=500)
    client = client_of(people.sho)
    for name, key in (("leg_amend", leg.id), ("leg_void", leg.id), ("item_amend", item.id), ("item_seal", item.id)):
        assert client.get(reverse(name, args=[case.id, key])).status_code == 200
        assert client.get(reverse(name, args=[other.id, key])).status_code == 404


def test_the_list_is_narrowed_by_form_lure_stage_district_and_time(people) -> None:
    mine = a_case(people.sho, lures=["job"])
    rest = a_case(people.sho, lures=["debt"], forms=["begging"], place="district:197")
    client = client_of(people.sho)
    for asked in ({"lure": "job"}, {"form": "sexual_exploitation"}, {"place": "Bahraich"}):
        page = text(client.get(reverse("cases"), asked))
        assert mine.number in page, asked
        assert rest.number not in page, asked
    assert mine.number not in text(client.get(reverse("cases"), {"stage": "tried"}))
    assert mine.number not in text(client.get(reverse("cases"), {"until": "2020-01-01"}))


def test_shared_units_see_way_and_things_with_the_case(people) -> None:
    case = a_case(people.sho)
    add_leg(by=people.sho.actor, case_id=case.id, role="source", place="NP")
    add_item(by=people.sho.actor, case_id=case.id, kind="money", amount=125_000)
    hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.ahtu.audience)
    page = text(client_of(people.far).get(reverse("case", args=[case.id])))
    assert "Nepal" in page
    assert "₹ 1,25,000" in page
