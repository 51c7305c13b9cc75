"""Learning from all journeys at once how they go: expectation–maximisation with partial pooling.

What is learned, each from the wider to the narrower and shrunk to the wider where little is known:
the share of each corridor; the paths of a corridor, shrunk to the choices of links of all journeys between ends that
lie near, these to a logit of the hours by three sorts of travellers (any way, by train, by road); where people stop
between two ends, between ends that lie near, anywhere; and how sightings go missing (`alignment`).

Dempster, Laird and Rubin (1977); path choice by link-additive logit as in Fosgerau, Frejinger and Karlstrom (2013).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack

from samanvay_insight.routes.alignment import aligned, chunks
from samanvay_insight.routes.frame import Corridor, Frame
from samanvay_insight.routes.observed import SYMBOLS, Observed

FIRST_ROUNDS, ROUNDS = 5, 7
PRUNED_AFTER, UNLIKELY = 1, 1e-3  # not sooner: a habit shows in the second round
OF_CORRIDOR = 0.5  # journeys that a corridor is credited with beforehand
OF_PATH = 2.0  # journeys that the wider habit counts for among the paths of a corridor
OF_LINK = 1.0  # among the links out of a district
OF_STOP, OF_STOP_NEAR, OF_STOP_IN = 8.0, 2.0, 12.0  # for stops: anywhere, between ends near, between these
NEAR_HOURS = 4.0  # by which two ends may differ for their habits to count for each other by 1/e
LEAST_KIN = 0.04
STOPS_BEFOREHAND = 0.10  # of passings
MOST_LIKELY, LIKELY = 3, 0.03  # corridors of a pattern for which paths are sought again, and how likely they are
SENSITIVITY = (0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.5)  # of a logit, an hour
_BLOCK = 512  # pairs of ends at once
Numbers = NDArray[np.float64]
# What passings and stops show before anything is learned: nothing; without a place and with one, in the order of the
# labels none, transit, stop-over, rescue. As counts, so that few journeys do not overturn them.
PASSING = np.array([10.0, 0.6, 0.6, 1.2, 1.2, 0.03, 0.03, 0.1, 0.1])
STOPPING = np.array([3.0, 0.6, 0.6, 0.2, 0.2, 2.2, 2.2, 0.2, 0.2])
# The same ahead of a rescue.
PASSING_LATER = np.array([14.0, 0.1, 0.1, 0.2, 0.2, 0.01, 0.01, 0.02, 0.02])
STOPPING_LATER = np.array([6.0, 0.3, 0.3, 0.1, 0.1, 1.2, 1.2, 0.05, 0.05])
TELLING = np.stack([PASSING, STOPPING, PASSING_LATER, STOPPING_LATER])
PRIOR = TELLING / TELLING.sum(axis=1, keepdims=True)
OF_SHOWN = 5.0  # rows of each sort that are credited as expected
MOST_SHOWN = 0.95  # of what passes or stops leaves a row


@dataclass(eq=False)
class Habits:
    """What is learned: journeys of corridors (C,) and of paths (P,), stops (P, V), what states show (4, S).

    `likely` (P,) is what the wider habit makes of a path in its corridor. The share of a path is put together from
    both for each journey, what is believed of that journey itself left out (`Learner.weighed`).
    """

    corridors: Numbers
    paths: Numbers
    likely: Numbers
    stopping: Numbers
    telling: Numbers


@dataclass(frozen=True, eq=False)
class Expected:
    """What a round expects: the weight of each pair (Q,), and the sums that the next round learns from."""

    weight: Numbers
    paths: Numbers
    stops: Numbers
    shown: Numbers
    log_likelihood: float


class Learner:
    """Learns habits on a frame. `hours` (N, N) says how near two ends lie.

    G is the number of pairs of ends that paths have; what is learned between two districts serves the wider places
    that hold them, too.
    """

    def __init__(self, frame: Frame, observed: Observed, hours: Numbers) -> None:
        self.frame, self.observed, self.hours = frame, observed, hours
        self.kept = np.arange(len(frame.of))
        self.count = observed.count
        self._lay_out()
        self.weight = np.zeros(len(frame.observed))
        self.size = size = len(hours)
        at = np.arange(frame.nodes.shape[1])
        first = np.maximum(frame.nodes[:, 0], 0).astype(np.int64)
        last = np.maximum(frame.nodes[np.arange(len(first)), np.maximum(frame.length - 1, 0)], 0).astype(np.int64)
        self.group = np.unique((frame.of * size + first) * size + last, return_inverse=True)[1]
        keys, self.pair = np.unique(first * size + last, return_inverse=True)
        self.first, self.last = keys // size, keys % size
        self.kin = kinship(hours, self.first, self.last)
        self.inside = (frame.nodes >= 0) & (at > 0) & (at < frame.length[:, None] - 1)
        self.node = np.where(self.inside, frame.nodes, 0)
        self.links = frame.edges >= 0
        self.edges = int(frame.edges.max(initial=0)) + 1
        links, self.link = _numbered(self.pair[:, None] * self.edges + frame.edges, self.links)
        self.link_pair, self.link_edge = links // self.edges, links % self.edges
        self.tails = np.zeros(self.edges, dtype=np.int64)
        self.tails[frame.edges[self.links]] = frame.nodes[:, :-1][self.links]
        self.fork = np.unique(self.link_pair * size + self.tails[self.link_edge], return_inverse=True)[1]
        # a wide place is begun and ended where journeys are known to
        of_group, corridor = np.zeros(int(self.group.max(initial=0)) + 1), np.zeros(0, dtype=np.int64)
        of_group[self.group] = frame.ends
        corridor = np.zeros(len(of_group), dtype=np.int64)
        corridor[self.group] = frame.of
        whole = np.bincount(corridor, of_group, minlength=len(frame.corridors))
        self.ends = of_group[self.group] / whole[frame.of]
        self.sorts = np.full(frame.cost.shape[1], 1.0 / frame.cost.shape[1])
        self.sensitivity = 0.5
        self.logit = self._logit(self.sensitivity)

    def before(self) -> Habits:
        """Return the habits before anything is learned."""
        corridors = len(self.frame.corridors)
        stopping = np.where(self.inside, STOPS_BEFOREHAND, 0.0)
        return Habits(np.zeros(corridors), np.zeros(len(self.frame.of)), self._by_hours(), stopping, PRIOR)

    def pruned(self, expected: Expected) -> tuple[Learner, Expected]:
        """Return a learner without the pairs that hardly anything speaks for and the paths that only they have."""
        frame = self.frame
        kept = expected.weight >= UNLIKELY
        paths, path = np.unique(frame.path[kept], return_inverse=True)
        wide = int(frame.length[paths].max(initial=2))
        left = replace(
            frame, nodes=frame.nodes[paths, :wide], edges=frame.edges[paths, : wide - 1], length=frame.length[paths],
            of=frame.of[paths], ends=frame.ends[paths], cost=frame.cost[paths],
            observed=frame.observed[kept], path=path.astype(np.int32),
        )  # fmt: skip
        learner = Learner(left, self.observed, self.hours)
        learner.weight = expected.weight[kept]
        learner.kept = paths
        return learner, replace(
            expected, weight=learner.weight, paths=expected.paths[paths], stops=expected.stops[paths, :wide]
        )

    def used(self, expected: Expected, paths: int) -> Numbers:
        """Return the journeys expected on each of the paths (P,) that there were before any was let go."""
        found = np.zeros(paths)
        found[self.kept] = expected.paths
        return found

    def _lay_out(self) -> None:
        """Cut the pairs into pieces, and number those of one pattern and corridor."""
        frame = self.frame
        self.pieces = chunks(frame, self.observed)
        both = frame.observed.astype(np.int64) * len(frame.corridors) + frame.of[frame.path]
        self.belongs = np.unique(both, return_inverse=True)[1]

    def expected(self, habits: Habits) -> Expected:
        """Weigh each pair by how likely it is, and sum up what follows."""
        frame = self.frame
        stops, shown = np.zeros_like(habits.stopping), np.zeros((4, SYMBOLS))
        weight = np.zeros(len(frame.observed))
        told = 0.0
        for piece in self.pieces:
            part = aligned(frame, self.observed, piece, habits.stopping, habits.telling)
            weight[piece], log_likelihood = self.weighed(habits, piece, part.likelihood)
            told += log_likelihood
            times = weight[piece] * self.count[frame.observed[piece]]
            of = frame.path[piece]
            order = np.argsort(of, kind="stable")
            first = np.flatnonzero(np.diff(of[order], prepend=-1))
            stop = (part.stop * times[:, None])[order]
            stops[of[order][first], : stop.shape[1]] += np.add.reduceat(stop, first, axis=0)
            shown += (part.shown * times[:, None]).sum(axis=1)
        self.weight = weight
        paths = np.bincount(frame.path, weight * self.count[frame.observed], minlength=len(frame.of))
        return Expected(weight, paths.astype(np.float64), stops, shown, told)

    def weighed(self, habits: Habits, piece: slice, likelihood: Numbers) -> tuple[Numbers, float]:
        """Give the posterior weight of the pairs of a piece and the log-likelihood of its patterns.

        What was believed of a journey before is taken out of what is learned from all (the collapsed update of
        Asuncion, Welling, Smyth and Teh 2009): else the first guess confirms itself where few journeys go.
        """
        path, who = self.frame.path[piece], self.frame.observed[piece]
        of, own = self.frame.of[path], self.weight[piece]
        together = np.bincount(self.belongs[piece], own)[self.belongs[piece]]
        whole = np.maximum(habits.corridors[of] - together, 0.0)
        share = (OF_PATH * habits.likely[path] + np.maximum(habits.paths[path] - own, 0.0)) / (OF_PATH + whole)
        joint = (whole + OF_CORRIDOR) * share * likelihood + 1e-290
        whole = np.bincount(who, joint, minlength=len(self.count))
        told = whole > 0
        return joint / whole[who], float((self.count[told] * np.log(whole[told])).sum())

    def likely(self, expected: Expected) -> dict[int, list[Corridor]]:
        """Return for each pattern the corridors that it most likely belongs to, the likeliest first."""
        frame = self.frame
        shape = (len(self.observed), len(frame.corridors))
        of = coo_array((expected.weight, (frame.observed, frame.of[frame.path])), shape=shape).tocsr()
        found = {}
        for at in range(len(self.observed)):
            span = slice(of.indptr[at], of.indptr[at + 1])
            order = np.argsort(-of.data[span], kind="stable")[:MOST_LIKELY]
            sure = of.data[span][order] >= LIKELY
            found[at] = [frame.corridors[c] for c in of.indices[span][order[sure]].tolist()]
        return found

    def next(self, expected: Expected) -> Habits:
        """Learn from what a round expected."""
        frame = self.frame
        whole = np.bincount(frame.of, expected.paths, minlength=len(frame.corridors))
        return Habits(
            corridors=whole.astype(np.float64),
            paths=expected.paths,
            likely=self._likely(expected.paths),
            stopping=self._stops(expected),
            telling=thinned(expected.shown),
        )

    def _likely(self, counted: Numbers) -> Numbers:
        self._choose(counted)
        return self._by_links(counted, self._by_hours())

    def _choose(self, counted: Numbers) -> None:
        """Fit the logit: how many keep to which mode, and how much an hour matters."""
        for _ in range(2):
            mixed = self.logit * self.sorts
            part = counted[:, None] * mixed / np.maximum(mixed.sum(axis=1, keepdims=True), 1e-300)
            self.sorts = (part.sum(axis=0) + 1.0) / (part.sum() + len(self.sorts))
            trials = [self._logit(value) for value in SENSITIVITY]
            fits = [float((counted * np.log(np.maximum(trial @ self.sorts, 1e-300))).sum()) for trial in trials]
            best = int(np.argmax(fits))
            self.sensitivity, self.logit = SENSITIVITY[best], trials[best]

    def _logit(self, sensitivity: float) -> Numbers:
        """Give for each sort of travellers the share of each path in its corridor (P, 3)."""
        cost = self.frame.cost
        groups = int(self.group.max(initial=0)) + 1
        least = np.full((groups, cost.shape[1]), np.inf)
        np.minimum.at(least, self.group, cost)
        worth = np.exp(-sensitivity * (cost - least[self.group]))
        whole = np.stack([np.bincount(self.group, each, minlength=groups) for each in worth.T], axis=1)
        return np.asarray(worth / whole[self.group] * self.ends[:, None], dtype=np.float64)

    def _by_hours(self) -> Numbers:
        """Give each path the share that the logit gives it in its corridor."""
        return np.asarray(self.logit @ self.sorts, dtype=np.float64)

    def usage(self, counted: Numbers) -> Iterator[tuple[slice, Numbers, Numbers]]:
        """Give for blocks of pairs of ends the journeys on each edge (g, E) between ends near, and all (g,)."""
        times = np.bincount(self.link[self.links], _spread(counted, self.links), minlength=len(self.link_pair))
        shape = (len(self.first), self.edges)
        flow = coo_array((times, (self.link_pair, self.link_edge)), shape=shape).tocsr()
        whole = self.kin @ np.bincount(self.pair, counted, minlength=len(self.first))
        for start in range(0, len(self.first), _BLOCK):
            block = slice(start, min(start + _BLOCK, len(self.first)))
            yield block, (self.kin[block] @ flow).toarray(), whole[block]

    def _by_links(self, counted: Numbers, beforehand: Numbers) -> Numbers:
        """Give each path the product of its links' shares among those out of a district, ends that lie near pooled."""
        if not self.links.any():
            return beforehand
        likely = np.bincount(self.link[self.links], _spread(beforehand, self.links), minlength=len(self.link_pair))
        prior = np.asarray(likely / np.maximum(np.bincount(self.fork, likely)[self.fork], 1e-300))
        share = np.zeros(len(self.link_pair))
        out = coo_array((np.ones(self.edges), (np.arange(self.edges), self.tails)), shape=(self.edges, self.size))
        out = out.tocsr()
        for block, flow, _ in self.usage(counted):
            here = np.flatnonzero((self.link_pair >= block.start) & (self.link_pair < block.stop))
            row, edge = self.link_pair[here] - block.start, self.link_edge[here]
            total = flow @ out
            share[here] = (flow[row, edge] + OF_LINK * prior[here]) / (total[row, self.tails[edge]] + OF_LINK)
        logs = np.where(self.links, np.log(np.maximum(share, 1e-12))[self.link], 0.0).sum(axis=1)
        most = np.full(int(self.group.max()) + 1, -np.inf)
        np.maximum.at(most, self.group, logs)
        worth = np.exp(logs - most[self.group])
        return np.asarray(worth / np.bincount(self.group, worth)[self.group] * self.ends, dtype=np.float64)

    def passed_and_stopped(self, expected: Expected) -> tuple[Numbers, Numbers]:
        """Return how many journeys between each pair of ends passed through each district, and stopped (G, N)."""
        inside, shape = self.inside, (len(self.first), self.size)
        at = (self.pair[:, None] * self.size + self.node)[inside]
        passed, stopped = (
            np.bincount(at, each, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
            for each in (_spread(expected.paths, inside), expected.stops[inside])
        )
        return passed, stopped

    def _stops(self, expected: Expected) -> Numbers:
        passed, stopped = self.passed_and_stopped(expected)
        share = (stopped.sum() + STOPS_BEFOREHAND * 20) / (passed.sum() + 20)
        anywhere = (stopped.sum(axis=0) + OF_STOP * share) / (passed.sum(axis=0) + OF_STOP)
        near = (self.kin @ stopped + OF_STOP_NEAR * anywhere) / (self.kin @ passed + OF_STOP_NEAR)
        own = (stopped + OF_STOP_IN * near) / (passed + OF_STOP_IN)
        stopping = np.where(self.inside, own[self.pair[:, None], self.node], 0.0)
        return np.asarray(np.minimum(stopping, 0.995), dtype=np.float64)


def learn(
    frame: Frame, observed: Observed, hours: Numbers, rounds: int, told: Callable[[], None]
) -> tuple[Learner, Habits, Expected]:
    """Return what was learned after some rounds, and what the last of these expected; `told` hears of each."""
    learner = Learner(frame, observed, hours)
    expected = learner.expected(learner.before())
    for at in range(1, rounds):
        told()
        expected = learner.expected(learner.next(expected))
        if at == PRUNED_AFTER:
            learner, expected = learner.pruned(expected)
    told()
    return learner, learner.next(expected), expected


def thinned(shown: Numbers) -> Numbers:
    """Return what states show (4, S), learned from what they were seen to show (4, S).

    How often a label is given, and how often with a place, is learned for passing and stopping together, the ratio of
    the two kept as it is beforehand: learned apart, the state of stopping would take over the silent districts.
    """
    table = PRIOR.copy()
    for states in (slice(0, 2), slice(2, 4)):
        rows = PRIOR[states, 1:].reshape(2, -1, 2)  # states, labels, without a place and with one
        seen = shown[states, 1:].sum(axis=0).reshape(-1, 2)
        usual = shown[states].sum(axis=1) @ rows.sum(axis=2)
        factor = (seen.sum(axis=1) + OF_SHOWN) / (usual + OF_SHOWN)
        placed = (seen + OF_SHOWN) / (seen + OF_SHOWN).sum(axis=1, keepdims=True)
        learned = (rows.sum(axis=2) * factor)[:, :, None] * placed
        learned = learned.reshape(2, -1)
        learned = learned * min(1.0, MOST_SHOWN / learned.sum(axis=1).max())
        table[states] = np.column_stack([1.0 - learned.sum(axis=1), learned])
    return table


def kinship(hours: Numbers, first: NDArray[np.int64], last: NDArray[np.int64]) -> csr_array:
    """Return how much the habits between two pairs of ends count for each other, 1 on the diagonal (G, G), sparse."""
    rows = []
    for start in range(0, len(first), _BLOCK):
        block = slice(start, start + _BLOCK)
        apart = hours[first[block]][:, first] + hours[last[block]][:, last]
        near = np.exp(-apart / NEAR_HOURS)
        rows.append(csr_array(np.where(near >= LEAST_KIN, near, 0.0)))
    return csr_array(vstack(rows)) if rows else csr_array((0, 0))


def _spread(per_path: Numbers, where: NDArray[np.bool_]) -> Numbers:
    return np.asarray(np.broadcast_to(per_path[:, None], where.shape)[where], dtype=np.float64)


def _numbered(keys: NDArray[np.int64], where: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct keys where they count, and the number of each, 0 elsewhere."""
    found = np.zeros(keys.shape, dtype=np.int64)
    distinct, found[where] = np.unique(keys[where], return_inverse=True)
    return distinct, found
