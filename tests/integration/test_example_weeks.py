"""The weeks of the examples, in each way of writing: what any careful officer reads in them is read."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from samanvay.config.env import ROOT
from samanvay.reports.narratives.reading import Found, read_narrative

SUNDAY = date(2026, 11, 22)
DISTRICTS = {"week_english": "district:180", "week_hindi": "district:187", "week_hindi_latin": "district:135"}
GUMLA, DELHI, BIHAR = "district:366", "IN-DL", "IN-BR"
RUPAIDIHA, SONAULI, KATGHAR = "crossing:rupaidiha", "crossing:sonauli", "town:135-katghar"

# Only what the words leave no doubt about: where an arrest is not said to have been made, none is asked for.
TOLD: list[tuple[str, str, dict[str, Any]]] = [
    (
        "week_english",
        "movement",
        {"origin": GUMLA, "destination": DELHI, "people": 3, "day": "2026-11-16", "forms": ["domestic_servitude"]},
    ),
    ("week_english", "rescue", {"place": RUPAIDIHA, "people": 3, "day": "2026-11-16"}),
    ("week_english", "arrest", {"people": 2}),
    ("week_hindi", "rescue", {"place": SONAULI, "people": 4, "day": "2026-11-17", "lures": ["job"]}),
    ("week_hindi", "arrest", {"people": 1}),
    ("week_hindi_latin", "rescue", {"place": KATGHAR, "people": 5, "day": "2026-11-18"}),
    ("week_hindi_latin", "movement", {"origin": BIHAR, "destination": KATGHAR, "people": 5}),
    ("week_hindi_latin", "arrest", {"people": 1}),
]


@cache
def read(name: str) -> tuple[Found, ...]:
    text = (ROOT / "examples" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(read_narrative(text, near=DISTRICTS[name], written_on=SUNDAY).found)


def kind_of(found: Found) -> str:
    return found.event_kind or found.kind


def field_of(found: Found, name: str) -> Any:
    if name == "day":
        return found.occurred and found.occurred.exact and found.occurred.exact.isoformat()
    return getattr(found, name)


@pytest.mark.parametrize(
    ("name", "kind", "told"), TOLD, ids=[f"{name}-{kind}-{told['people']}" for name, kind, told in TOLD]
)
def test_what_a_week_tells_plainly_is_read(name: str, kind: str, told: dict[str, Any]) -> None:
    of_kind = [each for each in read(name) if kind_of(each) == kind and not each.aside_reason]
    assert told in [{field: field_of(each, field) for field in told} for each in of_kind]


def test_programme_that_is_only_planned_does_not_count() -> None:
    found = read("week_english")
    assert "sensitisation" not in {kind_of(each) for each in found}


@pytest.mark.parametrize("name", DISTRICTS)
def test_no_day_of_a_week_is_read_as_a_number_of_persons(name: str) -> None:
    assert {each.people for each in read(name)} <= {None, 1, 2, 3, 4, 5}
