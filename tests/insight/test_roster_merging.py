"""Thin batches: merged where every rule holds, else told with what is in the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay_insight.roster import Centres, People, Plan, Rules, merged, plan_roster, thin_batches

QUARTER = Rules(date(2027, 1, 4), weeks=13, fixed_cost_per_batch_km=5_000)
NO_RULE = {"least_people": 0, "least_fill": 0.0}


def people_of(sizes: list[int], leave: dict[int, frozenset[int]] | None = None, spread: float = 2.0) -> People:
    draw = np.random.default_rng(len(sizes))
    unit = np.repeat(np.arange(len(sizes)), sizes)
    return People(
        ids=[f"O{at}" for at in range(len(unit))], unit=unit, unit_ids=[f"U{at}" for at in range(len(sizes))],
        place=unit, where=draw.uniform([26, 80], [26 + spread, 80 + spread], (len(sizes), 2)),
        service=np.zeros(len(unit), int), language=np.zeros(len(unit), int), is_woman=np.arange(len(unit)) % 3 == 0,
        waited=np.zeros(len(unit), int), leave=leave or {}, area=unit % 3,
    )  # fmt: skip


def centres_of(seats: list[int], weeks: int, women: int = -1) -> Centres:
    draw = np.random.default_rng(9)
    return Centres(
        ids=[f"C{at}" for at in range(len(seats))], where=draw.uniform([26, 80], [28, 82], (len(seats), 2)),
        seats=np.array(seats), is_open=np.ones((len(seats), weeks), bool), women_places=np.full(len(seats), women),
        trainers=np.full(len(seats), -1),
    )  # fmt: skip


def plan_of(people: People, centres: Centres, rules: Rules, week: list[int], centre: list[int]) -> Plan:
    """A plan of one training for everybody, as a planner might have made it."""
    return Plan(people, centres, rules, np.array(week)[:, None], np.array(centre)[:, None], None, [], [])


def sizes_of(plan: Plan) -> Counter[int]:
    return Counter(plan.batch.tolist())


def check(plan: Plan, before: Plan) -> None:
    """Look at a merged plan from its arrays alone: every promise of the planner, and none of them by its own code."""
    people, centres, rules = plan.people, plan.centres, plan.rules
    assert ((plan.week >= 0).sum(axis=1) == (before.week >= 0).sum(axis=1)).all()
    assert ((plan.centre >= 0).sum(axis=1) == (before.centre >= 0).sum(axis=1)).all(), "as often at a centre"
    away: Counter[tuple[int, int]] = Counter()
    seats: Counter[tuple[int, int]] = Counter()
    women: Counter[tuple[int, int]] = Counter()
    for one in range(len(people)):
        own = [week for week in plan.week[one].tolist() if week >= 0]
        was = [week for week in before.week[one].tolist() if week >= 0]
        assert not set(own) & people.leave.get(one, frozenset())
        if own != was:
            gaps = [b - a for a, b in pairwise(own)]
            assert all(rules.min_gap_weeks <= gap <= rules.max_gap_weeks for gap in gaps)
            assert own[0] < rules.max_gap_weeks
            assert rules.weeks - own[-1] <= rules.max_gap_weeks
        away.update((int(people.unit[one]), week) for week in own)
        for week, centre in zip(plan.week[one].tolist(), plan.centre[one].tolist(), strict=True):
            if centre >= 0:
                seats[centre, week] += 1
                women[centre, week] += int(people.is_woman[one])
    for (unit, _week), gone in away.items():
        assert gone <= rules.most_away(int(people.unit_size[unit]))
    for (centre, week), taken in seats.items():
        assert taken <= centres.seats[centre]
        assert centres.is_open[centre, week]
        assert centres.women_places[centre] < 0 or women[centre, week] <= centres.women_places[centre]
    assert len(sizes_of(plan)) <= len(sizes_of(before)), "no batch more"
    assert plan.cost <= before.cost + 1e-6


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 25), min_size=1, max_size=9),
    seats=st.lists(st.integers(6, 60), min_size=1, max_size=3),
    weeks=st.sampled_from([13, 20, 26]),
    visits=st.sampled_from([None, 0, 1]),
    away=st.dictionaries(st.integers(0, 60), st.integers(0, 12), max_size=6),
    women=st.sampled_from([-1, 12]),
    seed=st.sampled_from([None, 4]),
)
def test_merging_keeps_whatever_the_planner_promises(sizes, seats, weeks, visits, away, women, seed):
    leave = {one: frozenset(range(at, min(at + 2, weeks))) for one, at in away.items() if one < sum(sizes)}
    people, centres = people_of(sizes, leave), centres_of(seats, weeks, women)
    rules = replace(QUARTER, weeks=weeks, centre_visits_per_year=visits, max_batch=40, seed=seed)
    plain = plan_roster(people, centres, replace(rules, **NO_RULE))
    found = plan_roster(people, centres, rules)
    assert bool(plain.infeasible) == bool(found.infeasible)
    if not found.infeasible:
        check(found, plain)
        told = {each.batch for each in thin_batches(found)}
        where = dict(zip(found.batch.tolist(), found.rows[1].tolist(), strict=True))
        most = [min(rules.max_batch, each) for each in seats]
        thin = {
            batch for batch, n in sizes_of(found).items()
            if n < rules.least_people or (where[batch] >= 0 and n < rules.least_fill * most[where[batch]])
        }  # fmt: skip
        assert thin <= told, "every thin batch is told"
        assert all(each.why for each in thin_batches(found)), "with what is in the way"


def test_one_officer_of_a_far_district_gets_a_seat_in_a_batch_that_meets():
    people, centres = people_of([40, 1]), centres_of([60, 60], 13)
    before = plan_of(people, centres, replace(QUARTER, max_away_share=1.0), [2] * 40 + [7], [0] * 40 + [1])
    found = merged(before)
    assert (found.week[40, 0], found.centre[40, 0]) == (2, 0)
    assert thin_batches(found) == []


@pytest.mark.parametrize(
    ("why", "changes", "leave"),
    [
        ("seats", {"seats": [40, 60]}, {}),
        ("leave", {}, {40: frozenset({2})}),
        ("cost", {"fixed_cost_per_batch_km": 1.0, "far": True}, {}),
    ],
)
def test_one_officer_who_has_no_other_batch_is_told_with_the_reason(why, changes, leave):
    centres = centres_of(changes.pop("seats", [60, 60]), 13)
    people = people_of([40, 1], leave)
    if changes.pop("far", False):
        centres = replace(centres, where=people.where[[0, 1]])  # each unit has a centre at its door
    rules = replace(QUARTER, max_away_share=1.0, **changes)
    before = plan_of(people, centres, rules, [2] * 40 + [7], [0] * 40 + [1])
    found = merged(before)
    assert (found.week == before.week).all()
    assert [(dict(each.why), sizes_of(found)[each.batch]) for each in thin_batches(found)] == [({why: 1}, 1)]


def test_a_batch_moves_as_a_whole_or_not_at_all():
    """Of three one is on leave when the others could go: a hall for one would be worse than a hall for three."""
    people = people_of([40, 3], {42: frozenset({2})})
    rules = replace(QUARTER, max_away_share=1.0)
    before = plan_of(people, centres_of([60, 60], 13), rules, [2] * 40 + [7] * 3, [0] * 40 + [1] * 3)
    assert (merged(before).week == before.week).all()
    assert [dict(each.why) for each in thin_batches(before)] == [{"leave": 1}]


def test_nobody_is_moved_out_of_eight_to_thirteen_weeks():
    people, rules = people_of([40, 1]), replace(QUARTER, weeks=26, max_away_share=1.0)
    week = np.array([[2, 13]] * 40 + [[4, 16]])
    centre = np.zeros_like(week)
    centre[40] = 1
    before = Plan(people, centres_of([60, 60], 26), rules, week, centre, None, [], [])
    found = merged(before)
    assert found.week[40].tolist() == [2, 13], "first the later one, then 13 is within 13 weeks of 2"
    late = replace(before, week=np.array([[2, 13]] * 40 + [[12, 25]]))
    assert merged(late).week[40].tolist() == [12, 25]
    assert [dict(each.why) for each in thin_batches(merged(late))] == [{"gap": 1}] * 2


def test_a_unit_does_not_send_more_than_it_may_for_the_sake_of_a_batch():
    people = people_of([10])
    rules = replace(QUARTER, max_away_share=0.9, least_people=2, least_fill=0.0)
    before = plan_of(people, centres_of([60], 13), rules, [2] * 9 + [7], [0] * 10)
    assert [dict(each.why) for each in thin_batches(before)] == [{"cover": 1}]
    assert sorted(sizes_of(merged(before)).values()) == [2, 8], "one of the nine comes to the one"


def test_a_batch_that_cover_asks_for_is_filled_up_and_no_other_gets_thin():
    people = people_of([4, *[1] * 26], {4: frozenset({7})})  # of four one may be away at once
    rules = replace(QUARTER, max_away_share=0.25, keep_one_on_duty=False, least_fill=0.0, least_people=6)
    week = [7, 2, 3, 4] + [2] * 5 + [3] * 5 + [4] * 5 + [2] * 2 + [3] * 3 + [2, 2, 3, 3, 4, 4]
    before = plan_of(people, centres_of([60], 13), rules, week, [0] * 30)
    filled = merged(before)
    assert Counter(week)[7] == 1
    assert min(Counter(filled.week[:, 0].tolist()).values()) >= 6
    assert filled.week[4, 0] == 2, "on leave in that week"
    check(filled, before)
    scarce = merged(replace(before, rules=replace(rules, least_people=8)))
    assert (scarce.week == before.week).all(), "all that are lacking, or nobody"


def test_those_of_an_area_meet_with_their_own_and_nobody_travels():
    people = people_of([20, 20, 20, 3])  # U3 is of the area of U0
    rules = replace(QUARTER, max_away_share=1.0, keep_one_on_duty=False, centre_visits_per_year=0)
    before = plan_of(people, centres_of([60], 13), rules, [1] * 20 + [2] * 20 + [3] * 20 + [9] * 3, [-1] * 63)
    found = merged(before)
    assert found.week[60:, 0].tolist() == [1] * 3
    assert (found.centre == -1).all()
