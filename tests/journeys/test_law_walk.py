"""The law on three desks: a court that wants what changed, a station at night, counsel with a heap to verify."""

from collections.abc import Callable
from typing import Any

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.law.loading import load_library
from samanvay.law.models import LawCheck


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's districts and units."""
    return fresh_state


def test_judge_takes_to_court_what_changed_for_courts_since_spring(
    server: str, signed_in: Callable[[str], None], page_at: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    # Given a court's officer
    load_library()
    officer("court", "court_officer", "Bahraich", name="Alok Srivastava")
    signed_in("court")
    page = page_at(1280)
    # When they ask what changed since the first of April, the role being their own already
    page.goto("/law/")
    page.get_by_role("link", name="What changed").click()
    expect(page.get_by_label("For")).to_have_value("court_officer")
    page.get_by_label("Since", exact=True).fill("2026-04-01")
    page.get_by_role("button", name="Show").click()
    # Then they see that, and nothing older or of others
    expect(page.locator(".page-head")).to_contain_text("Since 1 Apr 2026, for: Court")
    expect(page.locator("main")).to_contain_text("G Ganesh v State of Tamil Nadu")
    expect(page.locator("main")).not_to_contain_text("Guria Swayam Sevi Sansthan")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    axe(page)
    # And on paper there is the law and no menu
    page.emulate_media(media="print")
    for gone in (".bar", ".tabs", ".chips", ".filters", "[data-print]"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".on-paper")).to_be_visible()
    expect(page.get_by_role("heading", name="G Ganesh v State of Tamil Nadu")).to_be_visible()
    shot(page, "law-judge-print")
    page.emulate_media(media="screen")
    fits(page)


def test_station_officer_at_night_finds_the_section_of_the_day_and_asks(
    server: str, signed_in: Callable[[str], None], page_at: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    # Given a station officer with a phone, in Hindi, and a prosecutor in the district
    load_library()
    officer("sho", "station_officer", "Bahraich", name="Ramesh Verma", name_hi="रमेश वर्मा", language="hi")
    officer("prosecutor", "prosecutor", "Bahraich", name="Hari Prasad", name_hi="हरि प्रसाद", language="hi")
    signed_in("sho")
    page = page_at(360, language="hi")
    # When he types the number that he has known for years
    page.goto("/law/")
    page.keyboard.type("370")
    page.keyboard.press("Enter")
    # Then the whole line of the section stands there, that of today first and marked
    line = page.locator(".law-beside").first.locator("article")
    expect(line).to_have_count(3)
    expect(line.nth(0)).to_contain_text("बीएनएस 143")
    expect(line.nth(0)).to_contain_text("आज लागू")
    expect(line.nth(1)).to_contain_text("आईपीसी 370")
    fits(page)
    axe(page)
    shot(page, "law-night-line")
    # When he asks which held on the days of two offences
    line.nth(0).get_by_role("link").click()
    for day, said in (("2024-06-15", "15 जून 2024: आईपीसी 370"), ("2024-07-15", "15 जुलाई 2024: बीएनएस 143")):
        page.get_by_role("link", name="किस तिथि को कौन-सी धारा लागू थी?").click()
        page.locator("#id_on").fill(day)
        page.locator("#on button").click()
        expect(page.locator("#on .notice")).to_contain_text(said)
    # And asks what the page does not say, at first with a number in it
    page.get_by_role("link", name="इस प्रविष्टि पर पूछें").click()
    asks = "क्या यह धारा नेपाल के वयस्क व्यक्ति पर भी लागू है?"
    page.locator("#ask_text").fill(f"{asks} 9876543210")
    page.locator("#ask button").click()
    expect(page.locator("#ask .notice.hot")).to_contain_text("9876543210")
    fits(page)
    page.locator("#ask_text").fill(asks)
    page.locator("#ask button").click()
    # Then the question stands, and is the prosecutor's duty
    page.wait_for_url("**/law/questions/*/")
    expect(page.locator(".law-says")).to_have_text(asks)
    with reading(SYSTEM):
        assert list(Duty.objects.filter(kind="law:question").values_list("owner_role", flat=True)) == ["prosecutor"]
    fits(page)
    axe(page)
    shot(page, "law-night-asked")


def test_counsel_reads_ten_entries_with_the_keyboard_alone(
    server: str, signed_in: Callable[[str], None], page_at: Callable[..., Page], axe: Any, shot: Any
) -> None:
    # Given counsel before the list of what nobody has verified
    load_library()
    officer("prosecutor", "prosecutor", "Varanasi", name="Hari Prasad")
    signed_in("prosecutor")
    page = page_at(1280)
    page.goto("/law/to-verify/")
    page.keyboard.press("Enter")  # the first of the list
    for number in range(10):
        # When they press their way to their word, the page being read
        page.wait_for_url(lambda url: "/law/to-verify/" not in url)
        here = page.url
        expect(page.get_by_role("link", name="Your opinion as counsel")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#id_outcome_0")).to_be_focused()
        if number == 6:  # and one of them is not right
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Tab")
            page.keyboard.type("The State made it non-bailable; see the schedule as amended.")
            page.keyboard.press("Tab")
            shot(page, "law-counsel-correction")
        else:
            page.keyboard.press("Space")
        page.keyboard.press("Enter")
        # Then the next opens by itself
        page.wait_for_url(lambda url, here=here: url.split("#")[0] != here.split("#")[0])
        expect(page.locator(".messages")).to_contain_text("was saved. This is the next entry.")
    axe(page)
    with reading(SYSTEM):
        said = list(LawCheck.objects.order_by("checked_at").values_list("outcome", flat=True))
    assert said == ["verified"] * 6 + ["correction"] + ["verified"] * 3
