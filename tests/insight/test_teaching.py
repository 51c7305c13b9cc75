"""Who teaches which batch: against every way that there is, on cases small enough to try them all."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay_insight.roster.teaching import CANNOT, NOBODY, teachers_of

Score = tuple[int, int, int]


def score(found: tuple[int, ...], misfit: np.ndarray, week: list[int], load: list[int], most: int | None) -> Score:
    """Return what a way costs: batches without anybody, misfit, squares of loads; refuses what is none."""
    turns = [(who, week[at]) for at, who in enumerate(found) if who != NOBODY]
    assert len(turns) == len(set(turns)), "nobody teaches two batches in one week"
    given_ = np.bincount([who for who, _week in turns], minlength=len(load)) if load else np.zeros(0, dtype=int)
    assert most is None or not len(given_) or given_.max() <= most
    taught = [misfit[who, at] for at, who in enumerate(found) if who != NOBODY]
    assert all(each >= 0 for each in taught)
    return found.count(NOBODY), int(sum(taught)), int(((np.array(load, dtype=int) + given_) ** 2).sum())


def best(misfit: np.ndarray, week: list[int], load: list[int], most: int | None) -> Score:
    found = []
    for way in itertools.product(range(-1, len(load)), repeat=len(week)):
        try:
            found.append(score(way, misfit, week, load, most))
        except AssertionError:
            continue
    return min(found)


@settings(max_examples=120)
@given(st.data())
def test_no_way_is_better(data: st.DataObject) -> None:
    """Up to three trainers and five batches in three weeks: every one of 1,024 ways is tried."""
    trainers, batches = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 5))
    rows = st.lists(st.integers(CANNOT, 2), min_size=batches, max_size=batches)
    misfit = np.array(data.draw(st.lists(rows, min_size=trainers, max_size=trainers)))
    week = data.draw(st.lists(st.integers(0, 2), min_size=batches, max_size=batches))
    load = data.draw(st.lists(st.integers(0, 3), min_size=trainers, max_size=trainers))
    most = data.draw(st.sampled_from([None, 1, 2]))
    found = tuple(teachers_of(misfit, week, load, most=most).tolist())
    assert score(found, misfit, week, load, most) == best(misfit, week, load, most)


def test_the_load_is_evened_out_with_what_each_has_already() -> None:
    """Six batches in six weeks; one of three trainers has two already."""
    found = teachers_of(np.zeros((3, 6)), range(6), [2, 0, 0])
    assert np.bincount(found, minlength=3).tolist() in ([0, 3, 3], [1, 2, 3], [1, 3, 2])
    assert sorted(np.add(np.bincount(found, minlength=3), [2, 0, 0]).tolist()) == [2, 3, 3]


def test_the_only_one_who_can_is_kept_for_the_batch_that_nobody_else_teaches() -> None:
    misfit = np.array([[0, 0], [0, CANNOT]])
    assert teachers_of(misfit, [5, 5]).tolist() == [1, 0]


def test_a_batch_that_nobody_can_teach_stays_without_anybody() -> None:
    assert teachers_of(np.array([[0, CANNOT]]), [1, 2]).tolist() == [0, NOBODY]
    assert teachers_of(np.full((2, 3), CANNOT), [1, 1, 2]).tolist() == [NOBODY] * 3
    assert teachers_of(np.zeros((0, 2)), [1, 2]).tolist() == [NOBODY] * 2


def test_shapes_that_do_not_agree_are_refused() -> None:
    for arguments in ((np.zeros((2, 3)), [1, 2]), (np.zeros((2, 1)), [1], [0]), (np.array([[-2]]), [1])):
        with pytest.raises(ValueError, match="trainer"):
            teachers_of(*arguments)
