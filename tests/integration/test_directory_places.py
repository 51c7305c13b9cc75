"""Places as loaded, and what a reorganisation does to them, day by day; readers of records afterwards."""

from datetime import date, timedelta

import pytest

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory import events, queries
from samanvay.directory.loading import load_places
from samanvay.directory.models import GroupMember, Place, PlaceChange, PlaceName, Unit
from samanvay.directory.places.actions import groups as group_actions
from samanvay.directory.places.actions import places as place_actions
from samanvay.directory.places.actions.places import NewDistrict
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay_insight import gazetteer


@pytest.fixture
def directory(fresh_state: str) -> None:
    """India's places and the units of Uttar Pradesh, in a database of its own."""


def place(key: str) -> Place:
    return Place.objects.get(pk=key)


def actor(role: str, code: str) -> Actor:
    at = Unit.objects.get(code=code)
    return Actor(uuid7(), role, (at.audience,), (Held(role, at.audience, at.compartment),))


def test_india_and_nepal_are_loaded_whole_and_only_once(directory: None) -> None:
    districts = Place.objects.of_kind("district")
    assert Place.objects.of_kind("state").count() == 36
    assert districts.filter(state__parent="IN").count() == len(
        [one for one in gazetteer.places(["district"]) if one.state]
    )
    assert districts.filter(state__parent="IN").count() >= 779
    assert Place.objects.of_kind("division").filter(state="IN-UP").count() == 18
    assert len(queries.districts_of("IN-UP")) == 75
    assert len(queries.districts_of("NP")) == 75
    in_divisions = [key for one in Place.objects.of_kind("division") for key in queries.districts_of(one.key)]
    assert sorted(in_divisions) == queries.districts_of("IN-UP")
    assert Place.objects.of_kind("station").count() > 8_000
    before = Place.objects.count(), PlaceName.objects.count(), GroupMember.objects.count()
    assert load_places(by=SYSTEM) == {}
    assert (Place.objects.count(), PlaceName.objects.count(), GroupMember.objects.count()) == before


def test_loading_again_leaves_a_renamed_place_as_it_is(directory: None) -> None:
    place_actions.rename_place(by=SYSTEM, place=place("district:180"), name="Bahraich Nagar")
    load_places(by=SYSTEM)
    assert place("district:180").name == "Bahraich Nagar"


def test_former_names_keep_the_days_on_which_they_held(directory: None) -> None:
    name = PlaceName.objects.get(place="district:175", name="Allahabad")
    assert (name.kind, name.name_hi) == ("former", "इलाहाबाद")
    assert name.until is not None
    assert name.until.latest == date(2018, 10, 16)
    year = PlaceName.objects.filter(place="district:202", kind="former").first()
    assert year is not None
    assert (year.until.earliest, year.until.latest) == (date(2012, 1, 1), date(2012, 12, 31))


def test_loading_again_teaches_an_older_installation_what_is_known_now(directory: None) -> None:
    shown = place("district:181")
    assert shown.valid_from == date(1997, 5, 22)
    kept = date(1997, 6, 1)
    with operation(events.PLACES_LOADED, by=SYSTEM, target=("place", "all")):
        Place.objects.filter(pk="district:181").update(valid_from=None)
        Place.objects.filter(pk="district:182").update(valid_from=kept)
        PlaceName.objects.filter(place="district:177", name="Faizabad").delete()
        PlaceName.objects.filter(place="district:175", name="Allahabad").update(
            until_earliest=None, until_latest=None, until_said=""
        )
    assert load_places(by=SYSTEM) == {}
    assert place("district:181").valid_from == date(1997, 5, 22)
    assert place("district:182").valid_from == kept, "what an officer entered stays"
    assert PlaceName.objects.get(place="district:177", name="Faizabad").until is not None
    assert PlaceName.objects.get(place="district:175", name="Allahabad").until.exact == date(2018, 10, 16)
    before = _loadings()
    load_places(by=SYSTEM)
    assert _loadings() == before


def _loadings() -> int:
    with reading(SYSTEM):
        return Event.objects.filter(kind=events.PLACES_LOADED.code).count()


def test_the_border_belt_addresses_its_seven_districts(directory: None) -> None:
    belt = queries.districts_of("region:up-nepal-border")
    assert [place(key).name for key in belt] == [
        "Pilibhit", "Kheri", "Bahraich", "Shrawasti", "Balrampur", "Siddharthnagar", "Maharajganj",
    ]  # fmt: skip
    assert len(queries.districts_of("region:ncr")) > 20
    assert queries.districts_of("station:BSB") == ["district:197"]
    assert queries.districts_of("district:180") == ["district:180"]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Allahabad", "district:175"),
        ("इलाहाबाद", "district:175"),
        ("Faizabad", "district:177"),
        ("moradbad", "district:135"),
        ("बहराइच", "district:180"),
        ("Mughalsarai", "town:196-pt-deen-dayal-upadhyaya-nagar"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(directory: None, query: str, key: str) -> None:
    assert key in [one.place.key for one in queries.find_places(SYSTEM, query)[:3]]


def test_among_equals_the_place_nearest_to_the_posting_comes_first(directory: None) -> None:
    eastern = actor("station_officer", "police:station:180:rupaidiha")
    western = actor("ahtu_in_charge", "police:ahtu:134")
    villages = [one.place.district for one in queries.find_places(eastern, "Rampur", kinds=["village"], limit=3)]
    others = [one.place.district for one in queries.find_places(western, "Rampur", kinds=["village"], limit=3)]
    assert villages != others
    assert gazetteer.distance_km("district:180", villages[0]) < gazetteer.distance_km("district:180", others[0])


def test_a_renamed_place_is_found_by_both_names_and_was_called_otherwise_before(directory: None) -> None:
    day = clock.today()
    place_actions.rename_place(by=SYSTEM, place=place("district:180"), name="Saryu Nagar", name_hi="सरयू नगर", on=day)
    found = queries.find_places(SYSTEM, "Saryu Nagar", kinds=["district"])
    assert found[0].place.key == "district:180"
    assert "district:180" in [one.place.key for one in queries.find_places(SYSTEM, "Bahraich")]
    assert queries.place_on("district:180", day - timedelta(days=1)).names.en == "Bahraich"
    assert queries.place_on("district:180", day).names.hi == "सरयू नगर"


def test_a_village_gets_its_row_when_something_points_at_it(directory: None) -> None:
    village = next(one for one in gazetteer.places(["village"]) if one.district == "district:180")
    assert queries.place_for(village.key)._state.adding
    kept = place_actions.keep_place(by=actor("station_officer", "police:station:180:rupaidiha"), key=village.key)
    assert (kept.name, kept.parent_id, kept.state_id) == (village.name, "district:180", "IN-UP")
    again = place_actions.keep_place(by=SYSTEM, key=village.key)
    assert again == kept
    assert Place.objects.filter(pk=village.key).count() == 1
    with pytest.raises(Unseen):
        place_actions.keep_place(by=SYSTEM, key="village:180-nowhere-at-all")


def test_a_split_makes_a_district_from_its_day_on(directory: None) -> None:
    day = date(2026, 4, 1)
    [made] = place_actions.split_district(
        by=SYSTEM, district=place("district:180"), into=[NewDistrict("Nanpara", "नानपारा", 99_001)], on=day
    )
    assert made.key in queries.districts_of("IN-UP")
    assert len(queries.districts_of("IN-UP")) == 76
    assert len(queries.districts_of("IN-UP", on=day - timedelta(days=1))) == 75
    assert made.key in queries.districts_of("division:UP:devipatan", on=day)
    assert made.key in queries.districts_of("region:up-nepal-border", on=day)
    assert made.key not in queries.districts_of("region:up-nepal-border", on=day - timedelta(days=1))
    assert {"district:180", "district:181"} <= set(queries.neighbours_of(made.key))
    assert made.key in queries.neighbours_of("district:180")
    assert not queries.place_on(made.key, day - timedelta(days=1)).exists
    assert queries.find_places(SYSTEM, "Nanpara", kinds=["district"])[0].place.key == "local:district:99001"
    with pytest.raises(Invalid, match="already"):
        place_actions.split_district(by=SYSTEM, district=place("district:180"), into=[NewDistrict("Nanpara")], on=day)


def test_a_merged_district_ends_and_what_lay_in_it_moves(directory: None) -> None:
    day = date(2026, 4, 1)
    gone, into = place("district:181"), place("district:180")
    before = Place.objects.filter(parent=gone).count()
    assert before > 0
    place_actions.merge_districts(by=SYSTEM, districts=[gone], into=into, on=day)
    assert not Place.objects.filter(parent=gone).exists()
    assert PlaceChange.objects.filter(parent_before=gone, parent_after=into).count() == before
    assert len(queries.districts_of("IN-UP")) == 74
    assert "district:181" in queries.districts_of("IN-UP", on=day - timedelta(days=1))
    assert "district:181" not in queries.neighbours_of("district:182")
    with pytest.raises(Invalid, match="ended"):
        place_actions.move_district(by=SYSTEM, district=place("district:181"), division=place("division:UP:gorakhpur"))


def test_a_district_that_became_a_member_today_is_merged_and_was_one_for_this_day(directory: None) -> None:
    gone, day = place("district:181"), clock.today()
    members = [gone, place("district:182")]
    group = group_actions.create_group(by=SYSTEM, home_state="IN-UP", name="Belt", members=members, on=day)
    place_actions.merge_districts(by=SYSTEM, districts=[gone], into=place("district:180"), on=day)
    assert GroupMember.objects.get(group=group, member=gone).until == day


def test_a_district_moves_between_divisions_and_the_days_before_remember(directory: None) -> None:
    day = date(2026, 4, 1)
    place_actions.move_district(
        by=SYSTEM,
        district=place("district:183"),
        division=place("division:UP:basti"),
        on=day,
        order_no="GO 4",
    )
    assert "district:183" in queries.districts_of("division:UP:basti")
    assert "district:183" not in queries.districts_of("division:UP:devipatan")
    eve = day - timedelta(days=1)
    assert "district:183" in queries.districts_of("division:UP:devipatan", on=eve)
    assert "district:183" not in queries.districts_of("division:UP:basti", on=eve)
    assert queries.place_on("district:183", eve).parent == "division:UP:devipatan"
    served = [one.code for one in queries.units_serving("district:183", "administration")]
    assert "division-office:division:UP:basti" in served
    assert "division-office:division:UP:devipatan" not in served
    before = [one.code for one in queries.units_serving("district:183", "administration", on=eve)]
    assert "division-office:division:UP:devipatan" in before


@pytest.mark.parametrize("role", ["station_officer", "state_nodal_officer", "ngo_worker"])
def test_only_an_administrator_reorganises(directory: None, role: str) -> None:
    code = {"station_officer": "police:station:180:rupaidiha", "state_nodal_officer": "police:IN-UP"}.get(
        role, "ngo:180"
    )
    by = actor(role, code)
    with pytest.raises(Refused):
        place_actions.rename_place(by=by, place=place("district:180"), name="Other")
    with pytest.raises(Refused):
        place_actions.split_district(by=by, district=place("district:180"), into=[NewDistrict("Other")])
    administrator = actor("administrator", "administration:IN-UP")
    with pytest.raises(Refused, match="another state"):
        place_actions.rename_place(
            by=administrator, place=Place.objects.get(name="Patna", kind="district"), name="Other"
        )


def test_changes_are_entered_when_they_hold_not_before(directory: None) -> None:
    with pytest.raises(Invalid, match="takes effect or later"):
        place_actions.rename_place(
            by=SYSTEM, place=place("district:180"), name="Other", on=clock.today() + timedelta(days=1)
        )
