"""Two desks: a committee's, whose work comes with later rooms, and a magistrate's on the evening before the meeting."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from officers_of_up import officer, unit_of
from playwright.sync_api import Page, expect
from thumb import Thumb

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import open_duty
from samanvay.duties.kinds import kind_of
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.reports.weeks.weekly import open_weekly_duties

MOST_PRESSES = 5


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's districts and units."""
    return fresh_state


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (360, "hi")])
def test_committee_member_has_a_desk_of_their_own(
    width: int,
    language: str,
    server: str,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    with acting_as(SYSTEM):
        unit = Unit.objects.filter(kind="cwc", home_state="IN-UP").order_by("audience")[0]
        make_officer("cwc", "cwc_member", unit, since=date(2020, 1, 1), is_persona=True, language=language)
    signed_in("cwc")
    page = page_at(width, language=language)
    page.goto("/")
    expect(page.locator(".btn.big")).to_have_attribute("href", "/cases/")
    expect(page.locator(".desk .empty")).to_be_visible()
    expect(page.locator(".strip .btn")).to_be_visible()
    fits(page)
    axe(page)
    shot(page, f"desk-cwc-{language}-{width}")
    if width == 1280:
        assert page.locator(".nav a").all_inner_texts() == ["Work", "Cases", "Picture", "Learn"]
        page.locator(".nav a", has_text="Cases").click()
        expect(page.locator(".beside a")).to_have_count(6)
        axe(page)
    else:
        page.locator(".menu > summary").click()
        expect(page.locator(".menu-sheet .turn")).to_have_count(5)
        axe(page)


def test_magistrate_reaches_everything_of_the_meeting_the_evening_before(
    server: str, signed_in: Callable[[str], None], page_at: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    officer("dm", "district_magistrate", "Moradabad", name="Sunita Rao", name_hi="सुनीता राव", language="en")
    office = unit_of("district_magistrate", "Moradabad")
    with reading(SYSTEM):
        open_duty(
            by=SYSTEM,
            kind=kind_of("conference:prepare"),
            subject=("conference", "1"),
            title=Bilingual("Look at the agenda", "कार्यसूची देखें"),
            owner_role="district_magistrate",
            owner_audience=office.audience,
            due_at=clock.now() + timedelta(hours=14),
            readers=[office.audience],
            home_state="IN-UP",
        )
    open_weekly_duties()
    actor = actor_for(User.objects.get(username="dm"))
    assert actor.is_confirmed
    signed_in("dm")
    page = page_at(360, height=740, touch=True)
    thumb = Thumb(page)
    page.goto("/")
    expect(page.locator("#mine .tasks li")).to_have_count(2)
    fits(page)
    axe(page)
    shot(page, "desk-dm-en-360")
    for address, heading in (
        ("/today/district/", "before the meeting"),
        ("/conferences/", ""),
        ("/reports/", "Reports"),
    ):
        page.evaluate("sessionStorage.clear()")
        thumb.tap(page.locator(".menu > summary"))
        thumb.tap(page.locator(f".menu-sheet nav a[href='{address}']"))
        expect(page.locator("h1").first).to_contain_text(heading)
        assert thumb.walked().taps <= MOST_PRESSES
        fits(page)
        page.goto("/")
    page.evaluate("sessionStorage.clear()")
    thumb.tap(page.locator(".btn.big"))
    expect(page.locator("h1").first).to_be_visible()
    assert thumb.walked().taps == 1
