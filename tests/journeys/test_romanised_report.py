"""A Bahraich inspector types Hindi in Latin letters on his phone, as into a chat, and confirms what was read."""

from collections.abc import Callable
from typing import Any

import pytest
from officers_of_up import officer
from playwright.sync_api import Page, expect

from read_by_hand import without_doubt
from samanvay.audit.outbox import deliver_all
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.picture.models import Fact
from samanvay.reports.models import SituationReport

__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")

TYPED = (
    "Kal raat Rupaidiha border pe 3 nabalig ladkiyan pakdi gayi, Nepal se Delhi le ja rahe the. Do dalal giraftar. "
    "Ladkiyon ko naukri ka jhansa diya gaya tha. Agle hafte Nanpara me checking ki jayegi."
)

READ = {"en": "Read it", "hi": "पढ़वाएँ"}
ACCEPT = {"en": "Accept all 3 certain ones", "hi": "सभी 3 निश्चित विवरण स्वीकारें"}


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """The journey needs the state's districts and units."""
    return fresh_state


@pytest.mark.parametrize("language", ["en", "hi"])
def test_inspector_types_romanised_hindi_and_confirms(
    language: str,
    server: str,
    settled: Callable[[], None],
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    officer("inspector", "ahtu_in_charge", "Bahraich", name="Anil Yadav", name_hi="अनिल यादव", language=language)
    signed_in("inspector")
    page = page_at(360, language=language)
    page.goto("/reports/new/")
    page.locator("textarea").first.fill(TYPED)
    page.get_by_role("button", name=READ[language], exact=True).click()

    readings = page.locator("article.reading")
    expect(readings).to_have_count(3)
    expect(page.locator("#narrative mark.proposed").first).to_be_visible()
    fits(page)
    axe(page)
    shot(page, f"romanised-read-{language}")
    with reading(SYSTEM):
        report = SituationReport.objects.get()
        read = {(claim.kind, claim.event_kind, claim.people) for claim in report.claims.filter(state="proposed")}
        assert read == {("movement", "", 3), ("event", "interception", 3), ("event", "arrest", 2)}
        assert {lure for claim in report.claims.all() for lure in claim.lures} == {"job"}
        assert not Fact.objects.exists()

    page.get_by_role("button", name=ACCEPT[language]).click()
    expect(page.locator("article.reading.confirmed")).to_have_count(3)
    fits(page)
    axe(page)
    shot(page, f"romanised-confirmed-{language}")
    page.locator("#next form[action$='/submit/'] button").click()
    expect(page.locator("#next form[action$='/submit/']")).to_have_count(0)
    settled()
    while deliver_all():
        continue
    with reading(SYSTEM):
        assert Fact.objects.count() == 3
