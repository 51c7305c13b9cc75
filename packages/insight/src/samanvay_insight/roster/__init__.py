"""Training rosters: everybody, again and again, in batches, with nobody's station left empty.

people, errors = people_of(table, rules.calendar)      # and centres_of
plan = plan_roster(people, centres, rules)             # infeasible: plan.infeasible says what to relax
plan.table(), plan.cost, plan.bound, plan.fill
without_centre(plan, "C07", from_week=20)              # keeps everybody's week where it can be kept
moved(plan, batch=12, week=18).plan.cost               # what it costs to move a batch, and what it breaks
"""

from samanvay_insight.roster.cover import Raised
from samanvay_insight.roster.drawing import drawn, strata
from samanvay_insight.roster.merging import Thin, merged, thin_batches
from samanvay_insight.roster.people import Centres, People
from samanvay_insight.roster.plan import Plan
from samanvay_insight.roster.planning import plan_roster
from samanvay_insight.roster.reading import (
    CENTRE_COLUMNS,
    DISTRICT,
    OFFICER_COLUMNS,
    RowError,
    centres_of,
    lacking,
    people_of,
)
from samanvay_insight.roster.relaxing import Relaxation
from samanvay_insight.roster.replanning import (
    Move,
    moved,
    moved_share,
    of_table,
    replanned,
    with_blackout,
    without_centre,
)
from samanvay_insight.roster.rules import RuleError, Rules, rules_of

__all__ = [
    "CENTRE_COLUMNS",
    "DISTRICT",
    "OFFICER_COLUMNS",
    "Centres",
    "Move",
    "People",
    "Plan",
    "Raised",
    "Relaxation",
    "RowError",
    "RuleError",
    "Rules",
    "Thin",
    "centres_of",
    "drawn",
    "lacking",
    "merged",
    "moved",
    "moved_share",
    "of_table",
    "people_of",
    "plan_roster",
    "replanned",
    "rules_of",
    "strata",
    "thin_batches",
    "with_blackout",
    "without_centre",
]
