"""Which centre holds how many cohorts on which chain, before anybody is assigned.

A cohort is the people of one batch who go through their chain together. How many batches there are decides the cost as
much as how far people travel, and a flow alone cannot count them: it fills 520 where 400 would do. So the batches are
laid out first, nearly as few as the people need, spread over the chains so that a unit that may send only a few at a
time finds one nearby on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from samanvay_insight.roster.chains import Chain
from samanvay_insight.roster.network import Network
from samanvay_insight.roster.people import Centres, Floats, Ints, kilometres
from samanvay_insight.roster.seating import Seating

TENTHS = 10  # costs of flows are in tenths of a kilometre
FAR = 3_000  # kilometres beyond any journey to a near centre; greater numbers slow the flow
_NEAR = 8
_NEIGHBOUR_KM = 100.0
_SPARE = 0.004  # of all seats laid out, beyond what is needed: units cannot be cut to fit exactly


@dataclass(frozen=True, eq=False)
class Courses:
    """What centres can do on chains, centres × chains: `most` cohorts, and in how many weeks of it each is `closed`."""

    chains: list[Chain]
    most: Ints
    closed: Ints


def courses_of(chains: list[Chain], centres: Centres, seating: Seating, visits: int | None) -> Courses:
    """Return what centres can do: with `visits` a cohort needs that many open weeks of its chain, else all of them."""
    is_open = np.stack([centres.is_open[:, list(chain)].sum(axis=1) for chain in chains], axis=1)
    lengths = np.array([len(chain) for chain in chains])
    if visits is None:
        # A closed week is spent elsewhere; a centre that is closed in most of them is none of this chain.
        most = np.where(2 * is_open > lengths, seating.batches[:, None], 0)
    else:
        most = seating.batches[:, None] * is_open // max(1, visits)
    return Courses(chains, most.astype(np.int64), lengths - is_open)


def laid_out(
    sizes: Ints, km: Floats, centres: Centres, seating: Seating, courses: Courses, together: int | None, least: int = 0
) -> Ints:
    """Return the cohorts of each centre on each chain.

    `sizes` are people of each unit, `km` units × centres, `together` the most cohorts of a chain in all centres,
    `least` how many cohorts there should be at least.
    """
    wanted = _by_centre(sizes, km, seating.size * courses.most.sum(axis=1))
    number = _rounded(wanted, int(sizes.sum()), seating.size, courses.most.sum(axis=1), least)
    return _spread(number, centres, courses, together)


def layouts(
    sizes: Ints, km: Floats, centres: Centres, seating: Seating, courses: Courses, together: int | None, needed: int
) -> Iterator[Ints]:
    """Yield layouts to begin a search from: on all chains or on `needed` of them, from few batches to many."""
    chains = len(courses.chains)
    for used in dict.fromkeys((needed, chains)):
        most = courses.most.copy()
        thick = sorted(range(chains), key=lambda at: (len(courses.chains[at]), -int(most[:, at].sum()), at))
        most[:, thick[used:]] = 0
        for times in (0, 1, 2, 3, 5):
            some = Courses(courses.chains, most, courses.closed)
            yield laid_out(sizes, km, centres, seating, some, together, least=times * used)


def _by_centre(sizes: Ints, km: Floats, capacity: Ints) -> Ints:
    """Return how many people each centre would have if all went to the nearest with seats."""
    units, count = km.shape
    near = np.argsort(km, axis=1)[:, :_NEAR]
    network = Network()
    spill, sink = units + count, units + count + 1
    rows = np.repeat(np.arange(units), near.shape[1])
    network.add(rows, units + near.ravel(), sizes[rows], np.rint(np.take_along_axis(km, near, 1) * TENTHS).ravel())
    network.add(np.arange(units), spill, sizes, FAR * TENTHS)
    into = network.add(units + np.arange(count), sink, capacity, 0)
    network.add(spill, sink, int(sizes.sum()), 0)
    supply = np.zeros(units + count + 2, dtype=np.int64)
    supply[:units], supply[sink] = sizes, -sizes.sum()
    flows = network.solve(supply)
    assert flows is not None  # whoever finds no seat goes by `spill`
    return flows[into]


def _rounded(wanted: Ints, people: int, size: Ints, most: Ints, least: int) -> Ints:
    """Return whole numbers of cohorts: rounded down, then up where most would be left over, until all have a seat."""
    number = np.minimum(wanted // np.maximum(1, size), most)
    seats = people * (1 + _SPARE)
    while (number * size).sum() < seats or number.sum() < least:
        left = np.where(number < most, (wanted - number * size) / np.maximum(1, size), -np.inf)
        at = int(left.argmax())
        if not np.isfinite(left[at]):
            break
        number[at] += 1
    return number


def _spread(number: Ints, centres: Centres, courses: Courses, together: int | None) -> Ints:
    """Deal each centre's cohorts over the chains: as evenly as there and among its neighbours, closed weeks last."""
    near = np.exp(-kilometres(centres.where, centres.where) / _NEIGHBOUR_KM)
    laid = np.zeros_like(courses.most)
    left = number.copy()
    order = np.argsort(centres.where @ np.array([1.0, 0.37]))
    while left.any():
        is_changed = False
        for centre in order:
            if not left[centre]:
                continue
            free = laid[centre] < courses.most[centre]
            if together is not None:
                free &= laid.sum(axis=0) < together
            if not free.any():
                left[centre] = 0
                continue
            around = near[centre] @ laid
            load = laid[centre] + courses.closed[centre] * 0.75 + 0.01 * around + 1e-4 * laid.sum(axis=0)
            laid[centre, int(np.where(free, load, np.inf).argmin())] += 1
            left[centre] -= 1
            is_changed = True
        if not is_changed:
            break
    return laid
