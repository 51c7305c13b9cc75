"""The picture in a real browser: who sees the arcs at once, who the next day; both widths, both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from arranging import arranging
from factories import make_officer
from read_by_hand import without_doubt
from samanvay.access.actors import actor_for
from samanvay.audit import outbox
from samanvay.config.env import ROOT
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.models import Fact, ReportedWeek
from samanvay.reports.actions import confirm_all, submit_report, write_report

__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")

SHOTS = ROOT / "shots"
SIZES = [(1280, "en"), (360, "hi")]
DAY_ONE = datetime(2026, 11, 24, 6, tzinfo=UTC)

# What districts of an invented year write, each in its own words.
TOLD = {
    "Moradabad": (
        "On 12.11.2026 three girls from Jharkhand were rescued at Moradabad; the stop-over was Bijnor and they were "
        "being taken to Delhi. Two accused were arrested at Moradabad."
    ),
    "Varanasi": (
        "Four girls from Nepal were being taken to Delhi for forced labour; the stop-over was Varanasi. "
        "On 10.11.2026 one accused was arrested at Varanasi. It is said that girls from Gumla are taken to Mumbai."
    ),
    "Gorakhpur": (
        "Five boys from Gorakhpur were taken to Surat on 5.10.2026 for bonded labour. "
        "Five boys from West Champaran were rescued at Gorakhpur on 6.10.2026."
    ),
    "Bahraich": "Six girls from Nepal were taken to Lucknow on 2.9.2026. Three girls were intercepted at Bahraich.",
    "Pilibhit": "Two women from Champawat were taken to Moradabad on 14.8.2026.",
}


class Clock:
    """A clock that stands for every thread, unlike ``clock.frozen``, which stops it for one."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def get(self) -> datetime:
        return self.at


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock of the whole process on day one."""
    clock_now = Clock(DAY_ONE)
    monkeypatch.setattr(clock, "_frozen", clock_now)
    return clock_now


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """Serve the pages on a database that knows India's places and the units of Uttar Pradesh."""
    return fresh_state


@pytest.fixture
def no_second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the proof of the second factor as given: it has journeys of its own."""
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)


def head_of(district: str) -> Unit:
    found = directory.places_found(kind="district", state="IN-UP").get(name=district)
    return directory.district_units(found.key)["police"]


def post(name: str, role: str, unit: Unit, language: str = "en") -> Actor:
    user = make_officer(name, role, unit, since=date(2026, 1, 1), language=language)
    return actor_for(user)


def told_by(actor: Actor, narrative: str) -> None:
    with reading(actor):
        report = write_report(
            by=actor, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=narrative
        )
        confirm_all(by=actor, report=report)
        submit_report(by=actor, report=report)


def spoke_last_week() -> None:
    """Let every district but those that are named speak for last week."""
    silent = {"Ballia", "Mau", "Banda", "Etawah", "Hardoi", "Jhansi", "Kheri"}
    with arranging():
        for place in directory.places_found(kind="district", state="IN-UP").exclude(name__in=silent | set(TOLD)):
            ReportedWeek.objects.create(district=place.key, week=date(2026, 11, 9), agency="police", is_quiet=True)


@pytest.fixture
def year(server: str, stopped: Clock, no_second_factor: None, settled: Callable[[], None]) -> None:
    """Districts report, the outbox delivers; chiefs of Moradabad and Ballia are posted."""
    with reading(SYSTEM):
        desk = Unit.objects.get(kind="state_bureau", home_state="IN-UP")
    for district, narrative in TOLD.items():
        told_by(post(district.lower(), "police_chief", head_of(district)), narrative)
    post("ballia", "police_chief", head_of("Ballia"))
    spoke_last_week()
    for language in ("en", "hi"):
        post(f"desk-{language}", "state_bureau", desk, language)
    settled()
    while outbox.deliver_all():
        settled()


def arcs(page: Page) -> list[str]:
    return [each.text_content() or "" for each in page.locator("#routes .arc > title").all()]


def test_named_district_sees_the_arcs_at_once_another_the_next_day(
    year: None, stopped: Clock, page_at: Callable[..., Page], signed_in: Callable[[str], None]
) -> None:
    signed_in("moradabad")
    page = page_at(1280)
    page.goto("/picture/")
    assert any(said.startswith("Jharkhand → Bijnor") for said in arcs(page))
    signs = [each.text_content() or "" for each in page.locator("#routes .signs title").all()]
    assert any(said.startswith("Moradabad. ") and "Rescue: 3 persons" in said for said in signs), signs
    signed_in("ballia")
    page.goto("/picture/")
    assert arcs(page) == []
    expect(page.get_by_text("No records match these filters yet.")).to_be_visible()
    assert "Jharkhand → Bijnor" not in page.content()
    stopped.at = DAY_ONE + timedelta(days=1)
    open_facts()
    page.goto("/picture/?from=2026-10&to=2026-12&view=state")
    assert any(said.startswith("Jharkhand → Bijnor") for said in arcs(page))


@pytest.mark.parametrize(("width", "language"), SIZES)
def test_picture_at_each_width_and_language_is_whole(
    year: None,
    width: int,
    language: str,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    signed_in(f"desk-{language}")
    page = page_at(width, language=language)
    page.goto("/picture/")
    expect(page.locator("#routes .arc").first).to_be_attached()
    fits(page)
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 780, "three screens of a phone at most"
    shot(page, f"picture-{language}-{width}")
    page.locator("#picture").screenshot(path=SHOTS / f"picture-map-{language}-{width}.png")
    axe(page)


@pytest.mark.parametrize(("width", "language"), [(360, "hi")])
def test_district_is_opened_from_the_map_and_tells_its_ways(
    year: None,
    width: int,
    language: str,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    signed_in(f"desk-{language}")
    page = page_at(width, language=language)
    page.goto("/picture/")
    bijnor = directory.places_found(kind="district", state="IN-UP").get(name="Bijnor").key
    page.locator(f'#routes a[href="/picture/district/{bijnor}/"]').focus()
    expect(page.locator("#says")).to_contain_text("Bijnor" if language == "en" else "बिजनौर")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bijnor" if language == "en" else "बिजनौर")
    fits(page)
    shot(page, f"picture-district-{language}-{width}")
    axe(page)


@pytest.fixture
def passing(year: None) -> None:
    """Journeys are told that pass Bijnor and Moradabad, which rescue, Rampur, which does not, and silent Budaun."""
    month = date(2026, 11, 1)
    common = {
        "quarter": date(2026, 10, 1), "month": month, "journey": 1, "persons": 3, "certainty": "stated",
        "readers": [0, 2], "open_on": DAY_ONE.date() + timedelta(days=90),
    }  # fmt: skip
    with reading(SYSTEM):
        bijnor, moradabad, rampur, budaun = (
            directory.places_found(kind="district", state="IN-UP").get(name=name).key
            for name in ("Bijnor", "Moradabad", "Rampur", "Budaun")
        )
    way = {"kind": "movement", "origin": "IN-BR", "via": [bijnor, moradabad, rampur, budaun], "destination": "IN-DL"}
    rescues = [{"kind": "event", "event_kind": "rescue", "place": place} for place in (bijnor, moradabad)]
    with arranging():
        ReportedWeek.objects.filter(district=budaun).delete()
        Fact.objects.bulk_create(Fact(**common, **told) for told in (*[way] * 120, *rescues * 60))


@pytest.mark.parametrize(("width", "language"), [(1280, "en")])
def test_blind_transit_is_reached_from_the_picture_by_keyboard(
    passing: None,
    width: int,
    language: str,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    signed_in(f"desk-{language}")
    page = page_at(width, language=language)
    page.goto("/picture/?from=2026-11&to=2026-11")
    page.get_by_role("link", name="More", exact=True).click()
    page.locator('a[href^="/picture/blind/"]').focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Under-detected transit" if language == "en" else "अनदेखे पारगमन"
    )
    first = page.locator("#blind tbody tr").first
    expect(first).to_contain_text("Rampur" if language == "en" else "रामपुर")
    expect(page.locator("#silent")).to_contain_text("Budaun" if language == "en" else "बदायूं")
    fits(page)
    shot(page, f"blind-transit-{language}-{width}")
    axe(page)
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#blind")).to_be_visible()
    fits(page)
    axe(page)


def test_scripts_bring_the_map_closer_and_walk_the_months(
    year: None, page_at: Callable[..., Page], signed_in: Callable[[str], None]
) -> None:
    signed_in("desk-en")
    page = page_at(1280)
    page.goto("/picture/")
    whole = page.locator("#routes").get_attribute("viewBox")
    page.locator("[data-zoom=in]").click()
    assert page.locator("#routes").get_attribute("viewBox") != whole
    page.locator("[data-zoom=all]").click()
    shown = [float(each) for each in (page.locator("#routes").get_attribute("viewBox") or "").split()]
    assert shown == [float(each) for each in (whole or "").split()]
    page.locator(".track a[data-month='2026-11']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Routes, November 2026")
    page.goto("/picture/")
    page.locator("#play").click()
    expect(page.locator("#picture > h1")).to_have_text("Routes, December 2025")
    page.locator("#play").click()
    page.goto("/picture/?form=forced_labour")
    page.locator("#slider").focus()
    page.keyboard.press("End")
    expect(page.get_by_role("heading", level=1)).to_have_text("Routes, November 2026")
    page.wait_for_url("**/picture/?form=forced_labour&at=2026-11")
    expect(page.locator("#slider")).to_have_attribute("aria-valuetext", "November 2026")
    expect(page.locator("#map-files a").first).to_have_attribute(
        "href", "/picture/map.png?form=forced_labour&at=2026-11"
    )


def test_partner_reads_counts_on_a_phone(
    year: None, page_at: Callable[..., Page], signed_in: Callable[[str], None], axe: Any, fits: Any, shot: Any
) -> None:
    with reading(SYSTEM):
        ngo = Unit.objects.filter(kind="ngo", home_state="IN-UP").order_by("audience").first()
    assert ngo is not None
    post("partner", "ngo_worker", ngo)
    signed_in("partner")
    page = page_at(360)
    page.goto("/picture/")
    expect(page.get_by_text("counts of ten or more persons")).to_be_visible()
    fits(page)
    shot(page, "picture-partner-360")
    axe(page)
