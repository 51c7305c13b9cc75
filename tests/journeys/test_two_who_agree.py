"""A superintendent with a girl who speaks Santali, and two nodal officers who agree. On a phone, in Hindi."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.audit.models import Event
from samanvay.directory.models import Unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import read_date
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.tracing.entries.actions import PersonDetails, add_entries
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.matcher.serving import Server, listening
from samanvay.tracing.matcher.store import Store
from samanvay.tracing.models import Candidate, Entry

PEOPLE = (
    ("sho", "station_officer", "police:station:180:rupaidiha", "Ramesh Verma"),
    ("ahtu", "ahtu_in_charge", "police:ahtu:180", "Nasreen Bano"),
    ("home", "shelter_superintendent", "home:girls:197", "Usha Devi"),
    ("dcpu", "dcpu", "dcpu:197", "Sadhna Tiwari"),
)
SEALED = {
    "identity": {"given": "Sonamuni", "surname": "Hembrom", "father": "Jetha Hembrom", "mother": "Phulmani"},
    "contact": {"family_phone": "94310 55667"},
}
NAMES = ("Sonamuni", "Hembrom", "Jetha", "सोनामुनी", "जेठा")


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """This journey needs the state's units."""
    return fresh_state


@pytest.fixture
def matcher(fresh_db: str, settings: Any, tmp_path: Any) -> Iterator[None]:
    """Let a matcher answer on the socket of the test's home, following what is committed."""
    settings.SAMANVAY_HOME = tmp_path
    stop = threading.Event()

    def run() -> None:
        try:
            server = Server(Store())
            server.fill(stop)
            with listening() as ear:
                ready.set()
                while not stop.is_set():
                    server.serve_once(ear)
        finally:
            ready.set()
            connections.close_all()

    ready = threading.Event()
    thread = threading.Thread(target=run, name="matcher")
    thread.start()
    ready.wait()
    yield
    stop.set()
    thread.join()


@pytest.fixture
def people(server: str, matcher: None) -> Entry:
    """Post the officers of both sides, who read Hindi; a girl of Dumka is missing at Rupaidiha."""
    with acting_as(SYSTEM):
        for login, role, code, name in PEOPLE:
            unit = Unit.objects.get(code=code)
            user = make_officer(login, role, unit, name=name, since=date(2020, 1, 1), language="hi", is_persona=True)
            if login == "sho":
                sho = actor_for(user)
    told = PersonDetails(
        sex="female", age=read_age("13"), languages=["santali"], marks=["tattoo:left forearm"], home="district:362",
        sealed=SEALED,
    )  # fmt: skip
    with reading(sho):
        [entry] = add_entries(
            by=sho, kind="missing", people=[told], place="district:180", told_by="family",
            happened=read_date("10 days ago", today=clock.today()).date,
        )  # fmt: skip
    return entry


def test_two_districts_agree_on_who_she_is(
    people: Entry,
    page_at: Callable[..., Page],
    signed_in: Callable[[str], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], Any],
) -> None:
    from samanvay.tracing.match_tasks import match_now

    match_now([people.id])
    page = page_at(360, language="hi", height=740, touch=True)

    def looked_at(name: str) -> None:
        axe(page)
        fits(page)
        shot(page, f"{name}-hi-360")

    # The superintendent writes down what the girl says; the page after it is saved shows who may be sought.
    signed_in("home")
    page.goto("/tracing/add/full/?kind=found")
    page.locator("label:has([name=p0-sex][value=female])").click()
    page.fill("[name=p0-age]", "लगभग 12")
    page.fill("[name=p0-identity-given]", "सोनामुनी")
    page.select_option("[name=p0-language_0]", "santali")
    page.select_option("[name=p0-mark_0]", "tattoo")
    page.select_option("[name=p0-side_0]", "left")
    page.select_option("[name=p0-part_0]", "forearm")
    page.fill("[name=p0-tracing-home_words]", "बड़े तालाब के पास, दुमका की तरफ")
    page.locator("label:has([name=category][value=shelter])").click()
    page.fill("[name=place]", "वाराणसी")
    page.fill("[name=happened]", "परसों")
    page.select_option("[name=told_by]", "home")
    page.click("button.save")
    expect(page.locator("#possible")).to_be_visible()
    with reading(SYSTEM):
        match_now([Entry.objects.order_by("id").last().id])  # the worker's part; the page asks for it by itself
    expect(page.locator("#possible .pair-row")).to_have_count(1)
    looked_at("match-entry")
    page.locator("#possible .pair-row").click()
    expect(page.locator("h1")).to_have_text("क्या एक ही व्यक्ति?")
    expect(page.locator("main")).to_contain_text("दोनों पक्षों की स्वीकृति तक छिपा")
    expect(page.locator("#reasons .waterfall li").first).to_be_attached()
    looked_at("match-pair")
    for name in NAMES:
        expect(page.locator("main")).not_to_contain_text(name)
    page.locator("main").press("s")
    expect(page.locator("#judge [value=same]")).to_be_checked()
    page.fill("#judge textarea", "गोदना और भाषा वही हैं, घर दुमका बताती है")
    page.locator("#judge .form-end button").click()
    if page.locator("#judge [name=pii_answer][type=checkbox]").count():
        page.locator("#judge label:has([name=pii_answer])").click()
        page.locator("#judge .form-end button").click()
    expect(page.locator("#nodal")).to_contain_text("अभी निर्णय नहीं")
    looked_at("match-judged")

    with reading(SYSTEM):
        pair = Candidate.objects.get()
        waiting = Duty.objects.waiting().filter(kind="tracing:accept")
        assert {duty.owner_role for duty in waiting} == {"ahtu_in_charge", "dcpu"}

    # Each nodal officer comes from the duty on Today, and accepts for their own side.
    for login in ("ahtu", "dcpu"):
        signed_in(login)
        page.goto("/")
        page.locator(f"main a[href='/tracing/matches/{pair.id}/']").first.click()
        page.locator("label:has([name=decision][value=accept])").click()
        axe(page)
        page.locator("#nodal .form-end button").click()
        expect(page.locator("#nodal .nodal li").first).to_contain_text("स्वीकार")
    looked_at("match-accepted")

    # Now, and not before, the superintendent opens who is missing, with a purpose, on record.
    signed_in("home")
    page.goto(f"/tracing/matches/{pair.id}/")
    page.locator("section:has-text('दूसरा पक्ष') .openings a").first.click()
    page.locator("label:has([name=purpose][value=tracing])").click()
    page.locator("form.card .form-end button").first.click()
    expect(page.locator("main")).to_contain_text("Jetha Hembrom")
    looked_at("match-opened")
    page.goto(f"/tracing/matches/{pair.id}/")
    page.locator("label:has([name=how][value=documents])").click()
    page.fill("#verify textarea", "विद्यालय का प्रमाणपत्र देखा गया")
    page.locator("#verify .form-end button").click()
    expect(page.locator("main")).to_contain_text("दस्तावेज़ों से")
    page.locator("main").get_by_role("button", name="पुनर्स्थापन आरंभ करें").click()
    looked_at("way-home")
    page.goto("/tracing/board/")
    looked_at("found-again")
    with reading(SYSTEM):
        assert Candidate.objects.get().state == "verified"
        assert set(Entry.objects.values_list("state", flat=True)) == {"traced"}
        opened = Event.objects.filter(kind="box:opened")
        assert [event.detail["purpose"] for event in opened] == ["tracing"]
        assert not any(name in event.body for event in Event.objects.all() for name in NAMES)
