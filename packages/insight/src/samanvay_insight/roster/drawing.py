"""Drawing the order at random, so that the roll-out is a trial of its own.

Those of one unit who are alike for the plan (the same home, sex, wait and language, no leave) change places at random.
Each such exchange leaves every rule and the cost as they are, so all orders of a stratum are equally likely, whatever
the planner did before; and whether training works can be tested by drawing again and again (a stepped-wedge design with
the officer as the unit of randomisation and the unit as the stratum; Hussey and Hughes, Contemporary Clinical Trials
28, 2007).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from samanvay_insight.roster.people import Ints
from samanvay_insight.roster.plan import Plan


def strata(plan: Plan) -> Ints:
    """Return the stratum of each officer; those with leave have one of their own and stay where they are."""
    people = plan.people
    columns = np.column_stack([people.unit, people.place, people.is_woman, people.waited, people.language])
    found = np.unique(columns, axis=0, return_inverse=True)[1].ravel().astype(np.int64)
    own = np.array(sorted(people.leave), dtype=np.int64)
    found[own] = int(found.max(initial=0)) + 1 + np.arange(len(own))
    return found


def drawn(plan: Plan, seed: int) -> Plan:
    """Return the plan with the places of each stratum dealt anew at random, the same for the same seed."""
    order = strata(plan)
    chance = np.random.default_rng(seed).random(len(order))
    into, out = np.argsort(order, kind="stable"), np.lexsort((chance, order))
    week, centre = np.empty_like(plan.week), np.empty_like(plan.centre)
    week[into], centre[into] = plan.week[out], plan.centre[out]
    return replace(plan, week=week, centre=centre)
