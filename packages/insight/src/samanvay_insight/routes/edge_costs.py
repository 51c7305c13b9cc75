"""Offsets of edges: how much dearer or cheaper an edge seems to all journeys than its hours say.

Some lines and junctions are everybody's, even where another is quicker; what one corridor's journeys show of them
holds for the next. The offsets are those under which the sightings between the anchors of all journeys are likeliest
if these walk at random by the hours (`walks`), drawn to none: one number for each pair of neighbours, for both
directions. The gradient is the expected use of an edge given the sightings less that without them, so that one
inverse for each sort of travellers serves all journeys.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import coo_array

from samanvay_insight.routes.choices import Choices
from samanvay_insight.routes.walks import Sightings, Walks, sensitivity_for, sorted_out

SPREAD = 0.2  # of the log of an edge's hours over all edges
ALIKE = 0.6  # what a journey counts for, since journeys of one corridor err together
MOST_OFFSET = 0.6
ROUNDS, OF_SORTS = 18, 30  # of learning the offsets, and the shares of the sorts of travellers
LEAST_SIGHTINGS = 100  # between anchors, from which on offsets are asked for
Numbers = NDArray[np.float64]


class EdgeCosts:
    """Learns the offsets: `count` (journeys,) are those that each way stands for, `shares` (sorts,) is learned, too."""

    def __init__(self, choices: Choices, sightings: Sightings, count: Numbers) -> None:
        self.graph, self.costs = choices.graph, choices.costs
        self.sightings, self.count = sightings, count
        self.shares: Numbers = np.full(len(self.costs), 1.0 / len(self.costs))
        index = self.graph.edge_index
        ends = list(zip(self.graph.tails.tolist(), self.graph.heads.tolist(), strict=True))
        both = [min(index[a, b], index.get((b, a), index[a, b])) for a, b in ends]
        self.pair = np.unique(both, return_inverse=True)[1]
        self.pairs = int(self.pair.max(initial=-1)) + 1
        self.sensitivity = sensitivity_for(self.graph, self.costs * np.exp(-MOST_OFFSET))

    def learned(self) -> tuple[Numbers, Numbers]:
        """Return the hours that edges seem to cost each sort (sorts, E), and each journey's sorts (sorts, journeys)."""
        offsets = np.zeros(self.pairs)
        walks = self._walks(offsets)
        sorts = self._sorts(walks)
        if self.sightings.between >= LEAST_SIGHTINGS:
            within, rounds = [(-MOST_OFFSET, MOST_OFFSET)] * self.pairs, {"maxiter": ROUNDS}
            offsets = minimize(self.loss, offsets, jac=True, method="L-BFGS-B", bounds=within, options=rounds).x
            walks = self._walks(offsets)
            sorts = self._sorts(walks)
        return self.costs * np.exp(offsets)[self.pair], sorts

    def _sorts(self, walks: list[Walks]) -> Numbers:
        """Learn the shares of the sorts of travellers; return the probabilities of each journey's."""
        told = np.stack([self.sightings.told(each) for each in walks])
        for _ in range(OF_SORTS):
            sorts, _ = sorted_out(told, self.count, self.shares)
            self.shares = (sorts @ self.count + 1.0) / (self.count.sum() + len(self.shares))
        return sorts

    def loss(self, offsets: Numbers) -> tuple[float, Numbers]:
        """Return the loss and its gradient (pairs,)."""
        sightings, size = self.sightings, len(self.graph.keys)
        walks = self._walks(offsets)
        told = np.stack([sightings.told(each) for each in walks])
        sorts, likelihood = sorted_out(told, self.count, self.shares)
        gradient = offsets / SPREAD**2
        for sort, each in zip(sorts, walks, strict=True):
            value = sightings.sign * (self.count * sort)[sightings.who] / each.between[sightings.a, sightings.b]
            flow = coo_array((value, (sightings.a, sightings.b)), shape=(size, size)).tocsr()
            used = each.between.T @ (flow @ each.between.T)
            use = each.steep * each.weights * used[self.graph.tails, self.graph.heads]
            gradient += ALIKE * np.bincount(self.pair, use, minlength=self.pairs)
        return float((offsets**2).sum() / (2 * SPREAD**2) - ALIKE * likelihood), gradient

    def _walks(self, offsets: Numbers) -> list[Walks]:
        factor = np.exp(offsets)[self.pair]
        return [Walks(self.graph, hours * factor, self.sensitivity) for hours in self.costs]
