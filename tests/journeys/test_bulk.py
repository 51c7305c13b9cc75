"""Nil reports of a week are accepted in two presses and taken back in one; several pairs are rejected together."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.reports.models import SituationReport


@pytest.fixture(scope="module")
def fresh_db(told_story: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """These journeys look at the told story."""
    with told_story() as url:
        yield url


def waiting() -> int:
    with reading(SYSTEM):
        return SituationReport.objects.filter(state="submitted", is_quiet=True).count()


def test_nil_reports_are_accepted_together_and_undone(
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    before = waiting()
    assert before > 20
    signed_in("nodal")
    page = page_at(1280)
    page.goto("/reports/to-accept/?show=nil")  # the press on the line of the desk
    expect(page.locator("[name=tick]:checked")).to_have_count(before)
    axe(page)
    fits(page)
    page.get_by_role("button", name="Accept the ticked reports").click()
    expect(page.locator("main")).to_contain_text(f"Accepted {before} reports.")
    axe(page)
    shot(page, "bulk-undo-en-1280")
    assert waiting() == 0
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text(f"{before} reports wait again.")
    assert waiting() == before

    phone = page_at(360, language="hi")
    phone.goto("/reports/to-accept/?show=nil")
    fits(phone)
    axe(phone)
    boxes = phone.locator("[name=tick]:checked")
    phone.locator("[data-bulk-all]").uncheck()
    expect(boxes).to_have_count(0)
    phone.locator("[name=tick]").first.check()
    expect(phone.locator("[data-bulk-count]")).to_have_text(f"1 / {before}")
    shot(phone, "bulk-hi-360")


def test_pairs_are_rejected_together_and_undone(
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    signed_in("nodal")
    for width in (1280, 360):
        page = page_at(width)
        page.goto("/tracing/matches/?band=weak")
        many = page.locator("[name=tick]").count()
        assert many > 1
        page.locator("[name=tick]").nth(0).check()
        page.locator("[name=tick]").nth(1).check()
        page.locator("summary").filter(has_text="Reject the ticked pairs").click()
        axe(page)
        fits(page)
        page.get_by_label("Reason to reject the ticked pairs").fill("Other birthmarks, seen on both photographs")
        page.get_by_role("button", name="Reject the ticked pairs").click()
        expect(page.locator("main")).to_contain_text("Rejected 2 pairs.")
        axe(page)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("main")).to_contain_text("2 pairs wait again.")
        expect(page.locator("[name=tick]")).to_have_count(many)
