"""Units as loaded, who stands above whom, and what reorganising does."""

from datetime import date, timedelta

import pytest
from django.db import connection

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.loading import load_units
from samanvay.directory.models import Facility, Jurisdiction, Place, Unit
from samanvay.directory.queries import (
    district_unit,
    district_units,
    districts_of,
    home_departments,
    home_state,
    parent_on,
    readers_for,
    readers_for_many,
    superior_of,
    unit_of,
    units_serving,
)
from samanvay.directory.units.actions import units as unit_actions
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen


@pytest.fixture
def directory(fresh_state: str) -> None:
    """India's places and the units of Uttar Pradesh, in a database of its own."""


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def names(audiences: list[int]) -> list[str]:
    return [unit_of(audience).name for audience in audiences]


def test_the_units_of_uttar_pradesh_are_loaded_whole_and_only_once(directory: None) -> None:
    kinds = {
        kind: Unit.objects.filter(kind=kind, home_state="IN-UP").count()
        for kind in (
            "zone",
            "range",
            "commissionerate",
            "district_police",
            "division_office",
            "district_office",
        )
    }
    assert kinds == {
        "zone": 8, "range": 18, "commissionerate": 7, "district_police": 68, "division_office": 18,
        "district_office": 75,
    }  # fmt: skip
    for kind in (
        "ahtu",
        "help_desk",
        "dcpu",
        "cwc",
        "legal_services",
        "prosecution",
        "court",
        "cmo",
        "labour_office",
    ):
        assert Unit.objects.filter(kind=kind, home_state="IN-UP").count() == 75, kind
    desks = Unit.objects.filter(kind="nodal_desk")
    assert desks.count() == 36  # thirty-five other states and territories, and Nepal
    assert desks.filter(home_state="NP").exists()
    before = Unit.objects.count(), Jurisdiction.objects.count(), Facility.objects.count()
    assert load_units(by=SYSTEM, state="IN-UP") == {}
    assert (Unit.objects.count(), Jurisdiction.objects.count(), Facility.objects.count()) == before


def test_state_that_was_loaded_by_an_earlier_release_gets_the_units_that_it_lacks(directory: None) -> None:
    with operation(events.UNITS_LOADED, by=SYSTEM):
        Unit.objects.filter(kind="press_desk").delete()
    kept = Unit.objects.get(code="home-department:IN-UP")
    assert load_units(by=SYSTEM, state="IN-UP") == {"partner": 1}
    desk = Unit.objects.get(kind="press_desk", home_state="IN-UP")
    assert (desk.code, desk.compartment, desk.parent, desk.place_id) == ("press:IN-UP", "partner", None, "IN-UP")
    assert Unit.objects.get(code=kept.code).audience == kept.audience
    assert home_departments("IN-UP") == [kept.audience]


def test_another_state_is_loaded_with_a_district_of_each_compartment(directory: None) -> None:
    load_units(by=SYSTEM, state="IN-JH")
    assert home_state() == "IN-UP", "the installation stays what it began as"
    ranchi = Place.objects.get(name="Ranchi", kind="district")
    heads = district_units(ranchi.key)
    assert {"police", "administration", "welfare", "justice", "health"} <= set(heads)
    with pytest.raises(LookupError):
        load_units(by=SYSTEM, state="IN-XX")


def test_audiences_begin_at_a_hundred_and_are_never_given_twice(directory: None) -> None:
    audiences = list(Unit.objects.values_list("audience", flat=True))
    assert min(audiences) >= 100
    assert len(set(audiences)) == len(audiences)


def test_readers_are_the_system_the_unit_and_all_above_in_its_own_tree(directory: None) -> None:
    station = unit("police:station:180:rupaidiha")
    readers = readers_for(station.audience)
    assert readers[:2] == [0, station.audience]
    assert names(readers[1:]) == [
        "PS Rupaidiha",
        "Circle Nanpara",
        "District Police Bahraich",
        "Devipatan Range",
        "Gorakhpur Zone",
        "Anti Human Trafficking Bureau, Uttar Pradesh",
        "State nodal office, Uttar Pradesh",
    ]
    assert {unit_of(audience).compartment for audience in readers[1:]} == {"police"}


def test_readers_of_many_units_are_found_in_one_query(directory: None, django_assert_num_queries) -> None:
    wanted = [unit(code).audience for code in ("police:ahtu:180", "dcpu:180", "cwc:197")]
    with django_assert_num_queries(1):
        found = readers_for_many(wanted)
    assert found == {audience: readers_for(audience) for audience in wanted}


def test_an_unknown_audience_has_no_unit_no_superior_and_no_readers(directory: None) -> None:
    assert superior_of(99) is None
    with pytest.raises(Unseen):
        unit_of(99)
    with pytest.raises(LookupError):
        readers_for(99)


def test_superior_is_the_unit_directly_above(directory: None) -> None:
    head = unit("police:district:180")
    assert superior_of(unit("police:ahtu:180").audience) == head.audience
    assert superior_of(unit("police:IN-UP").audience) is None


def test_a_commissionerate_stands_under_the_bureau_and_not_under_a_range(directory: None) -> None:
    assert superior_of(unit("police:district:197").audience) == unit("bureau:IN-UP").audience


def test_no_unit_stands_under_one_of_another_compartment(directory: None) -> None:
    from django.db.models import F

    assert not Unit.objects.filter(parent__isnull=False).exclude(compartment=F("parent__compartment")).exists()


def test_units_serving_a_village_come_nearest_first(directory: None) -> None:
    from samanvay_insight import gazetteer

    village = next(place for place in gazetteer.places(["village"]) if place.district == "district:180")
    served = [one.code for one in units_serving(village.key, "police")]
    assert served[:3] == ["police:district:180", "police:ahtu:180", "police:help_desk:180"]
    assert served[3:] == ["police:range:devipatan", "police:zone:gorakhpur", "bureau:IN-UP", "police:IN-UP"]
    assert district_unit(village.key, "cwc") == unit("cwc:180")
    assert district_unit(village.key, "airport") is None
    assert set(district_units(village.key)) == {
        "police", "border", "administration", "welfare", "justice", "health",
    }  # fmt: skip


def test_a_station_serves_its_platform_before_the_district(directory: None) -> None:
    assert units_serving("station:BSB", "railway")[0].code in ("grp:station:BSB", "rpf:post:BSB")
    facility = Facility.objects.get(code="railway_station:BSB")
    assert facility.operator == unit("grp:station:BSB")


def test_moving_a_unit_changes_who_is_above_from_its_day_on(directory: None) -> None:
    head, new = unit("police:district:180"), unit("police:range:gorakhpur")
    day = clock.today()
    unit_actions.move_unit(by=SYSTEM, unit=head, parent=new, on=day, order_no="GO 12/2026")
    assert superior_of(head.audience) == new.audience
    assert parent_on(head, day - timedelta(days=1)) == unit("police:range:devipatan")
    assert parent_on(head, day) == new
    station = unit("police:station:180:rupaidiha")
    assert unit("police:range:devipatan").audience in station.stale_readers
    with reading(SYSTEM):
        event = Event.objects.get(kind="unit:moved")
    assert event.subject_id == str(head.id)
    assert event.detail["after"] == new.audience


def test_a_unit_is_not_moved_under_itself_or_into_another_compartment(directory: None) -> None:
    head = unit("police:district:180")
    with pytest.raises(Invalid, match="under itself"):
        unit_actions.move_unit(by=SYSTEM, unit=head, parent=unit("police:circle:180:nanpara"))
    with pytest.raises(Invalid, match="own department"):
        unit_actions.move_unit(by=SYSTEM, unit=head, parent=unit("dcpu:180"))
    with pytest.raises(Invalid, match="already"):
        unit_actions.move_unit(by=SYSTEM, unit=head, parent=head.parent)
    with pytest.raises(Invalid, match="takes effect or later"):
        unit_actions.move_unit(
            by=SYSTEM, unit=head, parent=unit("police:range:gorakhpur"), on=clock.today() + timedelta(days=3)
        )


def test_create_rename_close_and_their_history(directory: None) -> None:
    head = unit("police:district:180")
    day = clock.today() - timedelta(days=10)
    made = unit_actions.create_unit(
        by=SYSTEM, kind="station", name="PS  New Bridge ", home_state="IN-UP", parent=head,
        place=Place.objects.get(pk="district:180"), on=day,
    )  # fmt: skip
    assert made.name == "PS New Bridge"
    assert readers_for(made.audience)[:3] == [0, made.audience, head.audience]
    seen = made.version
    unit_actions.rename_unit(by=SYSTEM, unit=made, name="PS Old Bridge", on=clock.today(), expected=seen)
    with pytest.raises(Stale):
        unit_actions.rename_unit(by=SYSTEM, unit=Unit.objects.get(pk=made.pk), name="PS Third", expected=seen)
    unit_actions.close_unit(by=SYSTEM, unit=made)
    assert not Unit.objects.open(clock.today()).filter(pk=made.pk).exists()
    assert Unit.objects.open(day).filter(pk=made.pk).exists()
    assert made not in units_serving("district:180", "police")
    assert made in units_serving("district:180", "police", on=day)
    assert list(made.changes.order_by("on", "id").values_list("kind", flat=True)) == [
        "created",
        "renamed",
        "closed",
    ]


def test_a_unit_with_units_under_it_is_not_closed(directory: None) -> None:
    with pytest.raises(Invalid, match="under it"):
        unit_actions.close_unit(by=SYSTEM, unit=unit("police:circle:180:nanpara"))


def test_jurisdiction_is_dated_and_a_slip_of_the_day_leaves_no_span(directory: None) -> None:
    station = unit("police:station:180:rupaidiha")
    crossing, district = Place.objects.get(pk="crossing:rupaidiha"), Place.objects.get(pk="district:180")
    unit_actions.set_jurisdiction(by=SYSTEM, unit=station, places=[crossing], on=date(2026, 1, 1))
    unit_actions.set_jurisdiction(by=SYSTEM, unit=station, places=[district], on=date(2026, 6, 1))
    assert station in units_serving("crossing:rupaidiha", "police", on=date(2026, 5, 31))
    assert district_unit("crossing:rupaidiha", "station", on=date(2026, 6, 1)) == station
    first = Jurisdiction.objects.get(unit=station, place=crossing)
    assert (first.since, first.until) == (date(2026, 1, 1), date(2026, 5, 31))
    unit_actions.set_jurisdiction(by=SYSTEM, unit=station, places=[crossing], on=date(2026, 6, 1))
    assert not Jurisdiction.objects.filter(unit=station, place=district).exists()


@pytest.mark.parametrize(
    ("role", "code", "allowed"),
    [
        ("administrator", "administration:IN-UP", True),
        ("state_nodal_officer", "police:IN-UP", False),
        ("station_officer", "police:station:180:rupaidiha", False),
        ("auditor", "audit_office:IN-UP", False),
        ("ngo_worker", "ngo:180", False),
    ],
)
def test_only_an_administrator_changes_units(directory: None, role: str, code: str, allowed: bool) -> None:
    at = unit(code)
    actor = Actor(uuid7(), role, (at.audience,), (Held(role, at.audience, at.compartment),))
    target = unit("police:ahtu:180")
    if allowed:
        assert unit_actions.rename_unit(by=actor, unit=target, name="AHTU Bahraich North").name == "AHTU Bahraich North"
    else:
        with pytest.raises(Refused):
            unit_actions.rename_unit(by=actor, unit=target, name="AHTU Bahraich North")


def test_an_administrator_keeps_only_units_of_the_own_state(directory: None) -> None:
    at = unit("administration:IN-UP")
    actor = Actor(uuid7(), "administrator", (at.audience,), (Held("administrator", at.audience, "oversight"),))
    with pytest.raises(Refused, match="another state"):
        unit_actions.rename_unit(by=actor, unit=unit("desk:IN-BR"), name="Desk")


def test_the_reading_role_cannot_draw_an_audience_below_a_hundred(directory: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select last_value >= 100 from directory_unit_audience")
        assert cursor.fetchone() == (True,)


def test_districts_of_a_unit_place(directory: None) -> None:
    assert len(districts_of("IN-UP")) == 75
