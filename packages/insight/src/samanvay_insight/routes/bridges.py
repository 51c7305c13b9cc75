"""Ways between sightings beyond any list of paths: the posterior over edges of all walks from one to the next.

The hours are those that edges seem to cost everybody (`edge_costs`). Listed paths hold the habits of a corridor; this
holds what all corridors share, and the small variations between two sightings that no list is long enough for.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from samanvay_insight.routes.choices import Choices
from samanvay_insight.routes.edge_costs import EdgeCosts
from samanvay_insight.routes.fitting import Learner
from samanvay_insight.routes.walks import Sightings, waypoints

LEAST_USE = 2e-4
Numbers = NDArray[np.float64]


def bridged(learner: Learner, choices: Choices, stops: csr_array, hours: Numbers) -> csr_array:
    """Return the probability of each edge (N, E) for patterns whose ends lie in one district each, 0 for others.

    `stops` (N, nodes) are the probabilities of stop-overs; the likely ones are passed through, too. `hours` (nodes,
    nodes) are those of the shortest paths.
    """
    observed, one = learner.observed, learner.frame.one
    ways = waypoints(observed, one, stops, hours)
    shape = (len(observed), len(choices.graph.heads))
    if not ways:
        return csr_array(shape)
    sightings = Sightings(ways)
    count = learner.count[[way.pattern for way in ways]]
    walks, sorts = EdgeCosts(choices, sightings, count).learned()
    rows: list[NDArray[np.int64]] = []
    columns: list[NDArray[np.int64]] = []
    values: list[Numbers] = []
    for at, way in enumerate(ways):
        ends = observed.source[way.pattern], observed.destination[way.pattern]
        if min(ends) < 0 or min(one[list(ends)]) < 0:
            continue
        use = np.zeros(shape[1])
        for sort, each in zip(sorts[:, at].tolist(), walks, strict=True):
            for a, b in pairwise(way.nodes):
                use += sort * each.uses(a, b)
        kept = np.flatnonzero(use >= LEAST_USE)
        rows.append(np.full(len(kept), way.pattern))
        columns.append(kept)
        values.append(np.minimum(use[kept], 1.0))
    if not rows:
        return csr_array(shape)
    return coo_array((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape).tocsr()
