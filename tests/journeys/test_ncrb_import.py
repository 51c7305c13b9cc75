"""The state desk's analyst takes in the bureau's national tables: faults named, both rows of a unit, the layer read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from samanvay.documents.importing import actions as imports
from samanvay.documents.models import ImportRun
from samanvay.kernel.db.scope import Actor, reading
from samanvay.picture.models import StatValue

SCREENS = 12  # so many heights of a telephone are a page; what is longer is paged
TELEPHONE = 860


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """The table is taken in on a database that knows the districts."""
    return fresh_state


@pytest.fixture
def tables(shared_data: Path) -> Path:
    """The folder of the bureau's tables."""
    return shared_data / "data" / "ncrb"


Signed = Callable[[str], None]
Pages = Callable[..., Page]
Looked = Callable[[Page], None]
Shot = Callable[[Page, str], Path]


def test_an_analyst_takes_in_a_large_table_of_districts(
    server: str, tables: Path, signed_in: Signed, page_at: Pages, axe: Looked, fits: Looked, shot: Shot
) -> None:
    analyst = officer("analyst", "state_desk_analyst", name="Farah Khan", name_hi="फ़राह ख़ान")
    signed_in("analyst")
    page = page_at(1280)
    upload(page, "ncrb-women", tables / "district_crimes_against_women_2017_2022.csv")
    main = page.locator("main")
    expect(main).to_contain_text("770 is not one")
    # The railway police at Lucknow has two rows for 2017: both are named, with both numbers.
    expect(main).to_contain_text("Kidnapping and abduction (363): 10 in row 705, 1 here")
    fits(page)
    axe(page)
    shot(page, "ncrb-faults-1280")
    page.get_by_role("link", name="Edit row 752").click()
    axe(page)
    shot(page, "ncrb-row-1280")
    page.get_by_role("button", name="Save it as a second unit").click()
    expect(main).to_contain_text("Row 752 is saved as a separate unit.")
    # 5,318 good rows are the worker's: here it is called by hand.
    page.get_by_role("button", name="Save 5318 good rows").click()
    expect(page.locator("[role=progressbar], progress").first).to_be_visible()
    work(analyst)
    lines = read_layer(page, "ncrb-women", 2017, "kidnapping_and_abduction", "Lucknow")
    fits(page)
    axe(page)
    shot(page, "ncrb-layer-1280")
    with reading(analyst):
        known = StatValue.objects.standing().filter(year=2017, head="kidnapping_and_abduction", place__state_id="IN-UP")
        assert len(lines) - 1 == known.values("place_id").distinct().count()


def test_an_analyst_takes_in_tables_on_a_telephone_in_hindi(
    server: str,
    tables: Path,
    tmp_path: Path,
    signed_in: Signed,
    page_at: Pages,
    axe: Looked,
    fits: Looked,
    shot: Shot,
) -> None:
    officer("analyst", "state_desk_analyst", name="Farah Khan", name_hi="फ़राह ख़ान", language="hi")
    signed_in("analyst")
    page = page_at(360, language="hi", height=TELEPHONE)
    page.goto("/import/")
    fits(page)
    axe(page)
    shot(page, "ncrb-upload-360")
    # Of many rows with faults the first stand on the page, the others on the next and in the list as CSV.
    upload(
        page, "ncrb-missing-2017", of_delhi_and_unmapped(tables / "missing_persons_district_2017_2020.csv", tmp_path)
    )
    expect(page.locator("main")).to_contain_text("9999")
    fits(page)
    axe(page)
    shot(page, "ncrb-faults-360")
    assert height(page) < SCREENS * TELEPHONE
    rows = page.locator("#faulty ol > li")
    expect(rows).to_have_count(10)
    page.locator("#faulty a[rel=next]").click()
    expect(rows).to_have_count(1)
    with page.expect_download() as download:
        page.locator("#faulty a[download]").click()
    assert len(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()) == 1 + 11
    # A small table is written at once.
    upload(page, "ncrb-purposes", tables / "state_trafficking_purpose_2016.csv")
    fits(page)
    axe(page)
    shot(page, "ncrb-purposes-360")
    assert height(page) < SCREENS * TELEPHONE
    page.locator("form[action$='/apply/'] [type=submit]").click()
    expect(page.locator("form[action$='/undo/'] [type=submit]")).to_be_visible()
    page.goto("/picture/layers/")
    fits(page)
    axe(page)
    shot(page, "ncrb-layers-360")
    lines = read_layer(page, "ncrb-purposes", 2016, "begging", "उत्तर प्रदेश")
    fits(page)
    axe(page)
    shot(page, "ncrb-layer-360")
    assert len(lines) == 1 + 35
    assert any("IN-UP" in line and ",40," in line for line in lines)


def upload(page: Page, kind: str, table: Path) -> None:
    """Take a file, and wait until it is checked."""
    page.goto("/import/")
    page.locator("select[name=kind]").select_option(kind)
    page.set_input_files("input[name=file]", table)
    page.locator("form.card [type=submit]").click()
    page.wait_for_url("**/import/*-*/")


def of_delhi_and_unmapped(table: Path, folder: Path) -> Path:
    """Cut a table to the rows of Delhi and those whose district nobody knows, and return where it lies."""
    header, *lines = table.read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in lines if {"Delhi", "9999", "770", "783"} & set(line.split(",")[:6])]
    cut = folder / table.name
    cut.write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    return cut


def height(page: Page) -> int:
    """Return how long a page is, in CSS pixels."""
    return int(page.evaluate("document.documentElement.scrollHeight"))


def read_layer(page: Page, kind: str, year: int, head: str, place: str) -> list[str]:
    """Find a layer in the list, choose a year and a head, and return the lines of its CSV."""
    page.goto("/picture/layers/")
    page.locator(f"a[href='/picture/layers/{kind}/']").click()
    page.locator("select[name=year]").select_option(str(year))
    page.locator("select[name=head]").select_option(head)
    page.locator("form.filters button").click()
    expect(page.locator("main")).to_contain_text(place)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    return Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()


def work(analyst: Actor) -> None:
    """Do what the worker does."""
    with reading(analyst):
        run = ImportRun.objects.get()
    if run.state == "applying":
        imports.apply_rows(by=analyst, run=run)
