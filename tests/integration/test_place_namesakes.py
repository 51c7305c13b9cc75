"""Hindi names of places: the gazetteer's own, else that of a namesake around it, else the name as it is written."""

import pytest
from django.utils.translation import override

from samanvay.directory import queries as directory
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.places.namesakes import hindi_of_namesake, place_names
from samanvay.kernel.db.scope import SYSTEM, acting_as
from samanvay.web.kit.places import place_label


@pytest.mark.parametrize(
    ("name", "own", "district", "hindi"),
    [
        ("Rampur", "", "district:136", "रामपुर"),  # the town, as its district
        ("Mahape", "महापे", "district:517", "महापे"),  # its own stays
        ("Govindpur", "", "district:193", ""),  # nobody wrote its Hindi name: none is made up
        ("Rampur", "", "district:193", ""),  # the district of another name lends nothing
        ("Rampur", "", None, ""),
    ],
)
def test_hindi_name_is_its_own_or_that_of_its_namesake(name: str, own: str, district: str | None, hindi: str) -> None:
    assert place_names(name, own, district).hi == hindi


def test_hindi_pages_say_the_town_of_a_known_district_in_hindi(fresh_state: str) -> None:
    with acting_as(SYSTEM):
        keep_place(by=SYSTEM, key="town:136-rampur")
        keep_place(by=SYSTEM, key="village:193-govindpur")
    with override("hi"), acting_as(SYSTEM):
        names = directory.names_of_places(["town:136-rampur", "village:193-govindpur"])
        assert names == {"town:136-rampur": "रामपुर", "village:193-govindpur": "Govindpur"}
        assert place_label("town:136-rampur").startswith("रामपुर, ")
    assert hindi_of_namesake("Rampur", "district:136") == "रामपुर"
