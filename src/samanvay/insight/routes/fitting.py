"""Learning from all journeys at once how they go: expectation–maximisation with partial pooling.

What is learned, each from the wider to the narrower and shrunk to the wider where little is known:
the share of each corridor; the paths of a corridor, shrunk to the choices of links of all journeys to the same
destination, these to a logit of the hours by three sorts of travellers (any way, by train, by road); where people
stop, in a corridor, on the way to its destination, anywhere; and how sightings go missing (`alignment`).

Dempster, Laird and Rubin (1977); path choice by link-additive logit as in Fosgerau, Frejinger and Karlstrom (2013).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samanvay.insight.routes.alignment import aligned, chunks
from samanvay.insight.routes.frame import Frame
from samanvay.insight.routes.observed import SYMBOLS, Observed

ROUNDS = 12
OF_CORRIDOR = 0.5  # journeys that a corridor is credited with beforehand
OF_PATH = 4.0  # journeys that the wider habit counts for among the paths of a corridor
OF_LINK = 3.0  # among the links out of a district on the way to one destination
OF_STOP, OF_STOP_TO, OF_STOP_IN = 8.0, 6.0, 4.0  # for stops: anywhere, to a destination, in a corridor
STOPS_BEFOREHAND = 0.10  # of passings
SENSITIVITY = (0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.5)  # of a logit, an hour
Numbers = NDArray[np.float64]
# What passings and stops show before anything is learned: nothing; without a place and with one, in the order of the
# labels none, transit, stop-over, rescue. As counts, so that few journeys do not overturn them.
PASSING = np.array([10.0, 0.6, 0.6, 1.2, 1.2, 0.03, 0.03, 0.1, 0.1])
STOPPING = np.array([4.0, 0.6, 0.6, 0.3, 0.3, 2.0, 2.0, 0.2, 0.2])


@dataclass(eq=False)
class Habits:
    """What is learned: shares of corridors (C,), of paths in their corridor (P,), stops (P, V), the table (2, S)."""

    corridors: Numbers
    paths: Numbers
    stopping: Numbers
    table: Numbers


@dataclass(frozen=True, eq=False)
class Expected:
    """What a round expects: the weight of each pair (Q,), and the sums that the next round learns from."""

    weight: Numbers
    paths: Numbers
    stops: Numbers
    shown: Numbers
    log_likelihood: float


class Learner:
    """Learns habits on a frame."""

    def __init__(self, frame: Frame, observed: Observed, destinations: NDArray[np.int64]) -> None:
        self.frame, self.observed = frame, observed
        self.pieces = chunks(frame, observed)
        self.count = observed.count.astype(np.float64)
        inside = frame.nodes >= 0
        to = destinations[frame.of][:, None]
        size = int(frame.nodes.max(initial=0)) + 1
        self.inside = inside & (np.arange(frame.nodes.shape[1]) > 0)
        self.inside &= np.arange(frame.nodes.shape[1]) < frame.length[:, None] - 1
        self.in_corridor = _numbered(frame.of[:, None] * size + frame.nodes, inside)
        self.to_place = _numbered(to * size + frame.nodes, inside)
        self.anywhere = np.where(inside, frame.nodes, 0)
        links = frame.edges >= 0
        self.links = links
        self.link = _numbered(to * (int(frame.edges.max(initial=0)) + 1) + frame.edges, links)
        self.fork = _numbered(to * size + frame.nodes[:, :-1], links)
        self.sorts = np.full(frame.cost.shape[1], 1.0 / frame.cost.shape[1])
        self.sensitivity = 0.5
        self.logit = self._logit(self.sensitivity)

    def first(self) -> Habits:
        """Return the habits before anything is learned."""
        frame = self.frame
        paths = self.frame_shares()
        stopping = np.where(self.inside, STOPS_BEFOREHAND, 0.0)
        table = np.stack([PASSING / PASSING.sum(), STOPPING / STOPPING.sum()])
        return Habits(np.full(len(frame.corridors), 1.0 / max(1, len(frame.corridors))), paths, stopping, table)

    def learn(self, rounds: int = ROUNDS) -> Habits:
        """Return the habits after some rounds."""
        habits = self.first()
        for _ in range(rounds):
            habits = self.next(self.expected(habits))
        return habits

    def expected(self, habits: Habits) -> Expected:
        """Weigh each pair by how likely it is, and sum up what follows."""
        frame = self.frame
        stops, shown = np.zeros_like(habits.stopping), np.zeros((2, SYMBOLS))
        weight = np.zeros(len(frame.observed))
        told = 0.0
        for piece in self.pieces:
            part = aligned(frame, self.observed, piece, habits.stopping, habits.table)
            weight[piece], log_likelihood = self.weighed(habits, piece, part.likelihood)
            told += log_likelihood
            times = weight[piece] * self.count[frame.observed[piece]]
            of = frame.path[piece]
            for v in range(part.stop.shape[1]):
                stops[:, v] += np.bincount(of, part.stop[:, v] * times, minlength=len(stops))
            shown += (part.shown * times[:, None]).sum(axis=1)
        paths = np.bincount(frame.path, weight * self.count[frame.observed], minlength=len(frame.of))
        return Expected(weight, paths.astype(np.float64), stops, shown, told)

    def weighed(self, habits: Habits, piece: slice, likelihood: Numbers) -> tuple[Numbers, float]:
        """Give the posterior weight of the pairs of a piece and the log-likelihood of its patterns."""
        path, who = self.frame.path[piece], self.frame.observed[piece]
        joint = habits.corridors[self.frame.of[path]] * habits.paths[path] * likelihood + 1e-290
        whole = np.bincount(who, joint, minlength=len(self.count))
        told = whole > 0
        return joint / whole[who], float((self.count[told] * np.log(whole[told])).sum())

    def next(self, expected: Expected) -> Habits:
        """Learn from what a round expected."""
        frame = self.frame
        table = np.stack([PASSING, STOPPING]) + expected.shown
        return Habits(
            corridors=_shares(np.bincount(frame.of, expected.paths, minlength=len(frame.corridors)) + OF_CORRIDOR),
            paths=self._paths(expected.paths),
            stopping=self._stops(expected),
            table=table / table.sum(axis=1, keepdims=True),
        )

    def _paths(self, counted: Numbers) -> Numbers:
        frame = self.frame
        self._choose(counted)
        wide = self.frame_shares()
        of_corridor = np.bincount(frame.of, counted, minlength=len(frame.corridors))
        by_links = self._by_links(counted, wide * (of_corridor[frame.of] + OF_CORRIDOR))
        shares: Numbers = (OF_PATH * by_links + counted) / (OF_PATH + of_corridor[frame.of])
        return shares

    def _choose(self, counted: Numbers) -> None:
        """Fit the logit: how many keep to which mode, and how much an hour matters."""
        for _ in range(2):
            mixed = self.logit * self.sorts
            part = counted[:, None] * mixed / np.maximum(mixed.sum(axis=1, keepdims=True), 1e-300)
            self.sorts = _shares(part.sum(axis=0) + 1.0)
            trials = [self._logit(value) for value in SENSITIVITY]
            fits = [float((counted * np.log(np.maximum(trial @ self.sorts, 1e-300))).sum()) for trial in trials]
            best = int(np.argmax(fits))
            self.sensitivity, self.logit = SENSITIVITY[best], trials[best]

    def _logit(self, sensitivity: float) -> Numbers:
        """Give for each sort of travellers the share of each path in its corridor (P, 3)."""
        frame = self.frame
        least = np.full((len(frame.corridors), frame.cost.shape[1]), np.inf)
        np.minimum.at(least, frame.of, frame.cost)
        worth = np.exp(-sensitivity * (frame.cost - least[frame.of]))
        whole = np.zeros((len(frame.corridors), frame.cost.shape[1]))
        np.add.at(whole, frame.of, worth)
        shares: Numbers = worth / whole[frame.of]
        return shares

    def frame_shares(self) -> Numbers:
        """Give each path the share that the logit gives it in its corridor."""
        shares: Numbers = self.logit @ self.sorts
        return shares

    def _by_links(self, counted: Numbers, beforehand: Numbers) -> Numbers:
        """Give each path the product of its links' shares among those out of a district towards one destination."""
        links, link, fork = self.links, self.link, self.fork
        if not links.any():
            return self.frame_shares()
        sizes = int(link.max()) + 1, int(fork.max()) + 1
        seen = [np.bincount(link[links], np.broadcast_to(n[:, None], links.shape)[links], minlength=sizes[0])
                for n in (counted, beforehand)]  # fmt: skip
        at = np.zeros(sizes[0], dtype=np.int64)
        at[link[links]] = fork[links]
        total = [np.bincount(at, each, minlength=sizes[1]) for each in seen]
        prior = seen[1] / np.maximum(total[1][at], 1e-300)
        share = (seen[0] + OF_LINK * prior) / (total[0][at] + OF_LINK)
        logs = np.where(links, np.log(np.maximum(share, 1e-12))[link], 0.0).sum(axis=1)
        frame = self.frame
        most = np.full(len(frame.corridors), -np.inf)
        np.maximum.at(most, frame.of, logs)
        worth = np.exp(logs - most[frame.of])
        shares: Numbers = worth / np.bincount(frame.of, worth, minlength=len(frame.corridors))[frame.of]
        return shares

    def _stops(self, expected: Expected) -> Numbers:
        inside = self.inside
        passed = np.broadcast_to(expected.paths[:, None], inside.shape)[inside]
        stopped = expected.stops[inside]
        share = (stopped.sum() + STOPS_BEFOREHAND * 20) / (passed.sum() + 20)
        wider: NDArray[np.floating] = np.full(len(stopped), share)
        for groups, strength in (
            (self.anywhere, OF_STOP), (self.to_place, OF_STOP_TO), (self.in_corridor, OF_STOP_IN),
        ):  # fmt: skip
            of = groups[inside]
            n, s = np.bincount(of, passed), np.bincount(of, stopped)
            wider = (s[of] + strength * wider) / (n[of] + strength)
        stopping = np.zeros(inside.shape)
        stopping[inside] = np.minimum(wider, 0.995)
        return stopping


def _numbered(keys: NDArray[np.int64], where: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number the distinct keys where they count, 0 elsewhere."""
    found = np.zeros(keys.shape, dtype=np.int64)
    if where.any():
        found[where] = np.unique(keys[where], return_inverse=True)[1]
    return found


def _shares(counts: NDArray[np.floating]) -> Numbers:
    total = float(counts.sum())
    return np.asarray(counts / total if total else counts, dtype=np.float64)
