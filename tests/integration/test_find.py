"""The search: what is found by whom, and that what one may not see is as if it were not there."""

import re

import pytest
from case_world import a_case, officer, world
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samanvay.cases.actions import void_case
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.officers.actions.officers import add_officer
from samanvay.kernel.db.scope import SYSTEM

FIND = "/find/"


@pytest.fixture
def people(db: None):
    return world()


def client_of(one, language: str = "en") -> Client:
    client = Client()
    client.force_login(one.user)
    if language != "en":
        client.post(reverse("language"), {"language": language})
    return client


def asked(one, said: str, language: str = "en", **headers: str) -> str:
    answer = client_of(one, language).get(FIND, {"q": said}, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def hits(page: str) -> list[str]:
    """Return the addresses that were found."""
    return re.findall(r'href="([^"]+)" data-hit', page)


def test_whole_number_leads_straight_to_the_case(people) -> None:
    case = a_case(people.sho)
    for said in (case.number, case.number.lower().replace("-", " "), case.number.replace("-", "")):
        answer = client_of(people.sho).get(FIND, {"q": said})
        assert (answer.status_code, answer["Location"]) == (302, reverse("case", args=[case.id]))
    assert reverse("case", args=[case.id]) in hits(asked(people.sho, case.number, hx_request="true"))


def test_parts_of_a_number_find_it_in_any_order_and_in_devanagari_digits(people) -> None:
    case = a_case(people.sho)
    _state, code, year, _running = case.number.split("-")
    for said in ("1", "000001", f"1/{year}", f"{year} {code} 1", "१", f"{code}–०००००१"):
        said = said if len(said) > 1 else f"{said} {code}"
        assert reverse("case", args=[case.id]) in hits(asked(people.sho, said)), said


def test_case_of_others_is_as_if_it_were_not_there(people) -> None:
    case = a_case(people.sho)
    other = case.number[:-6] + "000999"
    with CaptureQueriesContext(
        connection,
    ) as seen:
        hidden = client_of(people.far).get(FIND, {"q": case.number})
    with CaptureQueriesContext(connection) as absent:
        none = client_of(people.far).get(FIND, {"q": other})
    strip = lambda answer: re.sub(r"UP-\w+-\d+-\d+|csrf\S+|nonce\S+", "", answer.content.decode(), flags=re.I)  # noqa: E731
    assert hidden.status_code == none.status_code == 200
    assert "Nothing found" in hidden.content.decode()
    assert re.sub(r"\w{64}", "", strip(hidden)) == re.sub(r"\w{64}", "", strip(none))
    assert len(seen) == len(absent)


def test_void_case_is_found_no_more(people) -> None:
    case = a_case(people.sho)
    void_case(by=people.sho.actor, case_id=case.id, reason="recorded twice", expected=1)
    assert "Nothing found" in asked(people.sho, case.number)


def test_name_of_a_victim_and_what_happened_find_no_case(people) -> None:
    case = a_case(people.sho, what="Radhika taken off a bus")
    sealed = {"identity": {"given": "Sunaina", "surname": "Majhi"}}
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14, sealed=sealed)
    for said in ("Sunaina", "Majhi", "Radhika", "सुनैना"):
        page = asked(people.sho, said)
        assert reverse("case", args=[case.id]) not in page
        assert "Names of victims are not searched here." in page or hits(page)
    assert reverse("case_search") in asked(people.sho, "Sunaina Majhi xyz")
    nobody = officer("recruit", "recruit", people.station)
    assert reverse("case_search") not in asked(nobody, "Sunaina Majhi xyz")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("password", "account_change_password"),
        ("पासवर्ड", "account_change_password"),
        ("नई रिपोर्ट", "report_new"),
        ("new report", "report_new"),
        ("transfer", "officers"),
        ("स्थानांतरण", "officers"),
        ("traced", "tracing_board"),
    ],
)
@pytest.mark.parametrize("language", ["en", "hi"])
def test_pages_are_found_by_words_of_both_languages(people, said: str, name: str, language: str) -> None:
    assert reverse(name) in hits(asked(people.sho, said, language))


def test_page_that_is_shut_to_the_reader_is_not_found(people) -> None:
    assert reverse("audit") not in hits(asked(people.sho, "log"))
    auditor = officer("auditor", "auditor", people.police)
    assert reverse("audit") in hits(asked(auditor, "log"))
    assert reverse("case_quick") not in hits(asked(auditor, "quick record"))


@pytest.mark.parametrize("said", ["Bahraich", "bahraich", "बहराइच", "baharaich"])
def test_places_and_units_are_found_as_they_are_spoken(people, said: str) -> None:
    found = hits(asked(people.sho, said))
    assert reverse("place", args=["district:180"]) in found
    assert reverse("unit", args=[people.here.pk]) in found


def test_units_are_found_by_what_they_are(people) -> None:
    assert reverse("unit", args=[people.station.pk]) in hits(asked(people.sho, "thana rupaidiha"))
    assert reverse("unit", args=[people.ahtu.pk]) in hits(asked(people.sho, "एएचटीयू वाराणसी"))


def test_officers_are_found_by_name_and_number(people) -> None:
    one = add_officer(by=SYSTEM, employee_no="PNO-4711", name="Meera Rawat", name_hi="मीरा रावत", home_state="IN-UP")
    for said in ("meera", "मीरा", "PNO-4711", "pno-४७११"):
        assert reverse("officer", args=[one.pk]) in hits(asked(people.sho, said)), said


def test_more_than_five_lead_to_the_list_that_holds_as_many(people) -> None:
    for number in range(7):
        add_officer(by=SYSTEM, employee_no=f"X{number}", name=f"Chandrika {number}", home_state="IN-UP")
    page = asked(people.sho, "chandrika")
    assert "All 7" in page
    every = reverse("officers") + "?q=chandrika"
    assert every in hits(page)
    assert client_of(people.sho).get(every).context["count"] == 7


@pytest.mark.parametrize(
    "said",
    [
        "%",
        "%%%",
        "'",
        '"; drop table cases_case; --',
        "a" * 10_000,
        "\x00",
        "\u202e\u200f\u202d",
        "_",
        "\\",
        "🚔",
        "(((",
        "‌‍",
    ],
)
@pytest.mark.parametrize("typing", [{}, {"hx_request": "true"}])
def test_hostile_words_get_a_plain_empty_answer(people, said: str, typing: dict[str, str]) -> None:
    a_case(people.sho)
    page = asked(people.sho, said, **typing)
    assert not [hit for hit in hits(page) if hit != reverse("case_search")] or "drop" in said
    assert "a" * 100 not in page.partition("<main")[2]


def test_answer_is_kept_by_no_browser_and_asks_who_it_is(people) -> None:
    assert Client().get(FIND, {"q": "x"}).status_code == 302
    assert "no-store" in client_of(people.sho).get(FIND, {"q": "bahraich"})["Cache-Control"]


def test_empty_search_says_what_can_be_searched_and_by_whom(people) -> None:
    page = asked(people.sho, "")
    assert "What can be searched" in page
    assert "UP-BHR-2026-000123" in page
    auditor = officer("auditor", "auditor", people.police)
    assert "UP-BHR-2026-000123" not in asked(auditor, "")


def test_bar_has_the_field_but_not_where_the_page_has_its_own(people) -> None:
    client = client_of(people.sho)
    for address in (reverse("cases"), reverse("today")):
        assert client.get(address).content.decode().count('id="find"') == 1
    assert 'id="find"' not in client.get(FIND).content.decode()
