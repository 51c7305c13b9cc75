"""The ways that journeys truly take: a random-utility choice on the graph, with habits.

Each leg of a journey, from its source to a habitual stop-over, to the next, to its end, follows the path of least
*perceived* cost. The perceived cost of an edge is the graph's hours for someone who prefers the train, the road or
neither, times exp(custom + habit + taste): the custom is drawn once for the state, for some lines and junctions are
everybody's, even where another is quicker; the habit once for a corridor; the taste once for each kind of traveller
on it. So the truth is not the shortest path, and yet journeys resemble each other, most those of one corridor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from samanvay_insight.routes.graph import graph
from samanvay_insight.routes.yen import detour
from samanvay_insight.simulate.shifts import Stream

CUSTOM, HABIT, TASTE = 0.22, 0.10, 0.08  # standard deviations of the log of the perceived cost
ROAD_FOR_RAILWAYMEN, RAIL_FOR_ROADMEN = 2.2, 1.6  # how much worse the other mode seems
KINDS = 3  # prefers the train, the road, neither
TASTES = 2
OPTIONS = KINDS * TASTES
TASTE_SHARES = (0.75, 0.25)
Ints = NDArray[np.int64]


def option_shares(rail: float) -> NDArray[np.float64]:
    """Return the shares of the kinds of travellers and their tastes on a corridor, shape (OPTIONS,)."""
    kinds = np.array([rail, (1 - rail) * 0.6, (1 - rail) * 0.4])
    return np.outer(kinds, TASTE_SHARES).ravel()


@dataclass(frozen=True, eq=False)
class Tree:
    """The cheapest paths to one node under one traveller's costs."""

    towards: NDArray[np.int32]
    hours: NDArray[np.float64]


@dataclass(eq=False)
class Ways:
    """The ways built so far, in one row after the other: way w is `nodes[ptr[w]:ptr[w + 1]]`.

    `stops` marks the stop-overs and `hours` counts from the departure, without the time spent there.
    """

    streams: list[Stream]
    seed: int
    ptr: list[int] = field(default_factory=lambda: [0])
    nodes: list[int] = field(default_factory=list)
    stops: list[bool] = field(default_factory=list)
    hours: list[float] = field(default_factory=list)
    _known: dict[int, int] = field(default_factory=dict)
    _trees: dict[tuple[int, int], dict[int, Tree]] = field(default_factory=dict)
    _adjacent: dict[tuple[int, int], list[list[tuple[int, float]]]] = field(default_factory=dict)

    def of(self, stream: Ints, source: Ints, destination: Ints, habit: Ints, option: Ints) -> Ints:
        """Return the way of each journey; all arrays (n,), source, destination and habit as numbers in the corridor."""
        code = (((stream * 32 + source) * 32 + destination) * 8 + habit) * OPTIONS + option
        wanted, back = np.unique(code, return_inverse=True)
        for each in wanted.tolist():
            if each not in self._known:
                self._known[each] = self._build(each)
        return np.array([self._known[each] for each in wanted.tolist()], dtype=np.int64)[back]

    def _build(self, code: int) -> int:
        rest, option = divmod(code, OPTIONS)
        rest, habit = divmod(rest, 8)
        rest, destination = divmod(rest, 32)
        stream, source = divmod(rest, 32)
        corridor = self.streams[stream].corridor
        ends = corridor.sources[source], corridor.destinations[destination]
        stops = [stop for stop in corridor.stops[habit] if stop not in ends]
        path = self._path(corridor.number, option, [ends[0], *stops, ends[1]])
        if not path:  # a stop-over that cannot be reached without passing a district twice is left out
            stops, path = [], self._path(corridor.number, option, list(ends))
        of = graph()
        steps = [of.hours[of.edge_index[pair]] for pair in pairwise(path)]
        self.nodes += path
        self.stops += [at in stops for at in path]
        self.hours += [0.0, *np.cumsum(steps).tolist()]
        self.ptr.append(len(self.nodes))
        return len(self.ptr) - 2

    def _path(self, number: int, option: int, anchors: list[int]) -> list[int]:
        """Give the way through the anchors in their order that passes no district twice, empty where none does."""
        path = anchors[:1]
        for at, anchor in enumerate(anchors[1:], 1):
            leg = self._leg(number, option, path[-1], anchor)
            later = anchors[at + 1 :]
            if set(leg[1:]) & {*path, *later}:
                leg = self._around(number, option, path[-1], anchor, {*path[:-1], *later})
            if not leg:
                return []
            path += leg[1:]
        return path

    def _leg(self, number: int, option: int, start: int, anchor: int) -> list[int]:
        tree = self._tree(number, option, anchor)
        leg = [start]
        while leg[-1] != anchor:
            leg.append(int(tree.towards[leg[-1]]))
        return leg

    def _around(self, number: int, option: int, start: int, anchor: int, closed: set[int]) -> list[int]:
        tree = self._tree(number, option, anchor)
        found = detour(
            self._adjacency(number, option), tree.hours.tolist(), start, anchor, frozenset(closed), frozenset()
        )
        return list(found[1]) if found else []

    def _adjacency(self, number: int, option: int) -> list[list[tuple[int, float]]]:
        if (number, option) not in self._adjacent:
            of, costs = graph(), self._perceived(number, option).tolist()
            edges = list(zip(of.heads.tolist(), costs, strict=True))
            self._adjacent[number, option] = [edges[first:last] for first, last in pairwise(of.indptr.tolist())]
        return self._adjacent[number, option]

    def _tree(self, number: int, option: int, anchor: int) -> Tree:
        trees = self._trees.setdefault((number, option), {})
        if anchor not in trees:
            # all anchors that the corridor's streams may ask for, at one call
            mine = [stream.corridor for stream in self.streams if stream.corridor.number == number]
            anchors = sorted({at for corridor in mine for at in _anchors(corridor.destinations, corridor.stops)})
            costs = self._perceived(number, option)
            of = graph()
            matrix = csr_array((costs, of.heads, of.indptr), shape=(len(of.keys), len(of.keys)))
            hours, before = dijkstra(matrix, indices=anchors, return_predecessors=True)
            for row, each in enumerate(anchors):
                trees[each] = Tree(before[row], hours[row])
        return trees[anchor]

    def _perceived(self, number: int, option: int) -> NDArray[np.float64]:
        """Give what each edge seems to cost, the same in both directions, shape (E,)."""
        of = graph()
        kind, taste = divmod(option, TASTES)
        road, rail = of.road_hours, of.rail_hours
        costs = (
            np.minimum(rail, road * ROAD_FOR_RAILWAYMEN),
            np.minimum(road, rail * RAIL_FOR_ROADMEN),
            of.hours,
        )[kind]
        custom = np.random.default_rng([self.seed, 10]).normal(0, CUSTOM, len(of.heads))
        habit = np.random.default_rng([self.seed, 3, number]).normal(0, HABIT, len(of.heads))
        tastes = np.random.default_rng([self.seed, 4, number, kind, taste]).normal(0, TASTE, len(of.heads))
        perceived: NDArray[np.float64] = costs * np.exp((custom + habit + tastes)[_pair_numbers()])
        return perceived


def _anchors(destinations: tuple[int, ...], stops: tuple[tuple[int, ...], ...]) -> set[int]:
    return {*destinations, *(stop for each in stops for stop in each)}


@cache
def _pair_numbers() -> Ints:
    """Give for each edge the number of the edge with the lesser tail among the two of its pair."""
    of = graph()
    back = [of.edge_index[head, tail] for tail, head in zip(of.tails.tolist(), of.heads.tolist(), strict=True)]
    return np.minimum(np.arange(len(back)), np.array(back, dtype=np.int64))
