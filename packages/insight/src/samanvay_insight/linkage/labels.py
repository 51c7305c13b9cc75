"""Probabilities fitted to pairs that people have judged: the same person or not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

from samanvay_insight.columns import check_table
from samanvay_insight.linkage.probability import log_odds, shared
from samanvay_insight.linkage.reading import RecordError
from samanvay_insight.linkage.weights import Weights
from samanvay_insight.script import fold

SLOPE_SD, SHIFT_SD = 0.1, 0.7  # of the logarithm of the slope, and of the shift in nats, about what they were
ERRORS, ERRORS_PAIRS = 0.03, 60.0  # the share of judgements taken to be wrong, and how many pairs that is worth
CLEARLY = 3.0  # nats
FEWEST = 10  # rejected pairs: by those that were confirmed alone every other would look likelier
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


def calibrated(
    weights: Weights,
    bits: NDArray[np.float64],
    right: NDArray[np.integer],
    judged: NDArray[np.integer],
    same: NDArray[np.bool_],
    left_rows: int,
) -> Weights:
    """Return weights whose slope and shift fit the judged pairs, the very same where these do not speak clearly.

    The likelihood is that of the probabilities themselves: the candidates of a right row and "none of them" share what
    is certain. `bits` and `right` are the weights and right rows of candidates, `judged` places of the judged ones
    among them, `same` their judgement, of which some are taken to be wrong (`ERRORS`). Slope and shift are drawn to
    what they were (`SLOPE_SD`, `SHIFT_SD`), and changed only where the judged pairs become likelier by `CLEARLY`.
    Which pairs were judged may depend on their weights, not on who they are; with fewer than `FEWEST` that were
    rejected the weights stay.
    """
    if (~same).sum() < FEWEST:
        return weights
    rows = np.unique(right[judged])
    beside = np.isin(right, rows)
    of = np.searchsorted(rows, right[beside])
    at = np.cumsum(beside)[judged] - 1

    def bent(slope: float, shift: float) -> Weights:
        return replace(weights, slope=weights.slope * float(np.exp(slope)), shift=weights.shift + float(shift))

    def misfit(slope: float, shift: float, wrong: float) -> float:
        share = expit(wrong)
        chance = shared(log_odds(bits[beside], bent(slope, shift), left_rows), of, len(rows))[at]
        told = share + (1 - 2 * share) * np.where(same, chance, 1 - chance)
        errors = ERRORS_PAIRS * (ERRORS * np.log(share) + (1 - ERRORS) * np.log1p(-share))
        return float(-np.log(np.maximum(told, 1e-12)).sum() - errors)

    def drawn(x: NDArray[np.float64]) -> float:
        return misfit(*x) + (x[0] / SLOPE_SD) ** 2 / 2 + (x[1] / SHIFT_SD) ** 2 / 2

    wrong = (-7.0, -1.0)
    before = minimize(lambda x: misfit(0.0, 0.0, x[0]), np.array([logit(ERRORS)]), bounds=[wrong])
    after = minimize(drawn, np.array([0.0, 0.0, logit(ERRORS)]), bounds=[(-1.0, 1.0), (-5.0, 5.0), wrong])
    return bent(*after.x[:2]) if before.fun - misfit(*after.x) >= CLEARLY else weights
