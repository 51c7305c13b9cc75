"""Papers on one scale: what a score of one paper is worth on another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from .classical import Floats
from .marginal import Model
from .persons import HIGHEST, LOWEST


@dataclass(frozen=True, slots=True)
class Line:
    """θ on the scale of the old calibration = ``scale`` · θ + ``shift``."""

    scale: float
    shift: float

    def of(self, theta: npt.ArrayLike) -> Floats:
        result: Floats = self.scale * np.asarray(theta, dtype=float) + self.shift
        return result


def mean_sigma(old: Model, new: Model, common: Sequence[tuple[int, int]]) -> Line:
    """Return the line from a new calibration to an old one by the difficulties of common items (Marco 1977).

    ``common`` pairs the place of an item in the old model with that in the new. Where one slope was fitted to each,
    or the common items do not spread, spreads are not compared and the scale is the ratio of slopes. Raises ValueError
    without a common item that both could fit.
    """
    both = [(one, other) for one, other in common if old.is_fitted[one] and new.is_fitted[other]]
    if not both:
        raise ValueError("no common item was fitted in both papers")
    first, second = (np.array(side) for side in zip(*both, strict=True))
    was, now = old.difficulty[first], new.difficulty[second]
    spread_was, spread_now = float(was.std()), float(now.std())
    if len(both) >= 3 and spread_was > 0 and spread_now > 0:
        scale = spread_was / spread_now
    else:
        scale = float(np.mean(new.slope[second] / old.slope[first]))
    return Line(scale, float(was.mean() - scale * now.mean()))


@dataclass(frozen=True, slots=True)
class Form:
    """A paper, or what papers of one blueprint are on average: an intercept and a weight an item, of one calibration.

    A weight of 1 is an item that stands in the paper; where one place is drawn from several items each has its share.
    """

    intercepts: Floats
    weights: Floats

    def share(self, theta: float, slope: float) -> float:
        """Return the share right that is expected of ability ``theta`` under one slope."""
        return float(self.weights @ expit(slope * theta + self.intercepts) / self.weights.sum())


def same_ability(share: float, of: Form, on: Form, *, slope: float, negative: float = 0.0) -> float:
    """Return the share of marks on one form that the ability is expected to get which gets ``share`` on another.

    True-score equating under the Rasch model (Lord 1980, chapter 13; Kolen and Brennan 2014, 6.5). ``negative`` is what
    a wrong answer takes off, of persons who leave nothing out. NaN for a form of nothing, and for a share that no
    ability from -6 to 6 comes to on ``of``. Raises ValueError for a slope that is not above 0.
    """
    if not slope > 0:
        raise ValueError("a slope above 0")
    if not of.weights.sum() > 0 or not on.weights.sum() > 0:
        return float("nan")
    right = (share + negative) / (1 + negative)
    low, high = LOWEST, HIGHEST
    if not of.share(low, slope) <= right <= of.share(high, slope):
        return float("nan")
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if of.share(middle, slope) < right else (low, middle)
    return (1 + negative) * on.share((low + high) / 2, slope) - negative


def expected_share(model: Model, items: Sequence[int], theta: npt.ArrayLike) -> Floats:
    """Return the share right that is expected of persons of ability ``theta`` on a paper; NaN if no item was fitted."""
    known = [item for item in items if model.is_fitted[item]]
    at = np.atleast_1d(np.asarray(theta, dtype=float))
    if not known:
        return np.full(at.shape, np.nan)
    result: Floats = expit(np.outer(at, model.slope[known]) + model.intercept[known]).mean(axis=1)
    return result


def equated_share(model: Model, paper: Sequence[int], other: Sequence[int], share: float) -> float:
    """Return the share right on ``other`` that is worth ``share`` on ``paper`` (true-score equating, Lord 1980).

    Both papers are of items of one calibration with slopes above 0. NaN where either has no fitted item.
    """
    low, high = LOWEST, HIGHEST
    for _ in range(50):
        middle = (low + high) / 2
        found = float(expected_share(model, paper, middle)[0])
        if np.isnan(found):
            return float("nan")
        low, high = (middle, high) if found < share else (low, middle)
    return float(expected_share(model, other, (low + high) / 2)[0])
