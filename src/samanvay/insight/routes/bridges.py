"""Ways between sightings beyond any list of paths: the posterior over edges of all walks from one to the next.

With weights exp(-sensitivity * hours) of the edges, M, the walks from a to b weigh Z[a, b] in all, Z = (I - M)^-1, and
the expected uses of an edge (u, v) are Z[a, u] M[u, v] Z[v, b] / Z[a, b] (Akamatsu 1996; recursive logit: Fosgerau,
Frejinger and Karlstrom 2013). The hours are those that a corridor's journeys were found to keep to. Listed paths hold
the habits; this holds the small variations between two sightings that no list is long enough for.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, csr_array, eye_array
from scipy.sparse.linalg import splu

from samanvay.insight.routes.fitting import Learner
from samanvay.insight.routes.graph import RouteGraph
from samanvay.insight.routes.habitual import Habitual

SENSITIVITY = 3.0  # an hour
STEEPER = 1.25  # where walks would circle for ever
BUSY = 8.0  # journeys of a cluster from which on rail and road are told apart
LEAST_USE = 2e-4
Numbers = NDArray[np.float64]


class Bridges:
    """Posteriors over edges between sightings by the learned hours."""

    def __init__(self, habitual: Habitual, learner: Learner) -> None:
        self.habitual, self.learner = habitual, learner
        self._solved: dict[tuple[int, int], Walks] = {}

    def edges(self, stops: csr_array) -> csr_array:
        """Return the probability of each edge (N, E) for patterns whose ends lie in one district each, 0 for others.

        `stops` (N, nodes) are the probabilities of stop-overs; the likely ones are passed through, too.
        """
        learner, observed = self.learner, self.learner.observed
        one = learner.frame.one
        ends = [np.where(end >= 0, one[end], -1) for end in (observed.source, observed.destination)]
        rows: list[int] = []
        columns: list[NDArray[np.int64]] = []
        values: list[Numbers] = []
        order = sorted(range(len(observed)), key=lambda at: self._cluster(int(ends[0][at]), int(ends[1][at])))
        before = -1
        for at in order:
            cluster = self._cluster(int(ends[0][at]), int(ends[1][at]))
            if cluster < 0:
                continue
            if cluster != before:
                self._solved.clear()  # one cluster's at a time
                before = cluster
            way = self._way(at, int(ends[0][at]), int(ends[1][at]), stops)
            use = self._used(cluster, way)
            kept = np.flatnonzero(use >= LEAST_USE)
            rows += [at] * len(kept)
            columns.append(kept)
            values.append(np.minimum(use[kept], 1.0))
        shape = (len(observed), len(self.habitual.choices.graph.heads))
        if not columns:
            return csr_array(shape)
        return coo_array((np.concatenate(values), (np.array(rows), np.concatenate(columns))), shape=shape).tocsr()

    def _cluster(self, first: int, last: int) -> int:
        pair = self.habitual.pairs.get((first, last)) if first != last else None
        return -1 if pair is None else int(self.habitual.cluster[pair])

    def _way(self, at: int, first: int, last: int, stops: csr_array) -> list[int]:
        """Give the districts to pass: the ends, the sightings in their order, and the likely stops."""
        observed, one = self.learner.observed, self.learner.frame.one
        way = [first]
        for place in observed.place[at, : observed.rows[at]].tolist():
            node = int(one[place]) if place >= 0 else -1
            if node >= 0 and node not in (*way, last):
                way.append(node)
        way.append(last)
        span = slice(stops.indptr[at], stops.indptr[at + 1])
        for node, sure in zip(stops.indices[span].tolist(), stops.data[span].tolist(), strict=True):
            if sure >= 0.5 and node not in way:
                way = self.habitual.inserted(way, node)
        return way

    def _used(self, cluster: int, way: list[int]) -> Numbers:
        """Give the expected uses of the edges on a way, the sorts of travellers weighed by how well they fit it."""
        graph = self.habitual.choices.graph
        busy = self.habitual.weight_of(cluster) >= BUSY
        fits, uses = [], []
        for kind, share in enumerate(self.learner.sorts if busy else [1.0]):
            walks = self._walks(cluster, kind)
            fit, use = float(share), np.zeros(len(graph.heads))
            for a, b in pairwise(way):
                whole = max(float(walks.ahead(a)[b]), 1e-280)
                fit *= whole
                use += walks.ahead(a)[graph.tails] * walks.weights * walks.behind(b)[graph.heads] / whole
            fits.append(fit)
            uses.append(use)
        total = max(sum(fits), 1e-300)
        return np.asarray(sum(fit / total * use for fit, use in zip(fits, uses, strict=True)), dtype=np.float64)

    def _walks(self, cluster: int, kind: int) -> Walks:
        if (cluster, kind) not in self._solved:
            hours = self.habitual.costs_of(cluster)[kind]
            self._solved[cluster, kind] = Walks(self.habitual.choices.graph, hours)
        return self._solved[cluster, kind]


class Walks:
    """The weight of all walks on a graph by hours of its edges (E,)."""

    def __init__(self, graph: RouteGraph, hours: Numbers) -> None:
        self.size = size = len(graph.keys)
        sensitivity = SENSITIVITY
        while True:
            self.weights: Numbers = np.exp(-sensitivity * hours)
            matrix = csr_array((self.weights, graph.heads, graph.indptr), shape=(size, size))
            self._solver = splu(csc_array(eye_array(size) - matrix))
            # I - M has an inverse without negative numbers where this solution is positive
            if self._solver.solve(np.ones(size)).min() > 0:
                break
            sensitivity *= STEEPER
        self._ahead: dict[int, Numbers] = {}
        self._behind: dict[int, Numbers] = {}

    def ahead(self, a: int) -> Numbers:
        """Return the weight of all walks from `a` to each district (N,)."""
        return self._solution(self._ahead, a, "T")

    def behind(self, b: int) -> Numbers:
        """Return the weight of all walks from each district to `b` (N,)."""
        return self._solution(self._behind, b, "N")

    def _solution(self, known: dict[int, Numbers], node: int, way: str) -> Numbers:
        if node not in known:
            unit = np.zeros(self.size)
            unit[node] = 1.0
            known[node] = np.maximum(self._solver.solve(unit, trans=way), 0.0)
        return known[node]
