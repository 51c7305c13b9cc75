"""From weights to probabilities: one found person has one true missing record, or none.

For the candidates of one right record, with N left rows and `known` of the right ones among them, the odds of
candidate i against "none of them" are known / ((1 - known) N) * 2**weight_i (Bayes), and the candidates share what is
certain among one another. `slope` and `shift`, learned on simulated truth, bend the exponent: fields that hang
together (a language, a district and the names of its people) are counted as if they did not.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.linkage.weights import Weights

Floats = NDArray[np.float64]
STRONG = 0.9
LOOK = 0.3


class Band(StrEnum):
    """In which order candidates are looked at. No band decides anything: that two persons are one, people confirm."""

    STRONG = "strong"
    LOOK = "look"
    WEAK = "weak"


def band(probability: float) -> Band:
    """Return the band of a probability."""
    return Band.STRONG if probability >= STRONG else Band.LOOK if probability >= LOOK else Band.WEAK


def log_odds(weights: Floats, model: Weights, left_rows: int) -> Floats:
    """Return the natural log-odds of candidates against "none of them", before they share."""
    known = min(max(model.known, 1e-6), 1 - 1e-6)
    prior = np.log(known / (1 - known)) - np.log(max(left_rows, 1))
    return np.asarray(model.slope * (np.asarray(weights) * np.log(2.0) + prior) + model.shift)


def shared(odds: Floats, right: NDArray[np.integer], rights: int) -> Floats:
    """Return the probability of each candidate from log-odds, with the right row that each is for."""
    top = np.zeros(rights)  # of none of them
    np.maximum.at(top, right, odds)
    each = np.exp(odds - top[right])
    total = np.exp(-top)
    np.add.at(total, right, each)
    found: Floats = each / total[right]
    return found


def probabilities(weights: Floats, right: NDArray[np.integer], model: Weights, left_rows: int) -> Floats:
    """Return the probability of each candidate pair.

    `weights` are in bits, `right` numbers of the right rows, `left_rows` the size of the left register. Candidates that
    are left out count as impossible: give the ten best at least.
    """
    right = np.asarray(right)
    if not len(right):
        return np.zeros(0)
    return shared(log_odds(weights, model, left_rows), right, int(right.max()) + 1)
