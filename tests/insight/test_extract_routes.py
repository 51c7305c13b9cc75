"""Ways told in other words than "from A to B": chains, headings, and a place told as where they halted."""

from __future__ import annotations

import pytest

from samanvay_insight.extract import read


def _ways(text: str) -> list[tuple[str | None, list[str], str | None]]:
    return [(m["from"], m["via"], m["to"]) for m in read(text).as_json()["movements"]]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        (
            "From Uttarakhand to the National Capital Region girls were trafficked.",
            [("Uttarakhand", [], "National Capital Region")],
        ),
        ("6 girls were taken Birgunj-Raxaul-Patna-Delhi by bus.", [("Birgunj", ["Raxaul", "Patna"], "Delhi")]),
        ("Journey: Gumla, then Ranchi, then Delhi.", [("Gumla", ["Ranchi"], "Delhi")]),
        ("Her journey began at Gumla, went on to Ranchi and ended in Delhi.", [("Gumla", ["Ranchi"], "Delhi")]),
        ("Varanasi is where the girls from Nepal halted.", [("Nepal", ["Varanasi"], None)]),
        ("Source - Gumla; transit - Ranchi; destination - Delhi; victims - 3.", [("Gumla", ["Ranchi"], "Delhi")]),
        (
            "The victims belong to Palamu. They were kept in Varanasi. They were sent to Pune.",
            [("Palamu", ["Varanasi"], "Pune")],
        ),
        ("She boarded a train at Siwan for Delhi with a woman.", [("Siwan", [], "Delhi")]),
        (
            "The children said their homes were in Katihar. He had brought them to Ludhiana.",
            [("Katihar", [], "Ludhiana")],
        ),
        ("Sita, 14, of village Semra, was lured by her neighbour to Meerut.", [("Semra", [], "Meerut")]),
        ("The touts hired women in Malda and left them at brothels in Meerut.", [("Malda", [], "Meerut")]),
        (
            "The bride, bought in Balasore, was taken to Agra and by road to Etmadpur.",
            [("Balasore", ["Agra"], "Etmadpur")],
        ),
        (
            "Rolpa to Tulsipur by jeep, Tulsipur to Koilabas on foot, and from Koilabas to Gonda the girls went.",
            [("Rolpa", ["Tulsipur", "Koilabas"], "Gonda")],
        ),
        (
            "The child was taken from Gonda. In Lucknow he was put on a train for Mumbai.",
            [("Gonda", ["Lucknow"], "Mumbai")],
        ),
        (
            "Six girls of Nawada and three of Gaya were taken to Delhi.",
            [("Nawada", [], "Delhi"), ("Gaya", [], "Delhi")],
        ),
        ("Five boys (Rohtas 2, Kaimur 3) were bound for Jaipur.", [("Rohtas", [], "Jaipur"), ("Kaimur", [], "Jaipur")]),
        ("Most kiln workers at Gajraula come from Bilaspur.", [("Bilaspur", [], "Gajraula")]),
        ("Home of the girls: Dhading. Bound for: Dubai. Halt: Gorakhpur.", [("Dhading", ["Gorakhpur"], "Dubai")]),
        (
            "The girls from Dailekh are taken through Murtiha to Nanpara and then Lucknow.",
            [("Dailekh", ["Murtiha", "Nanpara"], "Lucknow")],
        ),
        ("4 girls of Dolakha reached Sonauli by bus and were sent back.", []),
        ("Constable Ritu escorted the survivor from Mathura to her home at Purulia.", []),
        ("A man from Sangrur had come to Kheri to buy a bride.", []),
        ("I am from Giridih. A man took me to Ranchi, from Ranchi to Delhi.", [("Giridih", ["Ranchi"], "Delhi")]),
        ("Villagers paid an agent at Padrauna. She escaped from Gonda and reached Basti.", []),
    ],
)
def test_way_is_read_in_other_words(text, ways):
    assert _ways(text) == ways


def test_who_is_arrested_with_girls_is_counted_alone():
    (event,) = read("Ramesh was arrested with 4 girls at Gonda railway station.").events
    assert (event.kind, event.people) == ("arrest", 1)


def test_shop_that_bears_a_towns_name_is_no_place():
    places = read("A raid at Agra Sweet House in Mathura freed two boys from Bihar.").places
    assert [p.name for p in places] == ["Mathura", "Bihar"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Two touts were picked up by RPF Orai.", [("arrest", "Orai", 2)]),
        (
            "26 minors were deboarded at Jhansi, 11 at Lalitpur, 4 at Orai.",
            [("rescue", "Jhansi", 26), ("rescue", "Lalitpur", 11), ("rescue", "Orai", 4)],
        ),
        ("4 persons held at Basti station with an infant.", [("arrest", "Basti", 4)]),
        ("All nine were brought down at Basti and Ramzan was held.", [("arrest", "Basti", 1)]),
        ("Meeting was held at Basti. Truck no. UP78 was stopped.", []),
        ("Missing persons, Dec 2025\nEtawah - 4\nAuraiya - 3", [("missing", "Etawah", 4), ("missing", "Auraiya", 3)]),
        ("The boys were got down at Orai and the agent was booked.", [("rescue", "Orai", None)]),
        ("Three girls of class 9 of Robertsganj have been untraced since March.", [("missing", "Robertsganj", 3)]),
        ("85 panchayat members of Rudauli were sensitised.", [("sensitisation", "Rudauli", 85)]),
        (
            "District | Rescued | Arrested\nGonda | 4 | 2\nBasti | 1 | nil\n",
            [("rescue", "Gonda", 4), ("arrest", "Gonda", 2), ("rescue", "Basti", 1)],
        ),
    ],
)
def test_event_is_read_in_other_words(text, rows):
    assert [(e["kind"], e["place"], e["people"]) for e in read(text).as_json()["events"]] == rows


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Women of the village say that girls of Manikpur are sent to Surat.", "hearsay"),
        ("A dhaba owner told us that girls of Manikpur are sent to Surat.", "hearsay"),
        ("Girls of Manikpur are sent to Surat. The information is being verified.", "hearsay"),
        ("The girls said they had been sent from Manikpur to Surat.", "stated"),
    ],
)
def test_movement_is_hearsay_where_only_onlookers_tell_it(text, certainty):
    (movement,) = read(text).movements
    assert movement.certainty == certainty


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A girl from Lakhimpur was taken to Sitapur.", "district:153"),
        ("Girls from Lakhimpur in Assam were taken to Delhi.", "district:307"),
    ],
)
def test_name_borne_twice_is_the_one_at_home_unless_the_words_say_otherwise(text, key):
    assert read(text).places[0].key == key
