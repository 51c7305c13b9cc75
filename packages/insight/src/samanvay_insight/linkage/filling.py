"""A row's k best even where nothing speaks for them: an analyst asked for ten, and says herself which are too weak."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from samanvay_insight.linkage.coding import Coded
from samanvay_insight.linkage.layout import Facing, Prepared, face
from samanvay_insight.linkage.model import STEPS
from samanvay_insight.linkage.pairs import all_patterns, weights_of
from samanvay_insight.linkage.search import parts_of, proposals, top_matches
from samanvay_insight.linkage.weights import Weights

LEAST_BITS = -15.0  # the search passes over pairs that weigh less; they are filled in here
AT_ONCE = 4_000_000  # pairs that are read together


def every_row(left: Coded, right: Coded, weights: Weights, k: int) -> pa.Table:
    """Return for each right row its k best left rows, or all where there are fewer: as `top_matches` gives them."""
    found = top_matches(left, right, weights, k, at_least=LEAST_BITS)
    if found.num_rows == len(right) * min(k, len(left)):
        return found
    parts = parts_of(left)
    return filled(found, parts, face(parts, right), weights, k)


def filled(found: pa.Table, parts: list[Prepared], facing: Facing, weights: Weights, k: int) -> pa.Table:
    """Return the k best of each right row, those rows read anew against every left row that have too few in `found`."""
    size = sum(len(part.coded) for part in parts)
    many = np.bincount(found["right_row"].to_numpy(), minlength=len(facing.coded))
    lacking = np.flatnonzero(many < min(k, size))
    if not len(lacking):
        return found
    rows = np.arange(size)
    at_left, at_right, bits, patterns = [], [], [], []
    step = max(1, AT_ONCE // size)
    for first in range(0, len(lacking), step):
        some = lacking[first : first + step]
        every = all_patterns(parts, facing, np.tile(rows, len(some)), np.repeat(some, size))
        weight = weights_of(every, weights).reshape(len(some), size)
        order = np.argsort(-weight, axis=1, kind="stable")[:, :k]
        at_left.append(order.ravel())
        at_right.append(np.repeat(some, order.shape[1]))
        bits.append(np.take_along_axis(weight, order, axis=1).ravel() / STEPS)
        patterns.append(
            every.reshape(len(some), size, -1)[np.arange(len(some))[:, None], order].reshape(-1, every.shape[1])
        )
    rank = np.tile(np.arange(1, min(k, size) + 1), len(lacking))
    ids = pa.chunked_array([part.coded.ids for part in parts])
    new = proposals(
        ids, facing.coded.ids, np.concatenate(at_left), np.concatenate(at_right), rank, np.concatenate(bits),
        np.concatenate(patterns), weights, size,
    ).select(found.column_names)  # fmt: skip
    kept = found.filter(pa.array(~np.isin(found["right_row"].to_numpy(), lacking)))
    whole = pa.concat_tables([kept.cast(new.schema), new])
    return whole.take(pa.array(np.lexsort((whole["rank"].to_numpy(), whole["right_row"].to_numpy()))))
