"""The page of the quick record: what it offers, what looking up keeps, what a fault leaves on the page."""

import re
from typing import Any

import pytest
from case_world import world
from django.test import Client
from django.urls import reverse

from samanvay.cases.models import Case, CaseEvent, CaseLeg, CasePerson
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7


@pytest.fixture
def people(db: None):
    return world()


@pytest.fixture
def client(people: Any) -> Client:
    client = Client()
    client.force_login(people.sho.user)
    return client


def typed(people: Any, **changes: Any) -> dict[str, Any]:
    given = {
        "submission_id": str(uuid7()), "kind": "rescue", "girls": "3", "girls_age": "14", "boys": "1",
        "accused_men": "1", "other-place": "Rupaidiha", "unit": people.station.audience, "takes_over": "",
    }  # fmt: skip
    return {**given, **changes}


def offered(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def test_a_rescue_is_saved_with_its_people_by_count_and_once_for_one_submission(people, client) -> None:
    data = typed(people, takes_over=people.ahtu.audience, lures=["job"], **{"source-place": "Nepal"})
    first, second = client.post(reverse("case_quick"), data), client.post(reverse("case_quick"), data)
    assert (first.status_code, first.headers["Location"]) == (302, second.headers["Location"])
    with reading(SYSTEM):
        case = Case.objects.get()
        assert (case.what, case.people, case.lures) == ("Rescue: 3 girls, 1 boy, 1 suspect", 4, ["job"])
        bands = CasePerson.objects.filter(case=case, noun="girl").values_list("age", "age_band")
        assert set(bands) == {(14, "12_15")}
        assert CasePerson.objects.get(case=case, noun="boy").age_band == "under_18"
        assert set(CaseEvent.objects.filter(case=case).values_list("kind", flat=True)) == {
            "rescue", "arrest", "handover",
        }  # fmt: skip
        assert [(leg.role, leg.place_id) for leg in CaseLeg.objects.in_order()] == [
            ("source", "NP"), ("rescue", "crossing:rupaidiha"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"other-place": ""}, "Say where this was"),
        ({"other-place": "Xyzzyqq"}, "No place of this name"),
        ({"girls": "", "girls_age": "14"}, "How many are they?"),
        ({"girls": "41"}, "less than or equal to 40"),
        ({"kind": "court"}, "not one of the available choices"),
        ({"what": "4991 1866 5246"}, "Aadhaar"),
        ({"source-place": "Xyzzyqq"}, "No place of this name"),
    ],
)
def test_a_fault_is_shown_and_nothing_typed_is_lost(people, client, changes, words) -> None:
    answer = client.post(reverse("case_quick"), typed(people, **changes))
    assert answer.status_code == 400
    page = answer.content.decode()
    assert words in page
    assert re.search(r'name="boys" value="1"', page)
    with reading(SYSTEM):
        assert not Case.objects.exists()


def test_looking_up_keeps_what_was_typed_and_saves_nothing(people, client) -> None:
    data = typed(people, look="here", lat="26.76", lon="83.37", lures=["job", "debt"])
    answer = client.post(reverse("case_quick"), data)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "station:GKP" in offered(page, "at")
    assert offered(page, "girls") == ["3"]
    assert data["submission_id"] in page
    assert re.search(r'value="debt"[^>]* checked', page)
    with reading(SYSTEM):
        assert not Case.objects.exists()


def test_a_train_offers_its_next_halts_from_the_officers_state_on_and_several_are_asked_back(people, client) -> None:
    by_number = client.post(reverse("case_quick"), typed(people, look="train", train="15707")).content.decode()
    assert offered(by_number, "at")[:3] == ["station:SV", "station:MW", "station:DEOS"]
    both = client.post(reverse("case_quick"), typed(people, look="train", train="asr kir")).content.decode()
    assert "15707 KIR ASR SPECIAL, 15708 ASR KIR EXPRESS" in both
    by_name = client.post(reverse("case_quick"), typed(people, look="train", train="kir asr spec")).content.decode()
    assert "station:DEOS" in offered(by_name, "at")
    several = client.post(reverse("case_quick"), typed(people, look="train", train="special")).content.decode()
    assert "Which one? Give the number:" in several
    none = client.post(reverse("case_quick"), typed(people, look="train", train="00000")).content.decode()
    assert "The time-table has no such train." in none


def test_who_takes_over_is_offered_by_the_place_and_found_by_name(people, client) -> None:
    near = client.post(reverse("case_quick"), typed(people, look="takers", at="station:BSB")).content.decode()
    assert str(people.ahtu.audience) in offered(near, "takes_over")
    named = client.post(reverse("case_quick"), typed(people, look="taker", taker="partner")).content.decode()
    assert str(people.partner.audience) in offered(named, "takes_over")
    none = client.post(reverse("case_quick"), typed(people, look="taker", taker="xyzzy")).content.decode()
    assert "No unit has such a name." in none


def test_sent_by_script_the_whole_window_goes_on(people, client) -> None:
    answer = client.post(reverse("case_quick"), typed(people), headers={"HX-Request": "true"})
    with reading(SYSTEM):
        assert answer.headers["HX-Redirect"] == reverse("case", args=[Case.objects.get().id])


def test_it_is_for_those_who_open_cases(people) -> None:
    client = Client()
    client.force_login(people.counsellor.user)
    assert client.get(reverse("case_quick")).status_code == 403
