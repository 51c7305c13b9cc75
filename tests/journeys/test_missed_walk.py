"""Never silent: what was missed is shaded and added, an unknown place settled; numbers and names stand out."""

from collections.abc import Callable
from typing import Any

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from read_by_hand import Reads, event, number, place, reads, words
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.reports.models import Claim

__all__ = ["reads"]

FOUND = "Two girls were rescued at Mahape on 12.11.2026."
MISSED = "A girl named Sunita d/o Ramtej went with a stranger from Moradabad to Bijnor."
NUMBERS = "FIR 212/26 PS Kotwali was made; they came by train 13257 in the car UP32 AB 1234."
SELECTED = (
    "each => { const words = document.createRange(); words.selectNodeContents(each); getSelection().addRange(words); }"
)
STORY = f"{FOUND} {MISSED}\n\n{NUMBERS}"


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """The walk needs the state's districts and units."""
    return fresh_state


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (360, "hi")])
def test_what_was_missed_is_added_and_a_place_settled(
    width: int,
    language: str,
    reads: Reads,
    server: str,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    officer("chief", "police_chief", "Moradabad", name="Rajesh Singh", name_hi="राजेश सिंह", language=language)
    reads(
        events=(event(STORY, FOUND, "rescue", place(STORY, "Mahape"), people=2, females=2, children=1),),
        unread=(words(STORY, MISSED),),
        numbers=(
            number(STORY, "FIR 212/26 PS Kotwali", "fir", "212/2026", "PS Kotwali"),
            number(STORY, "13257", "train", "13257"),
            number(STORY, "UP32 AB 1234", "vehicle", "UP32AB1234"),
        ),
    )
    signed_in("chief")
    page = page_at(width, language=language)
    page.goto("/reports/new/")
    page.locator("textarea[name=narrative]").fill(STORY)
    page.locator("form.write .form-end button").first.click()

    expect(page.locator("#narrative mark.unread").first).to_be_visible()
    expect(page.locator("#narrative .name").first).to_have_text("Sunita")
    expect(page.locator(".numbers dd")).to_have_count(3)
    expect(page.locator(".numbers")).not_to_contain_text("UP32")
    fits(page)
    axe(page)
    shot(page, f"missed-report-{language}-{width}")

    if width > 900:
        # A sentence that goes over two lines has no one box that a mouse could hit: the words are selected as such.
        page.locator("#narrative mark.unread", has_text="went with a stranger").evaluate(SELECTED)
        expect(page.locator(".selected-bar")).to_be_visible()
        shot(page, f"missed-selected-{language}-{width}")
        page.locator(".selected-bar a").click()
    else:
        page.locator("#narrative .badge.unread").click()
    expect(page.locator("#word-picker .word[aria-pressed=true]").first).to_be_attached()
    page.locator(".choose-words").evaluate("each => { each.open = true; }")
    fits(page)
    axe(page)
    shot(page, f"missed-words-{language}-{width}")
    picked = page.locator("#word-picker .word")
    picked.filter(has_text="went").focus()
    page.keyboard.press("Enter")
    picked.filter(has_text="Bijnor").click()
    page.locator("select[name=kind]").select_option("movement")
    expect(page.locator("[name=place]")).to_be_hidden()
    page.locator("[name=origin]").fill("Moradabad")
    page.locator("[name=destination]").fill("Bijnor")
    page.locator("[name=people]").fill("1")
    fits(page)
    axe(page)
    shot(page, f"missed-add-{language}-{width}")
    page.locator("form.add-missed .form-end button").click()

    added = page.locator("article.reading.confirmed")
    expect(added).to_have_count(1)
    expect(added.locator("blockquote")).to_have_text("went with a stranger from Moradabad to Bijnor.")
    expect(page.locator("#narrative mark.unread")).to_have_count(0)
    shot(page, f"missed-added-{language}-{width}")

    page.locator("article.reading a.which").click()
    fits(page)
    axe(page)
    shot(page, f"missed-settle-{language}-{width}")
    page.goto("/reports/places-to-settle/")
    expect(page.locator(".unsettled > li")).to_have_count(1)
    fits(page)
    axe(page)
    shot(page, f"missed-to-settle-{language}-{width}")
    page.locator(".unsettled a.btn").click()
    page.locator("[name=place]").fill("Bijnor")
    page.locator("form.settle .form-end button").first.click()
    expect(page.locator("article.reading a.which")).to_have_count(0)
    page.locator("article.reading.proposed form button").first.click()
    expect(page.locator("article.reading.confirmed")).to_have_count(2)
    page.locator("#counts a.btn").click()
    page.locator("button[name=propose]").first.click()
    expect(page.locator("[name=rescued-female-child]")).to_have_value("1")
    expect(page.locator("[name=rescued-female-adult]")).to_have_value("1")
    fits(page)
    axe(page)
    shot(page, f"missed-counts-{language}-{width}")
    with reading(SYSTEM):
        told = {each.kind: each for each in Claim.objects.select_related("place", "origin")}
        assert told["event"].place is not None
        assert told["event"].place.name == "Bijnor"
        assert told["movement"].added_by is not None
