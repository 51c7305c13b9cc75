"""Chains: sequences of weeks in which the same people can train, every gap kept, no week in two chains.

A unit of which at most c are away at once, dealt over J chains, can train c × J people, and no plan can train more:
the weeks of a plan form a flow through the weeks in which at most c of the unit go through each, and such a flow is c
times one through weeks of capacity 1. So the greatest number of chains tells exactly which units can keep their cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

import numpy as np

from samanvay_insight.roster.network import Network
from samanvay_insight.roster.people import Floats, Mask

_TRAINING = 1_000  # the cost of a week in a chain, beside which a full week's preference is small
_THIN = 400
_SETS = 6  # numbers of chains that are tried

Chain = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The least and greatest number of weeks from one training to the next."""

    least: int
    most: int

    def follows(self, before: int, after: int) -> bool:
        """Tell whether a training may follow another."""
        return self.least <= after - before <= self.most


def chain_sets(usable: Mask, gaps: Gaps, *, wanted: int, room: Floats) -> Iterator[list[Chain]]:
    """Yield sets of week-disjoint chains, the best first; chains are ordered by their first week.

    `usable` tells of each week whether anybody can train in it, `room` how much there is in it (relative; thin weeks
    are avoided). The first week of a chain is among the first `gaps.most`, fewer than `gaps.most` weeks remain after
    its last. Numbers of chains from `wanted` on that there can be give a set each: that whose `wanted` shortest chains
    have the fewest trainings is the best, of equal ones the greatest. Where not even `wanted` can be, the greatest.
    """
    thin = np.rint(_THIN * (1 - room / max(float(room.max(initial=0)), 1e-9))).astype(np.int64)
    weeks = tuple(np.flatnonzero(usable).tolist())
    frame = (len(usable), weeks, tuple(thin[list(weeks)].tolist()), gaps)
    counts = np.unique(np.rint(np.linspace(wanted, gaps.most, _SETS)).astype(int)) if wanted <= gaps.most else ()
    found: list[list[Chain]] = []
    for count in counts:
        chains = _chains(*frame, max(1, int(count)))
        if chains is None:
            break
        found.append(chains)
    if found:
        yield from sorted(found, key=lambda chains: (sum(sorted(map(len, chains))[:wanted]), -len(chains)))
        return
    fewer = (_chains(*frame, count) for count in range(min(wanted - 1, gaps.most), 0, -1))
    yield from islice((chains for chains in fewer if chains is not None), 1)


@lru_cache(maxsize=4096)
def _chains(horizon: int, weeks: tuple[int, ...], thin: tuple[int, ...], gaps: Gaps, count: int) -> list[Chain] | None:
    """Return so many disjoint chains with the fewest trainings, by a flow through the weeks, or None."""
    at = np.array(weeks, dtype=np.int64)
    if len(at) < count:
        return None
    source, sink = 2 * horizon, 2 * horizon + 1
    network = Network()
    network.add(2 * at, 2 * at + 1, 1, _TRAINING + np.array(thin))
    first, last = at[at < gaps.most], at[at >= horizon - gaps.most]
    begun = network.add(source, 2 * first, 1, 0)
    network.add(2 * last + 1, sink, 1, 0)
    before, after = np.nonzero((at[None, :] - at[:, None] >= gaps.least) & (at[None, :] - at[:, None] <= gaps.most))
    links = network.add(2 * at[before] + 1, 2 * at[after], 1, 0)
    supply = np.zeros(2 * horizon + 2, dtype=np.int64)
    supply[source], supply[sink] = count, -count
    flows = network.solve(supply)
    if flows is None:
        return None
    used = flows[links] > 0
    follows = dict(zip(at[before[used]].tolist(), at[after[used]].tolist(), strict=True))
    return [_walk(week, follows) for week in first[flows[begun] > 0].tolist()]


def _walk(begin: int, after: dict[int, int]) -> Chain:
    weeks = [begin]
    while weeks[-1] in after:
        weeks.append(after[weeks[-1]])
    return tuple(weeks)


def keeps_gaps(weeks: Sequence[int], gaps: Gaps, horizon: int) -> bool:
    """Tell whether somebody's weeks keep the rule from the first to the last of a plan."""
    return (
        bool(weeks)
        and weeks[0] < gaps.most
        and weeks[-1] >= horizon - gaps.most
        and all(gaps.follows(a, b) for a, b in pairwise(weeks))
    )
