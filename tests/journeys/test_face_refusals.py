"""Every way in which a page is refused, seen as an officer sees it: status, sentence, way back, both languages."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import clear_url_caches
from playwright.sync_api import Page, expect
from refusing_urls import REFUSALS

TITLES = {
    400: {"en": "The request is not valid", "hi": "अनुरोध सही नहीं है"},
    403: {"en": "You do not have permission", "hi": "आपको अनुमति नहीं है"},
    404: {"en": "Page or record not found", "hi": "पृष्ठ या अभिलेख नहीं मिला"},
    409: {"en": "Somebody else changed this first", "hi": "किसी और ने पहले बदल दिया"},
    500: {"en": "An error happened on our side", "hi": "हमारी ओर से कुछ गड़बड़ हुई"},
}


@pytest.fixture(autouse=True)
def refusing(server: str, settings: Any) -> Iterator[None]:
    """Add the refusing addresses to those of the product."""
    settings.ROOT_URLCONF = "refusing_urls"
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (360, "hi")])
def test_each_refusal_has_its_page(
    width: int, language: str, page_at: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    page = page_at(width, language=language)
    for name, (status, _error) in REFUSALS.items():
        answer = page.goto(f"/refuse/{name}/")
        assert answer is not None
        assert answer.status == status, name
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[status][language])
        assert "internal remark" not in page.content()
        expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
        fits(page)
        shot(page, f"refusal-{name}-{language}-{width}")
        axe(page)


def test_refusal_says_the_policys_words(page_at: Callable[..., Page]) -> None:
    page = page_at(1280)
    page.goto("/refuse/refused/")
    expect(page.get_by_text("Only the officer in charge of Varanasi may do this.")).to_be_visible()
    page.goto("/refuse/invalid/")
    expect(page.get_by_text("The day lies in the future.")).to_be_visible()


def test_conflict_shows_both_sides_and_marks_what_differs(page_at: Callable[..., Page]) -> None:
    page = page_at(1280)
    page.goto("/refuse/stale/")
    assert page.locator("dd.differs").all_inner_texts() == ["Cantt", "Sigra"]


def test_back_button_returns_to_the_page_before(page_at: Callable[..., Page]) -> None:
    page = page_at(360)
    page.goto("/gallery/")
    page.goto("/refuse/unseen/")
    page.get_by_role("button", name="Back").click()
    page.wait_for_url("**/gallery/")
