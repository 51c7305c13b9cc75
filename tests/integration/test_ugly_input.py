"""What addresses and forms hold that no page made: answered with a page, never with a traceback."""

from types import SimpleNamespace

import pytest
from case_world import world
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

LONGER_THAN_ANY = "9" * 30


@pytest.fixture
def chief(db: None) -> Client:
    made: SimpleNamespace = world()
    client = Client()
    client.force_login(made.chief.user)
    return client


@pytest.mark.parametrize("page", ["requests", "contacts", "measures", "advisories", "conferences", "decisions"])
def test_number_that_is_none_begins_at_the_first_page(chief: Client, page: str) -> None:
    for given in ("²", LONGER_THAN_ANY, "-1", ""):
        assert chief.get(reverse(page), {"after": given}).status_code == 200


def test_what_no_column_takes_is_a_bad_request(chief: Client, caplog: pytest.LogCaptureFixture) -> None:
    answer = chief.get(reverse("place", kwargs={"key": "Sunita\0"}))
    assert answer.status_code == 400
    assert "The request is not valid" in answer.content.decode()
    said = [each.getMessage() for each in caplog.records if each.name == "samanvay.web"]
    assert said == ["the database could not take what was given to place"]


@pytest.mark.parametrize(("page", "name"), [("requests", "words"), ("decisions", "district"), ("conferences", "q")])
def test_filter_that_no_column_takes_still_gets_its_page(chief: Client, page: str, name: str) -> None:
    assert chief.get(reverse(page), {name: "Sunita\0"}).status_code == 200


def test_day_of_another_age_is_told_beside_the_field(chief: Client) -> None:
    answer = chief.get(reverse("effect"), {"what": "district:180", "day": "0001-01-01"})
    assert answer.status_code == 400
    assert "A day as" in answer.content.decode()
