"""Which of a unit go on which chain to which centre: a flow, so that the least distance is in whole people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samanvay_insight.roster.layout import FAR, TENTHS, Courses
from samanvay_insight.roster.network import Network
from samanvay_insight.roster.people import Floats, Ints
from samanvay_insight.roster.seating import Seating

_ARCS = 300_000  # as many as a flow of a few seconds has
_LEAST_NEAR = 3


@dataclass(frozen=True, eq=False)
class Groups:
    """People of one unit on one chain at one home centre, a row each; `centre` -1 where none nearby has a seat left."""

    unit: Ints
    chain: Ints
    centre: Ints
    people: Ints
    cost: float


def assigned(
    sizes: Ints, most_away: Ints, km: Floats, laid: Ints, courses: Courses, seating: Seating, room: Ints,
    lean: Floats, visits: int | None,
) -> Groups | None:  # fmt: skip
    """Return the cheapest assignment to the cohorts `laid` out, or None where the chains have too little room.

    `most_away` of a unit go on one chain, `room` people on one chain in all. `lean` (units × chains, kilometres) says
    which chains a unit should rather not take. Raises nothing; whoever finds no cohort among the near centres gets
    centre -1 and is to be housed week by week.
    """
    units, count = km.shape
    chains = len(courses.chains)
    close = int(np.clip(_ARCS // max(1, units * chains), min(_LEAST_NEAR, count), count)) if count else 0
    near = np.argsort(km, axis=1)[:, :close]
    network = Network()
    seat, spill = units + units * chains, units + units * chains + count * chains
    full = spill + chains
    sink = full + chains
    u, j = (each.ravel() for each in np.mgrid[:units, :chains])
    node = units + u * chains + j
    network.add(u, node, most_away[u], np.rint(lean.ravel() * TENTHS))
    price = _prices(km, near, courses, visits)
    capacity = laid * seating.size[:, None]
    centre = np.repeat(near[:, None, :], chains, axis=1)
    chain = np.arange(chains)[None, :, None]
    there = np.take_along_axis(capacity, near.ravel()[:, None], 0).reshape(units, close, chains).transpose(0, 2, 1) > 0
    at = np.flatnonzero(there.ravel())
    tails = np.repeat(node, close)[at]
    heads = (seat + centre * chains + chain).ravel()[at]
    arcs = network.add(tails, heads, most_away[np.repeat(u, close)[at]], np.rint(price.ravel()[at] * TENTHS))
    spills = network.add(node, spill + j, most_away[u], FAR * TENTHS)
    network.add(seat + np.arange(count * chains), full + np.arange(count * chains) % chains, capacity.ravel(), 0)
    network.add(spill + np.arange(chains), full + np.arange(chains), room, 0)
    network.add(full + np.arange(chains), sink, room, 0)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:units], supply[sink] = sizes, -sizes.sum()
    flows = network.solve(supply)
    if flows is None:
        return None
    housed, lost = flows[arcs], flows[spills]
    some, none = np.flatnonzero(housed), np.flatnonzero(lost)
    where = np.flatnonzero(there.ravel())[some]
    cost = float((housed[some] * price.ravel()[where]).sum())
    return Groups(
        unit=np.concatenate([where // (chains * close), u[none]]),
        chain=np.concatenate([where // close % chains, j[none]]),
        centre=np.concatenate([centre.ravel()[where], np.full(len(none), -1)]),
        people=np.concatenate([housed[some], lost[none]]),
        cost=cost,
    )


def _prices(km: Floats, near: Ints, courses: Courses, visits: int | None) -> Floats:
    """Return the kilometres of one person over all visits, units × chains × near centres.

    In a week in which the home centre is closed the next one is counted.
    """
    distance = np.take_along_axis(km, near, 1)[:, None, :]
    if visits is not None:
        return np.broadcast_to(distance * visits, (len(km), len(courses.chains), near.shape[1]))
    lengths = np.array([len(chain) for chain in courses.chains], dtype=float)[None, :, None]
    other = np.sort(km, axis=1)[:, min(1, km.shape[1] - 1)][:, None, None]
    closed = courses.closed[near].transpose(0, 2, 1)
    return distance * (lengths - closed) + np.maximum(distance, other) * closed
