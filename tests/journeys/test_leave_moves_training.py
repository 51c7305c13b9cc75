"""An officer on leave is moved: the desk notes the leave, the training finds another week by itself, both see it.

Whoever comes scans the code at the door and is marked.
"""

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from batch_world import batches, called, plan_of, signs_in, turns
from case_world import officer
from roster_world import this_monday, world

from samanvay.audit.operations import operation
from samanvay.audit.outbox import deliver_all
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.rosters.batches.events import BATCH_MOVED
from samanvay.rosters.delivery.attendance_codes import code_of
from samanvay.rosters.models import Presence, Turn


@pytest.fixture
def here(server: str) -> Any:
    """A called batch, somebody in it who signs in, and the state's desk."""
    made: SimpleNamespace = world()
    made.plan = plan_of(made)
    made.batch = batches(made.plan)[0]
    made.turn = turns(made.batch)[0]
    signs_in(made.turn.member)
    called(made.batch)
    made.desk = officer("desk", "state_bureau", made.bureau)
    return made


def test_an_officer_on_leave_is_moved_and_both_see_it(
    here: Any,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    member, batch = here.turn.member, here.batch
    signed_in(member.employee_no.lower())
    own = page_at(360, touch=True)
    own.goto("/")
    expect(own.locator("main")).to_contain_text("Training ")
    own.goto("/rosters/mine/")
    week = own.locator(".list h3").first.inner_text()
    axe(own)
    fits(own)

    signed_in("desk")
    desk = page_at(360)
    desk.goto(f"/rosters/members/{member.pk}/")
    desk.get_by_label("Leave from").fill(batch.starts_on.isoformat())
    desk.get_by_label("Leave to").fill((batch.starts_on + timedelta(days=9)).isoformat())
    desk.get_by_label("Why").fill("Earned leave, sanctioned")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("main")).to_contain_text("Saved.")
    while deliver_all(batch=5_000):
        continue
    with reading(SYSTEM):
        now = Turn.objects.select_related("batch__centre").get(took_place_of=here.turn)
    assert now.monday > batch.monday + timedelta(days=9)

    desk.goto(f"/rosters/turns/{here.turn.pk}/")
    expect(desk.locator("main")).to_contain_text("Moved: On leave")
    expect(desk.locator("main")).to_contain_text("Instead")
    axe(desk)
    fits(desk)
    shot(desk, "leave-desk-en-360")

    signed_in(member.employee_no.lower())
    own.goto("/rosters/mine/")
    expect(own.locator(".list h3").first).not_to_have_text(week)
    expect(own.locator("main")).to_contain_text(now.batch.where.en)
    expect(own.get_by_text("Moved: On leave")).to_be_visible()
    axe(own)
    fits(own)
    shot(own, "leave-own-en-360")
    own.goto("/notices/")
    expect(own.get_by_text("was moved: now").first).to_be_visible()


def test_who_scans_the_code_at_the_door_is_marked_at_once(
    here: Any,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    """With scripts the page that the code leads to presses the button itself."""
    today = clock.today()
    with operation(BATCH_MOVED, by=SYSTEM, target=("batch", here.batch.pk)):
        here.batch.revise(
            expected=None, changes={"monday": this_monday(), "starts_on": today, "ends_on": today + timedelta(days=2)}
        )
    signed_in(here.turn.member.employee_no.lower())
    own = page_at(360, touch=True)
    own.goto(f"/rosters/here/{code_of(here.batch)}/")
    expect(own.get_by_role("status")).to_have_text("You are marked as present today.")
    axe(own)
    fits(own)
    shot(own, "here-en-360")
    with reading(SYSTEM):
        assert Presence.objects.filter(turn=here.turn, day=today, voided_at=None).count() == 1
