"""New weeks for a whole unit, where one of its officers alone finds none because the others fill its cover.

From what each has had, the rest of a unit's plan is a flow through the weeks: at most so many of the unit in each. It
costs little to keep as many in a week as there were and more to train in others, so that few have to change.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from samanvay_insight.roster.chains import Gaps
from samanvay_insight.roster.network import Network
from samanvay_insight.roster.people import Ints, Mask

_TRAINING, _KEPT = 1_000, 100


def unit_weeks(
    before: list[tuple[int, ...]], from_week: int, may: Mask, most: int, gaps: Gaps
) -> list[tuple[int, ...]] | None:
    """Return weeks for everybody of a unit that keep the gaps and its cover, or None where there are none.

    `before` are the weeks of each until now, of which those before `from_week` are kept; `may` tells in which weeks
    anybody can train, `most` how many of the unit at once. Those with the same last training get the new weeks that are
    most like their old ones.
    """
    kept = [tuple(week for week in each if week < from_week) for each in before]
    last = np.array([each[-1] if each else -1 for each in kept])
    starts, kind = np.unique(last, return_inverse=True)
    paths = _paths(before, from_week, may, most, gaps, starts, np.bincount(kind.ravel()))
    if paths is None:
        return None
    found: list[tuple[int, ...]] = [()] * len(before)
    for at in range(len(starts)):
        people = np.flatnonzero(kind.ravel() == at)
        cost = np.array([[-len({*before[one]} & {*path}) for path in paths[at]] for one in people], dtype=float)
        for row, chosen in zip(*linear_sum_assignment(cost), strict=True):
            one = int(people[row])
            found[one] = (*kept[one], *paths[at][chosen])
    return found


def _paths(
    before: list[tuple[int, ...]], from_week: int, may: Mask, most: int, gaps: Gaps, starts: Ints, people: Ints
) -> list[list[tuple[int, ...]]] | None:
    """Return the further weeks of as many people as begin from each of `starts`, by a flow."""
    weeks = len(may)
    source, sink = 2 * weeks, 2 * weeks + len(starts)
    later = np.array([week for each in before for week in each if week >= from_week], dtype=np.int64)
    old = np.bincount(later, minlength=weeks)
    at = np.flatnonzero(may & (np.arange(weeks) >= from_week))
    network = Network()
    same = np.minimum(old[at], most).astype(np.int64)
    network.add(2 * at, 2 * at + 1, same, _KEPT)
    network.add(2 * at, 2 * at + 1, most - same, _TRAINING)
    links = np.array(
        [(source + k, 2 * week, week) for k, start in enumerate(starts.tolist()) for week in at.tolist()
         if _may_begin(start, week, gaps)]
        + [(2 * one + 1, 2 * other, other) for one in at.tolist() for other in at.tolist() if gaps.follows(one, other)]
        + [(source + k, sink, -1) for k, start in enumerate(starts.tolist()) if start >= weeks - gaps.most]
        + [(2 * week + 1, sink, -1) for week in at.tolist() if week >= weeks - gaps.most],
        dtype=np.int64,
    ).reshape(-1, 3)  # fmt: skip
    arcs = network.add(links[:, 0], links[:, 1], int(people.sum()), 0)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[source:sink], supply[sink] = people, -people.sum()
    flows = network.solve(supply)
    if flows is None:
        return None
    left = {(int(a), int(b)): int(flow) for (a, b, _), flow in zip(links, flows[arcs], strict=True) if flow}
    onward: dict[int, list[int]] = {}
    for (a, b), flow in left.items():
        onward.setdefault(a, []).extend([b] * flow)

    def walk(node: int) -> tuple[int, ...]:
        found: list[int] = []
        while (node := onward[node].pop()) != sink:
            found.append(node // 2)
            node += 1
        return tuple(found)

    return [[walk(source + k) for _ in range(count)] for k, count in enumerate(people.tolist())]


def _may_begin(start: int, week: int, gaps: Gaps) -> bool:
    return week < gaps.most if start < 0 else gaps.follows(start, week)
