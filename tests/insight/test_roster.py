"""The roster as a library: personal rules, random order, what a shock changes, and a bound that is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.optimize import linprog

from samanvay_insight.roster import (
    Centres,
    People,
    Plan,
    Rules,
    drawn,
    moved,
    moved_share,
    plan_roster,
    strata,
    with_blackout,
    without_centre,
)
from samanvay_insight.roster.bound import lower_bound
from samanvay_insight.roster.people import kilometres

RULES = Rules(date(2027, 1, 4))
SIZES = [1, 2, 6, 11, 14, 57, 120, 200]


def people_of(sizes: list[int], **changed) -> People:
    draw = np.random.default_rng(5)
    unit = np.repeat(np.arange(len(sizes)), sizes)
    count = len(unit)
    own = {
        "ids": [f"O{at}" for at in range(count)], "unit": unit, "unit_ids": [f"U{at}" for at in range(len(sizes))],
        "place": unit, "where": draw.uniform([25, 78], [29, 83], (len(sizes), 2)),
        "service": draw.integers(0, 3, count), "language": np.zeros(count, int), "is_woman": np.arange(count) % 4 == 0,
        "waited": np.zeros(count, int), "leave": {},
    }  # fmt: skip
    return People(**(own | changed))


def centres_of(seats: list[int], **changed) -> Centres:
    draw = np.random.default_rng(6)
    count = len(seats)
    own = {
        "ids": [f"C{at}" for at in range(count)], "where": draw.uniform([25, 78], [29, 83], (count, 2)),
        "seats": np.array(seats), "is_open": np.ones((count, 52), bool), "women_places": np.full(count, -1),
        "trainers": np.full(count, -1),
    }  # fmt: skip
    return Centres(**(own | changed))


PEOPLE, CENTRES = people_of(SIZES), centres_of([300, 300, 600])


@pytest.fixture(scope="module")
def plan() -> Plan:
    found = plan_roster(PEOPLE, CENTRES, RULES)
    assert found.infeasible == []
    return found


def weeks(found: Plan, one: int) -> list[int]:
    return [week for week in found.week[one].tolist() if week >= 0]


def test_roster_bound_is_the_optimum_of_the_relaxation():
    people, centres = (
        people_of([30, 50, 20, 80]),
        centres_of([3, 2, 40], is_open=np.random.default_rng(1).random((3, 52)) < 0.8),
    )
    rules = replace(RULES, fixed_cost_per_batch_km=900)
    km = kilometres(people.where, centres.where)
    size = np.bincount(people.unit)
    whole = 0.0
    for stretch in range(4):
        capacity = centres.seats * centres.is_open[:, 13 * stretch : 13 * stretch + 13].sum(axis=1)
        found = linprog(
            (km + 3).ravel(), A_eq=np.kron(np.eye(4), np.ones(3)), b_eq=size,
            A_ub=np.kron(np.ones(4), np.eye(3)), b_ub=capacity,
        )  # fmt: skip
        whole += found.fun
    assert lower_bound(size, km, centres, rules) == pytest.approx(whole, rel=1e-3)
    assert lower_bound(size, km, centres, rules) <= whole + 1e-6


def test_roster_is_the_same_each_time(plan):
    again = plan_roster(PEOPLE, CENTRES, RULES)
    assert (again.week == plan.week).all()
    assert (again.centre == plan.centre).all()


def test_roster_keeps_leave_women_places_and_trainers():
    leave = {one: frozenset(range(at, at + 3)) for one, at in zip(range(60, 140, 4), range(0, 40, 2), strict=True)}
    people = people_of(SIZES, leave=leave)
    centres = centres_of([300, 300, 600], women_places=np.array([12, 14, 20]), trainers=np.array([1, 1, 1]))
    found = plan_roster(people, centres, replace(RULES, trainers=2))
    assert found.infeasible == []
    for one, away in leave.items():
        assert not away & set(weeks(found, one))
    person, centre, week = found.rows
    for at in range(3):
        ladies = (centre == at) & people.is_woman[person]
        assert np.bincount(week[ladies]).max(initial=0) <= centres.women_places[at]
    held = {(int(w), int(b)) for w, b in zip(week, found.batch, strict=True)}
    assert max(sum(w == each for w, _ in held) for each in range(52)) <= 2


def test_roster_long_leave_is_told_and_not_counted():
    people = people_of(SIZES, leave={100: frozenset(range(10, 30))})
    found = plan_roster(people, CENTRES, RULES)
    assert [(each.unit_id, each.rule) for each in found.raised if each.rule == "leave_weeks"] == [("U6", "leave_weeks")]
    assert not set(weeks(found, 100)) & set(range(10, 30))
    assert len(weeks(found, 100)) >= 2


def test_roster_those_who_waited_longest_come_first():
    waited = np.where(np.arange(sum(SIZES)) % 3 == 0, 40, 4)
    found = plan_roster(people_of(SIZES, waited=waited), CENTRES, replace(RULES, priority_units=("U7",)))
    for unit in (5, 6, 7):
        rows = PEOPLE.unit == unit
        longest, others = found.week[rows & (waited == 40), 0], found.week[rows & (waited == 4), 0]
        assert longest.max() <= others.min()
    plain = plan_roster(people_of(SIZES, waited=waited), CENTRES, RULES)
    assert found.week[PEOPLE.unit == 7, 0].mean() <= plain.week[PEOPLE.unit == 7, 0].mean()


def test_roster_mixes_services_or_keeps_them_together(plan):
    def kinds(found: Plan) -> float:
        person = found.rows[0]
        pairs = {(int(b), int(s)) for b, s in zip(found.batch, PEOPLE.service[person], strict=True)}
        return len(pairs) / len({b for b, _ in pairs})

    apart = replace(plan, rules=replace(RULES, max_batch=10, mix_services=False))
    assert kinds(replace(plan, rules=replace(RULES, max_batch=10))) > kinds(apart)


def test_roster_order_can_be_drawn_and_every_draw_keeps_cost_and_cover(plan):
    one, same, other = drawn(plan, 1), drawn(plan, 1), drawn(plan, 2)
    assert (one.week == same.week).all()
    assert (one.week != other.week).any()
    assert one.cost == pytest.approx(plan.cost)
    for found in (one, other):
        for stratum in np.unique(strata(plan)):
            rows = strata(plan) == stratum
            assert sorted(map(tuple, found.week[rows].tolist())) == sorted(map(tuple, plan.week[rows].tolist()))


def test_roster_a_lost_centre_moves_only_its_own_people(plan):
    found = without_centre(plan, "C0", from_week=20)
    assert found.infeasible == []
    hit = (plan.centre == 0) & (plan.week >= 20)
    assert hit.any()
    assert (found.week == plan.week).all()
    assert (found.centre[~hit] == plan.centre[~hit]).all()
    assert moved_share(plan, found) == pytest.approx(hit.any(axis=1).mean())


def test_roster_a_new_blackout_leaves_the_past_and_most_weeks(plan):
    count = np.bincount(plan.week[plan.week >= 0], minlength=52)
    closed = next(week for week in range(30, 52) if count[week])
    found = with_blackout(plan, closed, now=18)
    assert found.infeasible == []
    assert not (found.week == closed).any()
    for one in range(len(PEOPLE)):
        assert [week for week in weeks(found, one) if week < 18] == [week for week in weeks(plan, one) if week < 18]
    assert 0 < moved_share(plan, found) < 0.5


def test_roster_tells_what_moving_a_batch_costs_and_breaks(plan):
    person, centre, week = plan.rows
    batch = int(plan.batch[centre >= 0][0])
    row = int(np.flatnonzero(plan.batch == batch)[0])
    other = next(at for at in range(3) if at != centre[row] and not ((week == week[row]) & (centre == at)).any())
    move = moved(plan, batch, centre=other)
    km = kilometres(PEOPLE.where, CENTRES.where)[PEOPLE.place[person[plan.batch == batch]]]
    assert move.extra_cost == pytest.approx((km[:, other] - km[:, centre[row]]).sum(), abs=1e-3)
    assert move.broken == []
    assert move.people == (plan.batch == batch).sum()
    assert {each.rule for each in moved(plan, batch, week=int(week[row]) + 14).broken} >= {"max_gap_weeks"}
