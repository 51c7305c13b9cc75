"""From weights to probabilities: one found person has one true missing record, or none.

For the candidates of one right record, with N left rows and `known` of the right ones among them, the odds of
candidate i against "none of them" are known / ((1 - known) N) * 2**weight_i (Bayes), and the candidates share what is
certain among one another. `slope` and `shift`, learned on simulated truth, bend the weight against N, never the odds of
`known`: fields that hang together (a language, a district and the names of its people) are counted as if they did not.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from samanvay_insight.linkage.weights import Weights

Floats = NDArray[np.float64]
STRONG = 0.9
LOOK = 0.3
PRIOR_KNOWN, PRIOR_RIGHTS = 0.6, 20.0  # the share of known before anything is learned, and how many rows that is worth
ROUNDS, CLOSE = 500, 1e-6


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
    against = np.asarray(weights) * np.log(2.0) - np.log(max(left_rows, 1))
    return np.asarray(model.slope * against + model.shift + logit(min(max(model.known, 1e-6), 1 - 1e-6)))


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


def with_known(
    weights: Floats, right: NDArray[np.integer], counted: NDArray[np.bool_], model: Weights, left_rows: int
) -> Weights:
    """Return the model with `known` learned from the weights of candidates, of which nobody knows who is who.

    Expectation-maximisation for that share alone, drawn to `PRIOR_KNOWN` as if that were `PRIOR_RIGHTS` right rows.
    `counted` (right rows) tells which of them count: one that tells nothing is no sign that it is not known.
    """
    someone = _someone(weights, right, counted, model, left_rows)
    known = PRIOR_KNOWN
    for _ in range(ROUNDS):
        before, known = known, _share(someone, known)
        if abs(known - before) < CLOSE:
            break
    return replace(model, known=known)


def settled(
    weights: Floats, right: NDArray[np.integer], counted: NDArray[np.bool_], model: Weights, left_rows: int
) -> Weights:
    """Return the model of the same probabilities whose `known` is the share that they give: `with_known` keeps it."""
    known = _share(_someone(weights, right, counted, model, left_rows), model.known)
    return replace(model, known=known, shift=model.shift + float(logit(model.known) - logit(known)))


def _someone(
    weights: Floats, right: NDArray[np.integer], counted: NDArray[np.bool_], model: Weights, left_rows: int
) -> Floats:
    """Return the log-odds that one of a right row's candidates is it, were half of the rows known."""
    found = np.full(len(counted), -np.inf)
    np.logaddexp.at(found, right, log_odds(weights, replace(model, known=0.5), left_rows))
    return found[counted]


def _share(someone: Floats, known: float) -> float:
    """Return the share of known that is expected where it is `known`."""
    return float(expit(someone + logit(known)).sum() + PRIOR_RIGHTS * PRIOR_KNOWN) / (len(someone) + PRIOR_RIGHTS)
