"""The one door to the minimum-cost flow of OR-Tools, for arrays of arcs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from ortools.graph.python import min_cost_flow

from samanvay_insight.roster.people import Ints


@dataclass(eq=False)
class Network:
    """Arcs that are added by arrays and solved together; costs are whole numbers."""

    _arcs: list[tuple[Ints, Ints, Ints, Ints]] = field(default_factory=list)

    def add(self, tail: ArrayLike, head: ArrayLike, capacity: ArrayLike, cost: ArrayLike) -> slice:
        """Add arcs and return where their flows will stand."""
        begin = sum(len(each[0]) for each in self._arcs)
        shaped = np.broadcast_arrays(*(np.asarray(each, dtype=np.int64) for each in (tail, head, capacity, cost)))
        tails, heads, capacities, costs = (np.ascontiguousarray(each.ravel()) for each in shaped)
        self._arcs.append((tails, heads, capacities, costs))
        return slice(begin, begin + len(tails))

    def solve(self, supply: Ints) -> Ints | None:
        """Return the flow on every arc that moves the supply (a node's, negative for demand) at the least cost.

        None where there is none; flows are not even asked for then, since reading them after a failure ends the
        process.
        """
        solver = min_cost_flow.SimpleMinCostFlow()
        tails, heads, capacities, costs = (np.concatenate(column) for column in zip(*self._arcs, strict=True))
        arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
        solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int64), supply)
        if solver.solve() != solver.OPTIMAL:
            return None
        return np.asarray(solver.flows(arcs), dtype=np.int64)
