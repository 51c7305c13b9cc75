"""The search by keyboard to a case, and the help about its page, as officers walk them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from samanvay.cases.actions import open_case
from samanvay.cases.models import Case


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's districts and units."""
    return fresh_state


@pytest.fixture
def case(server: str) -> Callable[[str], Case]:
    """Post the police chief of Bahraich, who reads in a language, and open a case of theirs."""

    def opened(language: str) -> Case:
        chief = officer("chief", "police_chief", "Bahraich", name="Rajesh Singh", name_hi="राजेश सिंह", language=language)
        what = "Three girls taken off a bus at Rupaidiha"
        return open_case(by=chief, what=what, forms=["sexual_exploitation"], source="checking", people=3)

    return opened


@pytest.mark.parametrize(("language", "digits"), [("en", str), ("hi", lambda text: text.translate(DEVANAGARI))])
def test_a_case_is_reached_by_keyboard_from_any_page(
    language: str,
    digits: Callable[[str], str],
    case: Callable[[str], Case],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    opened = case(language)
    signed_in("chief")
    page = page_at(1280, language=language)
    page.goto("/cases/")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type(digits(opened.number.rpartition("-")[2].lstrip("0") + "/2026"))
    expect(page.locator(".find-list [data-hit]").first).to_contain_text(opened.number)
    axe(page)
    shot(page, f"find-typing-{language}")
    page.keyboard.press("Escape")
    expect(page.locator(".find-list [data-hit]")).to_have_count(0)
    page.keyboard.press("Backspace")
    page.keyboard.type(digits("6"))
    expect(page.locator(".find-list [data-hit]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".find-list [data-hit]").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(opened.number)

    # The whole number leads straight there, in whatever way it is typed.
    page.wait_for_load_state("load")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type(digits(opened.number.lower().replace("-", " ")))
    expect(page.locator(".find-list [data-hit]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/cases/{opened.pk}/"))


DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_page_is_found_on_a_phone_and_a_name_finds_no_case(
    language: str,
    case: Callable[[str], Case],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    case(language)
    signed_in("chief")
    page = page_at(360, language=language)
    page.goto("/cases/")
    page.click("[data-find-page]")
    axe(page)
    fits(page)
    shot(page, f"find-empty-{language}-360")
    page.fill("#find-here", {"en": "new report", "hi": "नई रिपोर्ट"}[language])
    page.press("#find-here", "Enter")
    expect(page.locator(".find-found a[href='/reports/new/']")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, f"find-found-{language}-360")
    page.fill("#find-here", "Sunaina Majhi")
    page.press("#find-here", "Enter")
    expect(page.locator(".find-found a[href='/cases/search/']")).to_be_visible()
    axe(page)


@pytest.mark.parametrize(("width", "language"), [(360, "hi"), (1280, "en")])
def test_help_about_a_case_is_one_press_from_its_page(
    width: int,
    language: str,
    case: Callable[[str], Case],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    opened = case(language)
    signed_in("chief")
    page = page_at(width, language=language)

    def look(name: str) -> None:
        axe(page)
        fits(page)
        shot(page, f"{name}-{language}-{width}")

    page.goto(f"/cases/{opened.pk}/")
    page.click(".foot a[href='/help/page/case/']")
    expect(page.locator("h1")).to_have_text({"en": "Page of a case", "hi": "प्रकरण का पृष्ठ"}[language])
    expect(page.locator(".help-terms dd").first).to_be_visible()
    look("help-page")
    page.click(".crumbs a")
    look("help")
    page.fill("#help-q", {"en": "emergency", "hi": "आपात"}[language])
    page.press("#help-q", "Enter")
    expect(page.locator("#words")).to_be_visible()
    page.goto("/help/")
    page.click(".page-head .btn")
    expect(page.locator(".help-guide")).to_have_count(2)
    look("help-guide")
