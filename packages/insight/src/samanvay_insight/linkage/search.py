"""The best of the missing for each of the found: all pairs considered, on all cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samanvay_insight.columns import check_type
from samanvay_insight.linkage import kernel
from samanvay_insight.linkage.assignment import one_to_one
from samanvay_insight.linkage.coding import CODED, Coded
from samanvay_insight.linkage.layout import Facing, Prepared, face, facing_flat, flat_bits, prepare, split
from samanvay_insight.linkage.model import NAMES, STEPS
from samanvay_insight.linkage.pairs import all_patterns
from samanvay_insight.linkage.probability import probabilities, with_known
from samanvay_insight.linkage.weights import Weights

LEAST_BITS = -20.0  # what speaks more against than this is never proposed; found before missing weighs -100
FEW = 100
COMPETING = 10
CHUNK = 64  # right rows that one core takes at a time


def parts_of(left: Coded) -> list[Prepared]:
    """Lay out a left register in parts of bounded size."""
    return [prepare(part, first) for part, first in split(left)]


def k_best(
    parts: Sequence[Prepared], facing: Facing, weights: Weights, k: int, at_least: float = 0.0
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return for each right row the k best left rows, their weights in 1/256 bits, and how many there are."""
    size = len(facing.coded)
    rows = np.zeros((size, k), dtype=np.int32)
    found = np.zeros((size, k), dtype=np.int32)
    held = np.zeros(size, dtype=np.int32)
    bits, floor = flat_bits(weights), int(np.ceil(max(at_least, LEAST_BITS) * STEPS))
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        for number, part in enumerate(parts):
            right = facing_flat(facing, number)
            ends = [(first, min(first + CHUNK, size)) for first in range(0, size, CHUNK)]
            jobs = [
                threads.submit(kernel.search, part.flat, right, bits, *each, k, floor, rows, found, held)
                for each in ends[1:]
            ]
            for each in ends[:1]:  # one record needs no other thread
                kernel.search(part.flat, right, bits, *each, k, floor, rows, found, held)
            for job in jobs:
                job.result()
    return rows, found, held


def candidates(
    parts: Sequence[Prepared], facing: Facing, weights: Weights, k: int, at_least: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Return the k best pairs of each right row, COMPETING at least: right rows, left rows, ranks, weights.

    Those beyond k are there to share in what is certain, so that a probability does not depend on k.
    """
    k = max(k, COMPETING)
    rows, found, held = k_best(parts, facing, weights, k, at_least)
    there = np.arange(k)[None, :] < held[:, None]
    at_right, rank = np.nonzero(there)
    return at_right.astype(np.int64), rows[there].astype(np.int64), rank + 1, found[there]


def top_matches(
    left: Coded,
    right: Coded,
    weights: Weights | None = None,
    k: int = 10,
    *,
    assign: bool = False,
    at_least: float = 0.0,
) -> pa.Table:
    """Return the k best left rows for each right row, in the order of the right rows.

    Columns: left, right (ids), left_row, right_row, rank (from 1), weight (bits, from `at_least` up, which is no less
    than LEAST_BITS), probability, pattern (one code a field, see `explain`); with `assign` also assigned: whether the
    pair is part of the one-to-one assignment that is likeliest on the whole, so that of two sisters each keeps her own.
    All pairs are considered. Without `weights` those that are shipped count, their `known` learned from these rows.
    Raises ValueError where k is below 1.
    """
    check_type("left", left, Coded, CODED)
    check_type("right", right, Coded, CODED)
    if k < 1:
        raise ValueError(f"k is {k}; it must be at least 1")
    model = Weights.prior() if weights is None else weights
    parts = parts_of(left)
    facing = face(parts, right)
    at_right, at_left, rank, found = candidates(parts, facing, model, k, at_least)
    if weights is None:
        model = with_known(found / STEPS, at_right, right.tells, model, len(left))
    ids = pa.chunked_array([part.coded.ids for part in parts])
    table = proposals(
        ids, right.ids, at_left, at_right, rank, found / STEPS, all_patterns(parts, facing, at_left, at_right), model,
        len(left),
    )  # fmt: skip
    if assign:
        chosen = one_to_one(at_left, at_right, table["probability"].to_numpy())
        table = table.append_column("assigned", pa.array(chosen))
    return table.filter(pa.array(rank <= k))


def proposals(
    left_ids: pa.ChunkedArray,
    right_ids: pa.Array,
    at_left: NDArray[np.int64],
    at_right: NDArray[np.int64],
    rank: NDArray[np.int64],
    weight: NDArray[np.float64],
    pattern: NDArray[np.int16],
    weights: Weights,
    left_rows: int,
) -> pa.Table:
    """Return proposed pairs as a table, with their probabilities."""
    return pa.table({
        "left": _taken(left_ids, at_left),
        "right": right_ids.take(pa.array(at_right)),
        "left_row": at_left,
        "right_row": at_right,
        "rank": rank.astype(np.int16),
        "weight": weight,
        "probability": probabilities(weight, at_right, weights, left_rows),
        "pattern": pa.FixedSizeListArray.from_arrays(pa.array(pattern.ravel(), pa.int16()), len(NAMES)),
    })  # fmt: skip


def _taken(ids: pa.ChunkedArray, at: NDArray[np.int64]) -> pa.Array:
    """Give some ids; a few of a million are picked one by one, which is sooner than a take over all."""
    if len(at) > FEW:
        return ids.take(pa.array(at)).combine_chunks()
    return pa.array([ids[each].as_py() for each in at.tolist()], pa.string())
