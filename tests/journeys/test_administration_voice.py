"""The administration's part: a district magistrate's office counts, writes, sees where the police counts otherwise."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from read_by_hand import without_doubt
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.actions import confirm_all, give_counts, submit_report, write_report
from samanvay.reports.figures import Cell
from samanvay.reports.models import Claim, Figure, SituationReport
from samanvay.reports.queries import week_of

__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")

WORDS = {
    "en": {
        "counts": "Go to the counts",
        "note": "Save the counts",
        "submit": "Submit the report",
        "differ": "differ by 3",
        "both": "Police and administration figures, side by side",
        "read": "Read it",
        "asked": "Is this the same incident?",
        "police": "Report of Moradabad, Police",
        "confirm": "Confirm",
        "linked": "Counted with:",
        "sure": "These large numbers are correct",
        "again": "Ask again whether it is the same incident",
        "none": "None of these: a different incident",
        "answer": "Answer",
        "apart": "Marked as a different incident",
    },
    "hi": {
        "counts": "संख्याओं पर जाएँ",
        "note": "संख्याएँ सहेजें",
        "submit": "रिपोर्ट भेजें",
        "differ": "3 का अंतर",
        "both": "पुलिस व प्रशासन के आँकड़े साथ-साथ",
        "read": "पढ़वाएँ",
        "asked": "क्या यह वही घटना है?",
        "police": "मुरादाबाद की रिपोर्ट, पुलिस",
        "confirm": "पुष्टि करें",
        "linked": "इसके साथ गिना गया:",
        "sure": "ये बड़ी संख्याएँ सही हैं",
        "again": "फिर पूछें कि क्या यह वही घटना है",
        "none": "इनमें से कोई नहीं: अलग घटना",
        "answer": "उत्तर दें",
        "apart": "अलग घटना मानी गई",
    },
}
GIRLS = Cell("rescued", "female", "child")
# The week that ran out last: over for both agencies, whatever day the test runs on.
WEEK = week_of(clock.today() - timedelta(days=7))


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """These journeys need the state's districts and units."""
    return fresh_state


@pytest.fixture
def office(server: str) -> Callable[[str], Actor]:
    """Post the District Magistrate of Moradabad, and let the police have told their week already."""

    def posted(language: str) -> Actor:
        chief = officer("chief", "police_chief", "Moradabad", name="Rajesh Singh", name_hi="राजेश सिंह")
        with reading(chief):
            report = write_report(
                by=chief,
                period_from=WEEK.first,
                period_to=WEEK.last,
                narrative="Seven girls from Gumla were rescued at Moradabad.",
            )
            give_counts(by=chief, report=report, numbers={GIRLS: 7, Cell("arrested"): 2})
            confirm_all(by=chief, report=report)
            submit_report(by=chief, report=report)
        return officer(
            "office", "district_magistrate", "Moradabad", name="Kavita Rawat", name_hi="कविता रावत", language=language
        )

    return posted


@pytest.mark.parametrize("language", ["en", "hi"])
def test_office_counts_its_part_and_sees_where_the_police_differ(
    language: str,
    office: Callable[[str], Actor],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    office(language)
    signed_in("office")
    words = WORDS[language]
    page = page_at(360, language=language)
    page.goto(f"/reports/new/?week={WEEK.first.isoformat()}")
    page.get_by_role("button", name=words["counts"]).click()

    page.locator("[name=rescued-female-child]").fill("4")
    page.locator("[name=sensitised]").fill("3")
    page.locator("[name=reached]").fill("7000")
    fits(page)
    axe(page)
    shot(page, f"administration-counts-{language}-360")
    page.get_by_role("button", name=words["note"]).click()
    expect(page.locator(".error-summary")).to_contain_text("7000")
    fits(page)
    axe(page)
    shot(page, f"administration-sure-{language}-360")
    page.get_by_label(words["sure"]).check()
    page.get_by_role("button", name=words["note"]).click()

    page.get_by_role("button", name=words["submit"]).click()
    expect(page.locator("#counts .both")).to_contain_text("7 / 4")
    expect(page.locator("#counts .both")).to_contain_text(words["differ"])
    fits(page)
    axe(page)
    shot(page, f"administration-report-{language}-360")
    page.get_by_role("link", name=words["both"]).click()
    expect(page.locator("table.together")).to_contain_text(words["differ"])
    expect(page.get_by_text("Gumla")).to_have_count(0)
    fits(page)
    axe(page)
    shot(page, f"administration-both-{language}-360")
    with reading(SYSTEM):
        report = SituationReport.objects.get(agency="administration")
        assert report.state == "submitted"
        assert Figure.objects.get(report=report, figure="reached").number == 7000
        assert not Figure.objects.filter(report=report, figure="arrested").exists(), "empty is not said"


@pytest.mark.parametrize("language", ["en", "hi"])
def test_office_is_asked_whether_the_police_told_it_already(
    language: str,
    office: Callable[[str], Actor],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    office(language)
    signed_in("office")
    words = WORDS[language]
    page = page_at(360, language=language)
    page.goto(f"/reports/new/?week={WEEK.first.isoformat()}")
    page.locator("textarea").fill("Four girls were rescued at Moradabad.")
    page.get_by_role("button", name=words["read"], exact=True).click()
    card = page.locator("article.reading").first
    expect(card).not_to_contain_text(words["asked"])
    card.get_by_role("button", name=words["confirm"], exact=True).click()
    linked = page.locator("article.reading.confirmed")
    expect(linked).to_contain_text(words["asked"])
    fits(page)
    axe(page)
    shot(page, f"administration-same-{language}-360")
    linked.get_by_label(words["police"]).check()
    linked.get_by_role("button", name=words["answer"], exact=True).click()
    expect(linked).to_contain_text(words["linked"])
    expect(linked).to_contain_text(words["police"])
    axe(page)
    shot(page, f"administration-linked-{language}-360")
    with reading(SYSTEM):
        mine = Claim.objects.get(report__agency="administration")
        assert mine.same_as_claim == Claim.objects.get(report__agency="police", kind="event").pk

    linked.get_by_role("button", name=words["again"]).click()
    expect(linked).to_contain_text(words["asked"])
    linked.get_by_label(words["none"]).check()
    linked.get_by_role("button", name=words["answer"], exact=True).click()
    expect(linked).to_contain_text(words["apart"])
    axe(page)
    with reading(SYSTEM):
        mine.refresh_from_db()
        assert mine.same_as_claim is None
        assert mine.apart_from == [Claim.objects.get(report__agency="police", kind="event").pk]


def test_desk_sees_who_has_not_spoken(
    office: Callable[[str], Actor],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    office("en")
    officer("desk", "state_bureau", name="Anil Tripathi")
    signed_in("desk")
    for width in (1280, 360):
        page = page_at(width)
        page.goto("/reports/")
        page.get_by_role("link", name="The week by district").click()
        page.goto(f"/reports/week/?week={WEEK.first.isoformat()}&division=division:UP:moradabad")
        rows = (
            page.locator(".table tbody tr")
            .filter(has_text="Moradabad")
            .filter(has=page.get_by_role("link", name="Moradabad"))
        )
        expect(rows.filter(has_text="Police")).to_contain_text("Submitted")
        expect(rows.filter(has_text="Administration")).to_contain_text("Kavita Rawat")
        fits(page)
        axe(page)
        shot(page, f"reports-week-en-{width}")
    answer = page.request.get(f"/reports/week.csv?week={WEEK.first.isoformat()}")
    assert answer.status == 200
    assert "Moradabad" in answer.text()
    assert answer.text().count("\r\n") == 151
