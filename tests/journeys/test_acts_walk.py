"""Three children are said to be produced: the committee confirms one, denies another, the station corrects it."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from acts_world import acting_offices, clock_of, girls_found

from samanvay.access.users.actions import choose_language
from samanvay.acts.models import Act
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading

WORDS = {
    "en": {
        "record": "Record an act", "kind": "Produced before the Child Welfare Committee", "save": "Record the act",
        "waits": "Recorded, not confirmed yet", "confirm": "Confirm", "not_so": "Not so", "send": "Send: not so",
        "correct": "Correct", "keep": "Save the correction", "confirmed": "Confirmed by the receiver",
        "answer": "Acts to answer", "denied": "Contradicted by the receiver",
    },
    "hi": {
        "record": "कार्यवाही दर्ज करें", "kind": "बाल कल्याण समिति के समक्ष प्रस्तुत", "save": "कार्यवाही दर्ज करें",
        "waits": "दर्ज, पुष्टि शेष", "confirm": "पुष्टि करें", "not_so": "ऐसा नहीं", "send": "भेजें: ऐसा नहीं",
        "correct": "सुधारें", "keep": "सुधार सहेजें", "confirmed": "प्राप्तकर्ता द्वारा पुष्ट",
        "answer": "उत्तर योग्य कार्यवाहियाँ", "denied": "प्राप्तकर्ता द्वारा खंडित",
    },
}  # fmt: skip


@pytest.mark.parametrize(("width", "language"), [(360, "hi"), (1280, "en")])
def test_what_a_station_records_counts_once_the_committee_confirms_it(
    width: int,
    language: str,
    server: str,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    said = WORDS[language]
    with acting_as(SYSTEM):
        people = acting_offices()
        for one in (people.sho, people.member):
            choose_language(by=one.actor, user=one.user, language=language)
    with reading(SYSTEM):
        case, girls = girls_found(people, (14, 12, 9))
    page = page_at(width, language=language)
    main = page.get_by_role("main")

    def look(name: str) -> None:
        axe(page)
        fits(page)
        shot(page, f"acts-{name}-{language}-{width}")

    def go(login: str, path: str) -> None:
        signed_in(login)
        page.goto(path)

    go("sho", f"/cases/{case.id}/")
    look("case-empty")
    main.get_by_role("link", name=said["record"], exact=True).click()
    look("choose")
    main.get_by_role("link", name=said["kind"]).first.click()
    look("form-empty")
    page.locator("[name=persons]").nth(0).check()
    page.locator("[name=persons]").nth(1).check()
    page.fill("[name=at]", f"{clock.now().astimezone(clock.INDIA):%H:%M}")
    page.fill("[name=reference]", "GD 12")
    look("form")
    main.get_by_role("button", name=said["save"]).click()
    expect(main.locator("#acts .pill", has_text=said["waits"])).to_have_count(2)
    look("case-recorded")

    go("member", "/")
    look("desk-committee")
    page.goto("/acts/")
    expect(main.locator("h1")).to_have_text(said["answer"])
    expect(main.locator("[name=tick]")).to_have_count(2)
    look("list")
    first, second = acts(case)
    page.goto(f"/acts/{first.id}/")
    look("act")
    page.fill("[name=reference]", "CWC/7")
    main.get_by_role("button", name=said["confirm"], exact=True).click()
    expect(main.locator(".page-head .pill").first).to_contain_text(said["confirmed"])
    look("act-confirmed")
    page.goto(f"/acts/{second.id}/")
    main.get_by_role("link", name=said["not_so"], exact=True).click()
    page.fill("[name=words]", "Only one girl was brought")
    look("not-so")
    main.get_by_role("button", name=said["send"]).click()
    expect(main.locator(".page-head .pill").first).to_contain_text(said["denied"])

    go("sho", f"/acts/{second.id}/")
    expect(main).to_contain_text("Only one girl was brought")
    main.get_by_role("link", name=said["correct"], exact=True).click()
    look("correct")
    page.fill("[name=reference]", "GD 13")
    page.fill("[name=reason]", "The number was that of another entry")
    main.get_by_role("button", name=said["keep"]).click()
    expect(main.locator(".page-head .pill").first).to_contain_text(said["waits"])
    look("act-corrected")
    page.goto(f"/cases/{case.id}/")
    expect(main.locator("#acts")).to_contain_text(said["confirmed"])
    look("case-answered")
    page.goto(f"/acts/person/{girls[0].id}/")
    expect(main.locator("#way")).to_contain_text("CWC")
    look("person")
    with page.expect_download() as paper:
        page.locator(f"a[href*='language={language}']").click()
    assert re.search(r"\.pdf$", paper.value.suggested_filename)
    with reading(SYSTEM):
        assert [clock_of(case, girl).done_at is not None for girl in girls] == [True, False, False]


def acts(case: Any) -> list[Act]:
    with reading(SYSTEM):
        return list(Act.objects.filter(case=case).order_by("no"))
