"""Two who open the Picture for the first time: the state's nodal officer, and an inspector of a border station."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from samanvay.demo import loading


@pytest.fixture(scope="module")
def fresh_db(own_database: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """These journeys look at the told story, loaded once."""
    with own_database(with_directory=True) as url:
        loading.load_demonstration(whole=False)
        yield url


def test_the_whole_scenario_on_day_one(
    page_at: Callable[..., Page], signed_in: Callable[[str], None], axe: Callable[[Page], None], fits: Any
) -> None:
    signed_in("nodal")
    page = page_at(1280, language="en")
    page.goto("/")
    page.locator("nav a[href='/picture/']").first.click()
    # where from, by which places, whereto; and who has not spoken
    expect(page.locator("#routes .arc").first).to_be_attached()
    row = page.locator("tr", has_text="Nepal").filter(has_text="Varanasi").filter(has_text="Delhi")
    expect(row.first).to_be_attached()
    silent = page.locator("table", has=page.locator("caption", has_text="Silent districts"))
    expect(silent.locator("tr", has_text="Ballia")).to_contain_text("never")
    # one district: who goes, who passes, who was caught where; it goes to the meeting on paper
    page.goto("/picture/district/district:197/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Varanasi")
    expect(page.get_by_role("heading", name="Caught, rescued and missing here")).to_be_visible()
    paper = page.request.get(page.locator("a[href$='sheet.pdf'], a[href*='sheet.pdf?']").first.get_attribute("href"))
    assert paper.status == 200
    assert paper.body().startswith(b"%PDF")
    # what changed, where little is caught of what passes, what is told most
    for address, heading in (
        ("/picture/findings/", "Findings"),
        ("/picture/blind/", "Blind transit"),
        ("/trends/", "Trends"),
    ):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        axe(page)
        fits(page)


def test_where_the_girls_of_the_block_go(
    page_at: Callable[..., Page], signed_in: Callable[[str], None], axe: Callable[[Page], None], fits: Any
) -> None:
    signed_in("sho")
    page = page_at(360, language="hi")
    page.goto("/picture/")
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    page.locator("main a[href*='/picture/beat/']").first.click()
    page.wait_for_url("**/picture/beat/**")
    # whereto the children of the beat are taken, by what they are lured, who was caught here; of nobody a name
    expect(page.get_by_role("heading", level=1)).to_contain_text("रुप")
    expect(page.locator("tr", has_text="जयपुर").first).to_be_visible()
    expect(page.locator("tr", has_text="विवाह").first).to_be_visible()
    axe(page)
    fits(page)
