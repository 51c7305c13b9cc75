"""One to one: each missing record at most once, each found person at most once, likeliest on the whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

LARGEST = 2_000  # left or right rows of one component that are assigned exactly; beyond it the surest pair comes first


def one_to_one(
    left: NDArray[np.integer], right: NDArray[np.integer], probability: NDArray[np.floating]
) -> NDArray[np.bool_]:
    """Return which pairs are assigned: the set without a row twice whose log-odds sum highest.

    A pair that is likelier false than true counts by its probability alone, so that it is taken only where nothing
    surer wants either row. Components are solved one by one.
    """
    chosen = np.zeros(len(left), dtype=np.bool_)
    if not len(left):
        return chosen
    _, ours = np.unique(left, return_inverse=True)
    _, theirs = np.unique(right, return_inverse=True)
    size = int(ours.max()) + 1
    # log(1 + odds): never below 0, near the log-odds where the pair is likely
    gain = -np.log1p(-np.minimum(np.asarray(probability, dtype=np.float64), 1 - 1e-12))
    total = size + int(theirs.max()) + 1
    _, component = connected_components(
        coo_array((np.ones(len(left)), (ours, theirs + size)), shape=(total, total)), directed=False
    )
    of_pair = component[ours]
    order = np.argsort(of_pair, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(of_pair[order])) + 1):
        chosen[_best_of(ours, theirs, gain, part)] = True
    return chosen


def _best_of(
    ours: NDArray[np.integer], theirs: NDArray[np.integer], gain: NDArray[np.float64], part: NDArray[np.int64]
) -> NDArray[np.int64]:
    if len(part) == 1:
        return part
    rows, at_row = np.unique(ours[part], return_inverse=True)
    columns, at_column = np.unique(theirs[part], return_inverse=True)
    if max(len(rows), len(columns)) > LARGEST:
        return _surest_first(at_row, at_column, gain[part], part)
    table = np.zeros((len(rows), len(columns)))
    table[at_row, at_column] = gain[part]
    picked = np.zeros(table.shape, dtype=np.bool_)
    picked[linear_sum_assignment(table, maximize=True)] = True
    return part[picked[at_row, at_column]]


def _surest_first(
    rows: NDArray[np.integer], columns: NDArray[np.integer], gain: NDArray[np.float64], part: NDArray[np.int64]
) -> NDArray[np.int64]:
    free_rows = np.ones(int(rows.max()) + 1, dtype=np.bool_)
    free_columns = np.ones(int(columns.max()) + 1, dtype=np.bool_)
    taken = []
    for at in np.argsort(-gain, kind="stable").tolist():
        if free_rows[rows[at]] and free_columns[columns[at]]:
            free_rows[rows[at]] = free_columns[columns[at]] = False
            taken.append(at)
    return part[np.array(taken, dtype=np.int64)]
