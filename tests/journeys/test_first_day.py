"""Three who open it for the first time: the Home Secretary, the state's press desk, a border station's inspector."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from arranging import arranging
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.access.users.actions import choose_language
from samanvay.audit.outbox import deliver_all
from samanvay.cases.models import Case
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, reading
from samanvay.kernel.ids import uuid4
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.filters import months_before
from samanvay.picture.findings.actions.deciding import make_finding
from samanvay.picture.models import Fact, Finding
from samanvay.picture.states import FindingState, Subject
from samanvay.reports.weeks.weekly import open_weekly_duties
from samanvay_insight import gazetteer


@pytest.fixture(scope="module")
def fresh_db(told_story: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """These journeys look at the told story."""
    with told_story() as url:
        late_reports()
        journeys_of_a_quarter("Banda", "Pune", 14)
        journeys_of_a_quarter("Etawah", "Jaipur", 9)
        yield url


def place(name: str) -> gazetteer.Place:
    """Return a place by its English name, one of Uttar Pradesh before others."""
    found = gazetteer.lookup(name)
    return next((each for each in found if each.state == "IN-UP"), found[0])


def spelt(language: str, name: str) -> str:
    """Return the name of a place in a language."""
    return place(name).name if language == "en" else place(name).name_hi


# For each language another happening: told twice the pages would ask whether it is the same.
MESSAGES = {
    "en": (
        "Prayagraj",
        "Gumla",
        "Surat",
        "Four girls from Gumla were rescued at Prayagraj. They were being taken to Surat.",
    ),
    "hi": (
        "Jhansi",
        "Latehar",
        "Mumbai",
        "Five boys from Latehar were rescued at Jhansi. They were being taken to Mumbai.",
    ),
}


def late_reports() -> None:
    """Let the week before last be asked for, so that many a district has let it slip by today."""
    with clock.frozen(clock.now() - timedelta(weeks=1)):
        open_weekly_duties()


def noticed() -> Finding:
    """Let the state's desk write down what it noticed, for others to decide."""
    desk, day = actor_for(User.objects.get(username="desk")), clock.today()
    with reading(desk):
        found = make_finding(
            by=desk, subject=Subject.FORM, form="begging", said="More at signals.", since=day, until=day
        )
    return found


def reading_in(login: str, language: str) -> None:
    """Let a persona read the pages in a language."""
    user = User.objects.get(username=login)
    choose_language(by=actor_for(user), user=user, language=language)


@pytest.mark.parametrize(("width", "language"), [(1280, "en")])
def test_the_whole_scenario_on_the_home_secretarys_day_one(
    width: int,
    language: str,
    settled: Callable[[], None],
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    finding = noticed()
    home, origin, destination, message = MESSAGES[language]
    reading_in("secretary", language)
    signed_in("secretary")
    page = page_at(width, language=language)

    def looked_at(name: str) -> None:
        axe(page)
        fits(page)
        shot(page, f"secretary-{name}-{language}-{width}")

    # who did nothing: the lines of both agencies, and of every department how much
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".side .card")).to_have_count(5)
    looked_at("today")
    page.goto("/tasks/?show=below")
    expect(page.locator("li.duty").first).to_be_visible()
    looked_at("tasks")
    # a district's message is pasted, read and confirmed
    page.goto("/reports/")
    page.locator("main a[href='/reports/new/']").first.click()
    page.locator("[name=district]").select_option(place(home).key)
    page.locator("textarea").fill(message)
    looked_at("message")
    page.locator("form.write .form-end button").first.click()
    expect(page.locator("article.reading.proposed").first).to_be_visible()
    looked_at("reading")
    page.locator("#standing form[action$='confirm-all/'] button").click()
    expect(page.locator("article.reading.proposed")).to_have_count(0)
    looked_at("confirmed")
    page.locator("#next form[action$='/submit/'] button").click()
    expect(page.locator("#next form[action$='/submit/']")).to_have_count(0)
    settled()
    while deliver_all():
        settled()
    # the route is there at once: where from, by which places, whereto; and who has not spoken
    page.locator("#standing a[href^='/picture/']").click()
    expect(page.locator("#routes .arc").first).to_be_attached()
    looked_at("picture")
    page.goto("/picture/?tab=corridors")
    row = page.locator("tr", has_text=spelt(language, origin)).filter(has_text=spelt(language, destination))
    expect(row.first).to_be_attached()
    page.goto("/picture/?tab=silent")
    silent = page.locator(f"tr:has(a[href*='{place('Ballia').key}/'])")
    expect(silent.first).to_be_attached()
    # what changed is decided by whoever answers for the state
    page.goto(f"/picture/findings/{finding.pk}/")
    page.locator("form[action$='/decide/'] [value=watched]").check()
    page.locator("form[action$='/decide/'] .form-end button").click()
    with reading(SYSTEM):
        assert Finding.objects.get(pk=finding.pk).state == FindingState.WATCHED
    looked_at("finding")
    # one district: who goes, who passes, who was caught where; it goes to the meeting on paper
    page.goto("/picture/district/district:197/")
    expect(page.get_by_role("heading", level=1)).to_have_text(spelt(language, "Varanasi"))
    paper = page.request.get(page.locator("a[href$='sheet.pdf'], a[href*='sheet.pdf?']").first.get_attribute("href"))
    assert paper.status == 200
    assert paper.body().startswith(b"%PDF")
    # both agencies of every district's week, where little is caught of what passes, what is told most
    for address in ("/reports/week/", "/picture/blind/", "/trends/"):
        page.goto(address)
        looked_at(address.strip("/").replace("/", "-"))
    # and no case, no name, whoever asks
    with reading(SYSTEM):
        case = Case.objects.order_by("pk").first()
    refused = {"/cases/": 403, f"/cases/{case.pk}/": 404, "/cases/search/": 403, "/cases/open/": 403}
    assert {url: page.request.get(url).status for url in refused} == refused
    assert page.locator("nav a[href='/cases/']").count() == 0


def journeys_of_a_quarter(origin: str, destination: str, persons: int) -> None:
    """Let so many persons be taken along a corridor in the quarter that is over, known to every officer by now."""
    this_month = clock.today().replace(day=1)
    first: date = months_before(this_month, (this_month.month - 1) % 3 + 3)
    with arranging():
        Fact.objects.create(
            id=uuid4(),
            kind="movement",
            journey=1,
            origin=place(origin).key,
            destination=place(destination).key,
            quarter=first,
            month=first,
            persons=persons,
            supports=persons,
            forms=["begging"],
            certainty="stated",
            readers=[SYSTEM_AUDIENCE],
            open_on=first,
        )
    open_facts()


@pytest.mark.parametrize(("width", "language"), [(1280, "en")])
def test_the_press_desk_sees_what_partners_may_and_nothing_else(
    width: int,
    language: str,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Path],
) -> None:
    finding = noticed()
    reading_in("press", language)
    signed_in("press")
    page = page_at(width, language=language)
    # the board: corridors and places of ten and more; of nine not even the place
    page.goto("/trends/?months=12")
    told = f"{spelt(language, 'Banda')} → {spelt(language, 'Pune')}"
    expect(page.locator("section.corridors")).to_contain_text(told)
    expect(page.locator("section.corridors .trend-number").first).to_have_text("14")
    expect(page.locator("main")).not_to_contain_text(spelt(language, "Etawah"))
    axe(page)
    fits(page)
    shot(page, f"press-trends-{language}-{width}")
    assert told in page.request.get("/trends.csv?months=12").text()
    page.locator("section.corridors .trend-words a").first.click()
    expect(page.locator("main")).to_contain_text(spelt(language, "Banda"))
    axe(page)
    fits(page)
    shot(page, f"press-form-{language}-{width}")
    # the Picture is tables alone
    page.goto("/picture/")
    expect(page.locator("#routes")).to_have_count(0)
    axe(page)
    fits(page)
    shot(page, f"press-picture-{language}-{width}")
    # whatever address is tried: a case, its documents, a report, a finding, a district's sheet, the map as a file
    with reading(SYSTEM):
        case = Case.objects.order_by("pk").first()
    varanasi = place("Varanasi").key
    for address in (
        *("/cases/", f"/cases/{case.pk}/", f"/cases/{case.pk}/people/add/", f"/cases/{case.pk}/documents/add/"),
        *("/reports/", "/reports/week/", "/picture/findings/", f"/picture/findings/{finding.pk}/"),
        *(f"/picture/district/{varanasi}/", f"/picture/district/{varanasi}/sheet.pdf", "/picture/map.svg"),
        *("/picture/corridors.csv", "/picture/blind/", f"/trends/finding/{finding.pk}/", "/trends/lure/job/"),
        f"/trends/corridor/{place('Banda').key}~{place('Pune').key}/",
    ):
        answer = page.request.get(address)
        assert answer.status in (403, 404), (address, answer.status)
    assert page.locator("nav a[href='/cases/'], nav a[href='/reports/']").count() == 0
    page.goto(f"/cases/{case.pk}/")
    expect(page.locator("h1")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, f"press-refused-{language}-{width}")


def test_where_the_girls_of_the_block_go(
    page_at: Callable[..., Page], signed_in: Callable[[str], None], axe: Callable[[Page], None], fits: Any
) -> None:
    signed_in("sho")
    page = page_at(360, language="hi")
    page.goto("/picture/?tab=more")
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    page.locator("main a[href*='/picture/beat/']").first.click()
    page.wait_for_url("**/picture/beat/**")
    # whereto the children of the beat are taken, by what they are lured, who was caught here; of nobody a name
    expect(page.get_by_role("heading", level=1)).to_contain_text("रुप")
    page.locator("main details:has(table) > summary").first.click()
    expect(page.locator("tr", has_text="जयपुर").first).to_be_visible()
    expect(page.locator("tr", has_text="विवाह").first).to_be_visible()
    axe(page)
    fits(page)
