"""What follows from the posterior for the picture: shares month by month."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array, csr_array

from samanvay_insight.routes.posterior import Routes


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
