"""Where journeys between two districts likely pass: before anything is learned, by the hours of the shipped graph.

Each journey is shared out over the shortest loopless paths between its ends by a logit of their hours; a district's
number is the sum of the shares of the paths that pass through it. A guess of the map, and named so; `inferring`, which
learns from all sightings, needs whole journeys and more time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import Lock

from samanvay_insight.routes.graph import graph

PATHS = 6
MEMBERS = 6  # districts that stand for a whole area in which a journey began or ended
SENSITIVITY = 0.5  # of the logit, an hour: the middle of what is found where journeys are known
# The ways of a state are found once: else all who ask a process that has just begun would look for the same at once.
ONE_AT_A_TIME = Lock()

Way = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Passing:
    """The expected journeys through a district, ends left out, and in how many of them somebody named it."""

    journeys: float
    named: float


def passings(ways: Mapping[Way, float]) -> dict[str, Passing]:
    """Return the expected journeys through each district that ways pass, their ends left out; keys of the gazetteer.

    A way is its stops in their order, the first and the last its ends. A stop is the districts in which it may lie:
    one, or those of a whole area, of which a few stand for all, or none where an end was not said. `ways` maps it to
    journeys. A stop between the ends that is one district was passed; what lies between two stops is shared out as in
    `passing`.
    """
    expected: dict[str, float] = defaultdict(float)
    named: dict[str, float] = defaultdict(float)
    with ONE_AT_A_TIME:
        for way, journeys in ways.items():
            told, guessed = _through(way)
            for key in told:
                named[key] += journeys
            for key, share in guessed:
                expected[key] += journeys * share
    return {key: Passing(expected[key] + named[key], named[key]) for key in sorted({*expected, *named})}


@lru_cache(maxsize=20_000)
def _through(way: Way) -> tuple[tuple[str, ...], tuple[tuple[str, float], ...]]:
    """Return the districts that a way names between its ends, and others with the probability that it passes them."""
    at_ends = {stop[0] for stop in (way[0], way[-1]) if len(stop) == 1}
    told = {stop[0] for stop in way[1:-1] if len(stop) == 1} - at_ends
    missed: dict[str, float] = defaultdict(lambda: 1.0)
    for start, end in pairwise(way):
        for key, share in _between(start, end):
            missed[key] *= 1.0 - share
    guessed = ((key, 1.0 - share) for key, share in missed.items() if key not in told and key not in at_ends)
    return tuple(sorted(told)), tuple(guessed)


@lru_cache(maxsize=20_000)
def _between(start: tuple[str, ...], end: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Return the districts between two stops, each with the share of journeys that likely pass through it."""
    starts, ends = _few(start), _few(end)
    if not starts or not ends:
        return ()
    most = max(len(starts), len(ends))
    found: dict[str, float] = defaultdict(float)
    for number in range(most):
        for key, share in shares_between(starts[number % len(starts)], ends[number % len(ends)]):
            found[key] += share / most
    return tuple((key, min(1.0, share)) for key, share in found.items())


def _few(keys: Sequence[str]) -> Sequence[str]:
    """Return some of many districts, spread evenly over them as they are ordered."""
    if len(keys) <= MEMBERS:
        return keys
    return [keys[(2 * number + 1) * len(keys) // (2 * MEMBERS)] for number in range(MEMBERS)]


def passing(legs: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """Return the expected journeys through each district between the ends of legs; keys of the gazetteer.

    `legs` maps (from, to), districts both, to journeys; the ends themselves do not count, nor a leg that no path joins.
    """
    found: dict[str, float] = defaultdict(float)
    with ONE_AT_A_TIME:
        for (start, end), journeys in legs.items():
            for key, share in shares_between(start, end):
                found[key] += journeys * share
    return dict(found)


@lru_cache(maxsize=20_000)
def shares_between(start: str, end: str) -> tuple[tuple[str, float], ...]:
    """Return the districts between two, each with the share of journeys that likely pass through it."""
    network = graph()
    a, b = network.index.get(start), network.index.get(end)
    if a is None or b is None or a == b:
        return ()
    paths = network.k_shortest_loopless(a, b, PATHS)
    if not paths:
        return ()
    least = paths[0][0]
    weights = [math.exp(-SENSITIVITY * (hours - least)) for hours, _ in paths]
    total = sum(weights)
    found: dict[str, float] = defaultdict(float)
    for weight, (_, nodes) in zip(weights, paths, strict=True):
        for node in nodes[1:-1]:
            found[network.keys[node]] += weight / total
    return tuple(sorted(found.items()))
