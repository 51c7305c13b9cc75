"""Finding seats in one week for people whose centre is closed, lost or full: in batches that run, and in new ones."""

from __future__ import annotations

import numpy as np

from samanvay_insight.roster.layout import TENTHS
from samanvay_insight.roster.network import Network
from samanvay_insight.roster.people import Floats, Ints


def reallocate(km: Floats, place: Ints, load: Ints, room: Ints, size: Ints, price: float) -> Ints | None:
    """Return the centre of each person, or None where the week has too few seats.

    `km` people × centres, `place` where each lives; `load` who is at each centre already, `room` the most at each (0
    where closed), `size` people of a batch, `price` kilometres of a batch. Batches that run are filled up and as many
    opened as are needed; of the ways to do so the cheapest of three is taken: all in new batches, the rest of a batch
    in free seats, all in free seats.
    """
    people = len(km)
    running = -(-load // np.maximum(1, size))
    spare = np.minimum(running * size, room) - load
    fresh = np.where(room > 0, room - np.minimum(running * size, room), 0)
    _, first, kind = np.unique(place, return_index=True, return_inverse=True)
    best: tuple[float, Ints] | None = None
    for opened in _openings(km, size, fresh, int(spare.sum()), price):
        places = spare + opened
        if places.sum() < people:
            continue
        found = _cheapest(km[first], kind.ravel(), places)
        if found is None:
            continue
        after = load + np.bincount(found, minlength=len(load))
        new = (-(-after // np.maximum(1, size)) - running).sum()
        cost = float(km[np.arange(people), found].sum()) + price * float(new)
        if best is None or cost < best[0]:
            best = (cost, found)
    return None if best is None else best[1]


def _openings(km: Floats, size: Ints, fresh: Ints, spare: int, price: float) -> list[Ints]:
    """Return ways to open batches, as people that they take at each centre: each next one where it is best used."""
    opened = np.zeros(len(size), dtype=np.int64)
    ways = [opened.copy()]
    left = np.arange(len(km))
    while len(left):
        best: tuple[float, int, Ints] | None = None
        for centre in np.flatnonzero(fresh > opened).tolist():
            takes = int(min(size[centre], fresh[centre] - opened[centre], len(left)))
            nearest = left[np.argpartition(km[left, centre], takes - 1)[:takes]]
            each = float(km[nearest, centre].mean()) + price / takes
            if best is None or each < best[0]:
                best = (each, centre, nearest)
        if best is None:
            break
        _, centre, taken = best
        opened[centre] += min(size[centre], fresh[centre] - opened[centre])
        left = np.setdiff1d(left, taken, assume_unique=True)
        if len(left) <= spare or not len(left):
            ways.append(opened.copy())
    ways.append(fresh.copy() if len(left) else opened.copy())
    return ways


def _cheapest(km: Floats, kind: Ints, places: Ints) -> Ints | None:
    """Return the assignment of people of some kinds to centres with so many places that has the fewest kilometres."""
    number = np.bincount(kind)
    kinds, centres = km.shape
    network = Network()
    sink = kinds + centres
    k, c = (each.ravel() for each in np.mgrid[:kinds, :centres])
    arcs = network.add(k, kinds + c, number[k], np.rint(km.ravel() * TENTHS))
    network.add(kinds + np.arange(centres), sink, places, 0)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:kinds], supply[sink] = number, -len(kind)
    flows = network.solve(supply)
    if flows is None:
        return None
    found = np.empty(len(kind), dtype=np.int64)
    order = np.argsort(kind, kind="stable")
    found[order] = np.repeat(c, flows[arcs])
    return found
