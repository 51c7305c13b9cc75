"""An administrator keeps the directory and takes in a list; pages whole at both widths, in both languages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from samanvay.config.env import ROOT
from samanvay.directory.models import Officer, Unit
from samanvay.directory.officers.actions import accounts as account_actions
from samanvay.directory.officers.actions import officers as officer_actions
from samanvay.directory.officers.actions import postings as posting_actions
from samanvay.kernel.db.scope import SYSTEM, acting_as

LIST = ROOT / "examples" / "officers_as_sent.xlsx"


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """The directory is walked on a database that knows places and units."""
    return fresh_state


def administrator(language: str) -> None:
    with acting_as(SYSTEM):
        officer = officer_actions.add_officer(
            by=SYSTEM,
            employee_no="A-1",
            home_state="IN-UP",
            name="Vimla Rawat",
            name_hi="विमला रावत",
            language=language,
        )
        at = Unit.objects.get(code="administration:IN-UP")
        posting_actions.post_officer(by=SYSTEM, officer=officer, unit=at, role="administrator")
        account_actions.open_account(by=SYSTEM, officer=officer, username="admin", is_persona=True)


@pytest.mark.parametrize(("width", "language"), [(360, "hi")])
def test_the_pages_of_the_directory_are_whole(
    width: int,
    language: str,
    server: str,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    administrator(language)
    with acting_as(SYSTEM):
        unit = Unit.objects.get(code="police:district:180")
        officer = Officer.objects.get(employee_no="A-1")
    signed_in("admin")
    page = page_at(width, language=language)
    pages = {
        "place": "/directory/places/district:180/",
        "station": "/directory/places/station:BSB/",
        "group": "/directory/places/region:up-nepal-border/",
        "search": "/directory/?q=Allahabad",
        "nothing": "/directory/?q=qqqqzzzz",
        "units": "/directory/units/?compartment=police&kind=ahtu",
        "trees": "/directory/units/?view=tree",
        "unit": f"/directory/units/{unit.id}/",
        "move": f"/directory/units/{unit.id}/move/",
        "officers": "/directory/officers/",
        "officer": f"/directory/officers/{officer.id}/",
        "new": "/directory/officers/new/",
        "import": "/import/",
    }
    for name, address in pages.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        fits(page)
        shot(page, f"directory-{name}-{language}-{width}")
        axe(page)


def test_a_place_is_found_while_typing(
    server: str, signed_in: Callable[[str], None], page_at: Callable[..., Page]
) -> None:
    administrator("en")
    signed_in("admin")
    page = page_at(1280)
    page.goto("/directory/")
    page.locator("#q").press_sequentially("इलाहाबाद")
    expect(page.locator("#found")).to_contain_text("Prayagraj")
    page.wait_for_url("**q=*")
    page.locator("#found").get_by_role("link", name="Prayagraj (प्रयागराज)").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Prayagraj")
    expect(page.locator("main")).to_contain_text("Allahabad (इलाहाबाद)")


def test_a_list_as_sent_is_checked_mended_written_and_taken_back(
    server: str,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    administrator("en")
    signed_in("admin")
    page: Any = page_at(360)
    page.goto("/import/")
    page.locator("select[name=kind]").select_option("officers")
    page.get_by_label("File", exact=True).set_input_files(LIST)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("button", name="Save 4 good rows")).to_be_visible()
    fits(page)
    shot(page, "import-faults-en-360")
    axe(page)
    page.get_by_role("link", name="Edit row 5").click()
    page.get_by_label("वर्तमान तैनाती / तैनाती स्थल").fill("AHTU Bahraich")
    axe(page)
    page.get_by_role("button", name="Check this row").click()
    page.get_by_role("button", name="Save 5 good rows").click()
    expect(page.locator("main")).to_contain_text("records were added")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("records were undone")
    with acting_as(SYSTEM):
        assert not Officer.objects.standing().filter(employee_no__startswith="UP-P-31").exists()
