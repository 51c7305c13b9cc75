"""The face: gallery, refusals, bar, menu, skip link and language, in a real browser."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from factories import make_officer
from samanvay.access.permissions import Permission
from samanvay.kernel.db.scope import SYSTEM, acting_as
from samanvay.web.kit import menu

ALL_NAMES = [
    "gallery",
    "usersessions_list",
    "mfa_index",
    "account_login",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
]
SIZES = [(1280, "en"), (1280, "hi"), (360, "en"), (360, "hi")]


@pytest.fixture
def officer(server: str) -> str:
    """The login of an officer of a women help desk, who needs no second factor."""
    with acting_as(SYSTEM):
        make_officer(
            "asha",
            "women_help_desk",
            120,
            name="Asha Verma",
            since=date(2020, 1, 1),
            name_hi="आशा वर्मा",
            password="a-long-enough-one",
        )
    return "asha"


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A menu of three rooms, one of which an officer of the women help desk may not open."""
    reverse("gallery")  # loads the addresses, which register their rooms, before the menu is emptied
    monkeypatch.setattr(menu, "_entries", {})
    menu.register("Gallery", "gallery", order=1)
    menu.register("My sessions", "usersessions_list", Permission.CASE_OPEN, order=2, turn=menu.Turn.CASES)
    menu.register("Audit", "mfa_index", Permission.AUDIT_READ, order=3, turn=menu.Turn.PICTURE)


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_gallery_at_each_width_and_language_is_whole(
    width: int, language: str, page_at: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    page = page_at(width, language=language)
    page.goto("/gallery/")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator(".piece").count() >= 18
    fits(page)
    shot(page, f"gallery-{language}-{width}")
    axe(page)


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_refusal_of_an_unknown_address_says_what_to_do(
    width: int, language: str, page_at: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    page = page_at(width, language=language)
    answer = page.goto("/there/is/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expected = {"en": "Page or record not found", "hi": "पृष्ठ या अभिलेख नहीं मिला"}
    expect(page.get_by_role("heading", level=1)).to_have_text(expected[language])
    expect(page.get_by_role("main").get_by_role("link")).to_be_visible()
    fits(page)
    shot(page, f"refusal-404-{language}-{width}")
    axe(page)


def test_wrong_method_and_wrong_language_have_pages_too(page_at: Callable[..., Page], axe: Any) -> None:
    page = page_at(360)
    answer = page.goto("/language/")
    assert answer is not None
    assert answer.status == 405
    axe(page)
    page.goto("/gallery/")
    page.evaluate("document.querySelector('button.lang').value = 'xx'")
    page.locator("button.lang").click()
    expect(page.get_by_text("Choose English or Hindi.")).to_be_visible()
    axe(page)


def test_form_without_its_token_says_that_it_grew_old(page_at: Callable[..., Page], axe: Any) -> None:
    page = page_at(1280)
    page.goto("/gallery/")
    page.context.clear_cookies()
    page.locator("button.lang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The form has expired")
    axe(page)


def test_language_switch_keeps_page_and_filter(page_at: Callable[..., Page]) -> None:
    page = page_at(1280)
    page.goto("/gallery/?form=labour")
    page.get_by_role("button", name="हिन्दी").click()
    page.wait_for_url("**/gallery/?form=labour")
    assert page.locator("html").get_attribute("lang") == "hi"
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/gallery/?form=labour")
    assert page.locator("html").get_attribute("lang") == "en"


def test_language_of_an_officer_is_kept_with_the_user(
    officer: str, signed_in: Callable[[str], None], page_at: Callable[..., Page]
) -> None:
    from samanvay.access.models import User

    signed_in(officer)
    page = page_at(1280, language="en")
    page.goto("/gallery/")
    page.get_by_role("button", name="हिन्दी").click()
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    assert User.objects.get(username=officer).language == "hi"
    elsewhere = page_at(360, language="en")
    elsewhere.goto("/gallery/")
    assert elsewhere.locator("html").get_attribute("lang") == "hi"


def test_menu_shows_only_rooms_that_the_officer_may_open(
    officer: str, rooms: None, signed_in: Callable[[str], None], page_at: Callable[..., Page], shot: Any, axe: Any
) -> None:
    signed_in(officer)
    page = page_at(1280)
    page.goto("/gallery/")
    nav = page.locator(".nav")
    assert nav.get_by_role("link").all_inner_texts() == ["Work", "Cases"]
    expect(nav.get_by_role("link", name="Work")).to_have_attribute("aria-current", "page")
    expect(page.locator(".who summary")).to_contain_text("Asha Verma")
    page.locator(".who summary").click()
    shot(page, "bar-en-1280")
    axe(page)


@pytest.mark.parametrize("width", [1280, 1100, 1000, 360])
def test_bar_with_many_rooms_in_hindi_stays_in_the_window(
    width: int,
    officer: str,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    monkeypatch: pytest.MonkeyPatch,
    fits: Any,
    shot: Any,
) -> None:
    reverse("gallery")
    monkeypatch.setattr(menu, "_entries", {})
    rooms = ["आज", "परिदृश्य", "प्रकरण", "रिपोर्ट", "निर्देशिका", "आयात", "अभिलेख-जाँच", "प्रणाली की स्थिति"]
    for order, (label, name) in enumerate(zip(rooms, ALL_NAMES, strict=True)):
        menu.register(label, name, order=order)
    signed_in(officer)
    page = page_at(width, language="hi")
    page.goto("/gallery/")
    page.get_by_role("button", name="हिन्दी").click()
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    fits(page)
    expect(page.locator(".bar")).to_be_in_viewport(ratio=1)
    assert page.locator(".bar").bounding_box()["height"] < 70  # type: ignore[index]
    shot(page, f"bar-many-hi-{width}")


def test_bar_by_keyboard_skip_link_first_then_rooms(
    officer: str, rooms: None, signed_in: Callable[[str], None], page_at: Callable[..., Page]
) -> None:
    signed_in(officer)
    page = page_at(1280)
    page.goto("/gallery/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.reload()
    for _step in range(3):
        page.keyboard.press("Tab")
    expect(page.locator(".nav a").first).to_be_focused()


def test_phone_menu_opens_by_keyboard_and_closes_on_escape(
    officer: str,
    rooms: None,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    shot: Any,
    axe: Any,
    fits: Any,
) -> None:
    signed_in(officer)
    page = page_at(360)
    page.goto("/gallery/")
    summary = page.locator(".menu summary")
    expect(page.locator(".nav")).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu-sheet").get_by_role("link", name="Gallery")).to_be_visible()
    fits(page)
    shot(page, "menu-en-360")
    axe(page)
    page.keyboard.press("Escape")
    expect(page.locator(".menu-sheet")).to_be_hidden()
    expect(summary).to_be_focused()


def test_refusal_of_a_fragment_is_shown_and_never_swallowed(page_at: Callable[..., Page], walk: Any) -> None:
    page = page_at(1280)
    page.goto("/gallery/")
    page.evaluate("void htmx.ajax('POST', '/gallery/', {target: '#pill', swap: 'outerHTML'}).catch(() => {})")
    expect(page.get_by_role("heading", level=1)).to_have_text("This address cannot be opened this way")
    expect(page.locator("main main")).to_have_count(0)
    expect(page.locator(".bar")).to_be_visible()
    assert all("405" in fault for fault in walk.faults)
    walk.faults.clear()  # the browser's own remark on the status


def test_lost_line_is_said_and_taken_back_when_it_returns(page_at: Callable[..., Page], walk: Any) -> None:
    page = page_at(360)
    page.goto("/gallery/")
    expect(page.get_by_text("No connection.")).to_be_hidden()
    page.context.set_offline(True)
    page.evaluate(
        "void htmx.ajax('GET', '/gallery/', {target: '#pill', select: '#pill', swap: 'outerHTML'}).catch(() => {})"
    )
    expect(page.get_by_text("No connection.")).to_be_visible()
    walk.faults.clear()  # the browser's own remark on the lost line
    page.context.set_offline(False)
    page.evaluate(
        "void htmx.ajax('GET', '/gallery/', {target: '#pill', select: '#pill', swap: 'outerHTML'}).catch(() => {})"
    )
    expect(page.get_by_text("No connection.")).to_be_hidden()


def test_refused_button_says_why_to_eye_and_ear(page_at: Callable[..., Page]) -> None:
    page = page_at(1280)
    page.goto("/gallery/")
    button = page.locator("#button").get_by_role("button", name="Close the case")
    expect(button).to_have_attribute("aria-disabled", "true")
    words = page.locator(f"#{button.get_attribute('aria-describedby')}").first
    expect(words).to_have_text("You do not have permission. Only the officer of the case can close it.")
    expect(words).to_be_visible()


def test_words_are_shown_in_the_packaged_face(page_at: Callable[..., Page]) -> None:
    page = page_at(1280, language="hi")
    page.goto("/gallery/")
    loaded = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status === 'loaded').map(x => x.family + x.weight))"
    )
    assert sorted(set(loaded)) == ["Mukta400", "Mukta600"]
