"""Item response models by marginal maximum likelihood: the Rasch model (one slope) and the two-parameter model.

P(right | θ) = 1 / (1 + exp(-(a θ + d))), θ normal over persons; difficulty b = -d / a. EM with Gauss-Hermite
quadrature (Bock and Aitkin 1981; Thissen 1982 for one slope), standard errors by the observed information (Louis 1982).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from .classical import Floats, table_of

NODES = 41
STEPEST = 6.0
FARTHEST = 12.0  # of an intercept
ROUNDS = 2000
ENOUGH = 1e-6


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model, one value an item; NaN for items that nobody or everybody answered rightly.

    ``mean`` and ``sd`` are those of the persons' ability: 0 and 1 unless items were fixed. ``has_converged`` is false
    where the last round still moved a value by more than was enough.
    """

    slope: Floats
    intercept: Floats
    slope_se: Floats
    intercept_se: Floats
    difficulty_se: Floats
    log_likelihood: float
    rounds: int
    has_converged: bool
    mean: float = 0.0
    sd: float = 1.0

    @property
    def difficulty(self) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            return -self.intercept / self.slope

    @property
    def is_fitted(self) -> npt.NDArray[np.bool_]:
        return ~np.isnan(self.slope)


def fit(
    responses: npt.ArrayLike,
    *,
    one_slope: bool,
    weights: npt.ArrayLike | None = None,
    fixed: Mapping[int, tuple[float, float]] | None = None,
    nodes: int = NODES,
    enough: float = ENOUGH,
) -> Model:
    """Fit the Rasch model (``one_slope``) or the two-parameter model to a response table.

    ``weights`` counts the persons of each row (1 unless given). ``fixed`` holds slope and intercept of items that stay
    as an earlier paper had them; then mean and spread of ability are estimated and the new items come out on the scale
    of the old (fixed-parameter equating, Kim 2006). Items without variance are left out. ``enough`` is the move of a
    value in a round at which it ends. Raises ValueError for a table
    that is none, or weights that do not fit.
    """
    table = table_of(responses)
    count = np.ones(len(table)) if weights is None else np.asarray(weights, dtype=float)
    if count.shape != (len(table),) or (count < 0).any():
        raise ValueError("one weight of 0 or more a person")
    fixed = dict(fixed or {})
    given = ~np.isnan(table)
    asked = count @ given
    right_all = count @ np.where(given, table, 0.0)
    used = np.flatnonzero(((right_all > 0) & (right_all < asked)) | np.isin(np.arange(table.shape[1]), [*fixed]))
    items = table.shape[1]
    if len(used) == 0:
        nothing = np.full(items, np.nan)
        return Model(nothing, nothing, nothing, nothing, nothing, float("nan"), 0, False)
    free = np.array([item not in fixed for item in used])
    mask = given[:, used].astype(float)
    right = np.where(given[:, used], table[:, used], 0.0)
    theta, base = _normal_nodes(nodes)
    work = _Work(right, mask, count, theta, base, free, one_slope, bool(fixed), enough)
    share = np.clip(right_all[used] / np.maximum(asked[used], 1), 0.02, 0.98)
    start = [fixed.get(int(item), (1.0, float(at))) for item, at in zip(used, logit(share), strict=True)]
    slope, intercept = np.array(start).T
    work.climb(slope, intercept)
    return _model(work, items, used)


class _Work:
    """One fit as it climbs."""

    def __init__(
        self,
        right: Floats,
        mask: Floats,
        count: Floats,
        theta: Floats,
        base: Floats,
        free: npt.NDArray[np.bool_],
        one_slope: bool,
        is_anchored: bool,
        enough: float,
    ) -> None:
        self.right, self.mask, self.count = right, mask, count
        self.theta, self.base, self.free = theta, base, free
        self.one_slope, self.is_anchored, self.enough = one_slope, is_anchored, enough
        self.mean, self.sd = 0.0, 1.0
        self.rounds, self.moved = 0, np.inf
        self.slope = self.intercept = np.empty(0)

    def climb(self, slope: Floats, intercept: Floats) -> None:
        self.slope, self.intercept = slope, intercept
        while self.rounds < ROUNDS and self.moved > self.enough:
            posterior, _ = self.expect()
            before = np.concatenate((self.slope, self.intercept, [self.mean, self.sd]))
            self._maximise(posterior)
            after = np.concatenate((self.slope, self.intercept, [self.mean, self.sd]))
            self.moved = float(np.abs(after - before).max())
            self.rounds += 1

    def expect(self) -> tuple[Floats, float]:
        """Return the posterior of each person over the nodes (persons × nodes) and the log-likelihood."""
        linear = np.outer(self.slope, self.theta) + self.intercept[:, None]
        weight = self.base * np.exp(
            -0.5 * ((self.theta - self.mean) / self.sd) ** 2 + 0.5 * self.theta**2 - np.log(self.sd)
        )
        with np.errstate(divide="ignore"):
            log = self.right @ linear - self.mask @ np.logaddexp(0.0, linear) + np.log(weight)
        top = log.max(axis=1, keepdims=True)
        posterior = np.exp(log - top)
        total = posterior.sum(axis=1, keepdims=True)
        return posterior / total, float(self.count @ (top + np.log(total))[:, 0])

    def _maximise(self, posterior: Floats) -> None:
        weighted = posterior * self.count[:, None]
        rightly = self.right.T @ weighted  # items × nodes
        number = self.mask.T @ weighted
        slope, intercept = self.slope.copy(), self.intercept.copy()
        for _ in range(2 if self.one_slope else 4):
            p = expit(np.outer(slope, self.theta) + intercept[:, None])
            left, spread = rightly - number * p, number * p * (1 - p)
            by_d, by_a = left.sum(axis=1), left @ self.theta
            dd = np.maximum(spread.sum(axis=1), 1e-9)
            ad, aa = spread @ self.theta, spread @ self.theta**2
            if self.one_slope:
                free = self.free
                # the profile over intercepts: slope first, each intercept for the slope that was found
                step = (by_a - ad / dd * by_d)[free].sum() / max((aa - ad**2 / dd)[free].sum(), 1e-9)
                slope = np.where(free, np.clip(slope + np.clip(step, -0.5, 0.5), 0.01, STEPEST), slope)
                moved = by_d / dd - ad / dd * np.clip(step, -0.5, 0.5)
                intercept = np.where(free, intercept + np.clip(moved, -1, 1), intercept)
            else:
                determinant = np.maximum(aa * dd - ad**2, 1e-9)
                slope_step = np.clip((dd * by_a - ad * by_d) / determinant, -1, 1)
                intercept_step = np.clip((aa * by_d - ad * by_a) / determinant, -1, 1)
                slope = np.where(self.free, slope + slope_step, slope)
                intercept = np.where(self.free, intercept + intercept_step, intercept)
            slope = np.clip(slope, -STEPEST, STEPEST)
            intercept = np.clip(intercept, -FARTHEST, FARTHEST)
        self.slope, self.intercept = slope, intercept
        if self.is_anchored:
            over = weighted.sum(axis=0) / self.count.sum()
            self.mean = float(over @ self.theta)
            self.sd = float(np.sqrt(max(over @ (self.theta - self.mean) ** 2, 1e-4)))

    def information(self) -> Floats:
        """Return the observed information of (slopes, intercepts), 2 items × 2 items: complete less missing."""
        posterior, _ = self.expect()
        items = len(self.slope)
        complete = np.zeros((2 * items, 2 * items))
        squares = np.zeros((2 * items, 2 * items))
        expected = np.zeros((len(posterior), 2 * items))
        diagonal = np.arange(items)
        for at, theta in enumerate(self.theta):
            p = expit(self.slope * theta + self.intercept)
            left = self.right - self.mask * p
            share = posterior[:, at]
            spread = (self.mask.T @ (share * self.count)) * p * (1 - p)
            cross = left.T @ (left * (share * self.count)[:, None])
            for row, one in enumerate((theta, 1.0)):
                for column, other in enumerate((theta, 1.0)):
                    complete[diagonal + row * items, diagonal + column * items] += one * other * spread
                    squares[row * items : (row + 1) * items, column * items : (column + 1) * items] += (
                        one * other * cross
                    )
            expected[:, :items] += theta * share[:, None] * left
            expected[:, items:] += share[:, None] * left
        return complete - squares + expected.T @ (expected * self.count[:, None])


def _model(work: _Work, items: int, used: npt.NDArray[np.int64]) -> Model:
    number = len(used)
    information = work.information()
    free = work.free
    if work.one_slope:
        turn = np.zeros((2 * number, int(free.sum()) + 1))
        turn[:number][free, 0] = 1.0
        turn[number + np.flatnonzero(free), 1 + np.arange(int(free.sum()))] = 1.0
    else:
        turn = np.eye(2 * number)[:, np.tile(free, 2)]
    covariance = turn @ np.linalg.pinv(turn.T @ information @ turn) @ turn.T
    variance = np.diag(covariance)
    slope, intercept = work.slope, work.intercept
    between = covariance[np.arange(number), number + np.arange(number)]
    with np.errstate(invalid="ignore", divide="ignore"):
        # b = -d / a by the delta method
        of_b = variance[number:] / slope**2 + intercept**2 / slope**4 * variance[:number]
        of_b = of_b - 2 * intercept / slope**3 * between
    _, log_likelihood = work.expect()

    def of_all(values: Floats) -> Floats:
        every = np.full(items, np.nan)
        every[used] = values
        return every

    return Model(
        slope=of_all(slope),
        intercept=of_all(intercept),
        slope_se=of_all(np.sqrt(np.maximum(variance[:number], 0))),
        intercept_se=of_all(np.sqrt(np.maximum(variance[number:], 0))),
        difficulty_se=of_all(np.sqrt(np.maximum(of_b, 0))),
        log_likelihood=log_likelihood,
        rounds=work.rounds,
        has_converged=work.moved <= work.enough,
        mean=work.mean,
        sd=work.sd,
    )


def _normal_nodes(number: int) -> tuple[Floats, Floats]:
    """Return nodes and weights of the standard normal, by Gauss and Hermite."""
    at, weight = np.polynomial.hermite_e.hermegauss(number)
    return at, weight / weight.sum()
