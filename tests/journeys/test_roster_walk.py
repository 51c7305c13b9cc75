"""A state coordinator takes in the roll, plans a quarter, mends a rule, publishes, loses a centre and plans again."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from case_world import officer
from roster_world import world

from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.rosters.models import Batch, Plan, PlanChange, Turn
from samanvay.rosters.plans.actions import changes, planning
from samanvay.training.models import Member

ROWS = 280


@pytest.fixture
def here(server: str) -> SimpleNamespace:
    with acting_as(SYSTEM):
        made = world()
        made.desk = officer("desk", "state_bureau", made.bureau)
    return made


def sheet(here: SimpleNamespace) -> bytes:
    """Return some hundred members as a personnel office sends them."""
    lines = ["PNO,Name,Designation,Gender,Posted at"]
    for at in range(ROWS):
        unit = here.units[at % len(here.units)]
        lines.append(f"UP{at:05},Member {at:03} Of Sheet,Constable,{'F' if at % 4 == 0 else 'M'},{unit.code}")
    return "\n".join(lines).encode()


def made_by_the_worker() -> Plan:
    """Do what the worker does with the plan that waits."""
    with reading(SYSTEM):
        waiting = Plan.objects.get(state="working")
    return planning.make_plan(waiting.pk)


def at_centre(key: Any) -> int:
    with reading(SYSTEM):
        return Turn.objects.counted().filter(batch__plan__state="published", batch__centre=key).count()


def test_a_coordinator_takes_in_the_roll_plans_a_quarter_loses_a_centre_and_plans_again(
    here: SimpleNamespace,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    signed_in("desk")
    page = page_at(1280)
    page.goto("/import/")
    page.locator("select[name=kind]").select_option("members")
    page.set_input_files("input[name=file]", {"name": "roll.csv", "mimeType": "text/csv", "buffer": sheet(here)})
    page.locator("form.card [type=submit]").click()
    page.get_by_role("button", name=f"Save {ROWS} good rows").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    with reading(SYSTEM):
        everybody = Member.objects.present().count()
    assert everybody == 7 * 20 + ROWS

    page.goto("/rosters/plans/")
    page.get_by_role("link", name="New plan").first.click()
    page.locator("select[name=course]").select_option(here.course.code)
    page.locator("[name=weeks]").fill("2")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator("progress")).to_be_visible()
    assert made_by_the_worker().state == "impossible"
    mended = page.get_by_role("link", name=re.compile("Weeks of the plan"))
    expect(mended).to_be_visible()  # the page came by itself
    axe(page)
    shot(page, "roster-impossible")
    mended.click()
    page.locator("[name=weeks]").fill("13")
    page.locator("[name=name]").fill("The next quarter")
    page.get_by_text("Batches, seats and days").click()
    page.locator("[name=batch_cost]").fill("520")  # short ways before full batches: both centres are used
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator("progress")).to_be_visible()
    plan = made_by_the_worker()
    assert plan.state == "draft", plan.figures
    expect(page.get_by_role("heading", name="Publish this plan")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, "roster-draft")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".page-head")).to_contain_text("Published")

    before, moving = at_centre(here.east.pk), at_centre(here.west.pk)
    assert before + moving == everybody
    assert moving
    page.get_by_role("link", name="Change the plan").click()
    page.get_by_label("A centre is not available").check()
    page.locator("select[name=centre]").select_option(str(here.west.pk))
    page.locator("[name=words]").fill("The building is used by the election office.")
    axe(page)
    page.get_by_role("button", name="Calculate the effect").click()
    expect(page.locator("progress")).to_be_visible()
    with reading(SYSTEM):
        asked = PlanChange.objects.get()
    assert changes.work_out(asked.pk).state == "ready"
    expect(page.locator(".stats")).to_contain_text(f"{moving}")
    axe(page)
    fits(page)
    shot(page, "roster-change")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text(f"{moving} people were moved")).to_be_visible()
    expect(page.get_by_text("The building is used by the election office.")).to_be_visible()
    page.locator("select[name=centre]").select_option(str(here.east.pk))
    page.locator("#batches .filters button").click()
    with reading(SYSTEM):
        batches = Batch.objects.standing().filter(plan=plan.pk, centre=here.east.pk).count()
    expect(page.locator("#batches .list-head")).to_contain_text(f"{batches} batch")
    assert (at_centre(here.east.pk), at_centre(here.west.pk)) == (everybody, 0)
    shot(page, "roster-moved")
