"""One register against itself: who stands in it twice; and the groups that pairs make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from samanvay_insight.linkage.coding import NOT_KNOWN, Coded
from samanvay_insight.linkage.weights import Weights

Best = Callable[[Coded, Coded, Weights, int], pa.Table]


def duplicates(coded: Coded, weights: Weights, k: int, best: Best) -> pa.Table:
    """Return the pairs of one register as `top_matches` does those of two, each once, the earlier row as the left one.

    Each row is looked for among all others, those dated before it and those dated after it: neither date comes first.
    A pair is among the `k` best of at least one of its two rows; it has the greater of its two weights. Sorted by right
    row, the best first; `rank` counts anew.
    """
    turned = replace(coded, day=backwards(coded.day))
    both = pa.concat_tables([best(coded, coded, weights, k + 1), best(turned, turned, weights, k + 1)])
    left, right = both["left_row"].to_numpy(), both["right_row"].to_numpy()
    weight = both["weight"].to_numpy()
    other = np.flatnonzero(left != right)
    order = other[np.lexsort((left[other], -weight[other], right[other]))]
    order = order[_firsts(np.stack((right[order], left[order]), axis=1))]
    order = order[rank_within(right[order]) <= k]
    low, high = np.minimum(left, right)[order], np.maximum(left, right)[order]
    order = order[np.lexsort((-weight[order], low, high))]
    low, high = np.minimum(left, right)[order], np.maximum(left, right)[order]
    order = order[_firsts(np.stack((high, low), axis=1))]
    low, high = np.minimum(left, right)[order], np.maximum(left, right)[order]
    last = np.lexsort((low, -weight[order], high))
    found = both.take(pa.array(order[last]))
    low, high = low[last], high[last]
    told = {
        "left": coded.ids.take(pa.array(low)), "right": coded.ids.take(pa.array(high)), "left_row": pa.array(low),
        "right_row": pa.array(high), "rank": pa.array(rank_within(high).astype(np.int16)),
    }  # fmt: skip
    return pa.table({name: told.get(name, found[name]) for name in found.column_names})


def backwards(day: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return spans of days (rows × 2) with time running backwards."""
    return np.where(day == NOT_KNOWN, NOT_KNOWN, -day)[:, ::-1].astype(np.int32)


def groups(size: int, left: NDArray[np.integer], right: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return for each of `size` rows the number of its group, -1 where it is alone; groups count from 0 in their order.

    Two rows are in one group where a chain of pairs leads from one to the other (connected components).
    """
    graph = coo_array((np.ones(len(left), dtype=bool), (left, right)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    met, first, at, counts = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    several = counts > 1
    number = np.full(len(met), -1, dtype=np.int64)
    number[several] = np.argsort(np.argsort(first[several]))
    found: NDArray[np.int64] = number[at]
    return found


def rank_within(rows: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the place of each entry among equal neighbours, from 1."""
    new = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else np.zeros(0, dtype=np.int64)
    return np.arange(len(rows)) - np.repeat(new, np.diff(np.r_[new, len(rows)])) + 1


def _firsts(keys: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return where each distinct pair of numbers is met first, in the order in which they stand."""
    _, first = np.unique(keys, axis=0, return_index=True)
    return np.sort(first)
