"""The negative binomial distribution: tails, quantiles and the dispersion of many series estimated together.

Mean ``mu`` and size ``k``: variance = mu + mu² / k, so that dispersion = 1 / k and k → ∞ is the Poisson distribution.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import betainc

Floats = npt.NDArray[np.float64]

LARGEST_SIZE = 1e5  # beyond it the distribution is Poisson to five digits
LEAST = 1e-300


def lower_tail(seen: npt.ArrayLike, mu: npt.ArrayLike, size: npt.ArrayLike) -> Floats:
    """Return P(Y ≤ seen), elementwise; ``seen`` below 0 gives 0.

    By the regularised incomplete beta function: P(Y ≤ y) = I_x(k, y + 1) with x = k / (k + mu)
    (Abramowitz and Stegun 1964, 26.5.26).
    """
    y, mean, k = _together(seen, mu, size)
    return np.where(y < 0, 0.0, betainc(k, np.maximum(y, 0.0) + 1.0, k / (k + mean)))


def upper_tail(seen: npt.ArrayLike, mu: npt.ArrayLike, size: npt.ArrayLike) -> Floats:
    """Return P(Y ≥ seen), elementwise, precise where it is small: I_{1-x}(y, k) with x = k / (k + mu)."""
    y, mean, k = _together(seen, mu, size)
    return np.where(y <= 0, 1.0, betainc(np.maximum(y, 1.0), k, mean / (k + mean)))


def quantile(share: float, mu: npt.ArrayLike, size: npt.ArrayLike) -> Floats:
    """Return the least y with P(Y ≤ y) ≥ share, elementwise, by bisection. Raises ValueError outside 0 < share < 1."""
    if not 0.0 < share < 1.0:
        raise ValueError("share lies strictly between 0 and 1")
    mean, k = _together(mu, size)
    low = np.full(mean.shape, -1.0)
    high = np.ceil(mean + 1.0)
    while np.any(short := lower_tail(high, mean, k) < share):
        high = np.where(short, high * 2.0 + 1.0, high)
    while np.any(high - low > 1.0):
        middle = np.floor((low + high) / 2.0)
        reached = lower_tail(middle, mean, k) >= share
        is_open = high - low > 1.0
        high = np.where(is_open & reached, middle, high)
        low = np.where(is_open & ~reached, middle, low)
    return high


def pooled_dispersion(
    seen: Floats, mu: Floats, weight: Floats, groups: npt.NDArray[np.int64], used: float, prior_blocks: float = 20.0
) -> Floats:
    """Return the dispersion of each series, drawn towards that of its group.

    ``seen``, ``mu``, ``weight``: series × blocks; ``used``: degrees of freedom that the fit of a series took. The
    group's value is the ratio of moments Σ((y - mu)² c - mu) / Σ mu² over all of its series, with c = n / (n - used);
    a series adds its own moments to ``prior_blocks`` blocks' worth of the group's, as edgeR does with counts of genes
    (Robinson and Smyth 2007), since a few dozen blocks alone tell little of a variance.
    """
    excess, squares = _moments(seen, mu, weight, used)
    blocks = np.maximum(weight.sum(axis=1), 1.0)
    found = np.zeros(len(seen))
    for group in np.unique(groups):
        of_group = groups == group
        common = max(excess[of_group].sum() / max(squares[of_group].sum(), LEAST), 0.0)
        prior = prior_blocks * squares[of_group] / blocks[of_group] + LEAST
        found[of_group] = (excess[of_group] + prior * common) / (squares[of_group] + prior)
    return np.maximum(found, 1.0 / LARGEST_SIZE)


def usual_dispersion(
    seen: Floats, mu: Floats, weight: Floats, groups: npt.NDArray[np.int64], used: float, fewest: float = 5.0
) -> Floats:
    """Return for each series the median dispersion of its group's larger series (mean of ``fewest`` and more a block).

    The median is not moved by a few series with an outbreak in their past.
    """
    excess, squares = _moments(seen, mu, weight, used)
    large = (weight * mu).sum(axis=1) >= fewest * np.maximum(weight.sum(axis=1), 1.0)
    found = np.full(len(seen), 1.0 / LARGEST_SIZE)
    for group in np.unique(groups):
        of_group = groups == group
        known = of_group & large if (of_group & large).any() else of_group
        found[of_group] = max(float(np.median(excess[known] / np.maximum(squares[known], LEAST))), 1.0 / LARGEST_SIZE)
    return found


def _moments(seen: Floats, mu: Floats, weight: Floats, used: float) -> tuple[Floats, Floats]:
    """Return for each series what its spread has over Poisson's, and the squares of its means, summed over blocks."""
    blocks = np.maximum(weight.sum(axis=1), 1.0)
    correction = blocks / np.maximum(blocks - used, 1.0)
    excess: Floats = (weight * ((seen - mu) ** 2 * correction[:, None] - mu)).sum(axis=1)
    squares: Floats = (weight * mu**2).sum(axis=1)
    return excess, squares


def _together(*given: npt.ArrayLike) -> tuple[Floats, ...]:
    arrays = np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in given))
    size = np.clip(arrays[-1], LEAST, LARGEST_SIZE)
    return (*arrays[:-1], size)
