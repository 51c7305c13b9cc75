"""Events of cases as facts: one happening counts once, corrections and erasure reach them, towns lie in districts."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from test_picture import NOW, actor_at, deliver, report_by, send
from test_picture_tally import assert_counts_are_those_of_the_facts

from samanvay.access.boxes.actions.erasure import Reason, erase_person
from samanvay.cases.actions import add_event, amend_case, open_case, void_case, void_event
from samanvay.cases.counted.actions.listing import Counted
from samanvay.cases.counted.actions.recounting import recount
from samanvay.cases.legs.actions import add_leg, amend_leg, reorder_legs, void_leg
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import add_person, amend_person, void_person
from samanvay.directory.models import Place
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.picture.facts.actions.projecting import level_of, open_facts
from samanvay.picture.facts.actions.rebuilding import rebuild_facts
from samanvay.picture.facts.persons import told_of
from samanvay.picture.models import Fact, FactSource, SharedFact
from samanvay_insight import gazetteer

__all__ = ["deliver"]


@pytest.fixture(autouse=True)
def counts_follow_whatever_happens(fresh_state: str) -> Iterator[None]:
    """Corrections, voiding, erasure and rebuilding all leave the counts as the facts are."""
    yield
    assert_counts_are_those_of_the_facts()


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
        send(chief, report)
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


def movements() -> list[tuple[str, list[str], str, str, int | None, str]]:
    with reading(SYSTEM):
        columns = ("origin", "via", "destination", "place", "persons", "certainty")
        return sorted(Fact.objects.filter(kind="movement").values_list(*columns))


def walked(chief: Actor, *legs: tuple[str, str], **changes: Any) -> Any:
    given = {"what": "Girls on a train", "source": "checking", "people": 3, "lures": ["job"], **changes}
    case = open_case(by=chief, occurred=PartialDate.day(date(2026, 11, 12)), **given)
    return case, [add_leg(by=chief, case_id=case.id, role=role, place=place) for role, place in legs]


def test_way_of_a_case_becomes_one_movement_that_follows_its_corrections(
    chief: Actor, deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        case, legs = walked(
            chief, ("source", "NP"), ("transit", "crossing:sonauli"), ("stopover", key_of("Gorakhpur")),
            ("rescue", key_of("Moradabad")), ("destination", "IN-DL"),
        )  # fmt: skip
        deliver()
        via = ["crossing:sonauli", key_of("Gorakhpur")]
        first = ("NP", via, "IN-DL", key_of("Moradabad"), 3, "stated")
        assert movements() == [first]
        with reading(SYSTEM):
            fact = Fact.objects.get(kind="movement")
            assert (fact.lures, fact.month) == (["job"], date(2026, 11, 1))
            assert fact.stops == [key_of("Gorakhpur")], "the border was passed"
        deliver()
        rebuild_facts()
        assert movements() == [first], "made anew it is the same"
        reorder_legs(by=chief, case_id=case.id, order=[legs[n].id for n in (0, 2, 1, 3, 4)], reason="told again")
        amend_leg(by=chief, leg_id=legs[4].id, reason="heard", expected=1, changes={"certainty": "hearsay"})
        deliver()
        assert movements() == [("NP", via[::-1], "IN-DL", key_of("Moradabad"), 3, "hearsay")]
        with reading(SYSTEM):
            again = Fact.objects.get(kind="movement")
            assert (again.pk, again.journey) == (fact.pk, fact.journey)
        void_leg(by=chief, leg_id=legs[4].id, reason="he does not know")
        deliver()
        assert movements() == [("NP", [*via[::-1], key_of("Moradabad")], "", key_of("Moradabad"), 3, "stated")], (
            "without whereto they came as far as they were found"
        )
        void_case(by=chief, case_id=case.id, reason="entered twice")
        deliver()
        assert movements() == []


def test_one_place_is_no_movement_and_an_event_without_place_lies_where_people_were_found(
    chief: Actor, deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        case, _legs = walked(chief, ("rescue", key_of("Bijnor")))
        add_event(by=chief, case_id=case.id, kind="rescue", people=3)
        deliver()
        assert movements() == []
        assert told() == [("rescue", key_of("Bijnor"), 3)]
        rebuild_facts()
        assert told() == [("rescue", key_of("Bijnor"), 3)]


@pytest.mark.parametrize("first", ["case", "report"])
def test_same_way_in_a_case_and_a_report_counts_once(chief: Actor, deliver: Callable[[], None], first: str) -> None:
    def write_case() -> None:
        walked(chief, ("source", key_of("Gumla")), ("destination", "IN-DL"))
        deliver()

    def write_report() -> None:
        report = report_by(chief, "On 12.11.2026 three girls from Gumla were being taken to Delhi.")
        send(chief, report)
        deliver()

    with clock.frozen(NOW):
        for write in (write_case, write_report) if first == "case" else (write_report, write_case):
            write()
        assert len(movements()) == 1
        walked(chief, ("source", key_of("Gumla")), ("destination", "IN-DL"), people=5)
        deliver()
        assert len(movements()) == 2, "another number of girls is another journey"


def test_erasing_a_person_breaks_the_way_to_the_movement_too(chief: Actor, deliver: Callable[[], None]) -> None:
    with clock.frozen(NOW):
        case, _legs = walked(chief, ("source", "NP"), ("destination", "IN-DL"))
        sealed = {"identity": {"given": "Invented"}}
        with reading(chief):
            add_event(by=chief, case_id=case.id, kind="rescue", people=3, place=key_of("Moradabad"))
            girls = [
                add_person(by=chief, case_id=case.id, role="victim", sex="female", age=13, sealed=sealed)
                for _each in range(3)
            ]
            change = {"disparities": ["poverty"]}
            version = Case.objects.get(pk=case.id).version
            amend_case(by=chief, case_id=case.id, reason="told", expected=version, changes=change)
        deliver()
    with clock.frozen(NOW + timedelta(days=1)):
        open_facts()
        with reading(SYSTEM):
            assert [each.who for each in SharedFact.objects.all()] == [["female/12_15"] * 3] * 2
        erase_person(by=SYSTEM, subject_id=girls[0].id, reason=Reason.ORDER)
        deliver()
        with reading(SYSTEM):
            assert FactSource.objects.count() == 0
        rebuild_facts()
        with reading(SYSTEM):
            for model in (Fact, SharedFact):
                assert [(each.who, each.disparities) for each in model.objects.all()] == [([], [])] * 2, model
        assert len(movements()) == 1, "the fact stays, once"


def described(kind: str) -> tuple[int | None, list[str], list[str], list[str]]:
    with reading(SYSTEM):
        fact = Fact.objects.get(kind=kind)
        return fact.persons, fact.who, fact.disparities, fact.modes


def test_facts_of_a_case_tell_of_what_sex_and_age_its_victims_are_and_follow_corrections(
    chief: Actor, deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW), reading(chief):
        given = {"what": "Girls on a train", "source": "checking", "lures": ["job"], "disparities": ["school_left"]}
        case = open_case(by=chief, occurred=PartialDate.day(date(2026, 11, 12)), **given)
        for role, place, mode in (("source", "NP", "bus"), ("rescue", key_of("Moradabad"), "train")):
            add_leg(by=chief, case_id=case.id, role=role, place=place, mode=mode)
        add_event(by=chief, case_id=case.id, kind="rescue", people=3)
        add_event(by=chief, case_id=case.id, kind="arrest", people=1, place=key_of("Moradabad"))
        girls = [add_person(by=chief, case_id=case.id, role="victim", sex="female", age=age) for age in (13, 13, 16)]
        add_person(by=chief, case_id=case.id, role="accused", sex="male", age=40)
    deliver()
    three = ["female/12_15", "female/12_15", "female/16_17"]
    assert described("movement") == (3, three, ["school_left"], ["bus", "train"])
    with reading(SYSTEM):
        told_so = {each.event_kind: (each.who, each.modes) for each in Fact.objects.filter(kind="event")}
    assert told_so == {"rescue": (three, ["train"]), "arrest": ([], [])}, "an accused is counted, never described"
    with clock.frozen(NOW), reading(chief):
        amend_person(by=chief, person_id=girls[2].id, reason="she told it", expected=1, age=15)
        void_person(by=chief, person_id=girls[0].id, reason="entered twice")
    deliver()
    assert described("movement")[:2] == (2, ["female/12_15"] * 2)
    with clock.frozen(NOW), reading(chief):
        change = {"people": 1, "disparities": ["poverty", "migration"]}
        version = Case.objects.get(pk=case.id).version
        amend_case(by=chief, case_id=case.id, reason="counted again", expected=version, changes=change)
    deliver()
    after = described("movement")
    assert after[:2] == (1, ["female/12_15"]), "fewer than are known, and all alike"
    assert sorted(after[2]) == ["migration", "poverty"]
    with clock.frozen(NOW):
        rebuild_facts()
    assert described("movement") == after, "made anew it is the same"


@pytest.mark.parametrize(
    ("known", "heads", "said"),
    [
        (["female/12_15", "male/18_25"], 2, 2),
        (["female/12_15", "male/18_25"], 5, 2),
        (["female/12_15", "male/18_25"], 1, 0),
        (["female/12_15", "male/18_25"], None, 0),
        (["female/12_15", "female/12_15"], 1, 1),
        (["female/12_15", "female/12_15"], None, 2),
        ([], 4, 0),
    ],
)
def test_who_is_told_only_where_it_is_known_of_whom_a_fact_counts(
    known: list[str], heads: int | None, said: int
) -> None:
    assert told_of(known, heads) == known[:said]


def test_a_number_and_its_persons_are_one_happening_and_the_fact_follows_a_corrected_number(
    chief: Actor, deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        boys = [Counted(6, sex="male", age=11)]
        event = arrest(chief, kind="rescue", people=6, counted=boys)
        deliver()
        assert told() == [("rescue", key_of("Moradabad"), 6)]
        with reading(SYSTEM):
            assert Fact.objects.get(kind="event").who == ["male/6_11"] * 6
        with reading(chief):
            more = [Counted(2, sex="male", age=11)]
            recount(by=chief, event_id=event.id, people=8, counted=more, reason="two more in the loft")
        deliver()
        assert told() == [("rescue", key_of("Moradabad"), 8)]
        rebuild_facts()
        assert told() == [("rescue", key_of("Moradabad"), 8)]
