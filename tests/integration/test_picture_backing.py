"""Who stands behind what a report tells: its persons count toward a floor where a case does, or units of two lines."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from test_picture import report_by, send, unit_for
from test_picture_cases import NOW, arrest, key_of
from test_reports_same import FOUR, SEVEN, asked, confirmed, deliver, people, settled, told

from read_by_hand import without_doubt
from samanvay.cases.actions import add_event, void_event
from samanvay.directory import queries as directory
from samanvay.directory.near import stands_in_line
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.facts.actions.rebuilding import rebuild_facts
from samanvay.picture.models import Fact, SharedFact

__all__ = ["deliver", "people"]


__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")


def supports() -> list[tuple[int | None, int]]:
    """Return of every fact the persons and those that count toward a floor, and prove that a rebuild gives the same."""
    with clock.frozen(NOW):
        with reading(SYSTEM):
            found = sorted(Fact.objects.values_list("persons", "supports"))
        rebuild_facts()
        with reading(SYSTEM):
            assert sorted(Fact.objects.values_list("persons", "supports")) == found, "a rebuild gives the same"
    return found


def test_two_lines_that_tell_of_one_happening_make_its_persons_count(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    first, second = told(people["chief"], SEVEN), told(people["dm"], FOUR)
    confirmed(people["chief"], first)
    deliver()
    assert supports() == [(7, 0)], "one line alone"
    confirmed(people["dm"], second)
    (candidate,) = asked(people["dm"], second)
    settled(people["dm"], second, candidate.key)
    deliver()
    assert supports() == [(7, 7)], "police and administration tell of one happening, which counts once"


def test_case_behind_a_report_makes_its_persons_count_until_it_is_voided(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief = people["chief"]
    with clock.frozen(NOW):
        send(chief, report_by(chief, "On 12.11.2026 two accused were arrested at Moradabad."))
        deliver()
        assert supports() == [(2, 0)]
        event = arrest(chief)
        deliver()
        assert supports() == [(2, 2)]
        with reading(chief):
            void_event(by=chief, event_id=event.id, reason="entered in the wrong case")
        deliver()
        assert supports() == [(2, 0)]


def test_several_events_of_one_kind_in_a_case_count_once(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    chief = people["chief"]
    with clock.frozen(NOW):
        event = arrest(chief)
        with reading(chief):
            add_event(by=chief, case_id=event.case_id, kind="arrest", place=key_of("Moradabad"), people=3)
        deliver()
    assert supports() == [(2, 2), (3, 0)], "the second may have met the same people again"


def test_line_of_a_place_is_what_serves_it_and_stands_above(people: dict[str, Actor]) -> None:
    with reading(SYSTEM):
        here, police = key_of("Moradabad"), unit_for("police_chief", "moradabad")
        assert stands_in_line(police, here)
        above = directory.superior_of(police.audience)
        assert above is not None
        assert stands_in_line(directory.unit_of(above), here)
        assert not stands_in_line(unit_for("police_chief", "ballia"), here)
        assert not stands_in_line(police, key_of("Ballia"))


def test_lot_that_loses_one_is_told_by_its_quarter_for_good(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief = people["chief"]
    with clock.frozen(NOW):
        events = [arrest(chief) for _each in range(3)]
        deliver()

    def months(day: int) -> set[object]:
        with clock.frozen(NOW + timedelta(days=day)):
            open_facts()
            rebuild_facts()
        with reading(SYSTEM):
            return set(SharedFact.objects.values_list("month", flat=True))

    assert None not in months(1)
    with clock.frozen(NOW + timedelta(days=1)), reading(chief):
        void_event(by=chief, event_id=events[0].id, reason="entered in the wrong case")
    deliver()
    assert months(1) == {None}, "four persons are left, and whoever looked yesterday would know of the two who went"
