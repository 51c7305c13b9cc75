"""Blind transit: its page, its file, the line on a district's sheet; silent is not blind; no floor is undercut."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from test_picture import actor_at
from test_picture_floors import MONTHS, NOW, fact, world

from arranging import arranging
from samanvay.access.models import User
from samanvay.directory.models import Place
from samanvay.directory.near import near_readers
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refused
from samanvay.picture.findings.blind import blind, blind_at
from samanvay.picture.models import Fact, ReportedWeek
from samanvay.picture.queries import Filters, Period, tallies
from samanvay_insight.routes.blind import blind_transit
from samanvay_insight.routes.passing import Passing

HALF_YEAR = Period(MONTHS[0], MONTHS[-1])
ASKED = "from=2026-01&to=2026-06"
SEEING = ("Gorakhpur", "Basti", "Gonda", "Bahraich")
BLIND, SILENT = "Sitapur", "Hardoi"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def chief(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    return actor_at("police_chief", "moradabad")


def district(name: str) -> str:
    with reading(SYSTEM):
        return str(Place.objects.get(kind="district", state_id="IN-UP", name=name).key)


def way(month: date, *between: str) -> Fact:
    found = fact("IN-BR", month, 2, "forced_labour", kind="movement")
    found.via, found.destination = list(between), "IN-DL"
    return found


@pytest.fixture
def told(chief: Actor) -> dict[str, str]:
    """Sixty journeys pass six districts; four of these intercept, one never does, one never speaks."""
    key = {name: district(name) for name in (*SEEING, BLIND, SILENT)}
    facts = [way(MONTHS[at % 6], *key.values()) for at in range(60)]
    facts += [
        fact(key[name], MONTHS[at % 6], 2, "forced_labour", kind="interception" if at % 2 else "rescue")
        for name in SEEING
        for at in range(16)
    ]
    facts += [fact(key[BLIND], MONTHS[0], 4, kind="arrest"), fact(key[BLIND], MONTHS[0], 4, kind="missing")]
    with reading(SYSTEM):
        for each in facts:
            each.readers = near_readers([], each.place_keys)
    world(*facts)
    with arranging():
        for name in (*SEEING, BLIND):
            for week in range(26):
                monday = date(2026, 1, 5) + timedelta(weeks=week)
                ReportedWeek.objects.create(district=key[name], week=monday, agency="police")
    return key


def page(actor: Actor, url: str) -> Any:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client.get(f"/picture/{url}")


def text(actor: Actor, url: str) -> str:
    answer = page(actor, url)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return str(answer.content.decode())


def test_the_district_that_never_intercepts_is_blind_and_the_one_that_never_speaks_is_silent(
    told: dict[str, str], chief: Actor
) -> None:
    with reading(chief):
        found = blind(chief, HALF_YEAR)
        assert [place.key for place in found.blind] == [told[BLIND]]
        place = found.places[0]
        assert (place.key, place.named, place.seen) == (told[BLIND], 60, 0), "an arrest is no interception"
        assert (place.passed.low, place.passed.high) == (60, 60), "all were named here, and there are no others"
        assert found.journeys == 60
        assert told[SILENT] in {each.key for each in found.silent}
        assert told[SILENT] not in {each.key for each in found.places}
        assert {told[name] for name in SEEING} <= {each.key for each in found.places}
        assert found.usual == pytest.approx(64 / 300, rel=0.3)
        assert blind_at(chief, told[BLIND], HALF_YEAR) == place
        assert blind_at(chief, told["Gonda"], HALF_YEAR) is None


def test_a_period_without_facts_judges_nothing(told: dict[str, str], chief: Actor) -> None:
    with reading(chief):
        found = blind(chief, Period(date(2025, 1, 1), date(2025, 12, 1)))
    assert (found.places, found.journeys) == ((), 0)
    assert "Not enough data in these months" in text(chief, "blind/?from=2025-01&to=2025-12")


def test_page_says_what_it_is_and_what_it_is_not(told: dict[str, str], chief: Actor) -> None:
    shown = text(chief, f"blind/?{ASKED}")
    assert "This is not proof: it shows where to look." in shown
    assert f"<b>{BLIND}</b>" in shown
    assert f'href="/picture/district/{told[BLIND]}/' in shown
    assert '<path class="blind"' in shown
    assert "No reports, cannot be judged" in shown
    head, silent = shown.split('id="silent"')
    assert f">{SILENT}</a>" in silent
    assert f">{SILENT}</a>" not in head
    assert f"/picture/blind/?{ASKED.replace('&', '&amp;')}" in text(chief, f"?{ASKED}&tab=more")


def test_file_holds_what_the_page_does(told: dict[str, str], chief: Actor) -> None:
    rows = list(csv.reader(io.StringIO(page(chief, f"blind.csv?{ASKED}").content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["District", "Result", "Journeys passed (estimate)"]
    assert rows[1][:3] == [BLIND, "under-detected", "60"]
    assert rows[1][4] == "0"
    assert rows[1][-1] == "26 / 26"


def test_sheet_of_a_blind_district_says_so_and_others_say_nothing(told: dict[str, str], chief: Actor) -> None:
    assert 'id="blind"' in text(chief, f"district/{told[BLIND]}/?{ASKED}")
    assert 'id="blind"' not in text(chief, f"district/{told['Gonda']}/?{ASKED}")
    assert 'id="blind"' not in text(chief, f"district/{told[SILENT]}/?{ASKED}")


def test_partners_are_refused(told: dict[str, str]) -> None:
    partner = actor_at("ngo_worker", "")
    assert page(partner, "blind/").status_code == 403
    assert page(partner, "blind.csv").status_code == 403
    with reading(partner), pytest.raises(Refused):
        blind(partner, HALF_YEAR)


def test_far_officer_is_told_no_more_than_the_facts_that_are_open_to_all(told: dict[str, str]) -> None:
    far = actor_at("police_chief", "jhansi")
    before = text(far, "blind.csv?from=2026-02&to=2026-02")
    lonely = way(MONTHS[1], told[BLIND])
    lonely.persons, lonely.forms = 1, ["forced_marriage"]
    with reading(SYSTEM):
        lonely.readers = near_readers([], [told[BLIND]])
        kept = list(Fact.objects.all())
    world(*kept, lonely)
    assert text(far, "blind.csv?from=2026-02&to=2026-02") == before, "told by its quarter alone"
    near = actor_at("police_chief", "sitapur")
    with reading(near):
        assert blind(near, Period(MONTHS[1], MONTHS[1])).journeys == 11


def test_what_the_page_tells_is_what_the_method_says_of_the_same_numbers(told: dict[str, str], chief: Actor) -> None:
    with reading(chief):
        found = blind(chief, HALF_YEAR)
    passed = {place.key: Passing(place.passed.journeys, place.named) for place in found.places}
    again = blind_transit(passed, {place.key: place.seen for place in found.places}, journeys=found.journeys)
    assert again.places == found.places


def test_what_is_kept_is_its_readers_own_and_goes_with_the_counts_and_with_silence(told: dict[str, str]) -> None:
    near, far = actor_at("police_chief", "sitapur"), actor_at("police_chief", "jhansi")
    month = Period(MONTHS[1], MONTHS[1])
    with reading(near):
        first, shapes = blind(near, month), tallies(near, Filters(month))
    with reading(near):
        assert blind(near, month) is first
        assert tallies(near, Filters(month)) is shapes
    with reading(far):
        assert blind(far, month) is not first
        assert tallies(far, Filters(month)) is not shapes
    lonely = way(MONTHS[1], told[BLIND])
    with reading(SYSTEM):
        lonely.readers = near_readers([], [told[BLIND]])
        before = list(Fact.objects.all())
    world(*before, lonely)
    with reading(near):
        again = blind(near, month)
        assert again.journeys == first.journeys + 1
        assert sum(each.facts for each in tallies(near, Filters(month))) == sum(each.facts for each in shapes) + 1
    with arranging():
        ReportedWeek.objects.filter(district=told[BLIND]).delete()
    with reading(near):
        assert told[BLIND] in {each.key for each in blind(near, month).silent}
        assert told[BLIND] not in {each.key for each in again.silent}
