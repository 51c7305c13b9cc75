"""Ability of persons under a fitted model, and how far the answers to each item follow it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from .classical import Floats, table_of
from .marginal import NODES, Model, _normal_nodes

LOWEST, HIGHEST = -6.0, 6.0


@dataclass(frozen=True, slots=True)
class Ability:
    """One value a person, with its standard error; NaN for whoever answered no item of the model."""

    theta: Floats
    se: Floats


@dataclass(frozen=True, slots=True)
class Fit:
    """Mean squares of residuals, one value an item: 1 as expected, above it noisier, below it too regular.

    ``infit`` weighs each answer by what it could tell, ``outfit`` all alike (Wright and Masters 1982).
    """

    infit: Floats
    outfit: Floats


def expected_a_posteriori(responses: npt.ArrayLike, model: Model, nodes: int = NODES) -> Ability:
    """Return each person's mean ability after the answers, drawn to the mean of all (Bock and Mislevy 1982).

    Also persons with all right or all wrong have one.
    """
    right, mask, slope, intercept = _known(responses, model)
    at, base = _normal_nodes(nodes)
    theta = model.mean + model.sd * at
    linear = np.outer(slope, theta) + intercept[:, None]
    with np.errstate(divide="ignore"):
        log = right @ linear - mask @ np.logaddexp(0.0, linear) + np.log(base)
    posterior = np.exp(log - log.max(axis=1, keepdims=True))
    posterior /= posterior.sum(axis=1, keepdims=True)
    mean = posterior @ theta
    spread = np.sqrt(np.maximum(posterior @ theta**2 - mean**2, 0.0))
    return _of_those_asked(mask, mean, spread)


def weighted_likelihood(responses: npt.ArrayLike, model: Model) -> Ability:
    """Return each person's ability by Warm's weighted likelihood (1989): finite for all right and all wrong.

    The root of Σ a (x - P) + J / 2I within -6 … 6, by bisection; I = Σ a² P Q, J = Σ a³ P Q (1 - 2 P).
    """
    right, mask, slope, intercept = _known(responses, model)
    low, high = np.full(len(right), LOWEST), np.full(len(right), HIGHEST)

    def score(theta: Floats) -> tuple[Floats, Floats]:
        p = expit(theta[:, None] * slope + intercept)
        spread = mask * p * (1 - p)
        information = np.maximum(spread @ slope**2, 1e-12)
        skew = (spread * (1 - 2 * p)) @ slope**3
        return (right - mask * p) @ slope + skew / (2 * information), information

    for _ in range(45):
        middle = (low + high) / 2
        above = score(middle)[0] > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    theta = (low + high) / 2
    return _of_those_asked(mask, theta, 1 / np.sqrt(score(theta)[1]))


def item_fit(responses: npt.ArrayLike, model: Model) -> Fit:
    """Return how far the answers to each item follow the model, at each person's weighted-likelihood ability."""
    table = table_of(responses)
    theta = weighted_likelihood(table, model).theta
    infit, outfit = np.full(table.shape[1], np.nan), np.full(table.shape[1], np.nan)
    for item in np.flatnonzero(model.is_fitted):
        at = ~np.isnan(table[:, item]) & ~np.isnan(theta)
        if not at.any():
            continue
        p = expit(model.slope[item] * theta[at] + model.intercept[item])
        square, spread = (table[at, item] - p) ** 2, np.maximum(p * (1 - p), 1e-6)
        infit[item] = square.sum() / spread.sum()
        outfit[item] = (square / spread).mean()
    return Fit(infit, outfit)


def _known(responses: npt.ArrayLike, model: Model) -> tuple[Floats, Floats, Floats, Floats]:
    table = table_of(responses)
    if table.shape[1] != len(model.slope):
        raise ValueError("one column for each item of the model")
    used = model.is_fitted
    given = ~np.isnan(table[:, used])
    return np.where(given, table[:, used], 0.0), given.astype(float), model.slope[used], model.intercept[used]


def _of_those_asked(mask: Floats, theta: Floats, se: Floats) -> Ability:
    asked = mask.sum(axis=1) > 0
    return Ability(np.where(asked, theta, np.nan), np.where(asked, se, np.nan))
