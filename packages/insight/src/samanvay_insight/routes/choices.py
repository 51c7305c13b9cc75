"""The paths that a journey may have taken: a set for each corridor, wide enough to hold what people do.

The shortest loopless paths (Yen 1971) by the hours of the shipped graph; the best for those who keep to trains, those
who keep to roads and those of other tastes (drawn once with a fixed seed, as Nielsen 2000 makes choice sets); and
paths through the places where journeys of the corridor were seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from samanvay_insight.routes.graph import RouteGraph

SHORTEST = 12  # paths between two districts
WHIMS, WHIM = 2, 0.25  # other tastes of each sort of travellers, and how much they shift the log of an hour's cost
MOST_PATHS = 160  # of one corridor
OFF_MODE = 2.0  # what an hour by the other mode counts for those who keep to one
WHIM_SEED = 1
TRAVELLERS = ("any", "rail", "road")
Path = tuple[int, ...]


class Choices:
    """Paths on a graph, by three sorts of travellers; what was once sought is kept."""

    def __init__(self, graph: RouteGraph) -> None:
        self.graph = graph
        rail = np.where(np.isfinite(graph.rail_hours), graph.rail_hours, OFF_MODE * graph.road_hours)
        road = np.where(np.isfinite(graph.road_hours), graph.road_hours, OFF_MODE * graph.rail_hours)
        self.costs: NDArray[np.float64] = np.stack([graph.hours, rail, road])  # (travellers, E)
        size = len(graph.keys)
        random = np.random.default_rng(WHIM_SEED)
        tastes = [*self.costs]
        for _ in range(WHIMS):
            tastes += [cost * np.exp(random.normal(0.0, WHIM, len(cost))) for cost in self.costs]
        self._matrices = [csr_array((cost, graph.heads, graph.indptr), shape=(size, size)) for cost in tastes]
        self._trees: dict[tuple[int, int], tuple[NDArray[np.float64], NDArray[np.int32]]] = {}
        self._found: dict[tuple[int, int, int], list[Path]] = {}

    def hours_from(self, node: int) -> NDArray[np.float64]:
        """Return the hours of the cheapest path from a node to every other (N,)."""
        return self._tree(0, node)[0]

    def hours_between(self) -> NDArray[np.float64]:
        """Return the hours of the cheapest path between any two districts (N, N)."""
        hours: NDArray[np.float64] = dijkstra(self._matrices[0])
        return hours

    def cost_of(self, path: Path) -> NDArray[np.float64]:
        """Return what a path costs each sort of travellers."""
        edges = self.edges_of(path)
        return self.costs[:, edges].sum(axis=1) if edges else np.zeros(len(TRAVELLERS))

    def edges_of(self, path: Path) -> list[int]:
        """Return the edges of a path."""
        at = self.graph.edge_index
        return [at[pair] for pair in pairwise(path)]

    def between(self, sources: Sequence[int], targets: Sequence[int]) -> list[Path]:
        """Return the paths between two places, each given by its likeliest districts; empty where none leads there."""
        pairs = [(a, b) for a in sources for b in targets if a != b and np.isfinite(self.hours_from(a)[b])]
        found: dict[Path, None] = {}
        for a, b in pairs:
            for path in self.shortest(a, b, SHORTEST if len(pairs) == 1 else max(4, SHORTEST // len(pairs))):
                found[path] = None
            for kind in range(1, len(self._matrices) if len(pairs) == 1 else len(TRAVELLERS)):
                found[self._straight(kind, a, b)] = None
        return list(found)

    def through(self, sources: Sequence[int], seen: Sequence[int], targets: Sequence[int]) -> list[Path]:
        """Return paths from one of the sources through all districts seen, in their order, to one of the targets.

        Paths without a loop go before; where there is none, those with a loop are given.
        """
        start = self._nearest(sources, seen[0])
        end = self._nearest(targets, seen[-1])
        if start is None or end is None:
            return []
        stops = [stop for at, stop in enumerate((start, *seen, end)) if at == 0 or stop != (start, *seen, end)[at - 1]]
        found: dict[Path, None] = {}
        for kind in range(len(self._matrices)):
            legs = [self._straight(kind, a, b) for a, b in pairwise(stops)]
            if all(legs):
                found[_joined(legs)] = None
        straight = [path for path in found if len(set(path)) == len(path)]
        return straight or list(found)[:1]

    def _nearest(self, nodes: Sequence[int], to: int) -> int | None:
        reached = [node for node in nodes if np.isfinite(self.hours_from(to)[node])]
        return min(reached, key=lambda node: (self.hours_from(to)[node], node), default=None)

    def shortest(self, a: int, b: int, k: int) -> list[Path]:
        """Return the `k` shortest loopless paths between two districts."""
        if (a, b, k) not in self._found:
            self._found[a, b, k] = [path for _, path in self.graph.k_shortest_loopless(a, b, k)] if a != b else [(a,)]
        return self._found[a, b, k]

    def _tree(self, kind: int, node: int) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        if (kind, node) not in self._trees:
            self._trees[kind, node] = dijkstra(self._matrices[kind], indices=node, return_predecessors=True)
        return self._trees[kind, node]

    def _straight(self, kind: int, a: int, b: int) -> Path:
        """Give the cheapest path of one sort of travellers, empty where there is none."""
        hours, before = self._tree(kind, a)
        if not np.isfinite(hours[b]):
            return ()
        path = [b]
        while path[-1] != a:
            path.append(int(before[path[-1]]))
        return tuple(reversed(path))


def _joined(legs: Iterable[Path]) -> Path:
    whole: list[int] = []
    for leg in legs:
        whole += leg[1:] if whole else leg
    return tuple(whole)
