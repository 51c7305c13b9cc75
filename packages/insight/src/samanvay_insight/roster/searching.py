"""A better layout of batches where they are few: moving, adding and leaving out one at a time.

In a state each centre has batches enough for every chain. Of a few thousand people it has not: whether those who must
go on another chain travel, or a batch is held for them half empty, is then most of the cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from samanvay_insight.roster.assigning import Groups
from samanvay_insight.roster.layout import FAR, Courses
from samanvay_insight.roster.people import Floats, Ints
from samanvay_insight.roster.seating import Seating

_WORK = 1_500_000  # arcs of all flows that are tried
_MOST, _LEAST = 200, 20  # flows tried; below the least it is not worth it
_BRANCH = 6


@dataclass(frozen=True, eq=False)
class _Tried:
    laid: Ints
    groups: Groups
    cost: float


@dataclass(eq=False)
class Search:
    """Tries layouts by `assign`; `km` is units × centres, `price` that of a batch, `visits` as in the rules."""

    assign: Callable[[Ints], Groups | None]
    km: Floats
    courses: Courses
    seating: Seating
    price: float
    visits: int | None
    left: int = 0

    @classmethod
    def budget(cls, arcs: int) -> int:
        """Return how many flows of so many arcs may be tried."""
        tries = min(_MOST, _WORK // max(1, arcs))
        return tries if tries >= _LEAST else 0

    def best(self, layouts: Iterator[Ints], tries: int) -> tuple[Ints, Groups] | None:
        """Return the cheapest layout that is found from the best of some, and its assignment."""
        self.left = tries
        found: _Tried | None = None
        for laid in layouts:
            if self.left > tries // 2:
                found = self._better(self._try(laid), found)
        while found is not None and self.left > 0:
            now = found
            better = next(
                (b for b in map(self._try, self._moves(now)) if b is not None and b.cost < now.cost - 1), None
            )
            if better is None:
                break
            found = better
        return None if found is None else (found.laid, found.groups)

    def _try(self, laid: Ints) -> _Tried | None:
        if self.left <= 0:
            return None
        self.left -= 1
        groups = self.assign(laid)
        if groups is None:
            return None
        used = self._used(groups)
        cohorts = self.seating.needed(used)
        times = np.array([len(c) for c in self.courses.chains]) if self.visits is None else self.visits
        homeless = int(groups.people[groups.centre < 0].sum())
        cost = groups.cost + self.price * float((cohorts * times).sum()) + FAR * float(homeless)
        return _Tried(np.where(cohorts < laid, cohorts, laid), groups, cost)

    @staticmethod
    def _better(one: _Tried | None, other: _Tried | None) -> _Tried | None:
        if one is None or (other is not None and other.cost <= one.cost):
            return other
        return one

    def _used(self, groups: Groups) -> Ints:
        used = np.zeros(self.courses.most.shape, dtype=np.int64)
        housed = groups.centre >= 0
        np.add.at(used, (groups.centre[housed], groups.chain[housed]), groups.people[housed])
        return used

    def _moves(self, now: _Tried) -> Iterator[Ints]:
        """Yield neighbouring layouts, the likeliest gains first."""
        if self.left <= 0:
            return
        gain, used = self._gains(now.groups), self._used(now.groups)
        add = [
            divmod(int(at), gain.shape[1])
            for at in np.argsort(-np.where(now.laid < self.courses.most, gain, -np.inf), axis=None)[:_BRANCH]
        ]
        add = [(c, j) for c, j in add if now.laid[c, j] < self.courses.most[c, j]]
        rest = np.where(now.laid > 0, used - (now.laid - 1) * self.seating.size[:, None], np.iinfo(np.int64).max)
        drop = [divmod(int(at), gain.shape[1]) for at in np.argsort(rest, axis=None)[:_BRANCH]]
        drop = [(c, j) for c, j in drop if now.laid[c, j] > 0]
        steps: list[list[tuple[tuple[int, int], int]]] = [[(where, -1)] for where in drop]
        steps += [[(where, 1)] for where in add]
        steps += [[(one, -1), (other, 1)] for one in drop for other in add if one != other]
        for step in steps:
            laid = now.laid.copy()
            for where, by in step:
                laid[where] += by
            yield laid

    def _gains(self, groups: Groups) -> Floats:
        """Return what a batch more at each centre on each chain would save those who pass it by, centres × chains."""
        gain: Floats = np.zeros(self.courses.most.shape)
        housed = groups.centre >= 0
        now = np.where(housed, self.km[groups.unit, np.maximum(groups.centre, 0)], float(FAR))
        for centre in range(len(gain)):
            saved = np.maximum(0, now - self.km[groups.unit, centre])
            order = np.argsort(-saved)
            for chain in range(len(self.courses.chains)):
                rows = order[groups.chain[order] == chain]
                takes = np.diff(np.minimum(np.cumsum(groups.people[rows]), self.seating.size[centre]), prepend=0)
                gain[centre, chain] = float((takes * saved[rows]).sum())
        return gain
