"""Walks on the graph: all of them at once, weighed by the hours of their edges, between where journeys surely were.

With weights exp(-sensitivity * hours) of the edges, M, the walks from a to b weigh Z[a, b] in all, Z = (I - M)^-1, and
the expected uses of an edge (u, v) are Z[a, u] M[u, v] Z[v, b] / Z[a, b] (Akamatsu 1996; recursive logit: Fosgerau,
Frejinger and Karlstrom 2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from samanvay_insight.routes.graph import RouteGraph
from samanvay_insight.routes.observed import Observed

SENSITIVITY = 5.0  # an hour
STEEPER = 1.25  # where walks would circle for ever
STOPS_FROM = 0.5  # a stop-over so likely is passed through
LIKELY_ENDS = 0.05  # less likely ends are left out
_LEAST = 1e-290
Numbers = NDArray[np.float64]
Ints = NDArray[np.int64]


class Walks:
    """The weight of all walks on a graph by hours of its edges (E,).

    `between` (N, N) is Z, `weights` (E,) are those of the edges, `steep` (E,) the negatives of their logarithms.
    """

    def __init__(self, graph: RouteGraph, hours: Numbers, sensitivity: float) -> None:
        self.graph = graph
        self.steep: Numbers = sensitivity * hours
        self.weights: Numbers = np.exp(-self.steep)
        left = np.eye(len(graph.keys))
        left[graph.tails, graph.heads] -= self.weights
        self.between: Numbers = np.maximum(np.linalg.inv(left), _LEAST)


def sensitivity_for(graph: RouteGraph, hours: Numbers) -> float:
    """Return the least sensitivity from SENSITIVITY on at which no walk circles for ever; hours are (sorts, E)."""
    sensitivity = SENSITIVITY
    for each in hours:
        while True:
            left = np.eye(len(graph.keys))
            left[graph.tails, graph.heads] -= np.exp(-sensitivity * each)
            # I - M has an inverse without negative numbers where this solution is positive
            if np.linalg.solve(left, np.ones(len(left))).min() > 0:
                break
            sensitivity *= STEEPER
    return sensitivity


@dataclass(frozen=True, slots=True)
class Waypoints:
    """Where a pattern surely was or likely stopped, in order, and which of these are anchors: ends and stop-overs.

    `sure` is the probability that it began and ended there.
    """

    pattern: int
    nodes: list[int]
    anchored: list[bool]
    sure: float


def waypoints(
    observed: Observed, one: NDArray[np.int32], ends: csr_array, pairs: Ints, stops: csr_array, hours: Numbers
) -> list[Waypoints]:
    """Return the waypoints of each pattern by each pair of districts that it likely went between.

    `ends` (N, G) are the probabilities of the pairs of districts `pairs` (G, 2), `stops` (N, nodes) those of
    stop-overs. A likely stop-over that no row tells of stands where it lengthens the way by the fewest `hours` (nodes,
    nodes).
    """
    found = []
    table = ends.tocoo()
    for at, pair, sure in zip(*(each.tolist() for each in table.coords), table.data.tolist(), strict=True):
        first, last = pairs[pair].tolist()
        if sure < LIKELY_ENDS or first == last:
            continue
        way = [first]
        for place in observed.place[at, : observed.rows[at]].tolist():
            node = int(one[place]) if place >= 0 else -1
            if node >= 0 and node not in (*way, last):
                way.append(node)
        way.append(last)
        span = slice(stops.indptr[at], stops.indptr[at + 1])
        likely = stops.indices[span][stops.data[span] >= STOPS_FROM].tolist()
        for node in likely:
            if node not in way:
                more = [hours[a, node] + hours[node, b] - hours[a, b] for a, b in pairwise(way)]
                spot = int(np.argmin(more)) + 1
                way = [*way[:spot], node, *way[spot:]]
        anchored = [k in (0, len(way) - 1) or node in likely for k, node in enumerate(way)]
        found.append(Waypoints(at, way, anchored, sure))
    return found


class Sightings:
    """What journeys passed between their anchors, as terms log Z[a, b] with a sign: (F,) of `who`, `a`, `b`, `sign`.

    Z[a, x] Z[x, b] / (Z[x, x] Z[a, b]) is the probability that a walk from a to b comes through x. `between` is how
    many sightings lie between anchors.
    """

    def __init__(self, ways: list[Waypoints]) -> None:
        terms: list[tuple[int, int, int, int]] = []
        self.between = 0
        for who, way in enumerate(ways):
            anchors = [node for node, anchored in zip(way.nodes, way.anchored, strict=True) if anchored]
            passed = [node for node, anchored in zip(way.nodes, way.anchored, strict=True) if not anchored]
            terms += [(who, a, b, 1) for a, b in pairwise(way.nodes)]
            terms += [(who, a, b, -1) for a, b in pairwise(anchors)]
            terms += [(who, x, x, -1) for x in passed]
            self.between += len(passed)
        self.journeys = len(ways)
        self.who, self.a, self.b, self.sign = np.array(terms, dtype=np.int64).reshape(-1, 4).T

    def told(self, walks: Walks) -> Numbers:
        """Return the log-likelihood of each journey's sightings, its anchors given (journeys,)."""
        logs = self.sign * np.log(walks.between[self.a, self.b])
        return np.bincount(self.who, logs, minlength=self.journeys).astype(np.float64)


def sorted_out(told: Numbers, count: Numbers, shares: Numbers) -> tuple[Numbers, float]:
    """Weigh the sorts of travellers by their `shares` (sorts,) and what is `told` of journeys (sorts, journeys).

    Return the probabilities of the sorts and the log-likelihood of all.
    """
    joint = told + np.log(shares)[:, None]
    most = joint.max(axis=0)
    weight: Numbers = np.exp(joint - most)
    whole: Numbers = weight.sum(axis=0)
    sorts: Numbers = weight / whole
    return sorts, float(((np.log(whole) + most) * count).sum())
