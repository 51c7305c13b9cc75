"""The thread of the demonstration: a visitor who is nobody begins, becomes one officer after the other, and looks."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from samanvay.web.tour.steps import STEPS, THREAD


@pytest.fixture(scope="module")
def fresh_db(told_story: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """These journeys look at the told story."""
    with told_story() as url:
        yield url


@pytest.mark.parametrize(("width", "language"), [(1280, "en")])
def test_nobody_becomes_officer_after_officer_along_the_thread(
    width: int,
    language: str,
    page_at: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    page = page_at(width, language=language)
    page.goto("/")
    page.wait_for_url("**/thread/")
    axe(page)
    fits(page)
    shot(page, f"thread-{language}-{width}")
    for part in THREAD:
        # the first step from the page of the thread, by keyboard; the others each from the one before
        begin = page.locator(f"section[aria-labelledby=part-{part.code}] .step button").first
        begin.focus()
        page.keyboard.press("Enter")
        for number, step in enumerate(part.steps, 1):
            strip = page.locator(".thread-strip")
            expect(strip).to_be_visible()
            expect(page.locator("html")).to_have_attribute("lang", language)
            assert page.url.endswith(step.url()), step.code
            fits(page)
            if step.code in ("case", "refused", "truth"):
                axe(page)
            if number < len(part.steps):
                strip.locator("button").first.click()
                page.wait_for_load_state()
        page.locator(".thread-strip form[action='/thread/leave/'] button").click()
        page.wait_for_url("**/thread/")
    assert len(STEPS) == sum(len(part.steps) for part in THREAD)


def test_what_was_refused_stands_in_the_log_that_the_auditor_sees(page_at: Callable[..., Page]) -> None:
    page = page_at(1280, language="en")
    page.goto("/thread/")
    page.locator("form[action='/thread/take/refused/'] button").click()
    expect(page.locator("h1")).to_have_text("You do not have permission")
    page.locator(".thread-strip button").first.click()
    page.wait_for_url("**/audit/**")
    expect(page.locator("main")).to_contain_text("Meera Saxena")
    expect(page.locator("main")).to_contain_text("Opening a sealed record refused")
