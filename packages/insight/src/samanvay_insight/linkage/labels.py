"""Weights taught by pairs that people have judged: the same person or not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.optimize import minimize

from samanvay_insight.columns import check_table
from samanvay_insight.linkage.learning import level_shares
from samanvay_insight.linkage.probability import log_odds
from samanvay_insight.linkage.reading import RecordError
from samanvay_insight.linkage.weights import Weights
from samanvay_insight.script import fold

PRIOR_PAIRS = 40.0  # judged pairs that the prior is worth, for each field
FEWEST = 30  # judged pairs of each kind, below which the probabilities stay as they were
TIGHT = 10.0  # how strongly slope and shift are held where they were, in judged pairs
LABEL_COLUMNS = ("left_id", "right_id", "same")
YES, NO = frozenset(("1", "yes", "true", "y", "same", "हाँ", "हां")), frozenset(("0", "no", "false", "n", "नहीं"))


@dataclass(frozen=True, eq=False)
class Labels:
    """Judged pairs: rows of the left and of the right register, and whether they are the same person."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    same: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.left)


def labels_of(table: pa.Table, left_ids: pa.Array, right_ids: pa.Array) -> tuple[Labels, list[RecordError]]:
    """Return the judged pairs of a table of words (LABEL_COLUMNS, perhaps `row`), and what could not be used.

    Raises UnknownColumn.
    """
    check_table("table", table, (*LABEL_COLUMNS, "row"))
    rows = table["row"].to_pylist() if "row" in table.column_names else range(2, len(table) + 2)
    places = [pc.index_in(_words(table, name), value_set=ids).to_pylist()
              for name, ids in (("left_id", left_ids), ("right_id", right_ids))]  # fmt: skip
    told = [fold(word or "") for word in _words(table, "same").to_pylist()]
    errors: list[RecordError] = []
    kept: list[tuple[int, int, bool]] = []
    for row, left, right, same in zip(rows, *places, told, strict=True):
        if left is None or right is None:
            field, file = ("left_id", "left") if left is None else ("right_id", "right")
            errors.append(RecordError(row, field, f"an identifier of the {file} file"))
        elif same not in YES | NO:
            errors.append(RecordError(row, "same", "yes or no"))
        else:
            kept.append((left, right, same in YES))
    found = np.array(kept, dtype=np.int64).reshape(-1, 3)
    return Labels(found[:, 0], found[:, 1], found[:, 2].astype(bool)), errors


def _words(table: pa.Table, name: str) -> pa.Array:
    column = table[name].cast(pa.string()).combine_chunks()
    whole = pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column
    return pc.utf8_trim_whitespace(whole)


def taught(prior: Weights, patterns: NDArray[np.int16], same: NDArray[np.bool_]) -> Weights:
    """Return weights whose m-probabilities are those of judged pairs, drawn to the prior while these are few.

    `patterns` (P × fields) as `top_matches` gives them. u stays: it is counted in the registers, and judged strangers
    are never a fair draw of strangers.
    """
    m = level_shares(patterns[same], prior.m, drawn=PRIOR_PAIRS)
    return replace(prior, m=m, pairs=float(same.sum()))


def is_enough(same: NDArray[np.bool_]) -> bool:
    """Tell whether there are judged pairs enough of both kinds to turn weights into probabilities by them."""
    return bool(min(same.sum(), (~same).sum()) >= FEWEST)


def calibrated(weights: Weights, bits: NDArray[np.float64], same: NDArray[np.bool_], left_rows: int) -> Weights:
    """Return weights whose slope and shift fit the judged pairs, whose match weights are `bits` (P).

    Logistic regression of the judgement on the weight (Platt, 1999), held to where slope and shift were before.
    """
    odds = log_odds(bits, replace(weights, slope=1.0, shift=0.0), left_rows)

    def loss(at: NDArray[np.float64]) -> float:
        logit = at[0] * odds + at[1]
        fit = np.logaddexp(0.0, np.where(same, -logit, logit)).sum()
        return float(fit + TIGHT * ((at[0] - weights.slope) ** 2 + (at[1] - weights.shift) ** 2 / 100))

    found = minimize(loss, np.array([weights.slope, weights.shift]), bounds=[(0.05, 5.0), (-40.0, 40.0)])
    return replace(weights, slope=float(found.x[0]), shift=float(found.x[1]))
