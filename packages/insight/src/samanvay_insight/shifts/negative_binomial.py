"""The negative binomial distribution: tails, quantiles and the dispersion of many series estimated together.

Mean ``mu`` and size ``k``: variance = mu + mu² / k, so that dispersion = 1 / k and k → ∞ is the Poisson distribution.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LARGEST_SIZE = 1e5  # beyond it the distribution is Poisson to five digits, and differences of lgamma lose theirs
STEPS = 500
ENOUGH = 1e-12
LEAST = 1e-300

log_gamma = np.vectorize(math.lgamma, otypes=[float])


def lower_tail(seen: npt.ArrayLike, mu: npt.ArrayLike, size: npt.ArrayLike) -> Floats:
    """Return P(Y ≤ seen), elementwise; ``seen`` below 0 gives 0.

    By the regularised incomplete beta function: P(Y ≤ y) = I_x(k, y + 1) with x = k / (k + mu)
    (Abramowitz and Stegun 1964, 26.5.26).
    """
    y, mean, k = _together(seen, mu, size)
    beta = _incomplete_beta(k, np.maximum(y, 0.0) + 1.0, k / (k + mean), mean / (k + mean))
    return np.where(y < 0, 0.0, np.clip(beta, 0.0, 1.0))


def upper_tail(seen: npt.ArrayLike, mu: npt.ArrayLike, size: npt.ArrayLike) -> Floats:
    """Return P(Y ≥ seen), elementwise, precise where it is small: I_{1-x}(y, k) with x = k / (k + mu)."""
    y, mean, k = _together(seen, mu, size)
    beta = _incomplete_beta(np.maximum(y, 1.0), k, mean / (k + mean), k / (k + mean))
    return np.where(y <= 0, 1.0, np.clip(beta, 0.0, 1.0))


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


def _incomplete_beta(a: Floats, b: Floats, x: Floats, rest: Floats) -> Floats:
    """Return I_x(a, b) with ``rest`` = 1 - x, by the continued fraction of Lentz (Press et al. 2007, section 6.4)."""
    turned = x > (a + 1.0) / (a + b + 2.0)
    first, second = np.where(turned, b, a), np.where(turned, a, b)
    at, other = np.where(turned, rest, x), np.where(turned, x, rest)
    log_front = log_gamma(first + second) - log_gamma(first) - log_gamma(second)
    log_front = log_front + first * np.log(np.maximum(at, LEAST)) + second * np.log(np.maximum(other, LEAST))
    value = np.exp(log_front) * _fraction(first, second, at) / first
    value = np.where(at <= 0.0, 0.0, value)
    result: Floats = np.where(turned, 1.0 - value, value)
    return result


def _fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    def safe(value: Any) -> Any:
        return np.where(np.abs(value) < LEAST, LEAST, value)

    c = np.ones_like(x)
    d = 1.0 / safe(1.0 - (a + b) * x / (a + 1.0))
    h: Floats = d.copy()
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1.0 / safe(1.0 + even * d), safe(1.0 + even / c)
        h = h * d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1.0 / safe(1.0 + odd * d), safe(1.0 + odd / c)
        h = h * d * c
        if np.all(np.abs(d * c - 1.0) < ENOUGH):
            break
    return h
