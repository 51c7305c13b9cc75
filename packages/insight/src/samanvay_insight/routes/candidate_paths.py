"""Ways that a first round of learning suggests: through the stop-overs of a corridor, along its lines.

The hours of edges that journeys between ends that lie near often use are discounted, and paths are sought on them:
straight, through each habitual stop-over and through two; and through what each journey shows.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from samanvay_insight.routes.choices import TRAVELLERS, Choices, Path
from samanvay_insight.routes.fitting import Expected, Learner
from samanvay_insight.routes.yen import detour

DISCOUNT = 0.6  # of the hours of an edge that everybody uses
HABITUAL = 0.12  # of the journeys between two ends that stop in a district, for paths through it
MOST_STOPS = 4
SAME_HABITS = 0.35  # kinship above which two pairs of ends share their costs
Numbers = NDArray[np.float64]


class CandidatePaths:
    """Paths by learned costs between pairs of ends."""

    def __init__(self, choices: Choices, learner: Learner, expected: Expected) -> None:
        self.choices = choices
        ends = zip(learner.first.tolist(), learner.last.tolist(), strict=True)
        self.pairs = {pair: at for at, pair in enumerate(ends)}
        weight = np.bincount(learner.pair, expected.paths, minlength=len(self.pairs)).astype(np.float64)
        self.cluster = _clusters(learner.kin, weight)
        leaders = np.unique(self.cluster)
        self._costs: dict[int, Numbers] = {}
        for block, flow, whole in learner.usage(expected.paths):
            for at in leaders[(leaders >= block.start) & (leaders < block.stop)].tolist():
                share = flow[at - block.start] / max(whole[at - block.start], 1e-9)
                costs = choices.costs.copy()
                costs[:, : len(share)] *= 1.0 - DISCOUNT * np.minimum(share, 1.0)
                self._costs[at] = costs
        self._stops = self._habitual(learner, expected)
        self._trees: dict[tuple[int, int, int], tuple[Numbers, NDArray[np.int32]]] = {}
        self._towards: dict[tuple[int, int, int], list[float]] = {}
        self._adjacent: dict[tuple[int, int], list[list[tuple[int, float]]]] = {}

    def _habitual(self, learner: Learner, expected: Expected) -> dict[int, list[int]]:
        """Give for each pair of ends the districts where most journeys between ends that lie near stop."""
        _, stopped = learner.passed_and_stopped(expected)
        whole = learner.kin @ np.bincount(learner.pair, expected.paths, minlength=len(self.pairs))
        share = (learner.kin @ stopped) / (whole + 0.5)[:, None]
        found: dict[int, list[int]] = {}
        for pair in range(len(share)):
            order = np.argsort(-share[pair], kind="stable")[:MOST_STOPS]
            ends = (learner.first[pair], learner.last[pair])
            found[pair] = [int(node) for node in order if share[pair, node] >= HABITUAL and node not in ends]
        return found

    def between(self, first: int, last: int) -> list[Path]:
        """Return the paths that habit suggests between two districts."""
        pair = self.pairs.get((first, last))
        if pair is None:
            return []
        stops = self._stops[pair]
        hours = self.choices.hours_from(first)
        found: dict[Path, None] = {}
        for through in [(), *((stop,) for stop in stops), *combinations(stops, 2)]:
            way = [first, *sorted(through, key=lambda node: (hours[node], node)), last]
            found.update(self._along(int(self.cluster[pair]), way))
        return list(found)

    def through(self, first: int, seen: list[int], last: int) -> list[Path]:
        """Return such paths through the districts where a journey was seen, in this order."""
        pair = self.pairs.get((first, last))
        if pair is None:
            return []
        way = [first, *seen, last]
        found: dict[Path, None] = {}
        for each in [way, *(self.inserted(way, stop) for stop in self._stops[pair] if stop not in seen)]:
            found.update(self._along(int(self.cluster[pair]), each))
        return list(found)

    def inserted(self, way: list[int], stop: int) -> list[int]:
        """Put a stop where it lengthens the way least."""
        hours = self.choices.hours_from(stop)
        more = [hours[a] + hours[b] - self.choices.hours_from(a)[b] for a, b in pairwise(way)]
        at = int(np.argmin(more)) + 1
        return [*way[:at], stop, *way[at:]]

    def _along(self, cluster: int, way: list[int]) -> dict[Path, None]:
        """Give the cheapest paths through nodes for each sort of travellers, none through a district twice."""
        found: dict[Path, None] = {}
        way = [node for at, node in enumerate(way) if at == 0 or node != way[at - 1]]
        for kind in range(len(TRAVELLERS)):
            whole: Path = tuple(way[:1])
            for at, node in enumerate(way[1:], 1):
                leg = self._leg(cluster, kind, whole[-1], node)
                taken = {*whole, *way[at + 1 :]}
                if not taken.isdisjoint(leg):
                    # out to a stop-over and back by the same line: one of the two takes another
                    leg = self._around(cluster, kind, whole[-1], node, frozenset(taken - {whole[-1]}))
                if not leg:
                    break
                whole += leg
            else:
                found[whole] = None
        return found

    def _around(self, cluster: int, kind: int, a: int, b: int, closed: frozenset[int]) -> Path:
        """Give the nodes after `a` of the cheapest path to `b` that avoids some, none where there is none."""
        graph, costs = self.choices.graph, self._costs[cluster][kind]
        if (cluster, kind) not in self._adjacent:
            edges = list(zip(graph.heads.tolist(), costs.tolist(), strict=True))
            self._adjacent[cluster, kind] = [edges[x:y] for x, y in pairwise(graph.indptr.tolist())]
        if (cluster, kind, b) not in self._towards:
            size = len(graph.keys)
            matrix = csr_array((costs, graph.heads, graph.indptr), shape=(size, size))
            self._towards[cluster, kind, b] = dijkstra(matrix.T.tocsr(), indices=b).tolist()
        found = detour(self._adjacent[cluster, kind], self._towards[cluster, kind, b], a, b, closed, frozenset())
        return found[1][1:] if found else ()

    def _leg(self, cluster: int, kind: int, a: int, b: int) -> Path:
        """Give the nodes after `a` of the cheapest path to `b`, none where there is none."""
        key = (cluster, kind, a)
        if key not in self._trees:
            graph = self.choices.graph
            size = len(graph.keys)
            matrix = csr_array((self._costs[cluster][kind], graph.heads, graph.indptr), shape=(size, size))
            self._trees[key] = dijkstra(matrix, indices=a, return_predecessors=True)
        hours, before = self._trees[key]
        if not np.isfinite(hours[b]):
            return ()
        leg = [b]
        while before[leg[-1]] != a:
            leg.append(int(before[leg[-1]]))
        return tuple(reversed(leg))


def _clusters(kin: csr_array, weight: Numbers) -> NDArray[np.int64]:
    """Give each pair of ends the busiest one whose habits it shares."""
    cluster = np.full(len(weight), -1, dtype=np.int64)
    for at in np.argsort(-weight, kind="stable").tolist():
        if cluster[at] < 0:
            row = slice(kin.indptr[at], kin.indptr[at + 1])
            near = kin.indices[row][kin.data[row] >= SAME_HABITS]
            cluster[near[cluster[near] < 0]] = at
            cluster[at] = at
    return cluster
