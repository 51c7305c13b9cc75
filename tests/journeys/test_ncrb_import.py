"""Who has the duty for it takes in the bureau's national table: faults are named, the layer is read as a table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from samanvay.kernel.db.scope import reading
from samanvay.picture.models import StatValue


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """The table is taken in on a database that knows the districts."""
    return fresh_state


@pytest.mark.parametrize(("width", "language"), [(1280, "en")])
def test_an_analyst_takes_in_a_table_of_the_bureau(
    width: int,
    language: str,
    server: str,
    shared_data: Path,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    analyst = officer("analyst", "state_bureau", name="Farah Khan", name_hi="फ़राह ख़ान", language=language)
    signed_in("analyst")
    page = page_at(width, language=language)
    page.goto("/import/")
    page.locator("select[name=kind]").select_option("ncrb-missing-2021")
    page.set_input_files("input[name=file]", shared_data / "data" / "ncrb" / "missing_persons_district_2021_2022.csv")
    shot(page, f"ncrb-upload-{width}")
    fits(page)
    page.locator("form.card [type=submit]").click()
    page.wait_for_url("**/import/*-*/")
    expect(page.locator("main")).to_contain_text("9999")
    fits(page)
    axe(page)
    shot(page, f"ncrb-faults-{width}")
    # 1,831 good rows are the worker's: here it is called by hand
    page.locator("form[action$='/apply/'] [type=submit]").click()
    expect(page.locator("[role=progressbar], progress").first).to_be_visible()
    work(analyst)
    page.goto("/picture/layers/")
    fits(page)
    axe(page)
    shot(page, f"ncrb-layers-{width}")
    page.get_by_role("link", name="2021").first.click()
    page.locator("select[name=year]").select_option("2022")
    page.locator("select[name=head]").select_option("female_16_to_18")
    page.locator("form.filters button").click()
    expect(page.locator("main")).to_contain_text("Varanasi" if language == "en" else "वाराणसी")
    fits(page)
    axe(page)
    shot(page, f"ncrb-layer-{width}")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    with reading(analyst):
        known = StatValue.objects.standing().filter(year=2022, head="female_16_to_18", place__state_id="IN-UP")
        assert len(lines) - 1 == known.values("place_id").distinct().count()


def work(analyst: object) -> None:
    """Do what the worker does."""
    from samanvay.documents import imports
    from samanvay.documents.models import ImportRun

    with reading(analyst):  # type: ignore[arg-type]
        run = ImportRun.objects.get()
    if run.state == "applying":
        imports.apply_rows(by=analyst, run=run)  # type: ignore[arg-type]
