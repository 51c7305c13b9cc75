"""The tables: counts, divisions, neighbours, points, outlines."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from samanvay_insight.gazetteer import (
    distance_km,
    district_at,
    former_names,
    given_up_to,
    neighbours,
    origin,
    place,
    places,
    polygons,
)
from samanvay_insight.script import skeleton

INDIAN = [p for p in places(["district"]) if p.state]
OF_UP = [p for p in INDIAN if p.state == "IN-UP"]
# DATA.md, "seven districts each of UP and Bihar touch Nepal"
TOUCH_NEPAL = {
    "IN-UP": {"Pilibhit", "Kheri", "Bahraich", "Shrawasti", "Balrampur", "Siddharthnagar", "Maharajganj"},
    "IN-BR": {"West Champaran", "East Champaran", "Sitamarhi", "Madhubani", "Supaul", "Araria", "Kishanganj"},
    "IN-UK": {"Pithoragarh", "Champawat", "Udham Singh Nagar"},
    "IN-WB": {"Darjeeling"},
}


def test_states_are_36_with_unique_codes() -> None:
    states = places(["state"])
    assert len(states) == 36
    assert len({s.lgd for s in states}) == 36
    assert all(s.name_hi and s.parent == "IN" for s in states)


def test_districts_are_779_and_761_bear_the_directorys_code() -> None:
    # 808 features, less 28 of disputed land and the Yamuna's bed in Delhi (tables/SOURCES.md)
    assert len(INDIAN) == 779
    codes = [p.lgd for p in INDIAN if p.lgd is not None]
    assert len(codes) == len(set(codes)) == 761
    assert all(p.lgd for p in OF_UP)


def test_the_directorys_codes_are_those_of_the_crime_tables(shared_data: Path) -> None:
    """NCRB's district tables carry the Directory's codes: joined by them, the names must agree."""
    with (shared_data / "data" / "ncrb" / "district_ipc_2017_2022.csv").open(encoding="utf-8") as table:
        named = {int(row["district_code"]): row["district_name"] for row in csv.DictReader(table)}
    ours = {p.lgd: p for p in INDIAN if p.lgd in named}
    strange = [
        (code, named[code], p.name)
        for code, p in sorted(ours.items())
        if fuzz.WRatio(skeleton(named[code]), skeleton(p.name)) < 70
        and not any(skeleton(named[code]) == skeleton(alias) for alias in p.aliases)
    ]
    assert len(ours) > 740
    assert strange == []


def test_districts_all_have_both_names_and_lie_in_a_state() -> None:
    assert [p.key for p in places(["district"]) if not p.name_hi] == []
    assert {p.state for p in INDIAN} == {s.key for s in places(["state"])}


@pytest.mark.parametrize(
    ("state", "count"),
    [("IN-UP", 75), ("IN-BR", 38), ("IN-UK", 13), ("IN-JH", 24), ("IN-MP", 55), ("IN-RJ", 41), ("IN-HR", 22),
     ("IN-DL", 11), ("IN-CG", 33), ("IN-WB", 23), ("IN-KL", 14), ("IN-TS", 33)],
)  # fmt: skip
def test_districts_of_a_state_are_as_many_as_it_has(state: str, count: int) -> None:
    assert sum(p.state == state for p in INDIAN) == count


@pytest.mark.parametrize(
    ("code", "lgd", "name", "hindi"),
    [
        (134, 132, "Bijnor", "बिजनौर"),
        (135, 171, "Moradabad", "मुरादाबाद"),
        (197, 187, "Varanasi", "वाराणसी"),
        (175, 120, "Prayagraj", "प्रयागराज"),
        (153, 159, "Kheri", "खीरी"),
        (364, 339, "Ranchi", "रांची"),
        (206, 221, "Sitamarhi", "सीतामढ़ी"),
        (86, 62, "Gurugram", "गुरुग्राम"),
    ],
)
def test_district_bears_its_code_and_names(code: int, lgd: int, name: str, hindi: str) -> None:
    found = place(f"district:{code}")
    assert (found.lgd, found.name, found.name_hi) == (lgd, name, hindi)


def test_uttar_pradesh_has_75_districts_in_18_divisions_each_in_one() -> None:
    divisions = places(["division"])
    members = Counter(key for division in divisions for key in division.members)
    assert len(divisions) == 18
    assert set(members) == {p.key for p in OF_UP}
    assert set(members.values()) == {1}
    assert all(place(p.parent or "").kind == "division" and p.key in place(p.parent or "").members for p in OF_UP)


def test_a_division_is_of_one_piece() -> None:
    for division in places(["division"]):
        reached, ahead = set(), [division.members[0]]
        while ahead:
            key = ahead.pop()
            reached.add(key)
            ahead += [near for near in neighbours(key) if near in division.members and near not in reached]
        assert reached == set(division.members), division.name


def test_nepal_has_75_districts_with_a_hindi_name() -> None:
    nepal = [p for p in places(["district"]) if p.parent == "NP"]
    assert len(nepal) == 75
    assert all(p.key.startswith("np-district:") for p in nepal)


def test_neighbours_are_mutual() -> None:
    for kind in ("district", "state"):
        for here in places([kind]):
            for near in neighbours(here.key):
                if near != "NP":
                    assert here.key in neighbours(near), (here.key, near)


@pytest.mark.parametrize("state", list(TOUCH_NEPAL))
def test_districts_that_touch_nepal_are_exactly_those_known(state: str) -> None:
    touching = {p.name for p in INDIAN if p.state == state and any(k.startswith("np-") for k in neighbours(p.key))}
    assert touching == TOUCH_NEPAL[state]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("district:157", {"Barabanki", "Hardoi", "Rae Bareli", "Sitapur", "Unnao"}),
        ("district:134", {"Amroha", "Haridwar", "Meerut", "Moradabad", "Muzaffarnagar",
                           "Nainital", "Pauri Garhwal", "Udham Singh Nagar"}),
    ],
)  # fmt: skip
def test_neighbours_of_a_district_are_those_on_the_map(key: str, expected: set[str]) -> None:
    assert {place(near).name for near in neighbours(key)} == expected


def test_neighbours_of_uttar_pradesh_are_nine_states_and_nepal() -> None:
    assert set(neighbours("IN-UP")) == {
        "IN-BR", "IN-CG", "IN-DL", "IN-HR", "IN-HP", "IN-JH", "IN-MP", "IN-RJ", "IN-UK", "NP",
    }  # fmt: skip


@pytest.mark.parametrize("level", ["district", "nepal", "state"])
def test_outlines_hold_every_place_of_the_level(level: str) -> None:
    drawn = {feature["id"] for feature in polygons(level)["features"]}
    wanted = {
        "district": {p.key for p in INDIAN},
        "nepal": {p.key for p in places(["district"]) if p.parent == "NP"},
        "state": {p.key for p in places(["state"])},
    }[level]
    assert drawn == wanted


def test_outlines_close_their_rings_and_stay_in_the_world_of_india() -> None:
    for feature in polygons("district")["features"]:
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for ring in (ring for part in parts for ring in part):
            assert ring[0] == ring[-1]
            assert len(ring) >= 3
            assert all(67 < x < 98 and 6 < y < 38 for x, y in ring)


def test_points_of_districts_lie_in_them() -> None:
    wrong = [p.key for p in places(["district"]) if p.lat and p.lon and district_at(p.lat, p.lon) != p.key]
    # Lakshadweep's islands are smaller than the simplified lines
    assert wrong in ([], ["district:587"])


def test_points_of_settlements_lie_in_their_district_or_at_its_edge() -> None:
    sample = [p for p in places(["town", "village"]) if p.lat is not None][::400]
    astray = [p for p in sample if district_at(p.lat or 0, p.lon or 0) != p.district]
    # the outlines are simplified by a kilometre; none is far away
    assert len(sample) > 200
    assert len(astray) < 0.05 * len(sample)


@pytest.mark.parametrize(
    ("key", "name", "until"),
    [
        ("district:175", "Allahabad", "2018-10-16"),
        ("district:177", "Faizabad", "2018-11-13"),
        ("district:86", "Gurgaon", "2016-09-27"),
        ("district:449", "Hoshangabad", "2022-02-07"),
        ("IN-OD", "Orissa", "2011-11-01"),
        ("station:DDU", "Mughalsarai", "2018-08-05"),
        ("town:196-pt-deen-dayal-upadhyaya-nagar", "Mughalsarai", "2018"),
    ],
)
def test_former_names_tell_until_when(key: str, name: str, until: str) -> None:
    assert (name, until) in {(former.name, former.until) for former in former_names(key)}


def test_former_table_names_only_places_that_exist() -> None:
    from samanvay_insight.gazetteer.atlas import former_table

    for key in former_table():
        assert place(key).name


def test_keys_are_unique_over_all_kinds() -> None:
    keys = [p.key for p in places()]
    assert len(keys) == len(set(keys)) > 150_000


def test_crossings_lie_near_the_district_they_name() -> None:
    for crossing in places(["crossing"]):
        assert crossing.district
        here = district_at(crossing.lat or 0, crossing.lon or 0)
        # the points are approximate and lie on the line: some fall just over it, or in Bangladesh
        assert here in (crossing.district, None) or here in neighbours(crossing.district), crossing.name
        assert distance_km(crossing.key, crossing.district) < 130, crossing.name


def test_towns_of_nepal_lie_in_or_by_the_district_they_name() -> None:
    towns = [p for p in places(["town"]) if p.parent and p.parent.startswith("np-") and p.lat is not None]
    assert len(towns) > 30
    for town in towns:
        found = district_at(town.lat or 0, town.lon or 0)
        # the points are approximate: some fall just over a border
        assert found == town.district or found in neighbours(town.district or ""), (town.name, found)


def test_regions_hold_districts_that_exist() -> None:
    ncr = place("region:ncr")
    assert {place(key).state for key in ncr.members} == {"IN-DL", "IN-HR", "IN-UP", "IN-RJ"}
    assert len(place("region:purvanchal").members) == 28
    assert len(place("region:bundelkhand").members) == 14


def test_distance_of_two_cities_is_the_known_one() -> None:
    # New Delhi to Howrah, great circle, some 1,310 km
    assert distance_km("station:NDLS", "station:HWH") == pytest.approx(1305, abs=15)


def test_unknown_keys_and_kinds_are_refused_by_name() -> None:
    with pytest.raises(KeyError, match="district:0"):
        place("district:0")
    with pytest.raises(ValueError, match="hamlet"):
        places(["hamlet"])
    with pytest.raises(ValueError, match="tehsil"):
        polygons("tehsil")


@pytest.mark.parametrize(
    ("name", "since", "parents"),
    [
        ("Sambhal", "2011-09-28", {"Moradabad", "Budaun"}),
        ("Shrawasti", "1997-05-22", {"Bahraich"}),
        ("Amethi", "2010-07-01", {"Sultanpur", "Rae Bareli"}),
        ("Kasganj", "2008-04", {"Etah"}),
    ],
)
def test_origin_of_a_district_is_when_and_out_of_which(name: str, since: str, parents: set[str]) -> None:
    district = next(p for p in OF_UP if p.name == name)
    found = origin(district.key)
    assert found is not None
    assert found.since == since
    assert {place(key).name for key in found.parents} == parents
    assert all(found in given_up_to(parent) for parent in found.parents)


def test_origins_are_of_one_state_and_none_is_older_than_what_it_was_formed_from() -> None:
    found = [one for one in map(origin, (p.key for p in INDIAN)) if one is not None]
    assert len(found) > 250
    for one in found:
        assert one.parents
        assert one.key not in one.parents
        for parent in one.parents:
            # Haridwar came from Saharanpur, when both lay in Uttar Pradesh
            assert place(parent).state == place(one.key).state or place(one.key).name == "Haridwar"
            above = origin(parent)
            assert above is None or above.since < one.since
    assert origin("district:157") is None
