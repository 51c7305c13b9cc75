"""After a shock: keep what was planned, change what cannot stay. Who was told a week keeps it unless it is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samanvay_insight.roster.auditing import broken_by
from samanvay_insight.roster.bound import lower_bound
from samanvay_insight.roster.chains import Gaps, keeps_gaps
from samanvay_insight.roster.cover import raised_of
from samanvay_insight.roster.individual_weeks import reschedule, reschedule_leave
from samanvay_insight.roster.people import Centres, Ints, Mask, People, kilometres
from samanvay_insight.roster.plan import NONE, Plan
from samanvay_insight.roster.reading import DISTRICT
from samanvay_insight.roster.relaxing import Relaxation
from samanvay_insight.roster.rules import Rules
from samanvay_insight.roster.seats import Hall
from samanvay_insight.roster.weeks import monday_of

_MORE_IS_WORSE = ("max_gap_weeks", "max_away_share", "women_places", "trainers")
_LESS_IS_WORSE = ("min_gap_weeks", "centre_visits_per_year")


def replanned(
    people: People, centres: Centres, rules: Rules, week: Ints, centre: Ints, *, lost: Mask | None = None, now: int = 0
) -> Plan:
    """Return a plan that keeps to weeks and centres of before (people × trainings) wherever the rules allow.

    In this order: whoever's centre is gone or closed (or `lost`, people × trainings) goes to another in the same week;
    whoever has no week, or one in a blackout or on leave, or for whom their week has no seat left, gets the fewest
    other weeks; where the others of the unit fill its cover, all of it does; whoever is on leave for longer than the
    greatest gap is excused from it and raised. Weeks before `now` are past and stay, and who cannot keep the greatest
    gap for their sake is excused too. `infeasible` says what the result breaks, but for gaps, cover, visits, women's
    places and trainers that were no better before; the plan is then of nobody.
    """
    hall = Hall(week.copy(), centre.copy(), people, kilometres(people.where, centres.where), centres, rules)
    gone = _gone(hall)
    waiting: Mask = (hall.centre >= 0) & (hall.week >= 0) & ~gone
    if len(centres):
        waiting &= ~centres.is_open[hall.centre, hall.week]
    if lost is not None:
        waiting |= lost & ~gone
    # Who has to leave the week anyway takes no seat in it.
    hall.leave(gone)
    gone |= hall.seat(waiting)
    broken_off = gone.any(axis=1) | (hall.week < 0).all(axis=1)
    left = reschedule(hall, np.flatnonzero(broken_off), now)
    excused, on_leave = reschedule_leave(hall, [one for one in left if one in people.leave], now)
    gaps = Gaps(rules.min_gap_weeks, rules.max_gap_weeks)
    excused |= {one for one in people.leave if not keeps_gaps(_weeks(hall, one), gaps, rules.weeks)}
    if now:
        late = np.flatnonzero(broken_off).tolist()
        excused |= {one for one in late if not keeps_gaps(_weeks(hall, one), gaps, rules.weeks) and one not in left}
    left = [one for one in left if one not in excused]
    if rules.visits:
        hall.visit(rules.visits, now)
    bound = lower_bound(np.bincount(people.place, minlength=len(people.where)), hall.km, centres, rules)
    raised = [*raised_of(people, rules), *on_leave]
    found = Plan(people, centres, rules, hall.week, hall.centre, bound, raised, [])
    known = {each.rule: each for each in broken_by(replace(found, week=week, centre=centre), excused)}
    broken = [each for each in broken_by(found, excused) if not _is_no_worse(each, known.get(each.rule))]
    if left and not broken:
        broken = [Relaxation("max_away_share", min(1.0, rules.max_away_share + 0.01))]
    if not broken:
        return found
    nothing = np.full_like(hall.week, NONE)
    return replace(found, week=nothing, centre=nothing.copy(), infeasible=broken)


def _is_no_worse(broken: Relaxation, before: Relaxation | None) -> bool:
    """Tell whether a rule that may stay broken was broken as much before."""
    if before is None or broken.rule not in (*_MORE_IS_WORSE, *_LESS_IS_WORSE):
        return False
    more = float(broken.relax_to) - float(before.relax_to)
    return more <= 0 if broken.rule in _MORE_IS_WORSE else more >= 0


def without_centre(plan: Plan, centre_id: str, *, from_week: int = 0) -> Plan:
    """Return the plan after a centre is lost from a week on, before which nothing changes any more."""
    at = list(plan.centres.ids).index(centre_id)
    is_open = plan.centres.is_open.copy()
    is_open[at, from_week:] = False
    where = replace(plan.centres, is_open=is_open)
    return replanned(plan.people, where, plan.rules, plan.week, plan.centre, now=from_week)


def with_blackout(plan: Plan, week: int, *, now: int = 0) -> Plan:
    """Return the plan after nobody can train in a week; weeks before `now` are past."""
    monday = plan.rules.start_week + timedelta(weeks=week)
    rules = replace(plan.rules, blackout_weeks=tuple(sorted({*plan.rules.blackout_weeks, monday})))
    return replanned(plan.people, plan.centres, rules, plan.week, plan.centre, now=now)


@dataclass(frozen=True, eq=False)
class Move:
    """What moving a batch does: the plan after it, how many people it concerns, kilometres more, what it breaks."""

    plan: Plan
    people: int
    extra_cost: float
    broken: list[Relaxation]


def moved(plan: Plan, batch: int, *, week: int | None = None, centre: int | None = None) -> Move:
    """Return what it costs to hold a batch (a number of `plan.batch`) in another week or at another centre.

    Nothing else is changed, so `broken` tells why it cannot be where it cannot; without any the plan stands.
    """
    chosen = plan.batch == batch
    person, _, when = (column[chosen] for column in plan.rows)
    if not len(person):
        raise KeyError(batch)
    weeks, centres = plan.week.copy(), plan.centre.copy()
    at = (plan.week[person] == when[:, None]).argmax(axis=1)
    if week is not None:
        weeks[person, at] = week
    if centre is not None:
        centres[person, at] = centre
    order = np.argsort(np.where(weeks < 0, plan.rules.weeks, weeks), axis=1, kind="stable")
    after = replace(plan, week=np.take_along_axis(weeks, order, 1), centre=np.take_along_axis(centres, order, 1))
    broken = broken_by(after)
    return Move(after, len(person), after.cost - plan.cost, broken)


def moved_share(before: Plan, after: Plan) -> float:
    """Return the share of people whose weeks or centres differ between two plans of the same people."""
    width = max(before.week.shape[1], after.week.shape[1])

    def wide(each: Ints) -> Ints:
        return np.pad(each, ((0, 0), (0, width - each.shape[1])), constant_values=NONE)

    differs = (wide(before.week) != wide(after.week)) | (wide(before.centre) != wide(after.centre))
    return float(differs.any(axis=1).mean()) if len(differs) else 0.0


def of_table(table: pa.Table, people: People, centres: Centres, rules: Rules) -> tuple[Ints, Ints, Mask]:
    """Return the weeks, centres and lost places of a plan that was written before, for the people and centres of now.

    `table` has `officer_id`, `centre_id` and `week`. Officers who are not planned for any more and weeks outside the
    plan are passed over; a centre that is none any more is a lost place. Raises ValueError for a week that is none.
    """
    person = np.asarray(pc.fill_null(pc.index_in(_text(table, "officer_id"), pa.array(people.ids, pa.string())), -1))
    names = pa.array([*centres.ids, DISTRICT], pa.string())
    centre = np.asarray(pc.fill_null(pc.index_in(_text(table, "centre_id"), names), len(names)))
    said = _text(table, "week").dictionary_encode()
    numbers = np.array([rules.calendar.number(_monday(word)) for word in said.dictionary.to_pylist()] or [0])
    week = numbers[np.asarray(said.indices)]
    keep = (person >= 0) & (week >= 0) & (week < rules.weeks)
    person, centre, week = (each[keep].astype(np.int64) for each in (person, centre, week))
    order = np.lexsort((week, person))
    person, centre, week = person[order], centre[order], week[order]
    turn = np.arange(len(person)) - np.searchsorted(person, person)
    shape = (len(people), int(turn.max(initial=0)) + 1)
    weeks, where = np.full(shape, NONE, dtype=np.int64), np.full(shape, NONE, dtype=np.int64)
    lost = np.zeros(shape, dtype=bool)
    weeks[person, turn] = week
    where[person, turn] = np.where(centre < len(centres), centre, NONE)
    lost[person, turn] = centre > len(centres)
    return weeks, where, lost


def _weeks(hall: Hall, one: int) -> list[int]:
    return [week for week in hall.week[one].tolist() if week >= 0]


def _monday(word: str | None) -> date:
    return monday_of(word or "")


def _text(table: pa.Table, name: str) -> pa.Array:
    return pc.utf8_trim_whitespace(table[name].cast(pa.string())).combine_chunks()


def _gone(hall: Hall) -> Mask:
    """Tell which trainings cannot stay in their week: it is a blackout, or one of leave."""
    gone = np.isin(hall.week, sorted(hall.rules.blackouts)) & (hall.week >= 0)
    for one, leave in hall.people.leave.items():
        gone[one] |= np.isin(hall.week[one], sorted(leave)) & (hall.week[one] >= 0)
    return gone
