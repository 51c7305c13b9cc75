"""The k shortest loopless paths.

Yen, "Finding the k shortest loopless paths in a network", Management Science 17 (1971), with Lawler's (1972)
saving: a path that left its parent at one node is varied only from there on. Each detour is searched by A* with
the exact distances to the target, which no removal of nodes can shorten.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

Adjacency = Sequence[Sequence[tuple[int, float]]]
Paths = list[tuple[float, tuple[int, ...]]]


def shortest_loopless(adjacency: Adjacency, to_target: Sequence[float], a: int, b: int, k: int) -> Paths:
    """Return at most `k` cheapest loopless paths from `a` to `b` as (cost, nodes), cheapest first.

    `adjacency[i]` holds (node, cost) of the edges that leave i, costs positive; `to_target[i]` is the cost of the
    cheapest path from i to `b`, or less. Raises ValueError where `k` is not positive.
    """
    if k < 1:
        raise ValueError(f"k is {k}; at least one path must be asked for")
    if math.isinf(to_target[a]):
        return []
    first = detour(adjacency, to_target, a, b, frozenset(), frozenset())
    if first is None:  # the bound is met by no path
        return []
    waiting: list[tuple[float, tuple[int, ...], int]] = [(*first, 0)]
    known = {first[1]}
    found: Paths = []
    while waiting and len(found) < k:
        cost, path, left_at = heapq.heappop(waiting)
        found.append((cost, path))
        if len(found) < k:
            for each in _varied(adjacency, to_target, path, left_at, found):
                if each[1] not in known:
                    known.add(each[1])
                    heapq.heappush(waiting, each)
    return found


def _varied(
    adjacency: Adjacency, to_target: Sequence[float], path: tuple[int, ...], left_at: int, found: Paths
) -> list[tuple[float, tuple[int, ...], int]]:
    """Give for each node of a path from `left_at` on the cheapest path that leaves it there by a new edge."""
    varied = []
    root_cost = sum(_cost(adjacency, path[at], path[at + 1]) for at in range(left_at))
    for at in range(left_at, len(path) - 1):
        root = path[: at + 1]
        used = frozenset(other[at + 1] for _, other in found if other[: at + 1] == root)
        around = detour(adjacency, to_target, path[at], path[-1], frozenset(root[:-1]), used)
        if around is not None:
            varied.append((root_cost + around[0], root[:-1] + around[1], at))
        root_cost += _cost(adjacency, path[at], path[at + 1])
    return varied


def _cost(adjacency: Adjacency, a: int, b: int) -> float:
    return next(cost for node, cost in adjacency[a] if node == b)


def detour(
    adjacency: Adjacency,
    to_target: Sequence[float],
    start: int,
    target: int,
    closed: frozenset[int],
    not_first: frozenset[int],
) -> tuple[float, tuple[int, ...]] | None:
    """Return the cheapest path from `start` that avoids the nodes `closed` and does not begin with `not_first`.

    As (cost, nodes), None where there is none; the other arguments are those of `shortest_loopless`.
    """
    if start == target:
        return 0.0, (start,)
    before: dict[int, int] = {}
    best: dict[int, float] = {start: 0.0}
    done = set(closed)
    queue = [(to_target[start], start)]
    while queue:
        _, here = heapq.heappop(queue)
        if here in done:
            continue
        if here == target:
            return best[here], _back(before, here)
        done.add(here)
        so_far = best[here]
        for other, cost in adjacency[here]:
            if other in done or (here == start and other in not_first):
                continue
            reached = so_far + cost
            if reached < best.get(other, math.inf):
                best[other], before[other] = reached, here
                heapq.heappush(queue, (reached + to_target[other], other))
    return None


def _back(before: dict[int, int], node: int) -> tuple[int, ...]:
    path = [node]
    while node in before:
        node = before[node]
        path.append(node)
    return tuple(reversed(path))
