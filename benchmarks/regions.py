"""Journeys in four regions of India whose ways, stops and sightings follow other rules than `simulate`, with the truth.

Nothing here was looked at when the method was fitted to `simulate`. In each region people choose their way otherwise:

south   the quickest by hours that every corridor and, less, every traveller misjudges
west    one of the twelve shortest ways by a logit of the hours
east    by rail over one of the great junctions that lie near the way, whatever it costs
north   by road alone, by kilometres that every traveller misjudges
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from samanvay_insight.routes import RouteGraph, graph, text_table

Path = list[int]
Going = Callable[[RouteGraph, int, int, np.random.Generator], Path]
CORRIDORS = 14
STOP_SEEN = 0.55
KNOWN = 0.85  # of each end


def cheapest(of: RouteGraph, costs: np.ndarray, a: int, b: int) -> Path:
    """Give the cheapest path, empty where there is none."""
    size = len(of.keys)
    hours, before = dijkstra(
        csr_array((costs, of.heads, of.indptr), shape=(size, size)), indices=a, return_predecessors=True
    )
    if not np.isfinite(hours[b]):
        return []
    path = [b]
    while path[-1] != a:
        path.append(int(before[path[-1]]))
    return path[::-1]


def misjudged(of: RouteGraph, hours: np.ndarray, spread: float, random: np.random.Generator) -> np.ndarray:
    """Give hours times a log-normal factor for each edge."""
    return hours * np.exp(random.normal(0, spread, len(of.heads)))


def south(of: RouteGraph, a: int, b: int, random: np.random.Generator) -> Path:
    """Go the quickest way by misjudged hours."""
    corridor = misjudged(of, of.hours, 0.25, np.random.default_rng([a, b]))
    return cheapest(of, misjudged(of, corridor, 0.1, random), a, b)


def west(of: RouteGraph, a: int, b: int, random: np.random.Generator) -> Path:
    """Go one of the twelve shortest ways."""
    ways = of.k_shortest_loopless(a, b, 12)
    if not ways:
        return []
    worth = np.exp(-0.7 * np.array([hours for hours, _ in ways]) + 0.7 * ways[0][0])
    return list(ways[int(random.choice(len(ways), p=worth / worth.sum()))][1])


def east(of: RouteGraph, a: int, b: int, random: np.random.Generator) -> Path:
    """Go by rail over a junction."""
    costs = np.where(np.isfinite(of.rail_hours), of.rail_hours, 3 * of.road_hours)
    busy = np.bincount(of.tails, of.trains, len(of.keys))
    size = len(of.keys)
    out, back = dijkstra(csr_array((costs, of.heads, of.indptr), shape=(size, size)), indices=[a, b])
    near = np.flatnonzero((out + back <= 1.25 * out[b]) & (out > 0) & (back > 0))
    if not len(near):
        return cheapest(of, costs, a, b)
    hubs = near[np.argsort(-busy[near], kind="stable")[:4]]
    over = int(hubs[min(int(random.geometric(0.5)) - 1, len(hubs) - 1)])
    path = cheapest(of, costs, a, over) + cheapest(of, costs, over, b)[1:]
    return path if len(set(path)) == len(path) else cheapest(of, costs, a, b)


def north(of: RouteGraph, a: int, b: int, random: np.random.Generator) -> Path:
    """Go by road."""
    return cheapest(of, misjudged(of, np.nan_to_num(of.road_km, nan=np.inf), 0.18, random), a, b)


REGIONS: dict[str, tuple[Going, tuple[str, ...], tuple[str, ...]]] = {
    "south": (south, ("Andhra Pradesh", "Telangana", "Odisha", "Tamil Nadu"),
              ("Hyderabad", "Bengaluru Urban", "Chennai", "North Goa", "Ernakulam")),
    "west": (west, ("Rajasthan", "Madhya Pradesh", "Gujarat", "Maharashtra"),
             ("Mumbai", "Surat", "Pune", "Ahmedabad", "Jaipur")),
    "east": (east, ("West Bengal", "Assam", "Jharkhand", "Bihar"),
             ("Kolkata", "Central Delhi", "Patna", "Gaya", "Mumbai")),
    "north": (north, ("Uttar Pradesh", "Uttarakhand", "Himachal Pradesh", "Haryana"),
              ("Central Delhi", "Ludhiana", "Jaipur", "Agra", "Gurugram")),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Region:
    """Legs as a state writes them, and of each case the true edges and stop-overs, by the graph's names."""

    legs: pa.Table
    edges: dict[str, set[tuple[str, str]]]
    stops: dict[str, set[str]]


def region(
    name: str, cases: int, seed: int, *, labelled: float = 1.0, corridors: int = CORRIDORS, seen: float = 0.12
) -> Region:
    """Return journeys of a region.

    `labelled` is the share of rows between the ends that say what they tell, `seen` how often a passing is seen.
    """
    of, random = graph(), np.random.default_rng([seed, sorted(REGIONS).index(name)])
    going, states, towns = REGIONS[name]
    homes = [node for state in states for node in of.nodes_of(state)]
    ends = [(int(random.choice(homes)), of.named[str(random.choice(towns))]) for _ in range(corridors)]
    weight = random.dirichlet(np.full(corridors, 0.6))
    halts: dict[int, list[tuple[int, float]]] = {}
    rows: list[tuple[str, str, str, str]] = []
    edges: dict[str, set[tuple[str, str]]] = {}
    stops: dict[str, set[str]] = {}
    for number, at in enumerate(random.choice(corridors, cases, p=weight).tolist()):
        path = going(of, *ends[at], random)
        if len(path) < 2:
            continue
        if at not in halts:  # where people of a corridor are kept, and how often
            inner = random.permutation(path[1:-1])[: random.integers(0, 3)].tolist()
            halts[at] = [(node, float(random.uniform(0.2, 0.9))) for node in inner]
        stopped = {node for node, often in halts[at] if node in path[1:-1] and random.random() < often}
        if random.random() < 0.08 and len(path) > 2:
            stopped.add(int(random.choice(path[1:-1])))
        case = f"{name}{number}"
        names = [of.names[node] for node in path]
        edges[case], stops[case] = set(pairwise(names)), {of.names[node] for node in stopped}
        told: list[tuple[str, str]] = []
        for step, node in enumerate(path):
            if step in (0, len(path) - 1):
                if random.random() < KNOWN:
                    told.append((names[step], "source" if step == 0 else "destination"))
            elif random.random() < (STOP_SEEN if node in stopped else seen):
                says = "stopover" if node in stopped else "transit"
                told.append((names[step], says if random.random() < labelled else ""))
        rows += [(case, str(at + 1), place, role) for at, (place, role) in enumerate(told)]
    columns = zip(*rows, strict=True)
    return Region(text_table(dict(zip(("case_id", "sequence", "place", "role"), columns, strict=True))), edges, stops)
