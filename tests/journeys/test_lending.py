"""A strong district lends a weak one an interpreter: offered in Varanasi, asked for in Bahraich, accepted, done."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from factories import make_officer
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.measures.models import Request


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """This journey needs the state's districts and units."""
    return fresh_state


def help_desk_of_bahraich() -> None:
    with acting_as(SYSTEM):
        unit = Unit.objects.get(code="police:help_desk:180")
        make_officer(
            "desk",
            "women_help_desk",
            unit,
            name="Pooja Maurya",
            since=date(2020, 1, 1),
            name_hi="पूजा मौर्य",
            language="hi",
            is_persona=True,
        )


def test_a_strong_district_lends_a_weak_one_an_interpreter(
    server: str,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    officer("varanasi", "police_chief", "Varanasi", name="Rajesh Sharma", name_hi="राजेश शर्मा")
    help_desk_of_bahraich()

    # Varanasi offers by itself
    signed_in("varanasi")
    strong = page_at(1280)
    strong.goto("/offers/")
    axe(strong)
    strong.select_option("[name=kind]", "interpreter")
    strong.check("[name=languages][value=nepali]")
    strong.fill("[name=how_many]", "1")
    strong.fill("[name=until]", strong.input_value("[name=since]"))
    strong.fill("[name=words]", "By telephone at any hour, in person by day.")
    strong.get_by_role("button", name="Send the offer").click()
    expect(strong.get_by_text("Every district can now see your offer.")).to_be_visible()
    fits(strong)
    axe(strong)
    shot(strong, "lending-offer-en-1280")

    # Bahraich's help desk, on a phone in Hindi, sees the offer before anything else and asks
    signed_in("desk")
    weak = page_at(360, language="hi", height=740, touch=True)
    weak.goto("/requests/new/?kind=interpreter")
    fits(weak)
    axe(weak)
    shot(weak, "lending-ask-hi-360")
    weak.get_by_role("link", name=re.compile("वाराणसी")).click()
    expect(weak.locator("[name=place]")).to_have_value(re.compile("वाराणसी"))
    expect(weak.locator("[name=languages][value=nepali]")).to_be_checked()
    weak.fill("[name=girls]", "2")
    weak.fill("[name=says]", "सुनीता देवी, उम्र 15 वर्ष, केवल नेपाली बोलती है")
    weak.get_by_role("button", name="भेजें", exact=True).click()
    expect(weak.locator(".pii-text mark").first).to_be_visible()
    axe(weak)
    fits(weak)
    weak.fill("[name=says]", "केवल नेपाली बोलती हैं; फ़ोन पर भी चलेगा")
    weak.get_by_role("button", name="भेजें", exact=True).click()
    expect(weak.locator("h1")).to_have_text("दुभाषिया")
    fits(weak)
    axe(weak)
    shot(weak, "lending-sent-hi-360")
    address = weak.url

    # Varanasi finds it on its list, accepts and does it
    signed_in("varanasi")
    strong.goto("/requests/")
    axe(strong)
    fits(strong)
    shot(strong, "lending-list-en-1280")
    strong.get_by_role("link", name="Interpreter").click()
    assert strong.url == address
    axe(strong)
    strong.get_by_text("Accept", exact=True).first.click()
    strong.locator("#id_accept_words").fill("She telephones at ten.")
    strong.get_by_role("button", name="Accept", exact=True).click()
    expect(strong.locator(".page-head")).to_contain_text("Accepted")
    strong.get_by_text("Done", exact=True).first.click()
    strong.locator("#id_done_words").fill("Spoke with both for two hours.")
    strong.get_by_role("button", name="Done", exact=True).click()
    expect(strong.locator(".page-head")).to_contain_text("Done")
    fits(strong)
    axe(strong)
    shot(strong, "lending-done-en-1280")

    # and Bahraich reads it
    signed_in("desk")
    weak.goto(address)
    expect(weak.locator(".page-head")).to_contain_text("पूर्ण")
    expect(weak.locator(".timeline")).to_contain_text("Spoke with both for two hours.")
    fits(weak)
    shot(weak, "lending-done-hi-360")
    weak.goto("/requests/?box=from_us&state=all")
    fits(weak)
    axe(weak)
    shot(weak, "lending-list-hi-360")
    with reading(SYSTEM):
        request = Request.objects.get()
        assert (request.state, request.offer is not None, request.asks["girls"]) == ("done", True, 2)
