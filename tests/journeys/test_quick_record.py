"""A rescue recorded by a railway constable on a phone: one screen, a few presses, the case stands with its duties."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from thumb import Thumb, Walked

from factories import make_officer
from samanvay.cases.models import Case, CaseLeg, CasePerson
from samanvay.config.env import ROOT
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading

LANGUAGES = ["en", "hi"]


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's stations and units."""
    return fresh_state


@pytest.fixture
def constable(server: str) -> Callable[[str], None]:
    """Post a constable of the railway police at Varanasi Junction, who reads in a language."""

    def posted(language: str) -> None:
        with acting_as(SYSTEM):
            unit = Unit.objects.get(code="grp:station:BSB")
            make_officer(
                "grp",
                "railway_police",
                unit,
                name="Dinesh Pal",
                since=date(2020, 1, 1),
                name_hi="दिनेश पाल",
                language=language,
                is_persona=True,
            )

    return posted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_constable_records_a_rescue_on_one_screen(
    language: str,
    constable: Callable[[str], None],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    constable(language)
    signed_in("grp")
    page = page_at(360, language=language, height=740, touch=True)
    thumb = Thumb(page)
    page.goto("/")
    thumb.tap(page.locator(".btn.big[href='/cases/quick/']"))
    expect(page.locator("#where")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, f"quick-empty-{language}-360")
    # What and where are chosen already: an interception, at the constable's own station.
    thumb.read(page.locator("[name=kind]:checked"))
    thumb.read(page.locator("[name=at]:checked"))
    expect(page.locator("[name=at]:checked")).to_have_value("station:BSB")
    thumb.type(page.locator("[name=girls]"), "3")
    thumb.type(page.locator("[name=girls_age]"), "14")
    thumb.type(page.locator("[name=accused_men]"), "1")
    thumb.tap(page.locator("#takers label").nth(1))
    shot(page, f"quick-filled-{language}-360")
    thumb.tap(page.locator("button.save"))
    expect(page.locator("h1")).to_have_text(re.compile(r"^UP-[A-Z]{3}-2026-\d{6}$"))
    expect(page.locator("#people h3").first).to_have_text(re.compile("Girl 1|बालिका 1"))
    axe(page)
    fits(page)
    shot(page, f"quick-case-{language}-360")
    with reading(SYSTEM):
        case = Case.objects.get()
        assert (case.people, case.place_id) == (3, "station:BSB")
        assert CasePerson.objects.filter(case=case).count() == 4
        assert [leg.place_id for leg in CaseLeg.objects.filter(case=case)] == ["station:BSB"]
    as_written(thumb.walked(), "At one's own station")


def as_written(walked: Walked, name: str) -> None:
    """Fail where the modelled time is no longer below 90 s, or what is written of the walk is no longer so."""
    assert walked.seconds < 90, walked.row(name)
    text = (ROOT / "docs" / "explanation" / "quick-record.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"| {name} |"))
    taps, letters, _swipes, thoughts, seconds = (int(said) for said in re.findall(r"\d+", row))
    assert (taps, letters, thoughts) == (walked.taps, walked.letters, walked.thoughts), walked.row(name)
    assert abs(seconds - walked.seconds) < 5, walked.row(name)


def test_the_next_halts_of_a_train_the_place_of_the_phone_and_a_lost_line(
    walk: Any,
    constable: Callable[[str], None],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    constable("en")
    signed_in("grp")
    page = page_at(360, height=740, touch=True)
    thumb = Thumb(page)
    page.goto("/")
    thumb.tap(page.locator(".btn.big[href='/cases/quick/']"))
    expect(page.locator("#where")).to_be_visible()
    thumb.read(page.locator("[name=kind]:checked"))

    # First the train, then the phone between two of its halts, Mairwa and Deoria: both are offered.
    thumb.type(page.locator("[name=train]"), "15707")
    thumb.tap(page.locator("button[name=look][value=train]"))
    expect(page.locator("#where")).to_contain_text("15707 KIR ASR SPECIAL: its next halts are shown above.")
    expect(page.locator("#where .group-words").first).to_have_text("Next halts of 15707")
    fits(page)
    axe(page)
    shot(page, "quick-train-360")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 26.30, "longitude": 84.00})
    thumb.tap(page.locator("#locate"))
    expect(page.locator("#where .group-words").first).to_have_text("Near the phone")
    expect(page.locator("#where .choices").first).to_contain_text("km")
    expect(page.locator("#where .group-words").nth(1)).to_have_text("Next halts of 15707")
    expect(page.locator("#where .group-words + .choices").nth(1).locator("input").first).to_have_value("station:DEOS")
    fits(page)
    axe(page)
    shot(page, "quick-train-near-360")
    thumb.tap(page.locator("label:has([name=at][value='station:DEOS'])"))
    expect(page.locator("#takers")).to_contain_text("Deoria")
    thumb.type(page.locator("[name=girls]"), "2")
    thumb.type(page.locator("[name=girls_age]"), "13")
    thumb.tap(page.locator("#takers label").nth(1))

    page.context.set_offline(True)
    thumb.tap(page.locator("button.save"))
    expect(page.locator("#no-line")).to_be_visible()
    # What the browser says of the lost line itself is no fault of the page.
    lost = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    walk.faults[:] = [fault for fault in walk.faults if not any(word in fault for word in lost)]
    expect(page.locator("[name=girls]")).to_have_value("2")
    page.context.set_offline(False)
    thumb.tap(page.locator("button.save"))
    expect(page.locator("h1")).to_have_text(re.compile(r"^UP-"))
    as_written(thumb.walked(), "On a train, the line lost once")
    with reading(SYSTEM):
        leg = CaseLeg.objects.get()
        assert (leg.place_id, leg.mode, leg.train) == ("station:DEOS", "train", "15707")


def test_a_fault_is_shown_and_everything_typed_stays(
    constable: Callable[[str], None],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    constable("en")
    signed_in("grp")
    page = page_at(360, height=740, touch=True)
    page.goto("/cases/quick/")
    page.click("#locate")
    expect(page.locator("#locate-said")).to_contain_text("The browser is not allowed to use the location.")
    page.fill("[name=boys]", "2")
    page.locator("summary:has-text('Others: transgender')").click()
    page.fill("[name=trans_adults]", "1")
    axe(page)
    shot(page, "quick-rare-360")
    page.fill("[name=other-place]", "Xyzzyqq")
    page.click("button.save")
    expect(page.locator(".error-summary")).to_contain_text("No place of this name is known")
    expect(page.locator("[name=boys]")).to_have_value("2")
    expect(page.locator("[name=trans_adults]")).to_be_visible()
    axe(page)
    shot(page, "quick-fault-360")
    page.fill("[name=other-place]", "Gorakhpur")
    page.click("button.save")
    # Two districts of this name are asked back; the one of the officer's own state stands first.
    page.locator("[name=other-place_key]").first.check()
    page.click("button.save")
    expect(page.locator("h1")).to_have_text(re.compile(r"^UP-"))


def test_who_takes_over_stays_chosen_when_the_answer_to_the_place_comes_late(
    constable: Callable[[str], None], page_at: Callable[..., Page], signed_in: Callable[[str], None]
) -> None:
    constable("en")
    signed_in("grp")
    page = page_at(360, height=740, touch=True)
    page.goto("/cases/quick/")
    page.get_by_label("Another unit, by its name").fill("Deoria")
    page.locator("#takers button[value=taker]").click()
    expect(page.locator("#takers")).to_contain_text("Deoria")
    page.locator("[name=train]").fill("12333")
    page.get_by_role("button", name="Show halts").click()
    expect(page.locator("[name=at]")).not_to_have_count(1)
    late: list[Route] = []
    page.route("**/cases/quick/", lambda route: late.append(route))
    page.locator("label:has([name=at])").nth(1).click()
    while not late:  # the request is on its way
        page.evaluate("0")
    [answer] = late
    page.locator("#takers label").nth(1).click()
    chosen = page.locator("[name=takes_over]:checked").get_attribute("value")
    page.get_by_label("Another unit, by its name").fill("Ballia")
    with page.expect_response("**/cases/quick/"):
        answer.continue_()
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    expect(page.locator("[name=takes_over]:checked")).to_have_attribute("value", str(chosen))
    expect(page.get_by_label("Another unit, by its name")).to_have_value("Ballia")
