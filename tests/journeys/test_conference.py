"""A state nodal officer prepares and runs a sitting, twenty districts of 75 one by one; a chief finds the decision."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from samanvay.access.models import Grant
from samanvay.directory.queries import holders_of
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.review.models import Conference, Item, Line
from samanvay.review.states import ItemState


@pytest.fixture(scope="module")
def fresh_db(told_story: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """These journeys look at the told story."""
    with told_story() as url:
        yield url


def test_nodal_officer_runs_a_monday_conference_by_the_keyboard(
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    with reading(SYSTEM):
        conference = Conference.objects.coming().get()
        assert Item.objects.filter(conference=conference).exclude(district="").count() == 75
    signed_in("nodal")
    page = page_at(1280)
    page.goto("/conferences/")
    page.get_by_role("link", name="Weekly review of the districts").first.click()
    rows = page.locator("[data-row]")
    together = page.locator(".together li")
    expect(rows).to_have_count(18)  # two parts, fifteen districts, the consent item
    expect(together).to_have_count(60)
    axe(page)
    fits(page)
    shot(page, "conference-agenda-en-1280")

    second = rows.nth(1).locator("h3").inner_text().strip()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("d")  # one district moves down, by the keyboard
    expect(page.get_by_text("The order was set by hand.")).to_be_visible()
    expect(rows.nth(2)).to_contain_text(second)
    expect(rows.nth(2)).to_be_focused()
    page.locator(".agenda-item").filter(has=page.locator(".together")).locator("summary").first.click()
    for left in range(59, 54, -1):  # five of those taken note of together are taken up by themselves: twenty
        together.first.get_by_role("button", name="Take up separately").click()
        expect(together).to_have_count(left)
        page.locator(".agenda-item").filter(has=page.locator(".together")).locator("summary").first.click()
    shot(page, "conference-twenty-en-1280")

    presses = 1
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile("/(begin|attendance)/$"))
    if page.url.endswith("/begin/"):
        expect(page.locator("main")).to_contain_text("Begin it now, or hold an extra meeting?")
        axe(page)
        shot(page, "conference-begin-en-1280")
        presses += 1
        page.get_by_role("button", name="Begin it now").click()
    expect(page.locator("h1")).to_have_text("Attendance")
    ticked = page.locator("[name=present]:checked")
    expect(ticked).to_have_count(0)  # nobody is present for being expected
    page.get_by_label("Tick all").check()
    presses += 1
    expected = ticked.count()
    assert expected > 10
    axe(page)
    fits(page)
    shot(page, "conference-roll-en-1280")
    absent = page.locator("li:has([name=present]:checked) b").first.inner_text()
    ticked.first.uncheck()
    presses += 2
    page.get_by_role("button", name="Save the attendance").click()
    title = page.locator("#wall-title")
    expect(title).to_have_text("Opening remarks")

    def press(key: str) -> str:
        """Press a key of the wall; return what stood on it before it changed."""
        nonlocal presses
        before = title.inner_text()
        page.keyboard.press(key)
        expect(title).not_to_have_text(before)
        presses += 1
        return before

    walked = [press("n"), press("n")]
    assert walked[0] == "Opening remarks"

    page.keyboard.press("t")
    page.keyboard.type("Two raids were made; Sunita, 14 years, is home.")
    page.keyboard.press("Enter")
    expect(page.locator("#lines mark").first).to_contain_text("Sunita")
    page.locator("#update-text").fill("Two raids were made near the station.")
    page.locator("#update-text").press("Enter")
    expect(page.locator("#said")).to_contain_text("Two raids were made near the station.")
    day = (clock.today() + timedelta(days=5)).isoformat()
    for text in ("Call the placement agencies to the office.", "Name a second officer for the night."):
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        page.keyboard.type(text)
        page.select_option("#decision-owner", index=1)
        owner_words = page.locator("#decision-owner option").nth(1).inner_text().strip()
        page.locator("#decision-day").fill(day)
        page.get_by_role("button", name="Decide").click()
        expect(page.locator("#said")).to_contain_text(text)
    axe(page)
    fits(page)
    shot(page, "conference-wall-en-1280")
    wide = page_at(1920, height=1080)
    wide.goto(page.url)
    fits(wide)
    shot(wide, "conference-wall-en-1920")
    wide.close()

    # What is typed and not saved is asked about before it is left.
    shown, asked = title.inner_text(), []
    page.locator("#decision-text").fill("Nobody has saved this.")
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(title).to_have_text(shown)
    assert asked == ["What you typed is not saved. Go on without it?"]
    page.locator("#decision-text").fill("")

    page.keyboard.press("Escape")
    title.click()
    spoken = press("n")
    skipped = title.inner_text()
    page.keyboard.press("x")
    page.select_option("#skip-reason", "settled")
    axe(page)
    shot(page, "conference-skip-en-1280")
    page.locator("#skip").get_by_role("button", name="Skip").click()
    expect(title).not_to_have_text(skipped)
    title.click()
    press("u")  # undone by one key: it is on the wall again
    expect(title).to_have_text(skipped)
    page.keyboard.press("x")
    page.select_option("#skip-reason", "nothing_new")
    page.locator("#skip").get_by_role("button", name="Skip").click()
    expect(title).not_to_have_text(skipped)
    presses += 6
    title.click()
    while "taken note of together" not in title.inner_text():
        walked.append(press("n"))
    axe(page)
    fits(page)
    shot(page, "conference-together-en-1280")
    walked.append(press("n"))
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    page.get_by_role("link", name="End the meeting").click()
    expect(page.locator("main")).to_contain_text("Anything else")
    axe(page)
    fits(page)
    shot(page, "conference-end-en-1280")
    page.get_by_role("button", name="End the meeting").click()
    presses += 2
    page.wait_for_url("**/minutes/")
    expect(page.locator("main")).to_contain_text("Draft, not confirmed by the chair")
    told = dict(zip(page.locator("dl.facts dt").all_inner_texts(), page.locator("dl.facts dd").all(), strict=True))
    assert str(expected - 1) in told["Present"].inner_text()
    assert skipped in told["Skipped"].inner_text()
    assert "Nothing new since the last meeting" in told["Skipped"].inner_text()
    noted = told["Taken note of together"].inner_text().split(", ")
    assert len(noted) == 55
    assert not {*noted, skipped} & {*walked, spoken}, "what was walked was not passed over"
    assert "Anything else" in told["Not taken up"].inner_text()
    assert spoken in page.locator("section.card h2").first.inner_text()
    assert absent in told["Absent"].inner_text()
    vacant = told["Vacant posts"].text_content()
    assert "Ballia" in vacant, "its posts are vacant: it was neither there nor away"
    for name in ("Present", "Absent"):
        assert "Ballia" not in told[name].text_content()
    until = f"{clock.today() + timedelta(days=5):%-d %b %Y}"
    decision = page.locator(".said-line", has_text="Name a second officer for the night.")
    expect(decision).to_contain_text(owner_words)
    expect(decision).to_contain_text(f"by {until}")
    assert presses <= 40, presses  # with twenty districts, the roll and one skip
    axe(page)
    fits(page)
    shot(page, "conference-minutes-en-1280")
    draft = _paper(page, "In English (PDF)")
    for said in (
        "Draft, not confirmed by the chair",
        f"Skipped: {skipped} (Nothing new since the last meeting)",
        "Not taken up: Anything else",
        "Two raids were made near the station.",
    ):
        assert said in draft, said
    for said in ("Call the placement agencies to the office.", "Name a second officer for the night."):
        row = f"{said}{owner_words}{until}".replace(" ", "")  # whatever lines the paper has broken
        assert row in draft.replace(" ", ""), draft
    assert "Sunita" not in draft
    assert draft.index("Present") < draft.index("Absent") < draft.index("Vacant posts") < draft.index("Ballia")
    assert "Call the placement agencies to the office." in _paper(page, "In Hindi (PDF)")
    page.get_by_role("button", name="Confirm and send").click()
    expect(page.locator("main")).to_contain_text("Held, minutes confirmed")
    confirmed = _paper(page, "In English (PDF)")
    assert "Confirmed by Meera Saxena" in confirmed
    assert "Draft" not in confirmed

    with reading(SYSTEM):
        states = list(Item.objects.filter(conference=conference).values_list("state", flat=True))
        assert states.count(ItemState.DISCUSSED) == 1 + 19 + 1 + 55
        assert states.count(ItemState.PASSED) == states.count(ItemState.WAITING) == 1
        line = Line.objects.get(text="Call the placement agencies to the office.")
        duty = Duty.objects.get(subject_id=str(line.pk))
    owner = _holder(duty)
    if owner:
        signed_in(owner)
        phone = page_at(360, language="hi")
        phone.goto("/")
        expect(phone.locator("main")).to_contain_text("Call the placement agencies to the office.")
        phone.goto(f"/conferences/{conference.pk}/")
        fits(phone)
        axe(phone)
        shot(phone, "conference-invited-360")


def _paper(page: Page, words: str) -> str:
    """Return the text of the paper behind a button."""
    answer = page.request.get(page.get_by_role("link", name=words).get_attribute("href") or "")
    assert answer.status == 200
    return " ".join(" ".join(each.get_textpage().get_text_bounded() for each in PdfDocument(answer.body())).split())


def _holder(duty: Duty) -> str:
    return holders_of(duty.owner_role, duty.owner_audience).values_list("username", flat=True).first() or ""


@pytest.mark.parametrize(("width", "language"), [(360, "hi")])
def test_pages_fit_a_phone_in_hindi(
    width: int,
    language: str,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    signed_in("ahtu")  # reads Hindi; is invited to nothing yet
    page = page_at(width, language=language)
    page.goto("/conferences/")
    expect(page.locator(".empty")).to_contain_text("आगामी कोई बैठक नहीं है।")
    fits(page)
    axe(page)
    with reading(SYSTEM):
        held = Conference.objects.past().order_by("starts_at").first()
        assert held is not None
        chiefs = dict(held.invitations.filter(role="police_chief").values_list("district", "audience"))
    login = _hindi_chief(list(chiefs.values()))
    signed_in(login)
    for path, name in (("", "invited"), ("minutes/", "minutes"), ("attendance/", "attendance")):
        page.goto(f"/conferences/{held.pk}/{path}")
        expect(page.locator("html")).to_have_attribute("lang", "hi")
        fits(page)
        axe(page)
        shot(page, f"conference-{name}-hi-360")
    page.goto("/conferences/decisions/")
    fits(page)
    axe(page)
    shot(page, "conference-decisions-hi-360")


def _hindi_chief(audiences: list[int]) -> str:
    found = Grant.objects.filter(role="police_chief", audience__in=audiences, user__language="hi").order_by("audience")
    return found.values_list("user__username", flat=True)[0]
