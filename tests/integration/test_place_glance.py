"""The card of an officer's place: what it tells to whom, what it never tells, what it costs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from test_findings import DELHI, NAVSARI, district, facts, steady
from test_picture import NOW, actor_at, report_by, unit_for

from arranging import arranging
from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.audit import outbox
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import open_duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.picture import queries
from samanvay.picture.findings.actions.nightly import find_changes
from samanvay.picture.models import Finding, ReportedWeek
from samanvay.reports.actions import confirm_all, submit_report
from samanvay.reports.duty_kinds import WEEKLY_REPORT
from samanvay.web import urls
from samanvay.web.kit import offers

ASKED = date(2026, 11, 16)  # the Monday of the week that is asked for on NOW
MOST_QUERIES, MOST_BYTES = 8, 6_000
NOTHING = "Nothing that your office may see is overdue here; other departments may have more."


@pytest.fixture
def people(fresh_state: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    assert urls.urlpatterns, "the rooms have given what they offer"
    with clock.frozen(NOW):
        made = {
            "desk": actor_at("state_bureau", ""),
            "moradabad": actor_at("police_chief", "moradabad"),
            "ballia": actor_at("police_chief", "ballia"),
            "ngo": actor_at("ngo_worker", ""),
        }
        with reading(SYSTEM):
            over = Unit.objects.filter(kind="range", home_state="IN-UP", place__kind="division").first()
        assert over is not None
        made["range"] = actor_for(make_officer("range", "range_officer", over, since=date(2026, 1, 1)))
        yield made


@pytest.fixture
def deliver(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    return until_quiet


def told(chief: Actor, deliver: Callable[[], None]) -> None:
    report = report_by(chief)
    with reading(chief):
        confirm_all(by=chief, report=report)
        submit_report(by=chief, report=report)
    deliver()


def card(actor: Actor) -> offers.PlaceGlance:
    with reading(actor), acting_as(actor):
        found = offers.place_glance(actor)
    assert found is not None
    return found


def html(actor: Actor) -> str:
    return render_to_string("kit/place_glance.html", {"glance": card(actor)})


def said(actor: Actor) -> dict[str, str]:
    return {lead: re.sub("<[^>]*>", "", words) for lead, words in card(actor).sentences}


def late(name: str, days: int) -> None:
    """Let a duty of a district's police be overdue, as its own line reads it."""
    unit = unit_for("police_chief", name)
    with reading(SYSTEM):
        desk = Unit.objects.get(kind="state_bureau", home_state="IN-UP")
    open_duty(
        by=SYSTEM,
        kind=WEEKLY_REPORT,
        subject=("test", name),
        title=Bilingual("Test", "Test"),
        owner_role="police_chief",
        owner_audience=unit.audience,
        due_at=clock.now() - timedelta(days=days, hours=1),
        readers=[unit.audience, desk.audience],
        home_state="IN-UP",
    )


def test_card_names_the_place_and_draws_its_ways_and_rescues(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    told(people["moradabad"], deliver)
    shown = card(people["moradabad"])
    assert shown.title == "My district"
    assert "Moradabad. " in shown.map
    assert "Rescue: 3 persons" in shown.map
    assert shown.url == "/picture/"
    assert [lead for lead, _words in shown.sentences] == ["What changed", "Who must act", "Who is silent"]
    state = card(people["desk"])
    assert state.title == "The state"
    assert "Jharkhand → Bijnor: 1 journey, 3 persons" in state.map
    assert "from Jharkhand" in state.map
    assert "to Delhi" in state.map
    assert card(people["range"]).title == "My districts"
    for each in (shown, state, card(people["range"])):
        assert len(each.map.encode()) < MOST_BYTES
        assert "<image" not in each.map


def test_card_of_an_outsider_is_the_same_as_if_nothing_had_happened(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    before = html(people["ballia"])
    told(people["moradabad"], deliver)
    late("moradabad", 3)
    assert html(people["ballia"]) == before
    assert "Moradabad" not in before
    assert said(people["moradabad"])["Who must act"] == "District Police Moradabad (3 days late)."
    assert said(people["desk"])["Who must act"] == "Moradabad (3 days late)."


def test_partner_and_an_officer_who_is_not_confirmed_get_no_card(people: dict[str, Actor]) -> None:
    for actor in (people["ngo"], replace(people["moradabad"], is_confirmed=False)):
        with reading(actor), acting_as(actor):
            assert offers.place_glance(actor) is None


def test_overdue_tasks_name_the_units_of_a_district_and_the_districts_of_a_state(people: dict[str, Actor]) -> None:
    assert said(people["desk"])["Who must act"] == NOTHING
    for name, days in (("ballia", 6), ("moradabad", 2), ("bijnor", 1), ("agra", 1), ("banda", 1)):
        late(name, days)
    assert said(people["desk"])["Who must act"] == "Ballia (6 days late), Moradabad (2 days late) and 3 more."
    assert said(people["ballia"])["Who must act"] == "District Police Ballia (6 days late)."


def test_who_has_not_reported_is_named(people: dict[str, Actor]) -> None:
    assert said(people["ballia"])["Who is silent"] == "Police, Administration: no report yet for 16–22 Nov 2026."
    assert said(people["desk"])["Who is silent"].endswith(" and 73 more: no report yet for 16–22 Nov 2026.")
    with arranging():
        ReportedWeek.objects.create(district=district("Ballia"), week=ASKED, agency="police")
    assert said(people["ballia"])["Who is silent"] == "Administration: no report yet for 16–22 Nov 2026."
    assert "Ballia" not in said(people["desk"])["Who is silent"]
    with arranging():
        ReportedWeek.objects.create(district=district("Ballia"), week=ASKED, agency="administration")
    with clock.frozen(NOW + timedelta(days=1)):
        silent = said(people["ballia"])["Who is silent"]
        assert silent == "Nobody. Police and administration reported for 16–22 Nov 2026."
        assert said(people["moradabad"])["Who is silent"] == "Police, Administration: no report for 16–22 Nov 2026."


def test_nothing_unusual_is_said_only_where_enough_was_reported(people: dict[str, Actor]) -> None:
    chief = people["ballia"]
    assert said(chief)["What changed"] == "Too few weekly reports in the last four weeks to tell."
    with arranging():
        for back in range(2):
            week = ASKED - timedelta(weeks=back)
            ReportedWeek.objects.create(district=district("Ballia"), week=week, agency="police")
    assert said(chief)["What changed"] == "Nothing unusual in the last four weeks."


def test_finding_is_told_in_words_to_its_districts_and_the_state(people: dict[str, Actor]) -> None:
    moradabad = district("Moradabad")
    facts(steady(2), origin=moradabad, destination=DELHI)
    facts(steady(0, 4, 3, 4, 4), origin=moradabad, destination=NAVSARI)
    with arranging():
        for back in range(60):
            for name in ("Moradabad", "Ballia"):
                week = ASKED - timedelta(weeks=back)
                ReportedWeek.objects.create(district=district(name), week=week, agency="police")
    assert find_changes() > 0
    with arranging():
        Finding.objects.exclude(origin=moradabad, destination=NAVSARI).delete()
    for name in ("moradabad", "desk"):
        changed = said(people[name])["What changed"]
        assert changed.startswith("Journeys Moradabad → Navsari are new: 15 in four weeks, none in the year before"), (
            name
        )
    assert said(people["ballia"])["What changed"] == "Nothing unusual in the last four weeks."
    with arranging():
        Finding.objects.update(state="dismissed")
    assert said(people["moradabad"])["What changed"] == "Nothing unusual in the last four weeks."


@pytest.mark.parametrize("name", ["desk", "range", "moradabad", "ballia"])
def test_card_asks_the_database_eight_questions_at_most(
    people: dict[str, Actor], deliver: Callable[[], None], name: str
) -> None:
    told(people["moradabad"], deliver)
    late("moradabad", 2)
    facts([1], origin="IN-BR", destination="IN-DL")
    actor = people[name]
    with reading(actor), acting_as(actor):
        with CaptureQueriesContext(connection) as first:
            offers.place_glance(actor)
        with CaptureQueriesContext(connection) as again:
            offers.place_glance(actor)
    assert len(first) <= MOST_QUERIES, [each["sql"][:90] for each in first]
    assert len(again) < len(first), "what is the same is not counted again"


def test_what_is_kept_goes_by_whose_rows_were_read_and_ends_with_the_next_fact(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    filters = queries.Filters(queries.last_twelve_months())
    chief, far = people["moradabad"], people["ballia"]

    def journeys(scope: Actor, actor: Actor) -> int:
        with reading(scope):
            return queries.picture(actor, filters).journeys

    told(chief, deliver)
    assert journeys(chief, chief) == 1
    assert journeys(SYSTEM, far) == 1, "who reads as the system is shown all that it sees"
    assert journeys(far, far) == 0, "and leaves nothing of it for the next"
    facts([1], origin="IN-BR", destination="IN-DL")
    assert journeys(chief, chief) == journeys(far, far) + 1 == 2
