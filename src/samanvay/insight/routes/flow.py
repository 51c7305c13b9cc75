"""What follows from the posterior for the picture: shares month by month, and transit that nobody looks at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.special import gammainc

from samanvay.insight.routes.legs import RESCUE
from samanvay.insight.routes.observed import symbol_of
from samanvay.insight.routes.posterior import Routes

HALF = 0.5  # a place is blind where fewer than this part of the usual share is intercepted
LEAST_FLOW = 3.0  # journeys through a place before anything is said of it
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BlindTransit:
    """A district that journeys pass through and few are intercepted in.

    `journeys` is the expected number that passed or stopped on the way, `intercepted` how many were rescued there and
    `expected` how many would have been at the share usual everywhere; `probability` that its own share is less than
    half the usual one.
    """

    place: str
    key: str
    journeys: float
    intercepted: float
    expected: float
    probability: float


def blind_transit(routes: Routes, *, least: float = LEAST_FLOW) -> list[BlindTransit]:
    """Return the districts in the order of the interceptions they lack, those with less than the usual share alone.

    Interceptions of a district are Poisson with its flow times its own rate; the rates follow a gamma distribution
    fitted by moments to all districts (Clayton and Kaldor 1987), so that a small flow proves little.
    """
    flow, freed = _flows(routes)
    use = flow >= least
    total = float(flow[use].sum())
    if not total or not freed[use].sum():
        return []
    usual = float(freed[use].sum()) / total
    # what is left of the spread of the raw rates without that of counting
    spread = float((flow[use] * (freed[use] / flow[use] - usual) ** 2).sum()) / total - usual * use.sum() / total
    shape = usual**2 / max(spread, usual**2 / 50)
    rate = shape / usual
    found = []
    for node in np.flatnonzero(use).tolist():
        lacking = usual * flow[node] - freed[node]
        if lacking > 0:
            probability = gammainc(shape + freed[node], HALF * usual * (rate + flow[node]))
            found.append((lacking * probability, node, float(probability)))
    found.sort(key=lambda each: (-each[0], each[1]))
    names, keys = routes.graph.names, routes.graph.keys
    return [
        BlindTransit(names[node], keys[node], float(flow[node]), float(freed[node]), usual * float(flow[node]), sure)
        for _, node, sure in found
    ]


def _flows(routes: Routes) -> tuple[Numbers, Numbers]:
    """Give for each node the journeys on their way through it, and those intercepted there, ends left out."""
    observed, frame = routes.observed, routes.frame
    count = observed.count.astype(np.float64)
    inner = routes.passed - routes.at_ends
    inner.data = np.maximum(inner.data, 0.0)
    rows, at = np.nonzero(observed.symbol == symbol_of(0, RESCUE))
    node = frame.one[observed.place[rows, at]]
    rows, node = rows[node >= 0], node[node >= 0]
    freed = coo_array((np.ones(len(rows)), (rows, node)), shape=inner.shape).tocsr()
    freed.data = np.minimum(freed.data, 1.0)
    flow = count @ inner.maximum(freed)
    return flow.astype(np.float64), (count @ freed).astype(np.float64)


def monthly(routes: Routes, of: str = "corridor") -> pa.Table:
    """Return journeys by month: `month` (year * 12 + month - 1), `journeys` and their `share` of the month's.

    `of` is "corridor" (with `from` and `to`) or "stopover" (with `place`). Journeys without a month are left out.
    """
    patterns = routes.patterns
    dated = patterns.month >= 0
    months, at = np.unique(patterns.month[dated], return_inverse=True)
    shape = (len(months), len(patterns))
    cases = coo_array((np.ones(len(at)), (at, patterns.pattern[dated])), shape=shape).tocsr()
    table: csr_array = routes.by_corridor if of == "corridor" else routes.by_stop
    sums = (cases @ table).tocoo()
    whole = np.asarray(cases.sum(axis=1)).ravel()
    month, column = sums.coords
    kept = sums.data >= 0.005
    month, column, journeys = month[kept], column[kept], sums.data[kept]
    if of == "corridor":
        ends = [routes.frame.corridors[each] for each in column.tolist()]
        named = {
            "from": [routes.names[source] for source, _ in ends],
            "to": [routes.names[destination] for _, destination in ends],
        }
    else:
        named = {"place": [routes.graph.names[each] for each in column.tolist()]}
    columns = {"month": months[month], **named, "journeys": journeys, "share": journeys / whole[month]}
    order = [("month", "ascending"), *((name, "ascending") for name in named)]
    return pa.table(columns).sort_by(order)
