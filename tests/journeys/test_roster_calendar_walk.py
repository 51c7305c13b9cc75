"""A coordinator drags a batch to the next week; a station officer sees on a phone who is away."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from roster_world import a_published_plan, this_monday, world

from samanvay.access.users.actions import choose_language
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.law.audiences import EVERYBODY
from samanvay.rosters.centres.events import CLOSURE_MADE
from samanvay.rosters.delivery.actions.coverage import counted as counted_on
from samanvay.rosters.delivery.actions.coverage import keep_week
from samanvay.rosters.models import Batch, Closure, Turn
from samanvay.training.models import Member
from samanvay.training.roll.events import MEMBER_AMENDED
from samanvay.web.rosters.week_words import week_key


@pytest.fixture
def people(server: str) -> SimpleNamespace:
    with acting_as(SYSTEM):
        made = world()
        close(made, this_monday() + timedelta(weeks=5))
        train(made.members["Station 0"][:9])
        for ago in (3, 2, 1, 0):
            with reading(SYSTEM):
                found = counted_on(this_monday() - timedelta(weeks=ago))
            keep_week(monday=this_monday() - timedelta(weeks=ago), found=found)
        made.plan = a_published_plan(made, monday=this_monday())
    return made


def close(here: SimpleNamespace, monday: date) -> None:
    with operation(CLOSURE_MADE, by=SYSTEM):
        Closure(
            first_monday=monday, last_monday=monday, kind="election", made_at=clock.now(), made_by=SYSTEM.id,
            readers=list(EVERYBODY), home_unit=here.faculty.audience, home_state="IN-UP",
        ).save(force_insert=True)  # fmt: skip


def train(members: list[Member]) -> None:
    with operation(MEMBER_AMENDED, by=SYSTEM):
        for at, member in enumerate(members):
            day = clock.today() - timedelta(weeks=4 * at)
            passed = {"certified_on": day} if at % 2 else {}
            member.revise(expected=None, changes={"trained_on": day, **passed})


def test_a_coordinator_drags_a_batch_to_the_next_week(
    people: SimpleNamespace,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    with reading(SYSTEM):
        batch = Batch.objects.filter(plan=people.plan, centre=people.east).order_by("monday").last()
    assert batch is not None
    to = batch.monday + timedelta(weeks=1 if batch.monday + timedelta(weeks=1) < people.plan.end else -1)
    signed_in("trainer")
    page = page_at(1280)
    page.goto(f"/rosters/?weeks=13&week={week_key(people.plan.monday)}")
    shot(page, "roster-calendar-1280")
    axe(page)
    fits(page)
    card = page.locator(f".batch[data-move*='{batch.pk}']")
    card.drag_to(page.locator(f"td[data-monday='{week_key(to)}'][data-centre='{people.east.pk}']"))
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("People affected")
    expect(dialog).to_contain_text("On leave in that week")
    shot(page, "roster-calendar-move-1280")
    axe(page)
    dialog.locator("[name=reason]").fill("The hall is let in that week.")
    dialog.locator(".form-end button").click()
    expect(page.locator("main .notice.undo")).to_contain_text("is now here: Centre C-EAST")
    shot(page, "roster-calendar-moved-1280")
    axe(page)
    with reading(SYSTEM):
        now = Batch.objects.get(pk=batch.pk)
        assert now.monday == to
        assert now.reason == "The hall is let in that week."
    # What was moved is moved back by one press; the same is done by keyboard on a page of its own.
    page.get_by_role("button", name="Move it back").click()
    expect(page.locator(f"td[data-monday='{week_key(batch.monday)}'] .batch[data-move*='{batch.pk}']")).to_be_visible()
    with reading(SYSTEM):
        assert Batch.objects.get(pk=batch.pk).monday == batch.monday
    card.locator("a.move").press("Enter")
    page.locator("[name=monday]").select_option(week_key(to))
    page.get_by_role("button", name="See the effect").click()
    expect(page.locator(".move-part")).to_contain_text("People affected")
    axe(page)
    shot(page, "roster-move-1280")
    page.goto("/rosters/coverage/?by=district")
    axe(page)
    fits(page)
    shot(page, "coverage-1280")
    page.goto(f"/rosters/away/?week={week_key(people.plan.monday)}")
    axe(page)
    fits(page)
    shot(page, "roster-away-chief-1280")
    page.goto("/rosters/members/")
    shot(page, "members-1280")
    page.goto(f"/rosters/members/{people.members['Station 0'][0].pk}/")
    axe(page)
    shot(page, "member-1280")


def test_a_station_officer_sees_on_a_phone_who_is_away_next_week(
    people: SimpleNamespace,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    monday = this_monday() + timedelta(weeks=1)
    with acting_as(SYSTEM):
        choose_language(by=people.sho.actor, user=people.sho.user, language="hi")
    with reading(SYSTEM):
        called = [
            each.member for each in Turn.objects.filter(unit=people.stations[0], monday=monday).select_related("member")
        ]
    assert called
    others = [each for each in people.members["Station 0"] if each.pk not in {one.pk for one in called}]
    with operation(MEMBER_AMENDED, by=SYSTEM):
        others[0].revise(expected=None, changes={"leave_from": monday, "leave_until": monday + timedelta(days=3)})
    signed_in("sho")
    page = page_at(360, language="hi", height=740)
    page.goto("/rosters/away/")
    expect(page.locator("h1")).to_contain_text("अगले सप्ताह")
    expect(page.locator("h1")).to_contain_text(f"20 में से {len(called) + 1}")
    for member in [*called, others[0]]:
        expect(page.locator(".away-people")).to_contain_text(member.name_hi)
    axe(page)
    fits(page)
    shot(page, "roster-away-hi-360")
    page.goto(f"/rosters/?week={week_key(monday)}&weeks=13")
    axe(page)
    fits(page)
    shot(page, "roster-calendar-hi-360")
    page.goto("/rosters/coverage/")
    axe(page)
    fits(page)
    shot(page, "coverage-hi-360")
