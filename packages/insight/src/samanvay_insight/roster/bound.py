"""A cost that no plan can go below, from the files alone: nothing of the plan is looked at.

The linear-programming relaxation of the same cost without side rules. Every person is trained at least once in each of
the disjoint stretches of `max_gap_weeks` weeks (or is at a centre so many times in all, where the rules say how often),
in any fraction at any centre; a centre takes its seats in each of its open weeks; a batch may be any fraction, so that
each training costs its kilometres and 1 / `max_batch` of a batch. Blackouts, cover, leave, seats kept for make-ups and
whole batches are left out, all of which can only cost more.

Each stretch is then a transport problem. For any prices p ≥ 0 of the centres' capacities the dual
    Σ people · min over centres (kilometres + p) − Σ p · capacity
is at most its value (weak duality), so what is returned is a bound whatever the prices are; with those of the optimal
flow, which are taken, it is that value up to the tenths of kilometres in which flows are counted.
"""

from __future__ import annotations

import numpy as np

from samanvay_insight.roster.layout import TENTHS
from samanvay_insight.roster.network import Network
from samanvay_insight.roster.people import Centres, Floats, Ints
from samanvay_insight.roster.rules import Rules

_ARCS = 400_000


def lower_bound(people: Ints, km: Floats, centres: Centres, rules: Rules) -> float | None:
    """Return the bound in kilometres, or None where not even the relaxation has enough seats.

    `people` live at each place, `km` places × centres.
    """
    visits = rules.visits
    if visits == 0 or not people.sum():
        return 0.0
    price = rules.fixed_cost_per_batch_km / rules.max_batch
    times = rules.least_trainings if visits is None else visits
    span = min(rules.max_gap_weeks, rules.weeks)
    stretches = (
        [slice(at * span, (at + 1) * span) for at in range(times)] if visits is None else [slice(0, rules.weeks)]
    )
    total = 0.0
    known: dict[bytes, float | None] = {}
    for stretch in stretches:
        capacity = centres.seats * centres.is_open[:, stretch].sum(axis=1)
        wanted = people if visits is None else people * times
        key = capacity.tobytes()
        if key not in known:
            known[key] = _transport(wanted, km, capacity)
        value = known[key]
        if value is None:
            return None
        total += value
    return total + price * times * float(people.sum())


def _transport(people: Ints, km: Floats, capacity: Ints) -> float | None:
    if people.sum() > capacity.sum() or not len(capacity):
        return None
    usable = np.flatnonzero(capacity > 0)
    km, capacity = km[:, usable], capacity[usable]
    nearest = km.argmin(axis=1)
    if (np.bincount(nearest, weights=people, minlength=len(capacity)) <= capacity).all():
        return float((people * km[np.arange(len(km)), nearest]).sum())
    prices = _prices(people, km, capacity)
    return float((people * (km + prices).min(axis=1)).sum() - (prices * capacity).sum())


def _prices(people: Ints, km: Floats, capacity: Ints) -> Floats:
    """Return what a seat more at each centre would save: the shortest way of moves to a centre with seats left.

    Places are pooled by their nearest cells where they are too many for one flow; the prices stay prices.
    """
    count = len(capacity)
    chosen, number = _pooled(people, km)
    pooled = km[chosen]
    kinds = len(chosen)
    network = Network()
    sink = kinds + count
    k, c = (each.ravel() for each in np.mgrid[:kinds, :count])
    arcs = network.add(k, kinds + c, number[k], np.rint(pooled.ravel() * TENTHS))
    into = network.add(kinds + np.arange(count), sink, capacity, 0)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:kinds], supply[sink] = number, -number.sum()
    flows = network.solve(supply)
    assert flows is not None  # every place reaches every centre, and the seats are enough
    used = flows[arcs].reshape(kinds, count) > 0
    step = np.full((count, count), np.inf)
    for centre in range(count):
        there = pooled[used[:, centre]]
        if len(there):
            step[centre] = (there - there[:, [centre]]).min(axis=0)
    prices = np.where(flows[into] < capacity, 0.0, np.inf)
    for _ in range(count):
        prices = np.minimum(prices, (step + prices[None, :]).min(axis=1))
    return np.maximum(0.0, np.where(np.isfinite(prices), prices, 0.0))


def _pooled(people: Ints, km: Floats) -> tuple[Ints, Ints]:
    """Return places that stand for all, and how many people each stands for."""
    most = max(1, _ARCS // km.shape[1])
    if len(people) <= most:
        return np.arange(len(people)), people
    order = np.lexsort((km.min(axis=1), km.argmin(axis=1)))
    begins = np.linspace(0, len(people), most, endpoint=False).astype(np.int64)
    ends = np.append(begins[1:], len(people))
    return order[(begins + ends) // 2], np.add.reduceat(people[order], begins)
