"""Of places of one name the reader takes that of the state that reports, whichever it is."""

import pytest

from samanvay_insight.extract import read
from samanvay_insight.gazetteer.consonants import by_consonants
from samanvay_insight.routes.places import place_of

PATNA = "district:230"


@pytest.mark.parametrize(
    ("near", "name", "key"),
    [
        ("IN-BR", "Aurangabad", "district:235"),
        (PATNA, "Aurangabad", "district:235"),
        ("IN-MH", "Aurangabad", "district:515"),
        ("IN-HP", "Hamirpur", "district:28"),
        ("IN-UP", "Hamirpur", "district:168"),
    ],
)
def test_district_of_the_state_that_reports_is_meant(near: str, name: str, key: str) -> None:
    (place,) = read(f"Three girls were rescued in {name} district.", near=near).places
    assert place.key == key
    meant = place_of(name, near)
    assert meant is not None
    assert near == PATNA or meant.key == key


def test_small_towns_are_known_by_sound_in_the_state_that_reports_alone() -> None:
    def states(home: str | None) -> set[str | None]:
        return {place.state for place in by_consonants("mokamaa", home) if place.kind == "town"}

    assert states("IN-BR") == {"IN-BR"}
    assert states("IN-UP") == states(None) == set()
