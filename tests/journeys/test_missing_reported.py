"""A mother at a women help desk: her daughter and her niece went for a job and call no more. On a phone, in Hindi."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from factories import make_officer
from samanvay.access.models import Box
from samanvay.audit.models import Event
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.tracing.models import Entry, EntryStep, QuestionSheet


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """This journey needs the state's units."""
    return fresh_state


@pytest.fixture
def desk(server: str) -> None:
    """Post the sub-inspector of the women help desk at Bahraich, who reads Hindi."""
    with acting_as(SYSTEM):
        unit = Unit.objects.get(code="police:help_desk:180")
        make_officer(
            "helpdesk",
            "women_help_desk",
            unit,
            name="Pooja Maurya",
            since=date(2020, 1, 1),
            name_hi="पूजा मौर्य",
            language="hi",
            is_persona=True,
        )


def test_a_mother_reports_her_daughter_and_her_niece(
    desk: None,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    signed_in("helpdesk")
    page = page_at(360, language="hi", height=740, touch=True)
    page.goto("/tracing/")
    axe(page)
    page.click("text=गुमशुदगी दर्ज करें")
    axe(page)
    fits(page)
    shot(page, "missing-empty-hi-360")
    page.locator("label:has([name=p0-sex][value=female])").click()
    page.fill("[name=p0-age]", "16")
    page.fill("[name=p0-identity-given]", "रिंकी")
    page.locator("summary", has_text="इस व्यक्ति के बारे में और").click()
    page.fill("[name=p0-identity-father]", "राम सेवक")
    page.fill("[name=p0-contact-family_phone]", "94150 22334")
    # What was typed stays when the niece is added.
    page.click("text=एक और व्यक्ति जोड़ें")
    expect(page.locator("[name=p0-identity-given]")).to_have_value("रिंकी")
    page.locator("label:has([name=p1-sex][value=female])").click()
    page.fill("[name=p1-age]", "लगभग 14")
    page.fill("[name=p1-identity-given]", "ललिता")
    page.fill("[name=place]", "नानपारा")
    page.fill("[name=happened]", "परसों")
    page.locator("label:has([name=gone_for][value=job])").click()
    page.select_option("[name=told_by]", "family")
    shot(page, "missing-filled-hi-360")
    page.click("button.save")
    # "Went for a job" leads to the questions at once, and she is still there to answer them.
    expect(page.locator("h1")).to_have_text("मानव तस्करी संबंधी प्रश्न")
    axe(page)
    fits(page)
    shot(page, "missing-questions-hi-360")
    for code, answer in {"took_by_other": "yes", "agent_named": "no", "others_gone": "yes", "phone_off": "yes"}.items():
        page.locator(f"label:has([name=q_{code}][value={answer}])").click()
    page.click("button.save")
    expect(page.locator("#questions")).to_contain_text("एएचटीयू को स्थानांतरित करें")
    axe(page)
    fits(page)
    shot(page, "missing-entry-hi-360")
    expect(page.locator("main")).not_to_contain_text("रिंकी")
    page.locator("#search .btn").first.click()
    page.select_option("[name=kind]", "transfer")
    page.locator("form.card .form-end button").first.click()
    expect(page.locator("#search")).to_contain_text("एएचटीयू को स्थानांतरित")
    with reading(SYSTEM):
        daughter, niece = Entry.objects.order_by("number")
        assert daughter.party == niece.party is not None
        assert (daughter.age_from, niece.age_from, niece.age_to) == (16, 12, 16)
        assert QuestionSheet.objects.filter(speaks_for=True).count() == 2
        assert {step.entry_id for step in EntryStep.objects.filter(kind="transfer")} == {daughter.id, niece.id}
        assert Box.objects.filter(record_id=daughter.id).count() == 2
        assert not any("रिंकी" in event.body for event in Event.objects.all())
