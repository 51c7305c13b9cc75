"""Ways told in other words than "from A to B": chains, headings, and a place told as where they halted."""

from __future__ import annotations

import pytest

from samanvay.insight.extract import read


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
