"""Blind transit: districts that much passes through by what others tell, and where little is intercepted.

passed, seen = passings_of(fit_routes(legs))  # or `passing.passings` of the ways as told, at once and without learning
verdict = blind_transit(passed, seen)
verdict.usual, [(place.key, place.passed.journeys, place.seen, place.probability) for place in verdict.places]

It is no proof: it says where to look. A district that does not report is not blind but silent; leave it out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincinv, gammaln

from samanvay_insight.routes.passing import Passing
from samanvay_insight.routes.posterior import Estimate, Routes

HALF = 0.5  # a place is blind where less than this part of the usual share is intercepted
LEAST = 5.0  # journeys through a place before anything is said of it
# How far the true passings of a district lie from the expected ones, as a part of these: found on simulated states
# (benchmarks/blind.py), of the posterior and of the shortest ways alike. Their own intervals are far too narrow,
# since all journeys of a corridor err together.
ERROR = 0.6
TAIL = 0.05  # on each side of an interval
STEPS = 64  # of the passings' distribution that are summed over
# Shapes of the rates' distribution that are tried: districts differ by half at the least, and by no more than lets a
# place where a single interception would be usual, and none was seen, remain open.
SHAPES = np.geomspace(1.0, 4.0, 30)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BlindTransit:
    """A district that journeys pass through, and what was seen of them there.

    `passed` are the expected journeys through it, ends left out, with a 90 % interval; `named` in how many of them
    somebody named it; `seen` the interceptions and rescues there, `expected` how many the state's usual share would
    be; `share` is what was seen of what passed, at most 1. `probability` that its own rate is less than half of the
    usual one.
    """

    key: str
    passed: Estimate
    named: float
    seen: float
    expected: float
    share: float
    probability: float

    @property
    def percent(self) -> int:
        """The probability in whole percent, by which districts are ordered and called blind."""
        return round(100 * self.probability)

    @property
    def lacking(self) -> float:
        """How many interceptions and rescues fewer were seen here than the usual share would be, at least 0."""
        return max(0.0, self.expected - self.seen)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The districts in the order of how blind they are, and the state's `usual` share of journeys intercepted."""

    usual: float
    places: tuple[BlindTransit, ...]


def blind_transit(
    passed: Mapping[str, Passing], seen: Mapping[str, float], *, journeys: float = np.inf, least: float = LEAST
) -> Verdict:
    """Judge the districts of `passed`, each by its key; `seen` counts interceptions and rescues by the same keys.

    `journeys` are all those that are known, of which no district is passed by more.

    What a district sees is Poisson with its passings times its rate; the rates of the state's districts follow a gamma
    distribution around the usual one, its shape by the greatest marginal likelihood (Clayton and Kaldor 1987). The
    passings are gamma distributed with ERROR, never fewer than were named nor more than all, and summed over. So each
    rate is drawn to the usual one, the more the less is known, and where two journeys passed nothing is proven. The
    order is that of the probability in whole percent, then of the interceptions that are lacking.

    A district that fewer than `least` journeys passed is left out. No more counts as seen than passed, so that raids
    where people were brought to do not raise what is usual on the way. Empty where nothing was seen at all.
    """
    keys = sorted(key for key, each in passed.items() if each.journeys >= least)
    flow = np.array([passed[key].journeys for key in keys], dtype=np.float64)
    named = np.array([min(passed[key].named, passed[key].journeys) for key in keys], dtype=np.float64)
    caught = np.array([seen.get(key, 0.0) for key in keys], dtype=np.float64)
    counted = np.minimum(caught, flow)
    usual = float(counted.sum() / flow.sum()) if keys else 0.0
    if not usual:
        return Verdict(0.0, ())
    spread = 1.0 + ERROR**2 * flow  # variance over mean: of counting, and of the ways themselves
    most = np.maximum(journeys, flow)
    low, high = (np.clip(gammaincinv(flow / spread, tail) * spread, named, most) for tail in (TAIL, 1 - TAIL))
    probability = _less_than(HALF, usual, flow, (named, most), counted)
    found = [
        BlindTransit(
            key=key,
            passed=Estimate(float(flow[at]), float(np.floor(low[at])), float(np.ceil(max(high[at], flow[at])))),
            named=float(named[at]),
            seen=float(caught[at]),
            expected=usual * float(flow[at]),
            share=float(counted[at] / flow[at]),
            probability=float(probability[at]),
        )
        for at, key in enumerate(keys)
    ]
    found.sort(key=lambda each: (-each.percent, each.seen - each.expected, each.key))
    return Verdict(usual, tuple(found))


def _less_than(part: float, usual: float, flow: Numbers, within: tuple[Numbers, Numbers], caught: Numbers) -> Numbers:
    """Give the probability that each rate is less than a part of the usual one, arrays of shape (districts,)."""
    shape = _shape_of_rates(usual * flow, caught)
    spread = 1.0 + ERROR**2 * flow
    middle = (np.arange(STEPS)[:, None] + 0.5) / STEPS
    # the passings in steps of equal probability, weighed by how well they explain what was seen
    expected = usual * np.clip(gammaincinv(flow / spread, middle) * spread, *within)
    log_weight = _log_likelihood(shape, expected, caught)
    weight = np.exp(log_weight - log_weight.max(axis=0))
    below = gammainc(shape + caught, part * (shape + expected))
    found: Numbers = (weight * below).sum(axis=0) / weight.sum(axis=0)
    return found


def _shape_of_rates(expected: Numbers, caught: Numbers) -> float:
    """Give the shape of the gamma distribution, of mean 1, that makes what was seen likeliest."""
    likelihood = [float(_log_likelihood(shape, expected, caught).sum()) for shape in SHAPES]
    return float(SHAPES[int(np.argmax(likelihood))])


def _log_likelihood(shape: float, expected: Numbers, caught: Numbers) -> Numbers:
    """Give the negative binomial log-likelihood of counts with a gamma distributed rate, constants left out."""
    expected = np.maximum(expected, 1e-9)
    found: Numbers = (
        gammaln(shape + caught)
        - gammaln(shape)
        - (shape + caught) * np.log1p(expected / shape)
        + caught * np.log(expected / shape)
    )
    return found


def passings_of(found: Routes, within: Collection[str] | None = None) -> tuple[dict[str, Passing], dict[str, float]]:
    """Return what `blind_transit` asks for, out of the posterior: passings by district, and rescues on the way.

    `within` keeps these districts alone. A rescue at a journey's own end is none on the way.
    """
    journeys, told, caught = (found.patterns.count @ each for each in (found.passed, found.told, found.told_rescue))
    kept = [node for node, key in enumerate(found.graph.keys) if journeys[node] and (within is None or key in within)]
    keys = found.graph.keys
    return (
        {keys[node]: Passing(float(journeys[node]), float(told[node])) for node in kept},
        {keys[node]: float(caught[node]) for node in kept},
    )
