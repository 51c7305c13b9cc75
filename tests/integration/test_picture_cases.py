"""Events of cases as facts: one happening counts once, corrections and erasure reach them, towns lie in districts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from test_picture import NOW, actor_at, deliver, report_by

from samanvay.access.boxes.erasure import Reason, erase_person
from samanvay.cases.actions import add_event, add_person, open_case, void_event
from samanvay.directory.models import Place
from samanvay.insight import gazetteer
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.picture.models import Fact, FactSource
from samanvay.picture.projecting import level_of
from samanvay.picture.rebuilding import rebuild_facts
from samanvay.reports.actions import confirm_all

__all__ = ["deliver"]


@pytest.fixture
def chief(fresh_state: str) -> Actor:
    with clock.frozen(NOW):
        return actor_at("police_chief", "moradabad")


def told() -> list[tuple[str, str, int | None]]:
    with reading(SYSTEM):
        return sorted(Fact.objects.filter(kind="event").values_list("event_kind", "place", "persons"))


def key_of(name: str) -> str:
    with reading(SYSTEM):
        return str(Place.objects.get(kind="district", name=name).key)


def arrest(chief: Actor, **changes: Any) -> Any:
    day = date(2026, 11, 12)
    with reading(chief):
        case = open_case(by=chief, what="Girls on a train", source="checking")
        given = {"kind": "arrest", "occurred": PartialDate(day, day, ""), "place": key_of("Moradabad"), "people": 2}
        return add_event(by=chief, case_id=case.id, **{**given, **changes})


def test_event_of_a_case_becomes_a_fact_and_goes_with_its_voiding(chief: Actor, deliver: Callable[[], None]) -> None:
    with clock.frozen(NOW):
        event = arrest(chief)
        deliver()
        assert told() == [("arrest", key_of("Moradabad"), 2)]
        rebuild_facts()
        assert told() == [("arrest", key_of("Moradabad"), 2)]
        with reading(chief):
            void_event(by=chief, event_id=event.id, reason="entered in the wrong case")
        deliver()
        assert told() == []


def test_what_is_no_news_of_a_place_makes_no_fact(chief: Actor, deliver: Callable[[], None]) -> None:
    with clock.frozen(NOW):
        arrest(chief, kind="fir")
        arrest(chief, place=None)
        deliver()
        assert told() == []


@pytest.mark.parametrize("first", ["case", "report"])
def test_same_arrest_in_a_case_and_a_report_counts_once(chief: Actor, deliver: Callable[[], None], first: str) -> None:
    def write_case() -> None:
        arrest(chief)
        deliver()

    def write_report() -> None:
        report = report_by(chief, "On 12.11.2026 two accused were arrested at Moradabad.")
        with reading(chief):
            confirm_all(by=chief, report=report)
        deliver()

    with clock.frozen(NOW):
        for write in (write_case, write_report) if first == "case" else (write_report, write_case):
            write()
        assert told() == [("arrest", key_of("Moradabad"), 2)]
        arrest(chief, people=5)
        deliver()
        assert len(told()) == 2, "another number of accused is another arrest"


def test_erasing_a_person_breaks_the_way_from_their_case_to_its_facts(
    chief: Actor, deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        event = arrest(chief)
        with reading(chief):
            person = add_person(
                by=chief, case_id=event.case_id, role="accused", sealed={"identity": {"given": "Invented"}}
            )
        deliver()
        with reading(SYSTEM):
            assert FactSource.objects.count() == 1
        erase_person(by=SYSTEM, subject_id=person.id, reason=Reason.ORDER)
        deliver()
        with reading(SYSTEM):
            assert FactSource.objects.count() == 0
        rebuild_facts()
        assert told() == [("arrest", key_of("Moradabad"), 2)], "the fact stays, once"


def test_town_is_told_as_its_district_and_a_station_as_it_is(fresh_state: str) -> None:
    with reading(SYSTEM):
        town = next(place for place in gazetteer.places(["town"]) if place.district)
        assert level_of(town.key) == town.district
        for kind in ("station", "crossing", "state", "district", "region"):
            place = gazetteer.places([kind])[0]
            assert level_of(place.key) == place.key
        assert level_of("no-such-place") == level_of(None) == ""
