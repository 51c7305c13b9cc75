"""The weeks of one officer, found anew where those of their chain cannot be: the fewest changes and trainings."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from samanvay_insight.roster.chains import Gaps
from samanvay_insight.roster.people import Floats, Mask


def best_weeks(
    may: Mask, price: Floats, gaps: Gaps, *, uncounted: Collection[int] = (), fixed: tuple[int, ...] = ()
) -> tuple[int, ...] | None:
    """Return the cheapest weeks that keep the gaps, after the weeks `fixed` (the first of all), or None.

    `may` tells of each week whether the officer can train in it, `price` what it costs. Weeks in `uncounted` (leave)
    do not count towards the greatest gap. A shortest path through the weeks: O(weeks × gap).
    """
    weeks = len(may)

    def counted(before: int, after: int) -> int:
        """Return the weeks from one to the other (-1 and `weeks` are the ends), without those that do not count."""
        return after - before - (sum(before < each < after for each in uncounted) if uncounted else 0)

    begin = fixed[-1] if fixed else -1
    cost, back = [np.inf] * weeks, [-2] * weeks
    allowed, charge = may.tolist(), price.tolist()
    for week in range(begin + 1, weeks):
        if not allowed[week]:
            continue
        early = max(begin + 1, week - gaps.most - len(uncounted))
        ways = [
            (cost[each], each)
            for each in range(early, week - gaps.least + 1)
            if cost[each] < np.inf and counted(each, week) <= gaps.most
        ]
        if (not fixed and counted(-1, week) <= gaps.most) or (
            fixed and week - begin >= gaps.least and counted(begin, week) <= gaps.most
        ):
            ways.append((0.0, -1))
        if ways:
            least, back[week] = min(ways)
            cost[week] = least + charge[week]
    ends = [(cost[week], week) for week in range(weeks) if cost[week] < np.inf and counted(week, weeks) <= gaps.most]
    if fixed and counted(begin, weeks) <= gaps.most:
        ends.append((0.0, -1))
    if not ends:
        return None
    week = min(ends)[1]
    found: list[int] = []
    while week >= 0:
        found.append(week)
        week = back[week]
    return (*fixed, *reversed(found))
