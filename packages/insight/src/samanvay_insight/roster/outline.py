"""Whether there can be a plan at all, told from counts before anybody is assigned; and if not, what is lacking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samanvay_insight.roster.chains import Chain, Gaps, chain_sets
from samanvay_insight.roster.cover import chains_needed
from samanvay_insight.roster.layout import Courses, courses_of
from samanvay_insight.roster.people import Centres, Ints
from samanvay_insight.roster.rules import Rules
from samanvay_insight.roster.seating import Seating, seating_of


@dataclass(frozen=True, eq=False)
class Outline:
    """The frame of a plan. `lacking` is None where it holds, else what it lacks: chains, cover, seats or visits.

    `room` is how many people each chain takes; `visits` as in the rules, None where every training is at a centre.
    """

    lacking: str | None
    chains: list[Chain]
    courses: Courses | None
    seating: Seating
    room: Ints
    visits: int | None
    needed: int


def outlined(sizes: Ints, centres: Centres, rules: Rules) -> Outline:
    """Return the frame of a plan for units of these sizes: the best chains on which everybody has a week and a seat."""
    seating = seating_of(centres, rules)
    visits = rules.visits
    week_room = (seating.room[:, None] * centres.is_open).sum(axis=0)
    if rules.trainers is not None:
        week_room = np.minimum(week_room, rules.trainers * seating.size.max(initial=0))
    usable = np.ones(rules.weeks, dtype=bool)
    usable[sorted(rules.blackouts)] = False
    with_seats = usable & (week_room > 0)
    needed = chains_needed(sizes, rules)
    everybody = int(sizes.sum())
    worst: Outline | None = None
    for weeks in (with_seats,) if visits is None else (with_seats, usable):
        for most in range(rules.max_gap_weeks, rules.min_gap_weeks - 1, -1) if visits else (rules.max_gap_weeks,):
            gaps = Gaps(rules.min_gap_weeks, most)
            for chains in chain_sets(weeks, gaps, wanted=needed, room=week_room.astype(float)):
                takes = [_takes(week_room[list(chain)], visits, everybody) for chain in chains]
                long = [chain for chain, most_people in zip(chains, takes, strict=True) if most_people]
                if not long:
                    continue
                room = np.array([each for each in takes if each], dtype=np.int64)
                lacking = "cover" if len(long) < needed else "seats" if room.sum() < everybody else None
                courses = courses_of(long, centres, seating, visits)
                found = Outline(lacking, long, courses, seating, room, visits, needed)
                if lacking is None:
                    return found
                worst = found if worst is None or _RANK[lacking] > _RANK[worst.lacking or ""] else worst
    none = np.zeros(0, dtype=np.int64)
    return worst or Outline("visits" if visits else "chains", [], None, seating, none, visits, needed)


_RANK = {"cover": 0, "seats": 1}  # how near to a plan it is: whoever lacks seats has weeks for everybody


def _takes(room: Ints, visits: int | None, everybody: int) -> int:
    """Return how many people a chain takes whose weeks have so much room.

    Of all of its weeks the thinnest decides; of `visits` of them, as many as can each be in so many different ones.
    """
    if visits is None:
        return int(room.min())
    if len(room) < visits:
        return 0
    low, high = 0, everybody
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if np.minimum(room, middle).sum() >= visits * middle else (low, middle - 1)
    return low
