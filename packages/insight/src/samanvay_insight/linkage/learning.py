"""Learning how often the same person falls into each level, from registers of which nobody knows who is who.

Expectation-maximisation as Fellegi and Sunter's model is mostly fitted (Winkler 1988), for registers in which a found
person has one missing record or none: the E-step shares a found person out among the best candidates and "none of
them" (`probability`), the M-step counts levels by these shares. u is not learned by it: it comes from the register's
own counts, and for differences from random pairs. All is drawn to the prior, as if it were `PRIOR_MATCHES` matches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.columns import check_type
from samanvay_insight.linkage.coding import CODED, Coded
from samanvay_insight.linkage.index import Index
from samanvay_insight.linkage.layout import face
from samanvay_insight.linkage.model import CLASSES, FIELDS, STEPS
from samanvay_insight.linkage.pairs import all_patterns, weights_of
from samanvay_insight.linkage.probability import PRIOR_KNOWN, PRIOR_RIGHTS, log_odds, shared, with_known
from samanvay_insight.linkage.search import COMPETING, k_best, parts_of
from samanvay_insight.linkage.weights import Weights

Floats = NDArray[np.float64]
PRIOR_MATCHES = 200.0
RANDOM_PAIRS = 200_000
PRIOR_PAIRS = 2_000.0
CANDIDATES = 20
SEARCHES, STEPS_EACH = 2, 12


def learn(left: Coded, right: Coded, prior: Weights, *, sample: int = 4_000, seed: int = 0) -> Weights:
    """Return weights learned from two registers, at most `sample` of the right rows being looked at.

    Deterministic for a seed. With few rows, or rows of which nothing is known, the prior stands.
    """
    check_type("left", left, Coded, CODED)
    check_type("right", right, Coded, CODED)
    if not len(left) or not len(right):
        return prior
    random = np.random.default_rng(seed)
    if len(right) > sample:
        right = right.take(np.sort(random.choice(len(right), sample, replace=False)))
    parts = parts_of(left)
    facing = face(parts, right)
    pairs = min(RANDOM_PAIRS, len(left) * len(right))
    strangers = all_patterns(
        parts, facing, random.integers(0, len(left), pairs), np.sort(random.integers(0, len(right), pairs))
    )
    found = replace(prior, u=level_shares(strangers, prior.u, drawn=PRIOR_PAIRS))
    for _ in range(SEARCHES):
        rows, _, held = k_best(parts, facing, found, CANDIDATES)
        there = np.arange(CANDIDATES)[None, :] < held[:, None]
        at_right = np.nonzero(there)[0]
        told = all_patterns(parts, facing, rows[there], at_right)
        for _ in range(STEPS_EACH):
            weights = weights_of(told, found) / STEPS
            share = shared(log_odds(weights, found, len(left)), at_right, len(right))
            known = (share.sum() + PRIOR_RIGHTS * PRIOR_KNOWN) / (len(right) + PRIOR_RIGHTS)
            m = level_shares(told, prior.m, share, PRIOR_MATCHES)
            found = replace(found, m=m, known=float(known), pairs=float(share.sum()))
    return found


def learn_known(
    left: Coded | Index, right: Coded | Index, weights: Weights | None = None, *, sample: int = 2_000, seed: int = 0
) -> Weights:
    """Return weights of which `known`, the share of the right rows that the left register holds, is learned.

    From at most `sample` of the right rows; `left` may be an index of the missing, `right` one of the found. All else
    stays as in `weights`, or as it is shipped. With few right rows `known` stays near the share that is shipped.
    """
    weights = Weights.prior() if weights is None else weights
    parts = left.laid() if isinstance(left, Index) else parts_of(left)
    if not len(left) or not len(right):
        return weights
    some = np.arange(len(right))
    if len(right) > sample:
        some = np.sort(np.random.default_rng(seed).choice(len(right), sample, replace=False))
    right = right.take(some)
    _, found, held = k_best(parts, face(parts, right), weights, COMPETING)
    there = np.arange(COMPETING)[None, :] < held[:, None]
    return with_known(found[there] / STEPS, np.nonzero(there)[0], right.tells, weights, len(left))


def level_shares(
    found: NDArray[np.int16], prior: Mapping[str, Floats], share: Floats | None = None, drawn: float = 20.0
) -> dict[str, Floats]:
    """Count the levels of patterns by their shares, drawn to the prior as if that were `drawn` pairs."""
    shares = {}
    for at, field in enumerate(FIELDS):
        known = found[:, at] >= 0
        levels = found[known, at] // CLASSES
        counts = np.bincount(levels, None if share is None else share[known], minlength=len(field.levels))
        drawn_counts = counts + drawn * prior[field.name]
        shares[field.name] = drawn_counts / drawn_counts.sum()
    return shares
