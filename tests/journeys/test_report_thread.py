"""The thread: a district's police chief writes what happened, sees it read, confirms it and hands it up."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from read_by_hand import without_doubt
from samanvay.config.env import ROOT
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.models import Claim, SituationReport

__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")

SIZES = [(1280, "en"), (360, "hi")]
WORDS = {
    "en": {
        "example": "Fill in an example",
        "read": "Read it",
        "all": re.compile(r"Accept all \d+ certain ones"),
        "confirm": "Confirm",
        "back": "Withdraw",
        "submit": "Submit the report",
        "quiet": "Nothing to report",
        "stop": "stop-over",
        "tomorrow": "All other officers see it from the next day.",
    },
    "hi": {
        "example": "उदाहरण भरें",
        "read": "पढ़वाएँ",
        "all": re.compile(r"सभी \d+ निश्चित विवरण स्वीकारें"),
        "confirm": "पुष्टि करें",
        "back": "वापस लें",
        "submit": "रिपोर्ट भेजें",
        "quiet": "बताने को कुछ नहीं",
        "stop": "पड़ाव",
        "tomorrow": "अन्य सभी अधिकारी इसे अगले दिन से देखते हैं।",
    },
}


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's districts and units."""
    return fresh_state


@pytest.fixture
def chief(server: str) -> Callable[[str], Actor]:
    """Post the police chief of Moradabad, who reads in a language."""

    def posted(language: str) -> Actor:
        return officer("chief", "police_chief", "Moradabad", name="Rajesh Singh", name_hi="राजेश सिंह", language=language)

    return posted


@pytest.mark.parametrize(("width", "language"), [(360, "hi")])
def test_example_is_read_confirmed_and_submitted(
    width: int,
    language: str,
    chief: Callable[[str], Actor],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    chief(language)
    signed_in("chief")
    words = WORDS[language]
    page = page_at(width, language=language)
    page.goto("/reports/new/")
    page.get_by_role("link", name=words["example"]).click()
    fits(page)
    axe(page)
    shot(page, f"report-new-{language}-{width}")
    page.get_by_role("button", name=words["read"], exact=True).click()

    expect(page.locator("article.reading")).to_have_count(4)
    expect(page.locator("article.reading h3").nth(1)).to_contain_text(words["stop"])
    expect(page.locator("#narrative mark.proposed")).to_have_count(4)
    expect(page.locator(".aside-list li")).to_have_count(1)
    fits(page)
    axe(page)
    shot(page, f"report-read-{language}-{width}")

    first = page.locator("article.reading").first
    first.get_by_role("button", name=words["confirm"], exact=True).click()
    expect(first.get_by_role("button", name=words["back"])).to_be_focused()
    expect(page.locator("#narrative mark.confirmed")).to_have_count(1)
    page.get_by_role("button", name=words["all"]).click()
    expect(page.locator("article.reading.confirmed")).to_have_count(4)
    expect(page.locator("#standing")).to_contain_text(words["tomorrow"])
    fits(page)
    axe(page)
    shot(page, f"report-confirmed-{language}-{width}")

    page.get_by_role("button", name=words["submit"]).click()
    expect(page.get_by_role("button", name=words["submit"])).to_have_count(0)
    with reading(SYSTEM):
        report = SituationReport.objects.get()
        assert report.state == "submitted"
        assert report.claims.filter(state="confirmed").count() == 4


@pytest.fixture
def interview() -> str:
    """The source interview, where it is beside the project."""
    found = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
    if not found:
        pytest.skip("the source interview (../shared/seed/*.txt) is not on this machine")
    return found[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(("width", "language"), [(1280, "en")])
def test_interview_pasted_by_a_chief_shows_three_movements_and_one_placed_arrest(
    width: int,
    language: str,
    interview: str,
    chief: Callable[[str], Actor],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    chief(language)
    signed_in("chief")
    page = page_at(width, language=language)
    page.goto("/reports/new/")
    page.locator("textarea").fill(interview)
    page.get_by_role("button", name=WORDS[language]["read"], exact=True).click()
    expect(page.locator("article.reading h3 .stop").first).to_be_visible()
    expect(page.locator("article.reading:has(.stop)")).to_have_count(3)
    shown = page.locator("#narrative").inner_text()
    assert len(shown) > 10_000
    fits(page)
    axe(page)
    shot(page, f"report-interview-{language}-{width}")
    page.get_by_role("button", name=WORDS[language]["all"]).click()
    expect(page.locator("article.reading.proposed")).to_have_count(0)
    expect(page.locator("#standing")).to_contain_text(WORDS[language]["tomorrow"])


def test_thread_works_without_scripts(
    chief: Callable[[str], Actor], signed_in: Callable[[str], None], walk: Any
) -> None:
    chief("en")
    signed_in("chief")
    context = walk.browser.new_context(base_url=walk.base, java_script_enabled=False)
    walk.contexts.append(context)
    context.add_cookies(walk.cookies)
    page = context.new_page()
    page.goto("/reports/new/?example=1")
    page.get_by_role("button", name="Read it", exact=True).click()
    card = page.locator("article.reading").first
    card.get_by_text("Reject", exact=True).click()
    card.get_by_label("Why (optional)").fill("another district's")
    card.get_by_role("button", name="Reject this detail").click()
    expect(page.locator("article.reading.refused")).to_contain_text("another district's")
    page.locator("article.reading.refused").get_by_role("button", name="Withdraw").click()
    page.locator("article.reading").first.get_by_role("button", name="Confirm").click()
    expect(page.locator("article.reading.confirmed")).to_have_count(1)


def test_correction_by_a_name_that_several_places_bear_asks_which(
    chief: Callable[[str], Actor],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    chief("en")
    signed_in("chief")
    page = page_at(360)
    page.goto("/reports/new/?example=1")
    page.get_by_role("button", name="Read it", exact=True).click()
    page.locator("article.reading").nth(1).get_by_role("link", name="Correct").click()
    page.get_by_label("To where").press_sequentially("Ghaziab")
    expect(page.locator("datalist option[value^='Ghaziabad, District']")).to_have_count(1)
    page.get_by_label("To where").fill("No Such Place Anywhere")
    page.get_by_role("button", name="Correct and confirm").click()
    expect(page.locator(".error-summary")).to_contain_text("No place of this name is known")
    fits(page)
    axe(page)
    shot(page, "report-correct-en-360")
    page.get_by_label("To where").fill("Ghaziabad")
    page.get_by_label("How many persons").fill("3")
    page.get_by_role("button", name="Correct and confirm").click()
    confirmed = page.locator("article.reading.confirmed")
    expect(confirmed).to_contain_text("Ghaziabad")
    expect(confirmed).to_contain_text("3 persons")


@pytest.mark.parametrize("language", ["en", "hi"])
def test_nothing_to_report_is_one_press(
    language: str,
    chief: Callable[[str], Actor],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    shot: Any,
) -> None:
    chief(language)
    signed_in("chief")
    page = page_at(360, language=language)
    page.goto("/reports/new/")
    page.get_by_role("button", name=WORDS[language]["quiet"]).click()
    expect(page.locator(".quiet-report")).to_be_visible()
    axe(page)
    shot(page, f"report-quiet-{language}-360")
    with reading(SYSTEM):
        assert SituationReport.objects.get().is_quiet
        assert not Claim.objects.exists()


def test_file_that_is_no_text_is_refused_with_what_is_accepted(
    chief: Callable[[str], Actor], signed_in: Callable[[str], None], page_at: Callable[..., Page], axe: Any
) -> None:
    chief("en")
    signed_in("chief")
    page = page_at(1280)
    page.goto("/reports/new/")
    field = page.get_by_label("Or a file")
    field.set_input_files({"name": "week.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    page.get_by_role("button", name="Read it", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("Use a Word document (.docx) or a text file (.txt)")
    axe(page)
    words = "Two girls from Gumla were taken to Delhi.".encode("utf-16")
    page.get_by_label("Or a file").set_input_files({"name": "week.txt", "mimeType": "text/plain", "buffer": words})
    page.get_by_role("button", name="Read it", exact=True).click()
    expect(page.locator("article.reading h3").first).to_contain_text("Gumla")


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_list_of_reports_is_whole_and_empty_says_what_to_do(
    width: int,
    language: str,
    chief: Callable[[str], Actor],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    from datetime import date

    from samanvay.reports.actions import write_report

    actor = chief(language)
    signed_in("chief")
    page = page_at(width, language=language)
    page.goto("/reports/")
    expect(page.locator(".empty a")).to_be_visible()
    axe(page)
    with reading(actor):
        write_report(
            by=actor,
            period_from=date(2026, 11, 9),
            period_to=date(2026, 11, 15),
            narrative="Two girls from Gumla were taken to Delhi.",
        )
    page.goto("/reports/?since=2026-11-01")
    expect(page.locator(".table tbody tr")).to_have_count(1)
    fits(page)
    axe(page)
    shot(page, f"report-list-{language}-{width}")
    page.goto("/reports/?since=2026-11-16")
    expect(page.locator(".empty")).to_be_visible()
