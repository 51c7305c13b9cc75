"""Ways between sightings beyond any list of paths: how often each edge is used when hours are misjudged at random.

The hours are those that edges seem to cost everybody (`edge_costs`), times a log-normal factor that is drawn for each
pair of neighbours (a multinomial probit, simulated as in Sheffi and Powell 1982): the longer the way, the more ways
are as good as the best. Listed paths hold the habits of a corridor; this holds what nobody knows of it.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from samanvay_insight.routes.choices import Choices
from samanvay_insight.routes.edge_costs import EdgeCosts
from samanvay_insight.routes.fitting import Learner
from samanvay_insight.routes.graph import RouteGraph
from samanvay_insight.routes.walks import Sightings, waypoints

DRAWS, SEED = 16, 3  # of the hours for each sort of travellers
MISJUDGED = (0.3, 0.6)  # standard deviation of the log of an edge's hours: in every other draw this, then that
CHANGE = 0.25  # hours that an edge may cost more or less in all of a draw, for those who look at kilometres alone
LEAST_HOURS = 0.1
Numbers = NDArray[np.float64]


def bridged(
    learner: Learner, choices: Choices, ends: csr_array, stops: csr_array, hours: Numbers
) -> tuple[csr_array, Numbers]:
    """Return the probability of each edge (N, E) and of the ends (N,) by all ways between these through what was seen.

    `ends` (N, G) are the probabilities of the learner's pairs of ends, `stops` (N, nodes) those of stop-overs: the
    likely ones are passed through, too. `hours` (nodes, nodes) are those of the shortest paths.
    """
    observed = learner.observed
    pairs = np.stack([learner.first, learner.last], axis=1)
    ways = waypoints(observed, learner.frame.one, ends, pairs, stops, hours)
    found = csr_array((len(observed), len(choices.graph.heads)))
    if not ways:
        return found, np.zeros(len(observed))
    pattern, sure = np.array([way.pattern for way in ways]), np.array([way.sure for way in ways])
    seem = EdgeCosts(choices, Sightings(ways), learner.count[pattern] * sure)
    costs, sorts = seem.learned()
    steps = [(at, a, b) for at, way in enumerate(ways) for a, b in pairwise(way.nodes)]
    way, start, end = np.array(steps).T
    legs, leg = np.unique(np.stack([start, end]), axis=1, return_inverse=True)
    for sort, each in zip(sorts * sure, costs, strict=True):
        whose = coo_array((sort[way], (pattern[way], leg)), shape=(len(observed), legs.shape[1])).tocsr()
        found = csr_array(found + whose @ _uses(choices.graph, each, seem.pair, legs))
    found.data = np.minimum(found.data, 1.0)
    return found, np.bincount(pattern, sure, minlength=len(observed)).astype(np.float64)


def _uses(graph: RouteGraph, hours: Numbers, pair: NDArray[np.int64], legs: NDArray[np.int64]) -> csr_array:
    """Return how often each edge is on the shortest path between the ends of legs (2, L), by draws of hours: (L, E)."""
    random = np.random.default_rng(SEED)
    size = len(graph.keys)
    number = np.zeros((size, size), dtype=np.int32)
    number[graph.tails, graph.heads] = np.arange(len(graph.heads))
    starts, row = np.unique(legs[0], return_inverse=True)
    used, by = [], []
    for draw in range(DRAWS):
        factor = np.exp(random.normal(0.0, MISJUDGED[draw % len(MISJUDGED)], len(hours)))[pair]
        drawn = np.maximum(hours + CHANGE * random.uniform(-1.0, 1.0), LEAST_HOURS) * factor
        matrix = csr_array((drawn, graph.heads, graph.indptr), shape=(size, size))
        before = dijkstra(matrix, indices=starts, return_predecessors=True)[1]
        which, here = np.arange(legs.shape[1]), legs[1]
        while len(which):
            last = before[row[which], here]
            going = last >= 0
            which, here, last = which[going], here[going], last[going]
            used.append(number[last, here])
            by.append(which)
            here = last
    each, leg = np.concatenate(used), np.concatenate(by)
    table = coo_array((np.full(len(each), 1.0 / DRAWS), (leg, each)), shape=(legs.shape[1], len(hours)))
    return table.tocsr()
