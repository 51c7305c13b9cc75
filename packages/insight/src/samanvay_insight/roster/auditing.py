"""A last look at a finished plan, row by row: what of it breaks a rule, and the value that it would need."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from samanvay_insight.roster.people import Mask
from samanvay_insight.roster.plan import Plan
from samanvay_insight.roster.relaxing import Relaxation


def broken_by(plan: Plan, excused: Collection[int] = ()) -> list[Relaxation]:
    """Return the rules that a plan breaks, each with the value with which it would not; `excused` have long leave."""
    return [*_gaps(plan, excused), *_cover(plan), *_seats(plan), *_visits(plan, excused)]


def _gaps(plan: Plan, excused: Collection[int]) -> list[Relaxation]:
    rules, found = plan.rules, []
    chosen = np.ones(len(plan.week), dtype=bool)
    chosen[list(excused)] = False
    week = plan.week[chosen]
    there = week >= 0
    if not len(week):
        return []
    last = np.where(there, week, -1).max(axis=1)
    first = np.where(there, week, rules.weeks).min(axis=1)
    step = np.diff(week, axis=1)[there[:, 1:]]
    longest = max(int(first.max()) + 1, int(step.max(initial=0)), rules.weeks - int(last.min()))
    if longest > rules.max_gap_weeks and not (rules.weeks < rules.max_gap_weeks and there.any(axis=1).all()):
        found.append(Relaxation("max_gap_weeks", longest))
    if len(step) and step.min() < rules.min_gap_weeks:
        found.append(Relaxation("min_gap_weeks", int(step.min())))
    if np.isin(week[there], sorted(rules.blackouts)).any():
        found.append(
            Relaxation("blackout_weeks", len(rules.blackouts) - len(set(week[there].tolist()) & rules.blackouts))
        )
    return found


def _cover(plan: Plan) -> list[Relaxation]:
    person, _, week = plan.rows
    people, rules = plan.people, plan.rules
    away = np.bincount(people.unit[person] * rules.weeks + week, minlength=len(people.unit_ids) * rules.weeks)
    most = away.reshape(-1, rules.weeks).max(axis=1, initial=0)
    allowed = np.array([rules.most_away(size) for size in people.unit_size.tolist()])
    over = most > allowed
    if not over.any():
        return []
    return [Relaxation("max_away_share", round(float((most[over] / people.unit_size[over]).max()), 4))]


def _seats(plan: Plan) -> list[Relaxation]:
    person, centre, week = plan.rows
    centres, found = plan.centres, []
    at = centre >= 0
    shape = (len(centres), plan.rules.weeks)
    key = centre[at] * plan.rules.weeks + week[at]
    taken = np.bincount(key, minlength=shape[0] * shape[1]).reshape(shape)
    if (taken > np.where(centres.is_open, centres.seats[:, None], 0)).any():
        found.append(Relaxation("seats", int(taken.max())))
    if (centres.women_places >= 0).any():
        women = np.bincount(key[plan.people.is_woman[person[at]]], minlength=shape[0] * shape[1]).reshape(shape)
        told = centres.women_places >= 0
        over: Mask = women[told] > centres.women_places[told][:, None]
        if over.any():
            found.append(Relaxation("women_places", int(women[told][over].max())))
    if plan.rules.trainers is not None and (most := _batches_at_once(plan)) > plan.rules.trainers:
        found.append(Relaxation("trainers", most))
    return found


def _batches_at_once(plan: Plan) -> int:
    _, centre, week = plan.rows
    at = centre >= 0
    pairs = np.unique(np.column_stack([week[at], plan.batch[at]]), axis=0)
    return int(np.bincount(pairs[:, 0], minlength=1).max()) if len(pairs) else 0


def _visits(plan: Plan, excused: Collection[int]) -> list[Relaxation]:
    visits = plan.rules.visits
    at_centre = (plan.centre >= 0).sum(axis=1)
    asked = (plan.week >= 0).sum(axis=1) if visits is None else np.full(len(plan.week), visits)
    lacks = at_centre < asked
    lacks[list(excused)] = False
    return [Relaxation("centre_visits_per_year", int(at_centre[lacks].min()))] if lacks.any() else []
