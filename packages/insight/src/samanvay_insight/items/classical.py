"""What counting alone tells of questions: how many answer rightly, whether the strong do so more often, what draws.

A response table is persons × items: 1 right, 0 wrong, NaN where the paper of a person did not have the item. Papers
are drawn at random, so most of a large bank is missing for each person.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EXTREME = 0.27  # share of persons in the upper and lower group (Kelley 1939)


@dataclass(frozen=True, slots=True)
class Counted:
    """One value an item; NaN where nothing can be said. ``n`` answers, ``p`` share right, ``point_biserial`` with the
    rest of the paper, ``upper_lower`` share right of the upper 27 % less that of the lower 27 %."""

    n: npt.NDArray[np.int64]
    p: Floats
    point_biserial: Floats
    upper_lower: Floats


def table_of(responses: npt.ArrayLike) -> Floats:
    """Return a response table as floats. Raises ValueError unless it is persons × items of 0, 1 and NaN."""
    table = np.asarray(responses, dtype=float)
    if table.ndim != 2:
        raise ValueError("a response table has persons as rows and items as columns")
    known = table[~np.isnan(table)]
    if known.size and not np.isin(known, (0.0, 1.0)).all():
        raise ValueError("a response is 1 (right), 0 (wrong) or NaN (not in the paper)")
    return table


def rest_share(responses: npt.ArrayLike) -> Floats:
    """Return for each person and item the share right of the other items of the paper; NaN where there is none."""
    table = table_of(responses)
    given = ~np.isnan(table)
    right = np.where(given, table, 0.0)
    others = given.sum(axis=1, keepdims=True) - given
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (right.sum(axis=1, keepdims=True) - right) / others
    return np.where(others > 0, share, np.nan)


def counted(responses: npt.ArrayLike) -> Counted:
    """Return what counting tells of each item of a response table. Raises ValueError as :func:`table_of`."""
    table = table_of(responses)
    rest = rest_share(table)
    items = table.shape[1]
    n = (~np.isnan(table)).sum(axis=0)
    p, biserial, extremes = (np.full(items, np.nan) for _ in range(3))
    for item in range(items):
        at = ~np.isnan(table[:, item])
        if not at.any():
            continue
        p[item] = table[at, item].mean()
        at &= ~np.isnan(rest[:, item])
        biserial[item] = correlation(table[at, item], rest[at, item])
        extremes[item] = _upper_lower(table[at, item], rest[at, item])
    return Counted(n, p, biserial, extremes)


def correlation(one: Floats, other: Floats) -> float:
    """Return Pearson's correlation, NaN where either has no variance or fewer than three are given."""
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _upper_lower(right: Floats, rest: Floats) -> float:
    """Return the difference of the extreme groups; ties at a border count by the share of them that is needed."""
    size = EXTREME * len(rest)
    if size < 1 or np.ptp(rest) == 0:
        return float("nan")
    return _share_of_highest(right, rest, size) - _share_of_highest(right, -rest, size)


def _share_of_highest(right: Floats, rest: Floats, size: float) -> float:
    levels, place = np.unique(-rest, return_inverse=True)
    number = np.bincount(place, minlength=len(levels)).astype(float)
    rightly = np.bincount(place, weights=right, minlength=len(levels))
    before = np.concatenate(([0.0], np.cumsum(number)[:-1]))
    taken = np.clip(size - before, 0.0, number) / number
    return float((taken * rightly).sum() / size)


def reliability(responses: npt.ArrayLike, length: int | None = None) -> float:
    """Return Cronbach's alpha (KR-20, since items are 0 or 1) of a paper of ``length`` items; NaN if it has none.

    Alpha = k c̄ / (v̄ + (k - 1) c̄) with the mean variance v̄ of items and the mean covariance c̄ of pairs that persons
    had together, which for a complete table is KR-20 itself and else that of a paper drawn at random. ``length`` is
    the median number of items that a person had unless given.
    """
    table = table_of(responses)
    given = ~np.isnan(table)
    if table.size == 0 or not given.any():
        return float("nan")
    k = int(np.median(given.sum(axis=1))) if length is None else length
    right = np.where(given, table, 0.0)
    mask = given.astype(float)
    together = mask.T @ mask
    with np.errstate(invalid="ignore", divide="ignore"):
        # of each pair, over the persons who had both: E[xy] - E[x] E[y]
        means = (right.T @ mask) / together
        covariance = (right.T @ right) / together - means * means.T
    pairs = together * (1 - np.eye(len(together)))
    if k < 2 or pairs.sum() == 0:
        return float("nan")
    own = np.diag(together)
    between = np.where(pairs > 0, covariance, 0.0)
    within = np.where(own > 0, np.diag(covariance), 0.0)
    is_complete = bool(given.all())
    c = float(
        (between * (np.sign(pairs) if is_complete else pairs)).sum() / (pairs > 0 if is_complete else pairs).sum()
    )
    v = float(within.mean() if is_complete else (within * own).sum() / own.sum())
    whole = v + (k - 1) * c
    return k * c / whole if whole > 0 and v > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class Drawn:
    """How one option of an item was chosen: ``share`` of all, of the ``lower``, ``middle`` and ``upper`` third, and
    ``point_biserial`` of choosing it with the rest of the paper. ``option`` counts from 0."""

    option: int
    is_key: bool
    n: int
    share: float
    lower: float
    middle: float
    upper: float
    point_biserial: float


def distractors(
    chosen: Sequence[Collection[int]], rest: npt.ArrayLike, options: int, key: Collection[int]
) -> list[Drawn]:
    """Return how each of ``options`` was chosen by persons whose share right of the rest is ``rest``.

    ``chosen`` holds the options that each person picked (none: left blank). Raises ValueError where the two differ in
    length.
    """
    score = np.asarray(rest, dtype=float)
    if len(chosen) != len(score):
        raise ValueError("one share of the rest a person")
    order = np.argsort(score, kind="stable")
    lower, middle, upper = np.split(order, [len(order) // 3, len(order) - len(order) // 3])
    known = ~np.isnan(score)
    drawn = []
    for option in range(options):
        picked = np.array([option in each for each in chosen], dtype=float)
        drawn.append(
            Drawn(
                option,
                option in key,
                int(picked.sum()),
                _mean(picked),
                _mean(picked[lower]),
                _mean(picked[middle]),
                _mean(picked[upper]),
                correlation(picked[known], score[known]),
            )
        )
    return drawn


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")
