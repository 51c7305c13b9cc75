"""Which officer takes which place of their unit: the longest untrained first, nobody in a week of leave if it can be.

The flow says how many of a unit go on which chain to which centre; inside a unit its people are free to change places,
so every personal rule is met by exchanges that change neither cost (but for those who live elsewhere) nor cover.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from samanvay_insight.roster.assigning import Groups
from samanvay_insight.roster.chains import Chain
from samanvay_insight.roster.layout import Courses
from samanvay_insight.roster.people import Centres, Floats, Ints, Mask, People
from samanvay_insight.roster.seating import Seating

_LARGEST = 600  # people of a unit whose places are matched exactly to where they live


@dataclass(eq=False)
class Places:
    """The place of each officer: their chain, home centre (-1 for none) and cohort, and the weeks of each cohort.

    `attends` is cohorts × trainings of a chain: whether they are at the centre then; cohort 0 never is.
    """

    chain: Ints
    centre: Ints
    cohort: Ints
    attends: Mask

    def exchange(self, one: int, other: int) -> None:
        """Let two officers change places."""
        for column in (self.chain, self.centre, self.cohort):
            column[one], column[other] = column[other], column[one]


def assign_officers(people: People, groups: Groups, km: Floats) -> Places:
    """Return places of all officers; `km` is the distance of the places where they live to the centres."""
    by_wait = np.lexsort((np.arange(len(people)), -people.waited, people.unit))
    order = np.lexsort((groups.centre, groups.chain, groups.unit))
    chain = np.empty(len(people), dtype=np.int64)
    centre = np.empty(len(people), dtype=np.int64)
    chain[by_wait] = np.repeat(groups.chain[order], groups.people[order])
    centre[by_wait] = np.repeat(groups.centre[order], groups.people[order])
    _nearest(people, by_wait, chain, centre, km)
    return Places(chain, centre, np.zeros(len(people), dtype=np.int64), np.zeros((1, 1), dtype=bool))


def _nearest(people: People, by_unit: Ints, chain: Ints, centre: Ints, km: Floats) -> None:
    """Where those of one unit live apart and go to several centres, give each the centre that suits them."""
    ends = np.cumsum(people.unit_size)
    low = np.minimum.reduceat(people.place[by_unit], ends - people.unit_size)
    high = np.maximum.reduceat(people.place[by_unit], ends - people.unit_size)
    few = np.minimum.reduceat(centre[by_unit], ends - people.unit_size)
    many = np.maximum.reduceat(centre[by_unit], ends - people.unit_size)
    for unit in np.flatnonzero((low < high) & (few < many) & (people.unit_size <= _LARGEST)).tolist():
        rows = by_unit[ends[unit] - people.unit_size[unit] : ends[unit]]
        there = np.maximum(centre[rows], 0)
        cost = np.where(centre[rows] >= 0, km[people.place[rows]][:, there], 0.0)
        if (people.waited[rows] != people.waited[rows[0]]).any():
            cost = cost + 1e6 * (chain[rows][:, None] != chain[rows][None, :])
        _, chosen = linear_sum_assignment(cost)
        chain[rows], centre[rows] = chain[rows][chosen], centre[rows][chosen]


def form_cohorts(
    places: Places, people: People, courses: Courses, centres: Centres, seating: Seating, visits: int | None,
    together: int | None,
) -> None:  # fmt: skip
    """Divide those of one chain and centre into cohorts, services side by side, and say when each is at the centre.

    With `visits` a cohort has so many of the weeks in which its centre is open, those with the fewest batches in the
    state; without, all of them.
    """
    chains: list[Chain] = courses.chains
    longest = max(map(len, chains))
    key = places.chain * len(centres) + places.centre
    rows = np.flatnonzero(places.centre >= 0)
    order = rows[np.lexsort((people.language[rows], people.service[rows], key[rows]))]
    keys, begins, counts = np.unique(key[order], return_index=True, return_counts=True)
    attends = [np.zeros(longest, dtype=bool)]
    here = np.zeros(centres.is_open.shape, dtype=np.int64)
    for one, begin, count in zip(keys.tolist(), begins.tolist(), counts.tolist(), strict=True):
        chain, centre = divmod(one, len(centres))
        cohorts = -(-count // int(seating.size[centre]))
        places.cohort[order[begin : begin + count]] = len(attends) + np.arange(count) % cohorts
        for _ in range(cohorts):
            weeks = chains[chain]
            there = [at for at, week in enumerate(weeks) if centres.is_open[centre, week]]
            if visits is not None:
                free = [at for at in there if here[centre, weeks[at]] < seating.batches[centre]
                        and (together is None or here[:, weeks[at]].sum() < together)]  # fmt: skip
                there = sorted(free, key=lambda at: (int(here[:, weeks[at]].sum()), at))[:visits]
            else:
                there = list(range(len(weeks)))
            for at in there:
                here[centre, weeks[at]] += 1
            attends.append(np.isin(np.arange(longest), there))
    places.attends = np.array(attends)


def keep_leave(places: Places, people: People, chains: list[Chain]) -> list[int]:
    """Exchange places so that nobody trains in a week of leave; return the officers for whom none could be found."""
    weeks = [frozenset(chain) for chain in chains]
    of_unit = _of_units(people, {int(people.unit[one]) for one in people.leave})
    left: list[int] = []
    for one in sorted(people.leave, key=lambda each: -len(people.leave[each])):
        if not weeks[places.chain[one]] & people.leave[one]:
            continue
        mine = weeks[places.chain[one]]
        other = next(
            (
                each
                for each in of_unit[int(people.unit[one])]
                if not weeks[places.chain[each]] & people.leave[one] and not mine & people.leave.get(each, frozenset())
            ),
            None,
        )
        if other is None:
            left.append(one)
        else:
            places.exchange(one, other)
    return left


def keep_women_places(places: Places, people: People, courses: Courses, centres: Centres) -> None:
    """Exchange places inside units so that no week has more women at a centre than its hostel has places for women.

    Where that cannot be, as many as possible; the check of the whole plan says what is left.
    """
    if (centres.women_places < 0).all() or not people.is_woman.any():
        return
    chains = courses.chains
    limit = np.where(centres.women_places < 0, len(people), centres.women_places)
    women = np.zeros(centres.is_open.shape, dtype=np.int64)

    def stays(cohort: int, chain: int) -> list[int]:
        return [week for at, week in enumerate(chains[chain]) if places.attends[cohort, at]]

    def count(one: int, by: int) -> None:
        if places.centre[one] >= 0:
            women[places.centre[one], stays(int(places.cohort[one]), int(places.chain[one]))] += by

    def over(one: int, limit_of: int = 0) -> int:
        """How many too many there are in the fullest week of somebody's place."""
        centre = int(places.centre[one])
        weeks = stays(int(places.cohort[one]), int(places.chain[one])) if centre >= 0 else []
        return int((women[centre, weeks] - limit[centre]).max(initial=-len(people))) + limit_of

    for one in np.flatnonzero(people.is_woman).tolist():
        count(one, 1)
    of_unit: dict[int, list[int]] = {}
    for one in np.flatnonzero(people.is_woman).tolist():
        if over(one) <= 0:
            continue
        unit = int(people.unit[one])
        if unit not in of_unit:
            of_unit |= _of_units(people, {unit})
        men = [
            each for each in of_unit[unit]
            if not people.is_woman[each] and places.cohort[each] != places.cohort[one]
            and over(each, 1) <= 0 and _may_change(one, each, places, people, chains)
        ]  # fmt: skip
        if men:
            other = min(men, key=lambda each: (people.place[each] != people.place[one], over(each)))
            count(one, -1)
            places.exchange(one, other)
            count(one, 1)


def _may_change(one: int, other: int, places: Places, people: People, chains: list[Chain]) -> bool:
    return not (
        people.leave.get(one, frozenset()) & frozenset(chains[places.chain[other]])
        or people.leave.get(other, frozenset()) & frozenset(chains[places.chain[one]])
    )


def _of_units(people: People, units: set[int]) -> dict[int, list[int]]:
    rows = np.flatnonzero(np.isin(people.unit, sorted(units)))
    found: dict[int, list[int]] = {unit: [] for unit in units}
    for row, unit in zip(rows.tolist(), people.unit[rows].tolist(), strict=True):
        found[unit].append(row)
    return found
