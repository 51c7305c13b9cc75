"""Thin batches: a few people, or a few of a hall's seats. Merged into others where every rule holds; the rest is told.

Each of a thin batch's people takes a seat in a batch that meets anyway: in their own week or another that keeps their
gaps, their leave, the cover of their unit and the women's places. All of a batch move or nobody does, and only where
the longer ways cost less than the batch (`fixed_cost_per_batch_km`). No batch is opened, so no hall or trainer more.
Where a batch has too few people and they have no other, people of fuller batches at the same place come to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from samanvay_insight.roster.cover import most_away
from samanvay_insight.roster.people import Ints, Mask
from samanvay_insight.roster.plan import Plan
from samanvay_insight.roster.seating import seating_of

REASONS = ("gap", "leave", "seats", "cover", "cost")
"""What leaves somebody no other batch, in the order in which it is looked at."""


@dataclass(frozen=True, slots=True)
class Thin:
    """A batch (a number of `Plan.batch`) that stays thin; `why` counts by reason its people who have no other."""

    batch: int
    why: Mapping[str, int]


def merged(plan: Plan) -> Plan:
    """Return the plan with the thin batches merged that can be, the smallest first; of the others filled up who can."""
    merging = _Merging(plan)
    merging.merge_all()
    for place, week in merging.thin():
        merging.fill_up(place, week)
    merging.merge_all()
    return replace(plan, week=merging.week, centre=merging.centre)


def thin_batches(plan: Plan) -> list[Thin]:
    """Return the batches of a plan that are thin, and why they cannot be merged."""
    merging = _Merging(plan)
    person, centre, week = plan.rows
    place = merging.place_of(person, centre)
    found = []
    for where, when in merging.thin():
        why = merging.reasons(where, when)
        numbers = np.unique(plan.batch[(place == where) & (week == when)]).tolist()
        found += [Thin(number, why) for number in numbers]
    return sorted(found, key=lambda each: each.batch)


class _Merging:
    """The seats of a plan by place and week; places are the centres, then the areas called together elsewhere."""

    def __init__(self, plan: Plan) -> None:
        self.plan, people, centres, rules = plan, plan.people, plan.centres, plan.rules
        self.week, self.centre = plan.week.copy(), plan.centre.copy()
        self.most = most_away(people.unit_size, rules)
        seating = seating_of(centres, rules)
        areas = int(plan.areas.max(initial=-1)) + 1
        self.size = np.maximum(1, np.concatenate([seating.size, np.full(areas, rules.most_people)]))
        shape = (len(self.size), rules.weeks)
        self.room = np.full(shape, len(people), dtype=np.int64)
        self.room[: len(centres)] = np.where(centres.is_open[:, : rules.weeks], seating.room[:, None], 0)
        places = np.where(centres.women_places < 0, len(people), centres.women_places)
        self.women_room = np.concatenate([places, np.full(areas, len(people))])
        self.load, self.women = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        self.away = np.zeros((len(people.unit_ids), rules.weeks), dtype=np.int64)
        person, at = np.nonzero(self.week >= 0)
        place, week = self.place_of(person, self.centre[person, at]), self.week[person, at]
        np.add.at(self.load, (place, week), 1)
        np.add.at(self.women, (place, week), people.is_woman[person])
        np.add.at(self.away, (people.unit[person], week), 1)

    def place_of(self, person: Ints, centre: Ints) -> Ints:
        """Return the place of trainings: the centre, or elsewhere the area of the person."""
        return np.where(centre >= 0, centre, len(self.plan.centres) + self.plan.areas[person])

    def is_thin(self) -> Mask:
        """Tell of each place and week whether its batches are thin; people are divided evenly over them."""
        rules, count = self.plan.rules, len(self.plan.centres)
        each = self.load // np.maximum(1, -(-self.load // self.size[:, None]))
        found: Mask = each < rules.least_people
        found[:count] |= each[:count] < rules.least_fill * self.size[:count, None]
        return found & (self.load > 0)

    def thin(self) -> list[tuple[int, int]]:
        """Return place and week of what is thin, the fewest people first."""
        place, week = np.nonzero(self.is_thin())
        order = np.lexsort((week, place, self.load[place, week]))
        return list(zip(place[order].tolist(), week[order].tolist(), strict=True))

    def merge_all(self) -> None:
        """Merge thin batches, the smallest first, until none can be."""
        gone = 1
        while gone:
            gone = sum(self.merge(place, week) for place, week in self.thin())

    def merge(self, place: int, week: int) -> bool:
        """Move everybody of a thin place and week to other batches; False, and nobody moved, where one has none."""
        if not self.is_thin()[place, week]:
            return False  # others were merged into it, or it into others
        moves, why = self._tried(place, week, most_stuck=1)
        if why:
            self._undo(moves)
        return not why

    def fill_up(self, place: int, week: int) -> bool:
        """Bring a batch to the least number of people by those of the same place whose own batch keeps it; False, and
        nobody moved, where too few can."""
        moves: list[tuple[int, int, int, int]] = []
        while 0 < self.load[place, week] < self.plan.rules.least_people:
            if (found := self._giver(place, week)) is None:
                self._undo(moves)
                return False
            one, turn = found
            moves.append((one, turn, place, int(self.week[one, turn])))
            self._seat(one, turn, place, week)
        return True

    def _giver(self, place: int, week: int) -> tuple[int, int] | None:
        """Return somebody, and which training of theirs, who can come from a fuller week of a place to another."""
        people, rules, size = self.plan.people, self.plan.rules, int(self.size[place])
        taken = int(self.load[place, week])
        if taken >= min(int(self.room[place, week]), -(-taken // size) * size):
            return None
        person, at = np.nonzero(self.week >= 0)
        here = self.place_of(person, self.centre[person, at]) == place
        person, at = person[here], at[here]
        when, left = self.week[person, at], self.load[place, self.week[person, at]] - 1
        each = left // np.maximum(1, -(-left // size))
        may = each >= (
            max(rules.least_people, rules.least_fill * size) if place < len(self.plan.centres) else rules.least_people
        )
        may &= (when != week) & (self.away[people.unit[person], week] < self.most[people.unit[person]])
        if self.women[place, week] >= self.women_room[place]:
            may &= ~people.is_woman[person]
        for each in np.flatnonzero(may)[np.argsort(-left[may], kind="stable")].tolist():
            one, turn = int(person[each]), int(at[each])
            if self._within_gaps(one, turn)[week] and week not in people.leave.get(one, frozenset()):
                return one, turn
        return None

    def reasons(self, place: int, week: int) -> dict[str, int]:
        """Return how many of a place and week have no other batch, by reason."""
        moves, why = self._tried(place, week)
        self._undo(moves)
        return dict(why)

    def _tried(
        self, place: int, week: int, most_stuck: int | None = None
    ) -> tuple[list[tuple[int, int, int, int]], Counter[str]]:
        """Move whom one can, and return the moves, to be undone, and why others cannot; given up after some of them."""
        person, at = np.nonzero(self.week == week)
        here = self.place_of(person, self.centre[person, at]) == place
        moves: list[tuple[int, int, int, int]] = []
        why: Counter[str] = Counter()
        more = 0.0
        for one, turn in zip(person[here].tolist(), at[here].tolist(), strict=True):
            found = self._best(one, turn, place, week)
            if isinstance(found, str):
                why[found] += 1
                if why.total() == most_stuck:
                    break
                continue
            km, to, when = found
            more += km
            self._seat(one, turn, to, when)
            moves.append((one, turn, place, week))
        batches = -(-len(moves) // int(self.size[place]))
        if not why and more > self.plan.rules.fixed_cost_per_batch_km * batches:
            why["cost"] = len(moves)
        return moves, why

    def _best(self, one: int, turn: int, place: int, week: int) -> tuple[float, int, int] | str:
        """Return the kilometres more, place and week of the best other batch of somebody, or why there is none."""
        plan, count = self.plan, len(self.plan.centres)
        places = np.arange(count) if place < count else np.array([place])
        meets = self.load[places] > 0
        meets[places == place, week] = False
        meets &= self._within_gaps(one, turn)
        if not meets.any():
            return "gap"
        meets[:, sorted(plan.people.leave.get(one, frozenset()))] = False
        if not meets.any():
            return "leave"
        # As many as the batches take that meet anyway: no batch more.
        size = self.size[places, None]
        most = np.minimum(self.room[places], -(-self.load[places] // size) * size)
        meets &= self.load[places] < most
        if plan.people.is_woman[one]:
            meets &= self.women[places] < self.women_room[places, None]
        if not meets.any():
            return "seats"
        unit = int(plan.people.unit[one])
        is_covered = self.away[unit] < self.most[unit]
        is_covered[week] = True
        meets &= is_covered
        if not meets.any():
            return "cover"
        way = plan.km[plan.people.place[one]][places] if place < count else np.zeros(1)
        row, when = np.nonzero(meets)
        best = np.lexsort((abs(when - week), way[row]))[0]
        more = float(way[row[best]] - way[places == place][0])
        return more, int(places[row[best]]), int(when[best])

    def _within_gaps(self, one: int, turn: int) -> Mask:
        """Tell in which weeks a training may be so that it stays between its neighbours."""
        rules, weeks = self.plan.rules, np.arange(self.plan.rules.weeks)
        own = self.week[one]
        now = own[turn]
        before, after = own[(own >= 0) & (own < now)], own[own > now]
        least, most = rules.min_gap_weeks, rules.max_gap_weeks
        first = int(before.max()) if len(before) else None
        then = int(after.min()) if len(after) else None
        may = weeks < most if first is None else (weeks >= first + least) & (weeks <= first + most)
        return may & (weeks >= rules.weeks - most if then is None else (weeks >= then - most) & (weeks <= then - least))

    def _seat(self, one: int, turn: int, place: int, week: int) -> None:
        self._count(one, turn, -1)
        self.week[one, turn] = week
        self.centre[one, turn] = place if place < len(self.plan.centres) else -1
        self._count(one, turn, 1)

    def _count(self, one: int, turn: int, by: int) -> None:
        people, week = self.plan.people, self.week[one, turn]
        place = int(self.place_of(np.array([one]), self.centre[one, turn : turn + 1])[0])
        self.load[place, week] += by
        self.women[place, week] += by * int(people.is_woman[one])
        self.away[people.unit[one], week] += by

    def _undo(self, moves: list[tuple[int, int, int, int]]) -> None:
        for one, turn, place, week in reversed(moves):
            self._seat(one, turn, place, week)
