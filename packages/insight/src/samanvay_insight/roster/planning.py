"""Making a plan: chains of weeks, batches laid out, a flow of units to them, then officers to their places."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from samanvay_insight.columns import check_type
from samanvay_insight.roster.assigning import Groups, assigned
from samanvay_insight.roster.auditing import broken_by
from samanvay_insight.roster.bound import lower_bound
from samanvay_insight.roster.cover import most_away, raised_of
from samanvay_insight.roster.drawing import drawn
from samanvay_insight.roster.individual_weeks import reschedule_leave
from samanvay_insight.roster.layout import laid_out, layouts
from samanvay_insight.roster.merging import merged
from samanvay_insight.roster.officer_assignment import (
    Places,
    assign_officers,
    form_cohorts,
    keep_leave,
    keep_women_places,
)
from samanvay_insight.roster.outline import Outline, outlined
from samanvay_insight.roster.people import Centres, Floats, Ints, Mask, People, kilometres
from samanvay_insight.roster.plan import NONE, Plan
from samanvay_insight.roster.relaxing import Relaxation, Relaxing
from samanvay_insight.roster.rules import Rules
from samanvay_insight.roster.searching import Search
from samanvay_insight.roster.seats import Hall

_FIRST_KM = 3.0  # how many kilometres a week earlier is worth to those who come first


def plan_roster(people: People, centres: Centres, rules: Rules) -> Plan:
    """Return a plan for everybody, or one of nobody whose `infeasible` says which rule to relax.

    The periodic template: the weeks are cut into chains (`chain_sets`), batches are laid out on them (`laid_out`), a
    minimum-cost flow sends each unit's people to chains and centres (`assigned`), never more of a unit on one chain
    than may be away at once. A chain's weeks are its people's trainings, so gaps hold by construction, whatever
    blackouts lie between them. Thin batches are then merged (`merged`), and the order drawn where the rules ask for it.
    Raises TypeError, and ValueError where nobody is given.
    """
    check_type("people", people, People, "officers as People")
    check_type("centres", centres, Centres, "places of training as Centres")
    check_type("rules", rules, Rules, "the rules of a plan as Rules")
    if not len(people):
        raise ValueError("people is empty: there is nobody to plan for")
    km = kilometres(people.where, centres.where)
    bound = lower_bound(np.bincount(people.place, minlength=len(people.where)), km, centres, rules)
    found = _attempt(people, centres, rules, km, is_final=True) or _attempt(people, centres, rules, km, is_final=False)
    if found is not None and not found.infeasible:
        found = merged(found)
        return replace(found if rules.seed is None else drawn(found, rules.seed), bound=bound)

    def works(where: Centres, tried: Rules) -> bool:
        plan = _attempt(people, where, tried, km, is_final=False)
        return plan is not None and not plan.infeasible

    told = found.infeasible if found else Relaxing(people.unit_size, centres, rules, works).all()
    # Where no rule helps, there are too few weeks for so many: say at least how many seats a week they would need.
    told = told or [Relaxation("seats", -(-len(people) // max(1, min(rules.max_gap_weeks, rules.weeks))))]
    nothing = np.full((len(people), 1), NONE, dtype=np.int64)
    return Plan(people, centres, rules, nothing, nothing.copy(), bound, raised_of(people, rules), told)


def _attempt(people: People, centres: Centres, rules: Rules, km: Floats, *, is_final: bool) -> Plan | None:
    """Return a plan, with what it breaks as `infeasible`, or None where not everybody finds a week and a seat.

    One that is not final is made to see whether there is one, and not improved.
    """
    frame = outlined(people.unit_size, centres, rules)
    if frame.lacking is not None:
        return None
    places = _placed(people, centres, rules, frame, km, is_final=is_final)
    if places is None:
        return None
    left = keep_leave(places, people, frame.chains)
    if frame.courses is not None and frame.visits != 0:
        keep_women_places(places, people, frame.courses, centres)
    hall = Hall(*_trainings(places, frame), people, km, centres, rules)
    if frame.visits is None:
        is_full = hall.seat((hall.week >= 0) & ~_has_seat(hall)).any()
    else:
        is_full = hall.visit(frame.visits).any()
    if is_full:
        return None
    excused, on_leave = reschedule_leave(hall, left)
    found = Plan(people, centres, rules, hall.week, hall.centre, None, [*raised_of(people, rules), *on_leave], [])
    return replace(found, infeasible=broken_by(found, excused))


def _placed(
    people: People, centres: Centres, rules: Rules, frame: Outline, km: Floats, *, is_final: bool
) -> Places | None:
    """Return the place of each officer on a chain, at a home centre, in a cohort; None where no flow has room."""
    assert frame.courses is not None
    sizes, courses, seating = people.unit_size, frame.courses, frame.seating
    by_unit = _of_units(people, km)
    lean = _lean(people, rules, frame)
    most = most_away(sizes, rules)

    def assign(laid: Ints) -> Groups | None:
        return assigned(sizes, most, by_unit, laid, courses, seating, frame.room, lean, frame.visits)

    groups: Groups | None
    tries = Search.budget(len(sizes) * len(frame.chains) * len(centres)) if is_final and frame.visits != 0 else 0
    if frame.visits == 0:
        groups = assign(np.zeros_like(courses.most))
    elif tries:
        search = Search(assign, by_unit, courses, seating, rules.fixed_cost_per_batch_km, frame.visits)
        starts = layouts(sizes, by_unit, centres, seating, courses, rules.trainers, frame.needed)
        found = search.best(starts, tries)
        groups = found[1] if found else None
    else:
        groups = assign(laid_out(sizes, by_unit, centres, seating, courses, rules.trainers))
    if groups is None:
        return None
    places = assign_officers(people, groups, km)
    form_cohorts(places, people, courses, centres, seating, frame.visits, rules.trainers)
    return places


def _of_units(people: People, km: Floats) -> Floats:
    """Return the mean distance of each unit's people to each centre, units × centres."""
    lives = csr_array(
        (1 / people.unit_size[people.unit], (people.unit, people.place)), shape=(len(people.unit_ids), len(km))
    )
    return np.asarray(lives @ km)


def _lean(people: People, rules: Rules, frame: Outline) -> Floats:
    """Return by how many kilometres units should rather not take a chain: a later one, for those who come first.

    Units named in `priority_units` come first, then those that waited longest where that is known.
    """
    first = np.array([chain[0] for chain in frame.chains], dtype=float)
    named = np.isin(np.array(people.unit_ids), rules.priority_units).astype(float)
    waited = np.bincount(people.unit, weights=np.minimum(people.waited, 2 * rules.weeks)) / people.unit_size
    spread = waited.max(initial=0.0) - waited.min(initial=0.0)
    longest = (waited - waited.min(initial=0.0)) / spread if spread else np.zeros(len(waited))
    return _FIRST_KM * np.outer(named + longest / 4, first)


def _trainings(places: Places, frame: Outline) -> tuple[Ints, Ints]:
    """Return the week and centre of each training, people × trainings."""
    longest = max(map(len, frame.chains))
    weeks = np.array([[*chain, *[NONE] * (longest - len(chain))] for chain in frame.chains], dtype=np.int64)
    week = weeks[places.chain]
    there = (
        places.attends[:, :longest][places.cohort] if places.attends.shape[1] >= longest else np.zeros_like(week, bool)
    )
    return week, np.where(there & (week >= 0), places.centre[:, None], NONE)


def _has_seat(hall: Hall) -> Mask:
    """Tell which trainings are at a centre that is open in their week."""
    return (hall.centre >= 0) & hall.centres.is_open[hall.centre, hall.week]
