r"""Who teaches which batch: as many batches as can be, each by somebody who fits, the load even.

Let :math:`x_{tb}` say that trainer :math:`t` teaches batch :math:`b`. Of all ways in which every batch has at most one
of those who can teach it and nobody teaches two batches in one week, that one is taken which first leaves the fewest
batches without anybody, then has the least :math:`\sum \text{misfit}_{tb} x_{tb}`, then the least
:math:`\sum_t (\text{load}_t + \sum_b x_{tb})^2`. The three are one cost by weights that no lower one outweighs. The
square of a load is convex, so each further batch of a trainer is an arc of its own that costs more than the one before:
a minimum-cost flow from trainers over their weeks to batches, whose optimum is whole (Ahuja, Magnanti and Orlin 1993,
*Network Flows*, 14.2).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from samanvay_insight.roster.network import Network
from samanvay_insight.roster.people import Ints

CANNOT = -1
NOBODY = -1


def teachers_of(
    misfit: npt.ArrayLike, week: npt.ArrayLike, load: npt.ArrayLike | None = None, *, most: int | None = None
) -> Ints:
    """Return for each batch the number of its trainer, NOBODY where none can or all who can teach elsewhere that week.

    ``misfit`` is trainers × batches: CANNOT, else from 0 (fits) up, a whole number. ``week`` is that of each batch,
    ``load`` how many batches each trainer has already, ``most`` how many more anybody is given. Raises ValueError where
    the shapes differ or a misfit is below CANNOT.
    """
    cost = np.asarray(misfit, dtype=np.int64)
    weeks = np.unique(np.asarray(week, dtype=np.int64), return_inverse=True)[1].astype(np.int64)
    if cost.ndim != 2 or cost.shape[1] != len(weeks):
        raise ValueError("misfit is trainers × batches, with a week for each batch")
    trainers, batches = cost.shape
    before = np.zeros(trainers, dtype=np.int64) if load is None else np.asarray(load, dtype=np.int64)
    if len(before) != trainers or (cost < CANNOT).any() or (before < 0).any():
        raise ValueError("one load from 0 a trainer, and no misfit below -1")
    found = np.full(batches, NOBODY, dtype=np.int64)
    who, what = np.nonzero(cost >= 0)
    if not len(who):
        return found
    own = np.bincount(who, minlength=trainers)
    if most is not None:
        own = np.minimum(own, max(0, most))
    # One more batch costs (n + 1)² - n²: an arc each.
    tail = np.repeat(np.arange(trainers), own)
    step = np.arange(len(tail)) - np.repeat(np.cumsum(own) - own, own)
    further = 2 * (before[tail] + step) + 1
    unfit = int(further.sum()) + 1
    lacking = unfit * (int(np.where(cost < 0, 0, cost).max(axis=0).sum()) + 1)
    turns, turn = np.unique(who * (int(weeks.max()) + 1) + weeks[what], return_inverse=True)
    holders = turns // (int(weeks.max()) + 1)
    source = trainers + len(turns) + batches
    sink = source + 1
    net = Network()
    net.add(source, tail, 1, further)
    net.add(holders, trainers + np.arange(len(turns)), 1, 0)
    taught = net.add(trainers + turn.ravel(), trainers + len(turns) + what, 1, unfit * cost[who, what])
    net.add(source, trainers + len(turns) + np.arange(batches), 1, lacking)
    net.add(trainers + len(turns) + np.arange(batches), sink, 1, 0)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[source], supply[sink] = batches, -batches
    flow = net.solve(supply)
    assert flow is not None, "a batch may always stay without anybody"
    chosen = flow[taught] > 0
    found[what[chosen]] = who[chosen]
    return found
