"""A whole linkage: two registers, or one against itself, by any engine, with one weight model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.special import expit

from samanvay_insight.columns import check_type
from samanvay_insight.linkage.assignment import one_to_one as one_to_one_of
from samanvay_insight.linkage.coding import CODED, Coded
from samanvay_insight.linkage.duplicates import Best, backwards, duplicates, groups
from samanvay_insight.linkage.filling import every_row
from samanvay_insight.linkage.labels import Labels, calibrated
from samanvay_insight.linkage.layout import face
from samanvay_insight.linkage.model import STEPS
from samanvay_insight.linkage.pairs import all_patterns, weights_of
from samanvay_insight.linkage.probability import log_odds, probabilities, settled, with_known
from samanvay_insight.linkage.search import COMPETING, parts_of
from samanvay_insight.linkage.splink_engine import LOCAL, by_duckdb, by_spark
from samanvay_insight.linkage.weights import Weights


@dataclass(frozen=True, eq=False)
class Linked:
    """What a linkage found: `pairs` as `top_matches` gives them, `right` None where it was one register."""

    pairs: pa.Table
    left: Coded
    right: Coded | None
    weights: Weights

    def chosen(self, ids: Sequence[tuple[str, str]]) -> pa.Table:
        """Return pairs by their ids, proposed or not. Raises KeyError with the first pair that is not there.

        A pair that was proposed keeps its probability; another has the one it would have if nobody else were there.
        """
        proposed = {
            pair: row
            for row in self.pairs.select(["left", "right", "weight", "probability", "pattern"]).to_pylist()
            for pair in ((row["left"], row["right"]), *([(row["right"], row["left"])] if self.right is None else []))
        }
        rows = [proposed.get(pair) or self._weighed(pair) for pair in ids]
        return pa.Table.from_pylist(rows, schema=self.pairs.select(list(rows[0])).schema)

    def _weighed(self, pair: tuple[str, str]) -> dict[str, Any]:
        """Weigh one pair; of one register, whichever way round speaks more for it."""
        other = self.left if self.right is None else self.right
        left, right = (pc.index(coded.ids, each).as_py() for coded, each in zip((self.left, other), pair, strict=True))
        if left < 0 or right < 0 or (self.right is None and left == right):
            raise KeyError(pair)
        ways = [(self.left, other, left, right)]
        if self.right is None:
            turned = replace(self.left, day=backwards(self.left.day))
            ways += [(turned, turned, left, right), (other, other, right, left), (turned, turned, right, left)]
        patterns = np.concatenate([patterns_of(one, two, np.array([a]), np.array([b])) for one, two, a, b in ways])
        bits = bits_of(patterns, self.weights)
        at = int(bits.argmax())
        others = len(self.left) if self.right is not None else max(len(self.left) - 1, 1)
        chance = _alone(bits[at : at + 1], self.weights, others)[0]
        return {"left": pair[0], "right": pair[1], "weight": float(bits[at]), "probability": float(chance),
                "pattern": patterns[at].tolist()}  # fmt: skip

    def clusters(self, same_from: float) -> list[tuple[int, str, str]]:
        """Return (group from 1, "left" or "right", id) of all whom pairs of probability `same_from` or more join."""
        sure = self.pairs.filter(pc.greater_equal(self.pairs["probability"], same_from))
        left, right = sure["left_row"].to_numpy(), sure["right_row"].to_numpy()
        size = len(self.left) + (len(self.right) if self.right is not None else 0)
        group = groups(size, left, right + (len(self.left) if self.right is not None else 0))
        rows = np.flatnonzero(group >= 0)
        ids = self.left.ids.to_pylist() + (self.right.ids.to_pylist() if self.right is not None else [])
        order = rows[np.argsort(group[rows], kind="stable")]
        return [(int(group[at]) + 1, "left" if at < len(self.left) else "right", ids[at]) for at in order.tolist()]


def link(
    left: Coded,
    right: Coded | None = None,
    weights: Weights | None = None,
    *,
    best: int = 10,
    engine: str = "kernel",
    one_to_one: bool = False,
    at_least: float = 0.0,
    known: float | None = None,
    labels: Labels | None = None,
    spark_master: str = LOCAL,
) -> Linked:
    """Return for each right row its `best` left rows (all, where there are fewer), or without `right` the duplicates.

    `one_to_one`, of two registers, keeps the pairs that are likeliest on the whole where nobody may be in two;
    `at_least` keeps pairs of that probability or more. Without `weights` those that are shipped count. `known`, the
    share of the right rows that the left register holds (of one register, of rows that have a double), is learned from
    these registers unless it is given; `labels` are pairs that people judged, to which the probabilities are then
    fitted. Raises EngineMissing where the engine is not installed, ValueError where `at_least` is not from 0 to 1 or
    `known` not between them.
    """
    if known is not None and not 0 < known < 1:
        raise ValueError(f"known is a share between 0 and 1, not {known}")
    if not 0 <= at_least <= 1:  # nan compares with nothing, and would keep no pair
        raise ValueError(f"at_least is a probability from 0 to 1, not {at_least}")
    check_type("left", left, Coded, CODED)
    if right is not None:
        check_type("right", right, Coded, CODED)
    weights = Weights.prior() if weights is None else weights
    search = engine_of(engine, spark_master)
    if right is None:
        pairs = duplicates(left, weights, best, search)
    else:
        # those beyond the best share in what is certain: a probability does not depend on how many are wished for
        pairs = search(left, right, weights, max(best, COMPETING))
    weights = _fitted(Linked(pairs, left, right, weights), known, labels)
    bits = pairs["weight"].to_numpy()
    if right is None:
        chance = _alone(bits, weights, max(len(left) - 1, 1))
    else:
        chance = probabilities(bits, pairs["right_row"].to_numpy(), weights, len(left))
    pairs = pairs.drop_columns(["probability"]) if "probability" in pairs.column_names else pairs
    pairs = pairs.append_column("probability", pa.array(chance))
    if right is not None:
        if one_to_one:
            rows = (pairs[name].to_numpy() for name in ("left_row", "right_row", "probability"))
            pairs = pairs.filter(pa.array(one_to_one_of(*rows)))
        pairs = pairs.filter(pc.less_equal(pairs["rank"], best))
    if at_least > 0:
        pairs = pairs.filter(pc.greater_equal(pairs["probability"], at_least))
    return Linked(pairs, left, right, weights)


def _fitted(found: Linked, known: float | None, labels: Labels | None) -> Weights:
    """Return the weights with what turns them into probabilities: learned, given, fitted to judged pairs."""
    pairs, weights = found.pairs, found.weights
    bits, left, right = (pairs[name].to_numpy() for name in ("weight", "left_row", "right_row"))
    others, counted = len(found.left), found.left.tells if found.right is None else found.right.tells
    if found.right is None:  # each of two doubles has the other
        others, bits, left, right = max(others - 1, 1), np.tile(bits, 2), np.r_[left, right], np.r_[right, left]
    given = known is not None
    weights = replace(weights, known=known) if given else with_known(bits, right, counted, weights, others)
    if labels is None or not len(labels):
        return weights
    ids = found.left.ids if found.right is None else found.right.ids
    pairs_of = zip(labels.left.tolist(), labels.right.tolist(), strict=True)
    judged = found.chosen([(found.left.ids[a].as_py(), ids[b].as_py()) for a, b in pairs_of])["weight"].to_numpy()
    if found.right is None:
        own = np.arange(len(labels))  # doubles do not compete
        fitted = calibrated(weights, judged, own, own, labels.same, others)
    else:
        key, label_key = (a * len(ids) + b for a, b in ((left, right), (labels.left, labels.right)))
        asked, first, at = np.unique(label_key, return_index=True, return_inverse=True)
        rest = ~np.isin(key, asked)
        beside = np.r_[bits[rest], judged[first]], np.r_[right[rest], labels.right[first]]
        fitted = calibrated(weights, *beside, rest.sum() + at, labels.same, others)
    if fitted is weights or given:
        return fitted
    return settled(bits, right, counted, fitted, others)  # whoever learns it again finds the same


def _alone(bits: NDArray[np.float64], weights: Weights, others: int) -> NDArray[np.float64]:
    """Return the probability of pairs that do not compete: a row may have more than one double."""
    found: NDArray[np.float64] = expit(log_odds(bits, weights, others))
    return found


def engine_of(name: str, spark_master: str = LOCAL) -> Best:
    """Return the search of an engine. Raises KeyError where there is none."""
    engines: dict[str, Best] = {
        "kernel": every_row,
        "splink": by_duckdb,
        "spark": partial(by_spark, master=spark_master),
    }
    return engines[name]


def patterns_of(
    left: Coded, right: Coded, left_rows: NDArray[np.integer], right_rows: NDArray[np.integer]
) -> NDArray[np.int16]:
    """Return the patterns of some pairs (P × fields)."""
    parts = parts_of(left)
    return all_patterns(parts, face(parts, right), left_rows, right_rows)


def bits_of(patterns: NDArray[np.int16], weights: Weights) -> NDArray[np.float64]:
    """Return the match weights of patterns, in bits."""
    return weights_of(patterns, weights) / STEPS


def halves(coded: Coded, seed: int = 0) -> tuple[Coded, Coded]:
    """Deal the rows of one register into two, to learn from those whose doubles stand in the other."""
    order = np.random.default_rng(seed).permutation(len(coded))
    middle = (len(coded) + 1) // 2
    return coded.take(np.sort(order[:middle])), coded.take(np.sort(order[middle:]))
