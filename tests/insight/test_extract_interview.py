"""The interview that started the project, read as it was from the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from samanvay_insight.extract import Reading, read

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"


def _interview() -> str:
    files = sorted(SEED.glob("*.txt")) if SEED.is_dir() else []
    if not files:
        pytest.skip(f"the interview is not here: no text in {SEED}")
    return files[0].read_text(encoding="utf-8")


def _ways(reading: Reading) -> list[tuple[str | None, list[str], str | None]]:
    return [(m["from"], m["via"], m["to"]) for m in reading.as_json()["movements"]]


def test_interview_movements_are_exactly_the_three_it_tells():
    assert _ways(read(_interview())) == [
        ("Jharkhand", ["Bijnor"], None),
        ("Nepal", ["Varanasi"], None),
        ("Uttarakhand", [], "National Capital Region"),
    ]


def test_interview_movements_say_neither_number_nor_date_and_are_stated():
    answer = read(_interview()).as_json()
    assert [(m["people"], m["date"], m["certainty"]) for m in answer["movements"]] == [(None, None, "stated")] * 3


def test_interview_places_only_the_arrest_at_moradabad():
    answer = read(_interview()).as_json()
    placed = [(e["kind"], e["place"]) for e in answer["events"] if e["place"] is not None]
    assert placed == [("arrest", "Moradabad")]
    assert all(e["people"] is None for e in answer["events"])


def test_interview_sets_its_general_sayings_aside():
    assert "general" in {a["reason"] for a in read(_interview()).as_json()["set_aside"]}


def test_interview_mentions_carry_codes_and_spans():
    text = _interview()
    answer = read(text).as_json()
    codes = {p["name"]: p["lgd_code"] for p in answer["places"]}
    assert codes["Moradabad"] == 171
    assert codes["Uttar Pradesh"] == 9
    assert codes["Nepal"] is None
    assert all(text[p["start"] : p["end"]] == p["text"] for p in answer["places"])


def test_interview_forms_and_lures():
    answer = read(_interview()).as_json()
    forms = {f["code"] for f in answer["forms"]}
    assert {"begging", "forced_labour", "sexual_exploitation", "medical_trial", "organ_removal"} <= forms
    assert {"job"} <= {f["code"] for f in answer["lures"]}
