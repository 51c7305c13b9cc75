"""Every page in a browser, both languages, both widths: WCAG 2.2 AA by axe, and what axe cannot see.

A run looks at a part of them; ``make pages`` (EVERY_PAGE=1) at all. Faults are mended in the kit first.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import transaction
from page_walk import WIDTHS, Eyes, Seen, Stop, stops
from playwright.sync_api import Browser, expect
from test_matrix import House, house

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.access.users.actions import choose_language
from samanvay.kernel import clock
from samanvay.kernel.db.scope import acting_as

__all__ = ["house"]
pytestmark = [pytest.mark.slow, pytest.mark.browser]

LANGUAGES = ("en", "hi")
PART = 12  # a run looks at one page in so many, each language and width at others; EVERY_PAGE=1: at all

FAULTY = """<!doctype html><html lang="hi"><title>पृष्ठ</title><body style="margin: 0"><main><h1>पृष्ठ</h1>
<p style="color: #aaa; background: #fff">नमस्ते</p><input name="q"><p>Kept by nobody</p>
<button style="width: 9px; height: 9px; padding: 0; outline: none">क</button>
<button style="width: 9px; height: 9px; padding: 0">ख</button>
<p style="width: 9em; height: 1.4em; overflow: hidden; white-space: nowrap">नौ अक्षर यहाँ</p>
<div style="width: 1400px">अ</div></main></body></html>"""


# Where the keyboard is: the number of the element (-1: with the browser), whether one sees it, the element.
REACHED = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const at = here === document.body ? -1 : [...document.querySelectorAll("*")].indexOf(here);
  return [at, box.bottom > 0 && box.top < innerHeight, here.outerHTML.slice(0, 200)];
}"""
PARTS_OF_A_DATE = 5  # day, month, year and the calendar's button are one field


@pytest.fixture
def lived_in(house: House) -> Iterator[House]:
    """The house at the moment when it was made; what pages write is undone."""
    with clock.frozen(house.at), transaction.atomic():
        yield house
        transaction.set_rollback(True)


def speak(language: str) -> None:
    """Let everybody of the house read pages in a language."""
    for user in User.objects.filter(is_persona=True):
        actor = actor_for(user)
        with acting_as(actor):
            choose_language(by=actor, user=user, language=language)


def test_every_page_is_open_to_everybody(lived_in: House, browser: Browser) -> None:
    seen = Seen()
    step = int(os.environ.get("EVERY_PAGE", PART))
    turns = [(language, width) for language in LANGUAGES for width in WIDTHS]
    for turn, (language, width) in enumerate(turns):
        speak(language)
        eyes = Eyes(browser, lived_in.clients, language, width)
        for stop in [*stops(lived_in)][turn * step // len(turns) :: step]:
            eyes.look(stop, seen)
        eyes.close()
    print(f"{seen.pages} pages: {dict(seen.by_rule) or 'nothing found'}")
    assert seen.pages > 1000 / step
    assert not seen.found, seen.told()


def test_the_walk_finds_what_is_wrong(lived_in: House, browser: Browser) -> None:
    eyes, seen = Eyes(browser, lived_in.clients, "hi", 360), Seen()
    eyes.page.set_content(FAULTY)
    eyes.measure(Stop("anonymous", "/", "faulty"), seen)
    eyes.close()
    assert seen.by_rule.keys() == {
        *("color-contrast", "label", "target-size", "overflow", "focus-visible", "text-spacing", "latin")
    }


@pytest.mark.parametrize("name", ["today", "case_quick", "case", "cases", "roster_calendar"])
def test_keyboard_reaches_everything_in_order_and_gets_out(name: str, lived_in: House, browser: Browser) -> None:
    eyes = Eyes(browser, lived_in.clients, "en", 1280)
    eyes.open(next(stop for stop in stops(lived_in) if stop.name == name))
    page = eyes.page
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    eyes.open(next(stop for stop in stops(lived_in) if stop.name == name))
    before, stays = -1, 0
    while True:
        page.keyboard.press("Tab")
        at, is_seen, words = page.evaluate(REACHED)
        if at < 0:
            break  # past the last: the keyboard is with the browser again
        stays = stays + 1 if at == before else 0
        assert is_seen, words
        assert before <= at, f"out of order: {words}"
        assert stays < PARTS_OF_A_DATE, f"does not let go: {words}"
        before = at
    assert before > 0
    eyes.close()
