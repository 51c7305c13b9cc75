"""What is left of a place when the corridors told of it are subtracted: nobody, or ten and more."""

from datetime import date
from itertools import combinations
from random import Random

import pytest

from samanvay.picture.facts.floors import FEWEST_FOR_PARTNERS, Cell
from samanvay.picture.partners import CorridorCell, without_small_rests

QUARTER, FORM = date(2026, 7, 1), "begging"


def way(origin: str, destination: str, form: str = FORM) -> CorridorCell:
    return origin, destination, form, QUARTER


def cell(place: str, form: str = FORM) -> Cell:
    return place, form, QUARTER


@pytest.mark.parametrize(
    ("at_origin", "told"),
    [
        (27, [way("a", "b"), way("a", "c")]),  # nobody is left
        (37, [way("a", "b"), way("a", "c")]),  # ten are left
        (36, [way("a", "b")]),  # nine would be left: the smaller one is kept back, twenty-one are left
        (28, [way("a", "b")]),  # one girl would be left
    ],
)
def test_corridor_that_leaves_few_of_a_place_is_kept_back(at_origin: int, told: list[CorridorCell]) -> None:
    corridors = {way("a", "b"): 15, way("a", "c"): 12}
    cells = {cell("a"): at_origin, cell("b"): 15, cell("c"): 12}
    assert sorted(without_small_rests(corridors, cells)) == told


def test_few_left_at_the_far_end_keep_a_corridor_back_too() -> None:
    assert without_small_rests({way("a", "b"): 15}, {cell("a"): 15, cell("b"): 18}) == {}


def test_forms_are_looked_at_each_by_itself() -> None:
    corridors = {way("a", "b"): 15, way("a", "b", "forced_labour"): 15}
    cells = {cell(place, form): 15 for place in "ab" for form in (FORM, "forced_labour")}
    assert without_small_rests(corridors, cells | {cell("a"): 16}) == {way("a", "b", "forced_labour"): 15}


@pytest.mark.parametrize("seed", range(60))
def test_no_subset_of_the_corridors_told_leaves_few_of_any_place(seed: int) -> None:
    random = Random(seed)
    journeys = {
        way(origin, destination): random.choice((0, 1, 4, 9, 10, 11, 17, 30))
        for origin in "abcd"
        for destination in "abcde"
        if origin != destination
    }
    cells = {}
    for place in "abcde":
        through = sum(count for each, count in journeys.items() if place in each[:2])
        cells[cell(place)] = max(through, random.choice((0, through + random.randint(0, 12))))  # of another kind
    known = {each: count for each, count in cells.items() if count >= FEWEST_FOR_PARTNERS}
    large = {each: count for each, count in journeys.items() if count >= FEWEST_FOR_PARTNERS}
    told = without_small_rests(large, known)
    for each, count in known.items():
        here = [told[one] for one in told if each[0] in one[:2]]
        for size in range(len(here) + 1):
            for chosen in combinations(here, size):
                assert count - sum(chosen) == 0 or count - sum(chosen) >= FEWEST_FOR_PARTNERS
    # no more is kept back than one corridor for each place at which too few would have been left
    few = [
        each
        for each, count in known.items()
        if 0 < count - sum(size for one, size in large.items() if each[0] in one[:2]) < FEWEST_FOR_PARTNERS
    ]
    assert len(large) - len(told) <= len(few)
