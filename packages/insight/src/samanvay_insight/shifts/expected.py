"""How many were to be expected: level, trend and season of each series, drawn towards those of its kind.

The method of Noufaily et al. (2013), who improved that of Farrington et al. (1996), with three changes for sparse
counts: weeks are summed to blocks of four, counted back from the last week; the coefficients of a series are drawn
towards those of its group by a normal prior, as wide as the group's series differ, instead of being dropped when not
significant; reporting effort is an offset, so that half the reports let one expect half the count.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .negative_binomial import Floats, pooled_dispersion, usual_dispersion

BLOCK_WEEKS = 4
GUARD_BLOCKS = 3  # blocks before the last that are not learnt from, so that a shift does not hide itself
LASTING_BLOCKS = (3, 4)  # of which a lasting change is counted: twelve and sixteen weeks
YEAR_WEEKS = 52.1775
LEAST_EFFORT = 0.05  # a block with less tells nothing
OUTLIER = 2.58  # standardised residual from which a block of the past loses weight (Noufaily et al. 2013)
ROUNDS = 30
FEWEST_DELAYS = 50
USED = 4.0  # degrees of freedom that a fit takes, the prior counted

EXPECTED = {
    "counts": "series × weeks, each a count",
    "effort": "series × weeks, each a share from 0 to 1",
    "groups": "one number a series",
    "reported": "districts × weeks, each true or false",
}

# Standard deviations of the prior before it is learnt: level, trend a year, first and second harmonic of the season.
PRIOR = np.array([2.0, 0.25, 0.30, 0.30, 0.15, 0.15])
LEARNING_ROUNDS, NARROWEST, WIDEST = 5, 0.25, 1.5
PRIOR_OF_GROUP = np.array([10.0, 0.4, 0.6, 0.6, 0.3, 0.3])


@dataclass(frozen=True, slots=True)
class Window:
    """What the last weeks of each series should hold.

    ``seen``: their counts; ``mu``: the expected count; ``size``: of the predictive negative binomial, the uncertainty
    of the fit counted; ``effort``: mean reported share of these weeks.
    """

    seen: npt.NDArray[np.int64]
    mu: Floats
    size: Floats
    effort: Floats


@dataclass(frozen=True, slots=True)
class Expectation(Window):
    """What the last block of each series should hold.

    ``blocks``: blocks of the past with effort; ``past``: the sum of all earlier counts; ``lately``: of the year before
    the block; ``lasting``: the same for the last twelve and sixteen weeks, of which the fit knows nothing either.
    """

    blocks: npt.NDArray[np.int64]
    past: npt.NDArray[np.int64]
    lately: npt.NDArray[np.int64]
    lasting: tuple[Window, ...]


def numbers(name: str, given: Any, kind: type) -> npt.NDArray[Any]:
    """Return an array of numbers. Raises TypeError for what holds anything else."""
    try:
        found = np.asarray(given)
    except ValueError:
        found = np.asarray(None)
    if found.dtype.kind not in "biuf":
        raise TypeError(f"{name} is no array of numbers; expected {EXPECTED[name]}")
    return found.astype(kind)


def expect(
    counts: npt.NDArray[np.int64],
    effort: Floats | None = None,
    groups: npt.NDArray[np.int64] | None = None,
) -> Expectation:
    """Return the expected count of the last four weeks of each series.

    ``counts``: series × weeks, the oldest first; ``effort``: the share (0 to 1) of what should have been reported
    that was, of the same shape, 1 throughout if None; ``groups``: one number a series, those alike having one kind.
    Raises TypeError for what are no numbers, ValueError for shapes that do not fit or negative numbers.
    """
    counts = numbers("counts", counts, np.int64)
    shares = np.ones(counts.shape) if effort is None else numbers("effort", effort, np.float64)
    kinds = np.zeros(counts.shape[:1], dtype=np.int64) if groups is None else numbers("groups", groups, np.int64)
    if counts.ndim != 2 or shares.shape != counts.shape or kinds.shape != counts.shape[:1]:
        raise ValueError("counts and effort are series × weeks, groups one number a series")
    if (counts < 0).any() or (shares < 0).any():
        raise ValueError("counts and effort are not negative")
    if counts.shape[1] < BLOCK_WEEKS:
        raise ValueError(f"at least {BLOCK_WEEKS} weeks are needed")
    y, e = _blocks(counts).astype(float), _blocks(shares) / BLOCK_WEEKS
    past, told = y[:, : -1 - GUARD_BLOCKS], e[:, : -1 - GUARD_BLOCKS]
    base = (told >= LEAST_EFFORT).astype(float)
    design = _design(y.shape[1])
    learnt = design[: past.shape[1]]
    centre = np.zeros((len(y), design.shape[1]))
    prior = np.tile(PRIOR, (len(y), 1))
    for kind in np.unique(kinds):
        of_kind = kinds == kind
        mine = past[of_kind], told[of_kind], base[of_kind], learnt
        centre[of_kind] = _of_group(*mine)
        prior[of_kind] = _alike(*mine, centre[of_kind])
    fit, _ = _fit(past, told, base, learnt, centre, prior)
    # Of the usual series of its group, so that an outbreak does not excuse itself by the spread that it makes.
    dispersion = usual_dispersion(past, _means(fit, learnt, told), base, kinds, USED)
    weight = base * _trust(past, _means(fit, learnt, told), dispersion)
    fit, spread = _fit(past, told, weight, learnt, centre, prior)
    dispersion = pooled_dispersion(past, _means(fit, learnt, told), weight, kinds, USED)
    means = _means(fit, learnt, told)
    last = _window(y, e, design, fit, spread, dispersion, 1)
    lasting = []
    for blocks in LASTING_BLOCKS:
        rolled = [_rolled(each, blocks) for each in (past, means, weight / blocks**2)]
        summed = pooled_dispersion(*rolled, kinds, USED)
        lasting.append(_window(y, e, design, fit, spread, summed, blocks))
    year = round(YEAR_WEEKS)
    return Expectation(
        last.seen,
        last.mu,
        last.size,
        last.effort,
        blocks=base.sum(axis=1).astype(np.int64),
        past=counts[:, :-BLOCK_WEEKS].sum(axis=1),
        lately=counts[:, max(0, counts.shape[1] - BLOCK_WEEKS - year) : -BLOCK_WEEKS].sum(axis=1),
        lasting=tuple(lasting),
    )


def _window(
    y: Floats, effort: Floats, design: Floats, fit: Floats, spread: Floats, dispersion: Floats, blocks: int
) -> Window:
    """Return what the last blocks should hold together; ``dispersion`` is that of the sum of so many blocks."""
    each = np.maximum(effort[:, -blocks:], LEAST_EFFORT) * np.exp(np.clip(fit @ design[-blocks:].T, -30.0, 30.0))
    mu = each.sum(axis=1)
    towards = (each / mu[:, None]) @ design[-blocks:]  # the gradient of log mu
    doubt = np.einsum("si,sij,sj->s", towards, spread, towards)
    return Window(
        seen=y[:, -blocks:].sum(axis=1).astype(np.int64),
        mu=mu,
        # A rate whose logarithm has its mode at log mu and the curvature 1 / doubt there is Gamma(1 / doubt, mean mu).
        size=1.0 / (dispersion + doubt + dispersion * doubt),
        effort=effort[:, -blocks:].mean(axis=1),
    )


def _rolled(each: Floats, blocks: int) -> Floats:
    """Return the sums of so many blocks from each one on, none of fewer."""
    if each.shape[1] < blocks:
        return np.zeros((len(each), 0))
    rolled: Floats = np.lib.stride_tricks.sliding_window_view(each, blocks, axis=1).sum(axis=2)
    return rolled


def completeness(delays: npt.NDArray[np.int64], weeks: int) -> Floats:
    """Return the share of what happens that is known so many weeks later, for 0 to ``weeks`` - 1.

    ``delays``: weeks from happening to becoming known, of happenings old enough to have all become known within
    ``weeks``; longer ones do not count. Where fewer than ``FEWEST_DELAYS`` are given, all is held to be known at once.
    A week counted too early thus does not look like a fall (Lawless 1994 corrects counts the same way).
    """
    counted = np.bincount(delays[(delays >= 0) & (delays < weeks)], minlength=weeks).astype(float)
    if counted.sum() < FEWEST_DELAYS:
        return np.ones(weeks)
    share: Floats = np.cumsum(counted) / counted.sum()
    return share


def _blocks(weekly: npt.NDArray[np.generic]) -> Floats:
    """Return sums of four weeks, counted back from the last; weeks at the beginning that fill none are left out."""
    whole = weekly.shape[1] // BLOCK_WEEKS
    kept = weekly[:, weekly.shape[1] - whole * BLOCK_WEEKS :]
    summed: Floats = kept.reshape(len(weekly), whole, BLOCK_WEEKS).sum(axis=2).astype(float)
    return summed


def _design(blocks: int) -> Floats:
    """Return blocks × 6: level at the last block, trend in years, two harmonics of the season."""
    years = (np.arange(blocks) - (blocks - 1)) * BLOCK_WEEKS / YEAR_WEEKS
    turns = 2.0 * np.pi * years
    return np.stack(
        [np.ones(blocks), years, np.sin(turns), np.cos(turns), np.sin(2 * turns), np.cos(2 * turns)], axis=1
    )


def _of_group(past: Floats, told: Floats, base: Floats, learnt: Floats) -> Floats:
    """Return the coefficients of a group: of its total, but the level of its usual series."""
    total = (past * base).sum(axis=0, keepdims=True)
    effort = np.maximum((told * base).mean(axis=0, keepdims=True), 1e-9)
    known = (base.sum(axis=0, keepdims=True) > 0).astype(float)
    start = np.zeros((1, learnt.shape[1]))
    start[0, 0] = np.log((total.sum() + 0.5) / max((effort * known).sum(), 1e-9))
    fit, _ = _fit(total, effort, known, learnt, start, PRIOR_OF_GROUP)
    rates = ((past * base).sum(axis=1) + 0.1) / np.maximum((told * base).sum(axis=1), 1.0)
    centre: Floats = fit[0].copy()
    centre[0] = np.log(np.median(rates))
    return centre


def _alike(y: Floats, effort: Floats, weight: Floats, design: Floats, centre: Floats) -> Floats:
    """Return the prior's standard deviations as the series of a group differ, by some rounds of EM (Laird 1982).

    Where all have much the same season and trend, a series of few counts is not let have one of its own.
    """
    prior = PRIOR
    for _ in range(LEARNING_ROUNDS):
        fit, spread = _fit(y, effort, weight, design, centre, prior)
        apart = (fit - centre) ** 2 + np.diagonal(spread, axis1=1, axis2=2)
        prior = np.clip(np.sqrt(apart.mean(axis=0)), NARROWEST * PRIOR, WIDEST * PRIOR)
    return prior


def _fit(
    y: Floats, effort: Floats, weight: Floats, design: Floats, centre: Floats, prior: Floats
) -> tuple[Floats, Floats]:
    """Return the coefficients (series × 6) of Poisson regressions with a normal prior, and their covariance.

    ``prior``: standard deviations, one for all series or one row a series.

    By Newton's method for all series at once; the log-likelihood is concave, steps are kept short.
    """
    precision = 1.0 / np.broadcast_to(prior, centre.shape) ** 2
    offset = np.log(np.maximum(effort, 1e-9))
    rate = ((y * weight).sum(axis=1) + 0.1) / np.maximum((effort * weight).sum(axis=1), 1e-3)
    found = centre.copy()
    found[:, 0] = np.log(rate)
    hessian = np.zeros((len(y), design.shape[1], design.shape[1]))
    for _ in range(ROUNDS):
        mu = weight * np.exp(np.clip(found @ design.T + offset, -30.0, 30.0))
        gradient = (weight * y - mu) @ design - (found - centre) * precision
        hessian = np.einsum("sb,bi,bj->sij", mu, design, design, optimize=True) + precision[:, :, None] * np.eye(
            design.shape[1]
        )
        step = np.linalg.solve(hessian, gradient[:, :, None])[:, :, 0]
        step *= np.minimum(1.0, 2.0 / np.maximum(np.abs(step).max(axis=1), 1e-12))[:, None]
        found = found + step
        if np.abs(step).max(initial=0.0) < 1e-6:
            break
    covariance: Floats = np.asarray(np.linalg.inv(hessian), dtype=float)
    return found, covariance


def _means(fit: Floats, design: Floats, effort: Floats) -> Floats:
    means: Floats = effort * np.exp(np.clip(fit @ design.T, -30.0, 30.0))
    return means


def _trust(y: Floats, mu: Floats, dispersion: Floats) -> Floats:
    """Return a weight for each block of the past: 1, or less for one that lies far from what its series lets expect."""
    away = np.abs(y - mu) / np.sqrt(np.maximum(mu + dispersion[:, None] * mu**2, 0.25))
    weight: Floats = np.where(away > OUTLIER, (OUTLIER / np.maximum(away, OUTLIER)) ** 2, 1.0)
    return weight
