"""Where journeys between two districts likely pass: before anything is learned, by the hours of the shipped graph.

Each journey is shared out over the shortest loopless paths between its ends by a logit of their hours; a district's
number is the sum of the shares of the paths that pass through it. A guess of the map, and named so; the posterior of
`posterior`, which learns from all sightings, needs whole journeys and more time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from samanvay.insight.routes.graph import graph

PATHS = 6
SENSITIVITY = 0.5  # of the logit, an hour: the middle of what is found where journeys are known


def passing(legs: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """Return the expected journeys through each district between the ends of legs; keys of the gazetteer.

    `legs` maps (from, to), districts both, to journeys; the ends themselves do not count, nor a leg that no path joins.
    """
    found: dict[str, float] = defaultdict(float)
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
