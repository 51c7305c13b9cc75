"""Whole days from sign-in to sign-out by the words on the screen: a magistrate, a station, a committee, a clerk."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from officers_of_up import unit_of
from playwright.sync_api import Locator, Page, expect
from pypdfium2 import PdfDocument

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.measures.advisories.actions.sending import send_advisory
from samanvay.measures.advisories.actions.writing import AdvisoryWords, Content, draft_advisory
from samanvay.measures.advisories.addressees import addressees_in
from samanvay.measures.playbook.queries import MeasureFilters, measures

DISTRICT = "Agra"


@pytest.fixture(scope="module")
def fresh_db(told_story: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """The demonstration, with a magistrate whose week is not reported yet and whom the state's desk has advised."""
    with told_story() as url:
        with reading(SYSTEM):
            office = unit_of("district_magistrate", DISTRICT)
        with acting_as(SYSTEM):
            make_officer(
                "dm.agra",
                "district_magistrate",
                office,
                name="Sunita Rao",
                since=date(2020, 1, 1),
                name_hi="सुनीता राव",
                language="en",
                is_persona=True,
            )
        desk = actor_for(User.objects.get(username="desk"))
        with reading(desk):
            asked = list(measures(desk, MeasureFilters()))[:1]
            said = AdvisoryWords("Agencies near the station", "स्टेशन के पास एजेंसियाँ", "Look at them.", "उन्हें देखें।")
            content = Content(said, addressees_in([office.place_id], ["administration"]), asked)
            send_advisory(by=desk, advisory=draft_advisory(by=desk, content=content))
        yield url


def press(page: Page, words: str) -> None:
    """Press the first link or button of the page with these words."""
    named = re.compile(re.escape(words))
    page.get_by_role("link", name=named).or_(page.get_by_role("button", name=named)).first.click()


def enter(page: Page, name: str, choose: str, sign_in: str) -> None:
    """Come in from the first page, as a visitor of the demonstration does."""
    page.goto("/")
    press(page, choose)
    page.get_by_role("searchbox").last.fill(name)
    page.get_by_role("main").get_by_role("search").get_by_role("button").click()
    page.get_by_role("button", name=re.compile(f"{sign_in}.*{name}|{name}.*{sign_in}")).first.click()
    expect(page.locator(".btn.big")).to_be_visible()


def leave(page: Page, name: str, words: str) -> None:
    """Sign out from the menu under the name, or of the telephone."""
    (page.locator(".menu > summary") if name == "" else page.locator(".who > summary")).click()
    page.get_by_role("button", name=words).locator("visible=true").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".who, .menu")).to_have_count(0)


def paper_of(page: Page, link: Locator) -> str:
    """Return the text of a paper, white space as one blank."""
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.status == 200
    pages = PdfDocument(answer.body())
    return " ".join(" ".join(each.get_textpage().get_text_bounded() for each in pages).split())


def test_magistrate_is_ready_for_the_meeting_the_evening_before(
    server: str, page_at: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    page = page_at(1280)
    main = page.get_by_role("main")
    enter(page, "Sunita Rao", "Or choose any officer yourself", "Sign in as")
    asked = page.locator("#mine .tasks li", has_text="Advisory: Agencies near the station")
    asked.get_by_role("link", name="Answer").click()
    expect(page.locator("h1")).to_have_text("Agencies near the station")
    main.get_by_role("button", name="Accept", exact=True).click()
    expect(page.locator(".own-row .pill").first).to_have_text("Accepted")
    axe(page)
    shot(page, "days-dm-advisory")

    page.locator(".brand").click()
    press(page, "This week's report")
    main.get_by_label(re.compile("own words|What happened|Report")).first.fill(
        "Two girls from Gumla were rescued at Agra. They were being taken to Delhi. Four meetings were held in schools."
    )
    main.get_by_role("button", name="Read it").click()
    rescued = page.locator("article.reading", has_text="2 persons").first
    rescued.get_by_role("link", name="Correct").click()
    main.get_by_label("How many persons").fill("3")
    main.get_by_role("button", name="Correct and confirm").click()
    expect(page.locator("article.reading.confirmed").first).to_contain_text("3 persons")
    everything = main.get_by_role("button", name=re.compile("^Accept all"))
    if everything.count():
        everything.click()
    main.get_by_role("button", name="Submit the report").click()
    expect(main.get_by_role("button", name="Submit the report")).to_have_count(0)
    expect(main).to_contain_text("Submitted")
    axe(page)
    shot(page, "days-dm-report")

    page.locator(".nav").get_by_role("link", name="Work").click()
    page.locator(".beside").get_by_role("link", name="Meetings").click()
    main.get_by_role("link", name="Weekly review of the districts").click()
    expect(main).to_contain_text(DISTRICT)
    expect(main.get_by_role("button", name="Begin")).to_have_count(0)
    fits(page)
    shot(page, "days-dm-agenda")
    page.locator(".beside").get_by_role("link", name="Before the meeting").click()
    expect(page.locator("h1")).to_have_text(f"{DISTRICT}: before the meeting")
    axe(page)
    shot(page, "days-dm-before")
    sheet = paper_of(page, main.get_by_role("link", name="One page to print (PDF)"))
    assert sheet.startswith(f"{DISTRICT}: before the meeting")
    assert "Nobody has to answer an advisory." not in sheet
    leave(page, "Sunita Rao", "Sign out")


def test_children_of_a_rescue_at_night_are_produced_before_the_committee(
    server: str, page_at: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    phone = page_at(360, language="hi", height=780, touch=True)
    enter(phone, "रमेश वर्मा", "या स्वयं कोई अधिकारी चुनें", "साइन इन")
    phone.get_by_role("link", name="बचाव दर्ज करें").tap()
    phone.get_by_label("बालिकाएँ, 18 से कम").fill("2")
    phone.locator("#takers label", has_text="बाल कल्याण समिति").tap()
    fits(phone)
    axe(phone)
    phone.get_by_role("button", name="सहेजें").tap()
    expect(phone.locator("h1")).to_have_text(re.compile(r"^UP-"))
    number = phone.locator("h1").inner_text()
    fits(phone)
    shot(phone, "days-station-case")
    phone.get_by_role("link", name="प्रस्तुति दर्ज करें").first.tap()
    expect(phone.locator("[name=persons]")).to_have_count(2)
    for one in phone.locator("[name=persons]").all():
        one.check()
    phone.fill("[name=at]", f"{clock.now().astimezone(clock.INDIA):%H:%M}")
    phone.locator("[name=receiver]").first.check()
    fits(phone)
    axe(phone)
    phone.get_by_role("button", name="कार्यवाही दर्ज करें").tap()
    expect(phone.locator("#acts .pill", has_text="दर्ज, पुष्टि शेष")).to_have_count(2)
    leave(phone, "", "साइन आउट")

    page = page_at(1280)
    main = page.get_by_role("main")
    enter(page, "Abdul Qadir", "Or choose any officer yourself", "Sign in as")
    due = page.locator(".btn.big")
    expect(due).to_have_text(re.compile(r"^Children due before us \(\d+\)$"))
    before = int(re.findall(r"\d+", due.inner_text())[0])
    due.click()
    main.get_by_role("link", name=number).click()
    expect(main.locator("h1")).to_have_text(number)
    page_of_case = page.url
    expect(main.locator("#acts .pill", has_text="Recorded, not confirmed yet")).to_have_count(2)
    main.locator("#acts").get_by_role("link", name="Answer").click()
    expect(main.locator("[name=tick]")).to_have_count(2)
    for one in main.locator("[name=tick]").all():
        one.check()
    main.get_by_label("Confirm: it was so").check()
    axe(page)
    main.get_by_role("button", name="Send the answer").click()
    expect(main.page.locator("body")).to_contain_text("Answered 2 acts.")
    page.goto(page_of_case)
    expect(main.locator("#acts .pill", has_text="Confirmed by the receiver")).to_have_count(2)
    shot(page, "days-cwc-case")
    press(page, "Add documents")
    shot(page, "days-cwc-document")
    page.locator(".brand").click()
    expect(due).to_have_text("Cases shared with us" if before == 1 else f"Children due before us ({before - 1})")
    page.get_by_role("searchbox").first.fill(number)
    expect(page.locator(".find-list [data-hit]").first).to_contain_text(number)
    leave(page, "Abdul Qadir", "Sign out")


# Three words of English in a row, on the page or said of a field; what is English on purpose is marked so.
ENGLISH = """() => {
  const three = /[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}/, found = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let each; (each = words.nextNode()); )
    if (!each.parentElement.closest("script, style, [lang=en]") && each.parentElement.checkVisibility()
        && three.test(each.textContent)) found.push(each.textContent.trim());
  for (const name of ["placeholder", "aria-label", "title"])
    for (const each of document.querySelectorAll(`[${name}]:not([lang=en])`))
      if (three.test(each.getAttribute(name))) found.push(each.getAttribute(name));
  return found;
}"""


def test_clerk_who_reads_hindi_only_meets_no_english_sentence(
    server: str, page_at: Callable[..., Page], axe: Any, shot: Any
) -> None:
    page = page_at(1280, language="hi")
    main = page.get_by_role("main")
    seen: list[str] = []

    def read() -> None:
        """Read the page to its end."""
        page.wait_for_load_state()
        expect(page.locator("html")).to_have_attribute("lang", "hi")
        expect(page.locator("h1").first).to_be_visible()
        seen.append(page.url)
        assert page.evaluate(ENGLISH) == [], page.url

    page.goto("/")
    read()
    press(page, "या स्वयं कोई अधिकारी चुनें")
    read()
    main.get_by_label("नाम").fill("पूजा मौर्य")
    main.get_by_role("button", name="खोजें").click()
    main.get_by_role("button", name="पूजा मौर्य के रूप में साइन इन करें").click()
    expect(page.locator(".btn.big")).to_have_text("गुमशुदगी दर्ज करें")
    read()
    page.locator(".btn.big").click()
    read()
    main.get_by_role("textbox", name=re.compile("^नाम")).fill("रिंकी")
    main.get_by_role("textbox", name=re.compile("^आयु")).fill("लगभग १६")
    main.locator("label", has_text="महिला").first.click()
    main.get_by_label("अंतिम बार कहाँ देखे गए").fill("नानपारा")
    main.get_by_label("कब से गुमशुदा").fill("कल")
    main.get_by_role("button", name="सहेजें").click()
    expect(page.locator("h1")).to_contain_text("UP-")
    read()
    shot(page, "days-clerk-entry")
    page.locator(".brand").click()
    page.locator("#mine").get_by_role("link", name="सभी कार्य").first.click()
    read()
    main.locator("li.duty h2 a").first.click()
    read()
    for turn in ("कार्य", "परिदृश्य", "सीखना"):  # the titles of cases stay as their officers wrote them
        page.locator(".nav").get_by_role("link", name=turn, exact=True).click()
        read()
        for number in range(1, page.locator(".beside a").count()):
            page.locator(".beside a").nth(number).click()
            read()
    page.locator(".foot").get_by_role("link", name="सहायता").click()
    read()
    page.locator(".crumbs").get_by_role("link", name="सहायता").click()
    read()
    main.get_by_role("link", name="महिला हेल्प डेस्क").first.click()
    read()
    page.locator(".who > summary").click()
    page.locator(".who-menu").get_by_role("link", name="सूचनाएँ").click()
    read()
    axe(page)
    assert len(set(seen)) > 20
    leave(page, "पूजा मौर्य", "साइन आउट")
    read()
