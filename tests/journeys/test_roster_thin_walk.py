"""A coordinator finds the small batches of a draft by post and reason, in both languages, and holds one online."""

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from roster_world import a_plan, members, this_monday, world

from samanvay.audit.operations import operation
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.rosters.models import Batch
from samanvay.training.roll.events import MEMBER_AMENDED


@pytest.fixture
def here(server: str) -> SimpleNamespace:
    with acting_as(SYSTEM):
        made = world()
        far = create_unit(
            by=SYSTEM, kind="district_police", name="Far post", home_state="IN-UP", parent=made.police,
            place=keep_place(by=SYSTEM, key="district:166"),
        )  # fmt: skip
        alone = members(far, "FAR-", 1)[0]
        first = this_monday() + timedelta(weeks=2)
        away = {"leave_from": first, "leave_until": first + timedelta(weeks=12, days=-1)}
        with operation(MEMBER_AMENDED, by=SYSTEM, target=("member", alone.pk)):
            alone.revise(expected=None, changes=away)
        made.at_centres = a_plan(made)
        made.in_districts = a_plan(made, centre_visits_per_year=0)
    return made


def test_a_coordinator_decides_about_small_batches(
    here: SimpleNamespace,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    signed_in("trainer")
    page = page_at(1280)
    page.goto(f"/rosters/plans/{here.in_districts.pk}/")
    small = page.locator("#thin .duty", has_text="Far post")
    expect(small).to_contain_text("1 × Constable, Far post")
    small.get_by_role("button", name="Hold online").click()
    expect(page.get_by_text("The batch is held online.")).to_be_visible()
    expect(page.locator("#thin .duty", has_text="Far post")).to_contain_text("Online")
    shot(page, "roster-thin-online")
    with reading(SYSTEM):
        assert Batch.objects.filter(plan=here.in_districts, mode="online").count() == 1
    for language, width in (("en", 360), ("en", 1280), ("hi", 1280), ("hi", 360)):
        page = page_at(width)
        page.goto(f"/rosters/plans/{here.at_centres.pk}/")
        if language == "hi" and page.get_by_role("button", name="हिन्दी").is_visible():
            page.get_by_role("button", name="हिन्दी").click()
            expect(page.locator("html")).to_have_attribute("lang", "hi")
        expect(page.locator("#thin .duty")).to_have_count(1)
        axe(page)
        fits(page)
        shot(page, f"roster-thin-{language}-{width}")
        page.close()
