"""A rescue recorded by a railway constable on a phone: one screen, a few presses, the case stands with its duties."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from samanvay.access.actions import create_user, give_grant
from samanvay.cases.models import Case, CaseLeg, CasePerson
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
            user = create_user(
                by=SYSTEM, username="grp", name="Dinesh Pal", name_hi="दिनेश पाल", language=language, is_persona=True
            )
            give_grant(
                by=SYSTEM, user=user, role="railway_police", audience=unit.audience, compartment=unit.compartment,
                home_state="IN-UP", since=date(2020, 1, 1),
            )  # fmt: skip

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
    page.goto("/cases/quick/")
    axe(page)
    fits(page)
    shot(page, f"quick-empty-{language}-360")
    # What and where are chosen already: an interception, at the constable's own station.
    expect(page.locator("[name=at]:checked")).to_have_value("station:BSB")
    page.fill("[name=girls]", "3")
    page.fill("[name=girls_age]", "14")
    page.fill("[name=accused_men]", "1")
    page.locator("#takers label").nth(1).click()
    shot(page, f"quick-filled-{language}-360")
    page.click("button.save")
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
    page.goto("/cases/quick/")
    page.fill("[name=girls]", "2")

    page.click("#locate")
    expect(page.locator("#locate-said")).to_contain_text("The phone may not say where it is.")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 26.76, "longitude": 83.37})
    page.click("#locate")
    expect(page.locator("[name=at][value='station:GKP']")).to_be_attached(timeout=30_000)
    expect(page.locator("#where")).to_contain_text("km")
    axe(page)
    shot(page, "quick-near-360")

    page.fill("[name=train]", "15707")
    page.click("button[name=look][value=train]")
    expect(page.locator("#where")).to_contain_text("15707 KIR ASR SPECIAL")
    expect(page.locator("[name=girls]")).to_have_value("2")
    page.locator("[name=at][value='station:DEOS']").check()
    expect(page.locator("#takers")).to_contain_text("Deoria")
    fits(page)
    axe(page)
    shot(page, "quick-train-360")

    page.context.set_offline(True)
    page.click("button.save")
    expect(page.locator("#no-line")).to_be_visible()
    # What the browser says of the lost line itself is no fault of the page.
    lost = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    walk.faults[:] = [fault for fault in walk.faults if not any(word in fault for word in lost)]
    expect(page.locator("[name=girls]")).to_have_value("2")
    page.context.set_offline(False)
    page.click("button.save")
    expect(page.locator("h1")).to_have_text(re.compile(r"^UP-"))
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
    page.fill("[name=boys]", "2")
    page.fill("[name=other-place]", "Xyzzyqq")
    page.click("button.save")
    expect(page.locator(".error-summary")).to_contain_text("No place of this name is known", timeout=30_000)
    expect(page.locator("[name=boys]")).to_have_value("2")
    axe(page)
    shot(page, "quick-fault-360")
    page.fill("[name=other-place]", "Gorakhpur")
    page.click("button.save")
    # Two districts of this name are asked back; the one of the officer's own state stands first.
    page.locator("[name=other-place_key]").first.check()
    page.click("button.save")
    expect(page.locator("h1")).to_have_text(re.compile(r"^UP-"))
