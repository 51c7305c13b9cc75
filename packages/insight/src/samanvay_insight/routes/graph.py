"""The shipped graph of routes: districts of India and Nepal, joined by road and by rail.

Two districts are joined by *road* where they border on each other; between India and Nepal only at a named
crossing. They are joined by *rail* where some train runs from one into the other without a halt in a third.
An express that leaves out halts runs on the same line as the slower train, so its long leap is no edge of its
own: it is credited to the chain of short ones. Every edge may be travelled in both directions.

Derived from the gazetteer when first asked for (about half a second) and kept; pure and off line.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.gazetteer.atlas import areas, points, stations
from samanvay_insight.gazetteer.geometry import km_between
from samanvay_insight.gazetteer.rail import halts, trains
from samanvay_insight.gazetteer.tables import written
from samanvay_insight.routes.yen import Paths, shortest_loopless

ROAD_BENDS = 1.3  # a road is this much longer than the line as the crow flies
ROAD_KM_PER_HOUR = 35.0
RAIL_KM_PER_HOUR = 45.0
CHANGE_HOURS = 0.25  # getting on and off in a district
BORDER_HOURS = 1.5  # what the frontier with Nepal costs
WAIT_HOURS = 7.0  # waiting for a train, divided by the trains a week; a line with one a week costs this
# A leap between two halts is credited to shorter ones where these are together at most so much longer: the
# kilometres are estimated from straight lines between halts, and more halts follow the bends.
LEAP_SLACK, LEAP_SLACK_KM = 1.25, 10.0
# Bare, these often mean another place: Lakhimpur Kheri, and the whole territory of Puducherry.
MEAN_OTHERWISE = ("Lakhimpur", "Puducherry")
# Beyond the Line of Control: drawn and named in the layer, but no road or rail leads there.
UNREACHED = frozenset({"district:mirpur", "district:muzaffarabad"})


@dataclass(frozen=True, eq=False)
class RouteGraph:
    """Districts and the edges between them, as arrays in compressed rows by tail: N nodes, E directed edges.

    `keys` and `names` give each node's key in the gazetteer and its English name, with the state behind it
    where several districts bear the name. Edges leaving node i are `indptr[i]` to `indptr[i + 1]`. `road_km` and
    `rail_km` are NaN where the edge has no such mode; `trains` counts trains a week in one direction;
    `road_hours` and `rail_hours` are infinite without the mode and `hours` the lesser of both: what a journey
    costs where nothing else is known. `border` tells the edges between India and Nepal.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    indptr: NDArray[np.int32]
    tails: NDArray[np.int32]
    heads: NDArray[np.int32]
    road_km: NDArray[np.float64]
    rail_km: NDArray[np.float64]
    trains: NDArray[np.float64]
    road_hours: NDArray[np.float64]
    rail_hours: NDArray[np.float64]
    hours: NDArray[np.float64]
    border: NDArray[np.bool_]
    _to: dict[int, tuple[float, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def index(self) -> dict[str, int]:
        """Map a district's key to its node."""
        return {key: at for at, key in enumerate(self.keys)}

    @cached_property
    def named(self) -> dict[str, int]:
        """Map a node's name to the node."""
        return {name: at for at, name in enumerate(self.names)}

    @cached_property
    def edge_index(self) -> dict[tuple[int, int], int]:
        """Map (tail, head) to the edge."""
        return {pair: at for at, pair in enumerate(zip(self.tails.tolist(), self.heads.tolist(), strict=True))}

    @cached_property
    def adjacency(self) -> tuple[tuple[tuple[int, float], ...], ...]:
        """Give for each node its neighbours, each with the hours to it."""
        ends, costs = self.heads.tolist(), self.hours.tolist()
        bounds = self.indptr.tolist()
        return tuple(tuple(zip(ends[first:last], costs[first:last], strict=True)) for first, last in pairwise(bounds))

    def modes(self, edge: int) -> tuple[str, ...]:
        """Return "road", "rail" or both for an edge."""
        found = (("road", self.road_km[edge]), ("rail", self.rail_km[edge]))
        return tuple(mode for mode, km in found if not math.isnan(km))

    def neighbours(self, node: int) -> NDArray[np.int32]:
        """Return the nodes that an edge leads to from `node`."""
        return self.heads[self.indptr[node] : self.indptr[node + 1]]

    def hours_to(self, target: int) -> tuple[float, ...]:
        """Return the hours of the cheapest path from every node to `target`, infinite where none leads there."""
        if target not in self._to:
            self._to[target] = _hours_to(self.adjacency, target)
        return self._to[target]

    def shortest_path(self, a: int, b: int) -> tuple[int, ...]:
        """Return the nodes of the cheapest path from `a` to `b`, both included; empty where none leads there."""
        found = self.k_shortest_loopless(a, b, 1)
        return found[0][1] if found else ()

    def k_shortest_loopless(self, a: int, b: int, k: int = 20) -> Paths:
        """Return the `k` cheapest paths from `a` to `b` that visit no node twice, as (hours, nodes), cheapest first.

        Fewer where there are fewer, none where none leads there; ties by the order of the nodes. Yen (1971).
        """
        return shortest_loopless(self.adjacency, self.hours_to(b), a, b, k)

    def nodes_of(self, place: str) -> tuple[int, ...]:
        """Return the nodes that a place may mean; see `places.nodes_of`."""
        from samanvay_insight.routes.places import nodes_of  # which needs the names of all places

        return nodes_of(place, self.named, self.index)

    def node_of(self, place: str) -> int | None:
        """Return the one node that a place lies in, None where it is unknown or wider than a district."""
        found = self.nodes_of(place)
        return found[0] if len(found) == 1 else None


def _hours_to(adjacency: tuple[tuple[tuple[int, float], ...], ...], target: int) -> tuple[float, ...]:
    """Dijkstra from the target: every edge costs the same in both directions."""
    best = [math.inf] * len(adjacency)
    best[target] = 0.0
    queue = [(0.0, target)]
    while queue:
        so_far, node = heapq.heappop(queue)
        if so_far > best[node]:
            continue
        for other, hours in adjacency[node]:
            if so_far + hours < best[other]:
                best[other] = so_far + hours
                heapq.heappush(queue, (so_far + hours, other))
    return tuple(best)


@cache
def graph() -> RouteGraph:
    """Return the shipped graph; the same object every time."""
    spots = points()
    keys = tuple(spots)
    roads, rails = _roads(), _rails()
    index = {key: at for at, key in enumerate(keys)}
    rows: list[tuple[int, int, float, float, float, bool]] = []
    for a, b in sorted(roads.keys() | rails.keys()):
        km = roads.get((a, b), math.nan)
        border = a.startswith("district:") != b.startswith("district:")
        rest = (km, *rails.get((a, b), (math.nan, 0.0)), border)
        rows += [(index[a], index[b], *rest), (index[b], index[a], *rest)]
    rows.sort()
    tails, heads = (np.array([row[at] for row in rows], dtype=np.int32) for at in (0, 1))
    road_km, rail_km, weekly = (np.array([row[at] for row in rows], dtype=np.float64) for at in (2, 3, 4))
    borders = np.array([row[5] for row in rows], dtype=np.bool_)
    fixed = CHANGE_HOURS + BORDER_HOURS * borders
    road_hours = np.nan_to_num(fixed + road_km / ROAD_KM_PER_HOUR, nan=np.inf)
    waiting = WAIT_HOURS / np.maximum(weekly, 1.0)
    rail_hours = np.nan_to_num(fixed + waiting + rail_km / RAIL_KM_PER_HOUR, nan=np.inf)
    indptr = np.searchsorted(tails, np.arange(len(keys) + 1)).astype(np.int32)
    return RouteGraph(
        keys=keys,
        names=_names(keys),
        lat=np.array([spots[key][0] for key in keys]),
        lon=np.array([spots[key][1] for key in keys]),
        indptr=indptr,
        tails=tails,
        heads=heads,
        road_km=road_km,
        rail_km=rail_km,
        trains=weekly,
        road_hours=road_hours,
        rail_hours=rail_hours,
        hours=np.minimum(road_hours, rail_hours),
        border=borders,
    )


def _names(keys: Iterable[str]) -> tuple[str, ...]:
    """Name the districts so that no two bear one name: the state or country stands behind a name borne twice."""
    places = [areas()[key] for key in keys]
    borne = Counter(MEAN_OTHERWISE)
    for place in places:
        borne[place.name] += 1
    wider = [areas()[place.state].name if place.state else "Nepal" for place in places]
    return tuple(
        place.name if borne[place.name] == 1 else f"{place.name}, {inside}"
        for place, inside in zip(places, wider, strict=True)
    )


def pair_of(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _crossed() -> frozenset[tuple[str, str]]:
    """Give the pairs of districts that a named crossing joins over the frontier with Nepal."""
    return frozenset(
        pair_of(f"district:{row['district']}", row["across"]) for row in written("crossings") if row["across"]
    )


def _roads() -> dict[tuple[str, str], float]:
    """Give the kilometres by road between districts that border on each other."""
    spots, crossed = points(), _crossed()
    found = set(crossed)
    for key, (_, _, _, near) in spots.items():
        for other in near:
            if not UNREACHED & {key, other} and key.startswith("district:") == other.startswith("district:"):
                found.add(pair_of(key, other))
    return {(a, b): ROAD_BENDS * km_between(spots[a][:2], spots[b][:2]) for a, b in found}


def _rails() -> dict[tuple[str, str], tuple[float, float]]:
    """Give kilometres and trains a week in one direction for each piece of line between two districts."""
    runs, lengths = _leaps()
    near: dict[str, dict[str, float]] = defaultdict(dict)
    weekly: dict[tuple[str, str], float] = defaultdict(float)
    for pair in sorted(runs, key=lambda pair: (lengths[pair], pair)):
        a, b = pair
        chain = chain_of(near, a, b, LEAP_SLACK * lengths[pair] + LEAP_SLACK_KM)
        if not chain:
            near[a][b] = near[b][a] = lengths[pair]
            chain = [a, b]
        for first, second in pairwise(chain):
            weekly[pair_of(first, second)] += runs[pair] / 2
    return {pair: (lengths[pair], trains_a_week) for pair, trains_a_week in weekly.items()}


def _leaps() -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], float]]:
    """Give for the districts of halts that follow each other the runs a week, both directions, and the km."""
    known = stations()
    runs: dict[tuple[str, str], int] = defaultdict(int)
    lengths: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number, train in trains().items():
        last: tuple[str, float | None, tuple[float, float]] | None = None
        for halt in halts(number):
            station = known[halt.station] if halt.station else None
            if not station or not station.district or station.lat is None or station.lon is None:
                continue
            here = (station.district, halt.km, (station.lat, station.lon))
            if last and last[0] != here[0]:
                pair = pair_of(last[0], here[0])
                runs[pair] += len(train.days)
                lengths[pair].append(
                    here[1] - last[1]
                    if here[1] is not None and last[1] is not None
                    else ROAD_BENDS * km_between(last[2], here[2])
                )
            last = here
    return dict(runs), {pair: max(median(km), 1.0) for pair, km in lengths.items()}


def chain_of(near: dict[str, dict[str, float]], a: str, b: str, most_km: float) -> list[str]:
    """Return the shortest chain of pieces of line from `a` to `b`, empty where it is longer than `most_km`."""
    before: dict[str, str] = {}
    best = {a: 0.0}
    queue = [(0.0, a)]
    while queue:
        so_far, here = heapq.heappop(queue)
        if here == b:
            chain = [b]
            while chain[-1] != a:
                chain.append(before[chain[-1]])
            return chain[::-1]
        if so_far > best[here]:
            continue
        for other, km in near[here].items():
            reached = so_far + km
            if reached <= most_km and reached < best.get(other, math.inf):
                best[other], before[other] = reached, here
                heapq.heappush(queue, (reached, other))
    return []
