"""The reader on narratives in the voices of those who report, against what a careful officer reads."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path

import pytest

from samanvay.insight import gazetteer
from samanvay.insight.extract import read
from samanvay.insight.extract.reader import read_by_rules

_PATH = Path(__file__).parent / "narratives" / "scoring.py"
_spec = importlib.util.spec_from_file_location("narrative_scoring", _PATH)
assert _spec is not None
assert _spec.loader is not None
scoring = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = scoring
_spec.loader.exec_module(scoring)


# What a file is read at; the second and third were kept aside once.
_TUNED_ON = {
    "dev_english.txt": 0.95,
    "dev_hindi.txt": 0.95,
    "dev_romanised.txt": 0.95,
    "dev_2_english.txt": 0.95,
    "dev_3_english.txt": 0.92,
    "dev_4_english.txt": 0.95,
    "dev_5_english.txt": 0.95,
    "dev_6_english.txt": 0.95,
    "dev_7_english.txt": 0.95,
    "dev_8_english.txt": 0.92,
    "dev_2_hindi.txt": 0.95,
    "dev_2_romanised.txt": 0.95,
    "dev_4_hindi.txt": 0.95,
    "dev_4_romanised.txt": 0.95,
    "dev_5_hindi.txt": 0.95,
    "dev_5_romanised.txt": 0.95,
    "dev_6_hindi.txt": 0.95,
    "dev_6_romanised.txt": 0.95,
    "dev_7_hindi.txt": 0.95,
    "dev_7_romanised.txt": 0.95,
    "dev_8_hindi.txt": 0.95,
    "dev_8_romanised.txt": 0.95,
}
_KEPT_ASIDE = {
    "English, fourth batch": ("held_out_4_english.txt",),
    "English, fifth batch": ("held_out_5_english.txt",),
    "Devanagari, fourth batch": ("held_out_4_hindi.txt",),
    "Devanagari, fifth batch": ("held_out_5_hindi.txt",),
    "romanised, fourth batch": ("held_out_4_romanised.txt",),
    "romanised, fifth batch": ("held_out_5_romanised.txt",),
    "English, sixth batch": ("held_out_6_english.txt",),
    "Devanagari, sixth batch": ("held_out_6_hindi.txt",),
    "romanised, sixth batch": ("held_out_6_romanised.txt",),
    "English, seventh batch": ("held_out_7_english.txt",),
    "Devanagari, seventh batch": ("held_out_7_hindi.txt",),
    "romanised, seventh batch": ("held_out_7_romanised.txt",),
}


def _kept_aside(writing: str = ""):
    files = [file for name, batch in _KEPT_ASIDE.items() if writing in ("", name) for file in batch]
    return [narrative for file in files for narrative in scoring.narratives(file)]


def _tuned_on():
    return [narrative for file in _TUNED_ON for narrative in scoring.narratives(file)]


@cache
def _read(text: str) -> dict[str, list[dict[str, object]]]:
    return read(text).as_json()


@cache
def _by_rules(text: str) -> dict[str, list[dict[str, object]]]:
    return read_by_rules(text).as_json()


@pytest.mark.parametrize("part", ["places", "movements", "events"])
@pytest.mark.parametrize(("file", "floor"), _TUNED_ON.items())
def test_narratives_tuned_on_are_read_by_the_rules(file, floor, part):
    score = scoring.scored(scoring.narratives(file), _by_rules, whole=True)[part]
    assert min(score.precision, score.recall) >= floor, "\n".join(score.lines)


@pytest.mark.parametrize(
    ("writing", "places", "movements", "events"),
    [
        ("English, fourth batch", 0.99, 0.86, 0.87),
        ("English, fifth batch", 0.99, 0.95, 0.99),
        ("English, sixth batch", 0.98, 0.85, 0.88),
        ("Devanagari, fourth batch", 0.95, 0.83, 0.83),
        ("Devanagari, fifth batch", 0.97, 0.90, 0.96),
        ("Devanagari, sixth batch", 0.97, 0.86, 0.90),
        ("romanised, fourth batch", 0.99, 0.93, 0.99),
        ("romanised, fifth batch", 0.98, 0.76, 0.85),
        ("romanised, sixth batch", 0.97, 0.92, 0.92),
        ("English, seventh batch", 0.99, 0.90, 0.99),
        ("Devanagari, seventh batch", 0.99, 0.89, 0.93),
        ("romanised, seventh batch", 0.93, 0.99, 0.99),
    ],
)
def test_narratives_kept_aside_do_not_fall_back(writing, places, movements, events):
    # The floors stand a little below what was measured, which is below the 0.95 that is wanted.
    # Only the numbers are shown: whoever reads the failures has begun to tune on them.
    scores = scoring.scored(_kept_aside(writing), _read, whole=False)
    for part, floor in (("places", places), ("movements", movements), ("events", events)):
        # A plain number: an assertion on the score itself would print its lines.
        least = min(scores[part].precision, scores[part].recall)
        assert least >= floor, part


@pytest.mark.parametrize(
    ("writing", "places", "movements", "events"),
    [("English", 0.99, 0.91, 0.92), ("Devanagari", 0.98, 0.89, 0.92), ("romanised", 0.98, 0.91, 0.92)],
)
def test_all_narratives_kept_aside_of_a_way_of_writing_do_not_fall_back(writing, places, movements, events):
    # One batch is small, so that a reader learned anew reads one a little worse and another better; not all of them.
    those = [n for name in _KEPT_ASIDE if name.startswith(writing) for n in _kept_aside(name)]
    scores = scoring.scored(those, _read, whole=False)
    for part, floor in (("places", places), ("movements", movements), ("events", events)):
        least = min(scores[part].precision, scores[part].recall)
        assert least >= floor, part


def test_narratives_are_enough_and_told_apart():
    dev = _tuned_on()
    held_out = _kept_aside()
    ids = [n.id for n in dev + held_out]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 70
    # More than the 180 that the measure asks for.
    assert len(held_out) >= 320


def test_every_place_of_every_narrative_is_one_of_the_gazetteer():
    everything = _tuned_on() + _kept_aside()
    found = [place for narrative in everything for place in read_by_rules(narrative.text).places]
    assert len(found) > 800
    for place in found:
        assert gazetteer.place(place.key).name, place
