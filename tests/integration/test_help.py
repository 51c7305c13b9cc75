"""Help: what a page is for, who may open it, the glossary, the guide of each post."""

from contextlib import closing
from typing import Any

import pypdfium2
import pytest
from case_world import a_case, officer, world
from django.test import Client
from django.urls import reverse

from samanvay.access.roles import BY_CODE
from samanvay.web.kit import page_texts


@pytest.fixture
def people(db: None):
    return world()


def page(one, address: str, language: str = "en") -> Any:
    client = Client()
    client.force_login(one.user)
    client.post(reverse("language"), {"language": language})
    return client.get(address)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_foot_of_a_page_leads_to_the_help_about_it(people) -> None:
    case = a_case(people.sho)
    assert f'href="{reverse("help_page", args=["case"])}"' in text(page(people.sho, reverse("case", args=[case.pk])))
    assert f'href="{reverse("help_page", args=["cases"])}"' in text(page(people.sho, reverse("cases")))


def test_help_says_what_a_page_is_for_and_that_one_may(people) -> None:
    said = text(page(people.sho, reverse("help_page", args=["case_quick"])))
    assert "Record a rescue or interception" in said
    assert "You may." in said
    assert "Station officer (SHO)" in said
    assert 'href="/cases/quick/"' in said


def test_help_says_who_may_to_whom_a_page_is_shut(people) -> None:
    said = text(page(people.sho, reverse("help_page", args=["audit"])))
    assert "You do not have permission. These can do it:" in said
    assert "Open to: Data protection officer, Auditor." in said
    assert 'class="btn" href="/audit/"' not in said


def test_help_about_a_record_says_that_its_unit_decides(people) -> None:
    assert "records of your units" in text(page(people.sho, reverse("help_page", args=["case"])))


def test_page_without_a_text_has_that_of_its_room(people) -> None:
    assert "entry_matches" not in page_texts.texts().pages
    said = text(page(people.sho, reverse("help_page", args=["entry_matches"])))
    assert page_texts.texts().rooms["tracing"].purpose.en in said
    assert "depends on the record" in said
    assert "Open to:" not in said


@pytest.mark.parametrize("name", ["no-such-page", "gallery"])
def test_help_about_nothing_is_not_there(people, name: str) -> None:
    assert page(people.sho, reverse("help_page", args=[name])).status_code == 404


@pytest.mark.parametrize(("language", "term"), [("en", "emergency access"), ("hi", "आपात पहुँच")])
def test_glossary_is_searched_in_both_languages(people, language: str, term: str) -> None:
    said = text(page(people.sho, f"{reverse('help')}?q={term}", language))
    assert term in said
    assert "corridor" not in said
    assert reverse("help_page", args=["cases"]) not in said.partition("<main")[2]


def test_front_shows_the_pages_that_are_open_alone(people) -> None:
    said = text(page(people.sho, reverse("help")))
    assert reverse("help_page", args=["case_quick"]) in said
    assert reverse("help_page", args=["audit"]) not in said
    assert "1098" in said
    assert reverse("help_page", args=["audit"]) in text(page(officer("a", "auditor", people.police), reverse("help")))


@pytest.mark.parametrize("role", sorted(BY_CODE))
def test_guide_of_every_post_stands_in_both_languages(people, role: str) -> None:
    said = text(page(people.sho, f"{reverse('help_guide')}?post={role}"))
    for words in (BY_CODE[role].description.en, BY_CODE[role].description.hi, "Helplines", "हेल्पलाइन"):
        assert words.replace("'", "&#x27;") in said


def test_guide_holds_what_the_post_may_and_no_more(people) -> None:
    said = text(page(people.sho, f"{reverse('help_guide')}?post=police_chief"))
    assert "Weekly report" in said
    assert "by Tuesday 6 pm" in said
    assert "साप्ताहिक रिपोर्ट" in said or "साप्ताहिक प्रतिवेदन" in said
    assert page_texts.texts().pages["audit"].purpose.en not in said
    own = text(page(people.sho, reverse("help_guide")))
    assert BY_CODE["station_officer"].description.hi in own


def test_guide_begins_in_the_language_of_the_reader(people) -> None:
    for language, first in (("en", "Helplines"), ("hi", "हेल्पलाइन")):
        said = text(page(people.chief, reverse("help_guide"), language)).partition('class="help-guide"')[2]
        assert said.index(first) == min(said.index("Helplines"), said.index("हेल्पलाइन"))


def test_guide_is_given_as_pdf(people) -> None:
    answer = page(people.sho, reverse("help_guide_pdf", args=["police_chief"]))
    assert answer["Content-Type"] == "application/pdf"
    with closing(pypdfium2.PdfDocument(answer.content)) as document:
        assert len(document) >= 2
        assert "District police chief" in document[0].get_textpage().get_text_range()
    assert page(people.sho, reverse("help_guide_pdf", args=["king"])).status_code == 404


def test_help_names_nobody(people) -> None:
    for address in (reverse("help"), reverse("help_guide"), reverse("help_page", args=["officers"])):
        said = text(page(people.sho, address)).partition("<main")[2]
        assert people.chief.user.name not in said
