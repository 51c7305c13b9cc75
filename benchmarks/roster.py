"""Measure the training roster at the size of a state and under stress, beside what else could plan it.

    python benchmarks/roster.py [--only state stress peers] [--seed 1] [--limit 60]

Invented officers: units of 1 to some hundred people around towns, centres in some of these. Every plan is checked
again from its rows by `checked`, which shares no code with the planner: people outside the gaps, weeks in which a unit
sends more than it may, seats, closed weeks and blackouts. *Fill* is people over the seats of all batches at centres,
reserved ones not counted. *Over the bound* is the cost over that of the linear-programming relaxation without side
rules. *Moved* is who has another week or centre after the busiest centre is lost in week 20.

Peers on the same files: *first come*, everybody in the order of the file to the nearest centre's next batch, again
every 13 weeks; *calendar cycles*, each 13 weeks planned for themselves by the same flow, as a training calendar does;
*HiGHS*, an integer programme of one cycle with whole batches, stopped after `--limit` seconds.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from samanvay_insight.roster import Centres, People, Plan, Rules, moved_share, plan_roster, without_centre

START = date(2027, 1, 4)
TOWNS = 3  # for each centre


@dataclass
class Seen:
    """What an outside look finds in the rows of a plan."""

    outside: int
    breaches: int
    broken: int
    fill: float
    cost: float


def state(officers: int, units: int, centres: int, seats: int, seed: int, *, side: bool) -> tuple[People, Centres]:
    """Invent officers and centres; with `side` also closed weeks, leave, women's places and trainers."""
    draw = np.random.default_rng(seed)
    share = draw.lognormal(0, 1, units)
    size = np.maximum(1, np.rint(share * officers / share.sum())).astype(int)
    size[: units // 20] = draw.choice([1, 2, 6, 11, 14], units // 20)
    size[-1] += officers - size.sum()
    towns = np.column_stack([draw.uniform(24, 30, centres * TOWNS), draw.uniform(77.3, 84.3, centres * TOWNS)])
    home = towns[draw.integers(len(towns), size=units)] + draw.normal(0, 0.5, (units, 2))
    unit = np.repeat(np.arange(units), size)
    away = draw.choice(officers, officers // 50, replace=False) if side else np.zeros(0, int)
    leave = {
        int(one): frozenset(range(at, at + 3)) for one, at in zip(away, draw.integers(0, 49, len(away)), strict=True)
    }
    is_open = np.ones((centres, 52), dtype=bool)
    if side:
        for centre in range(centres):
            is_open[centre, draw.choice(52, 2, replace=False)] = False
    people = People(
        ids=[f"O{at}" for at in range(officers)], unit=unit, unit_ids=[f"U{at}" for at in range(units)], place=unit,
        where=home, service=draw.choice(4, officers, p=[0.8, 0.1, 0.06, 0.04]), language=np.zeros(officers, dtype=int),
        is_woman=draw.random(officers) < 0.12, waited=np.zeros(officers, dtype=int), leave=leave,
    )  # fmt: skip
    places = np.full(centres, seats // 5 if side else -1)
    trainers = np.full(centres, 2 if side else -1)
    return people, Centres(
        [f"C{at}" for at in range(centres)], towns[:centres], np.full(centres, seats), is_open, places, trainers
    )


def checked(table: pa.Table, people: People, centres: Centres, rules: Rules) -> Seen:
    """Look at the rows of a plan without the planner: names and ISO weeks alone."""
    number = {name: at for at, name in enumerate(people.ids)}
    who = np.array([number[name] for name in table["officer_id"].to_pylist()])
    spot = {name: at for at, name in enumerate(centres.ids)} | {"district": -1}
    where = np.array([spot[name] for name in table["centre_id"].to_pylist()])
    weeks = {(START + timedelta(weeks=at)).strftime("%G-W%V"): at + 1 for at in range(rules.weeks)}
    week = np.array([weeks[name] for name in table["week"].to_pylist()])
    black = [weeks[day.strftime("%G-W%V")] for day in rules.blackout_weeks]
    broken = int(np.isin(week, black).sum()) + len(who) - len({*zip(who.tolist(), week.tolist(), strict=True)})
    outside = 0
    order = np.lexsort((week, who))
    turns = np.split(week[order], np.flatnonzero(np.diff(who[order])) + 1)
    for turn in turns:
        gaps = np.diff(turn)
        outside += not (
            1 <= turn[0] <= rules.max_gap_weeks
            and rules.weeks - turn[-1] < rules.max_gap_weeks
            and (gaps >= rules.min_gap_weeks).all()
            and (gaps <= rules.max_gap_weeks).all()
        )
    outside += len(people.ids) - len(turns)
    visits = Counter(who[where >= 0].tolist())
    asked = rules.centre_visits_per_year
    if asked is not None:
        broken += sum(visits[one] < asked for one in range(len(people.ids)))
    elif (where < 0).any():
        broken += int((where < 0).sum())
    size = Counter(people.unit.tolist())
    breaches = 0
    for (unit, _), gone in Counter(zip(people.unit[who].tolist(), week.tolist(), strict=True)).items():
        n = size[unit]
        most = max(int(rules.max_away_share * n + 1e-9), -(-n // (rules.max_gap_weeks - 2)))
        breaches += n > 1 and gone > min(n - 1, most)
    at = where >= 0
    for (centre, when), there in Counter(zip(where[at].tolist(), week[at].tolist(), strict=True)).items():
        broken += there > centres.seats[centre] or not centres.is_open[centre, when - 1]
    lady = at & people.is_woman[who]
    for (centre, _), there in Counter(zip(where[lady].tolist(), week[lady].tolist(), strict=True)).items():
        broken += 0 <= centres.women_places[centre] < there
    for one, leave in people.leave.items():
        broken += bool({each + 1 for each in leave} & set(turns[one].tolist()))
    batches = Counter(name for name, there in zip(table["batch_id"].to_pylist(), at.tolist(), strict=True) if there)
    usable = rules.max_batch - int(np.ceil(rules.reserve_share * rules.max_batch - 1e-9))
    broken += sum(count > usable for count in batches.values())
    a, b = np.radians(people.where[people.place[who[at]]]), np.radians(centres.where[where[at]])
    half = np.sin((a - b)[:, 0] / 2) ** 2 + np.cos(a[:, 0]) * np.cos(b[:, 0]) * np.sin((a - b)[:, 1] / 2) ** 2
    cost = float((2 * 6371.0088 * np.arcsin(np.sqrt(half))).sum()) + rules.fixed_cost_per_batch_km * len(batches)
    return Seen(outside, breaches, broken, int(at.sum()) / max(1, len(batches) * usable), cost)


def line(name: str, seconds: float, work: float, seen: Seen, bound: float | None, rest: str = "") -> None:
    """Print a row of the table."""
    over = "" if not bound else f"{seen.cost / bound - 1:>8.2%}"
    print(
        f"{name:<30}{seconds:>7.1f}{work:>7.1f}{seen.fill:>8.3f}{over:>9}{seen.outside:>10,}{seen.breaches:>9,}"
        f"{seen.broken:>8,}{rest}",
        flush=True,
    )


def head(words: str, bound: float | None) -> None:
    """Print what follows and its bound."""
    print(f"\n{words}; bound {bound or 0:,.0f} km")
    print(
        f"{'':<30}{'s':>7}{'cpu s':>7}{'fill':>8}{'over':>9}{'outside':>10}{'cover':>9}{'else':>8}"
        f"{'lost: s':>10}{'cpu s':>7}{'moved':>8}{'outside':>9}{'cover':>7}"
    )


def clocked(make: Callable[[], Plan]) -> tuple[Plan, float, float]:
    """Return what is made, the seconds and the processor time it took."""
    wall, work = time.perf_counter(), time.process_time()
    made = make()
    return made, time.perf_counter() - wall, time.process_time() - work


def measured(name: str, people: People, centres: Centres, rules: Rules) -> Plan:
    """Plan, check, lose the busiest centre, check again, print."""
    plan, seconds, work = clocked(lambda: plan_roster(people, centres, rules))
    head(name, plan.bound)
    if plan.infeasible:
        print(f"no plan: {plan.infeasible}")
        return plan
    busiest = int(np.bincount(plan.centre[plan.centre >= 0]).argmax())
    after, wait, spent = clocked(lambda: without_centre(plan, centres.ids[busiest], from_week=20))
    seen = checked(after.table(), people, after.centres, rules)
    rest = f"{wait:>10.1f}{spent:>7.1f}{moved_share(plan, after):>8.1%}{seen.outside:>9,}{seen.breaches:>7,}"
    line("chains and one flow", seconds, work, checked(plan.table(), people, centres, rules), plan.bound, rest)
    return plan


def first_come(people: People, centres: Centres, rules: Rules) -> pa.Table:
    """Send everybody in the order of the file to the next batch of the nearest centre, again every 13 weeks."""
    a, b = np.radians(people.where)[:, None], np.radians(centres.where)[None]
    half = np.sin((a - b)[..., 0] / 2) ** 2 + np.cos(a[..., 0]) * np.cos(b[..., 0]) * np.sin((a - b)[..., 1] / 2) ** 2
    near = half.argmin(axis=1)[people.place]
    turn = np.zeros(len(near), dtype=int)
    for centre in range(len(centres)):
        rows = np.flatnonzero(near == centre)
        turn[rows] = np.arange(len(rows)) // rules.max_batch
    rounds = range(0, rules.weeks, rules.max_gap_weeks)
    weeks = [(START + timedelta(weeks=at)).strftime("%G-W%V") for at in range(rules.weeks)]
    slot, group = turn % rules.max_gap_weeks, turn // rules.max_gap_weeks
    return pa.table({
        "officer_id": [people.ids[one] for _ in rounds for one in range(len(near))],
        "centre_id": [centres.ids[at] for _ in rounds for at in near.tolist()],
        "week": [weeks[begin + at] for begin in rounds for at in slot.tolist()],
        "batch_id": [f"{begin}-{c}-{s}-{g}" for begin in rounds
                     for c, s, g in zip(near.tolist(), slot.tolist(), group.tolist(), strict=True)],
    })  # fmt: skip


def calendar_cycles(people: People, centres: Centres, rules: Rules) -> pa.Table:
    """Plan each 13 weeks for themselves and write one after the other."""
    tables = []
    for begin in range(0, rules.weeks, rules.max_gap_weeks):
        part = replace(rules, start_week=START + timedelta(weeks=begin), weeks=rules.max_gap_weeks, seed=begin)
        window = replace(centres, is_open=centres.is_open[:, begin : begin + rules.max_gap_weeks])
        tables.append(plan_roster(people, window, part).table())
    return pa.concat_tables(tables)


def highs(people: People, centres: Centres, rules: Rules, limit: float) -> tuple[float, float, float] | None:
    """Return cost, fill and proven gap of one cycle by HiGHS: units × centres × weeks whole, batches whole."""
    units, weeks, near = len(people.unit_ids), rules.max_gap_weeks, min(4, len(centres))
    size = np.bincount(people.unit, minlength=units)
    a, b = np.radians(people.where)[:, None], np.radians(centres.where)[None]
    half = np.sin((a - b)[..., 0] / 2) ** 2 + np.cos(a[..., 0]) * np.cos(b[..., 0]) * np.sin((a - b)[..., 1] / 2) ** 2
    km = 2 * 6371.0088 * np.arcsin(np.sqrt(half))
    close = np.argsort(km, axis=1)[:, :near]
    u, k, w = (each.ravel() for each in np.mgrid[:units, :near, :weeks])
    c, flows = close[u, k], len(u)
    lots = len(centres) * weeks
    cost = np.concatenate([km[u, c], np.full(lots, rules.fixed_cost_per_batch_km)])
    most = np.array([rules.most_away(int(n)) for n in size])
    every = np.arange(flows)
    rows = [
        LinearConstraint(coo_array((np.ones(flows), (u, every)), shape=(units, flows + lots)).tocsr(), size, size),
        LinearConstraint(
            coo_array((np.ones(flows), (u * weeks + w, every)), shape=(units * weeks, flows + lots)).tocsr(),
            0, np.repeat(most, weeks),
        ),
        LinearConstraint(
            coo_array(
                (np.append(np.ones(flows), np.full(lots, -float(rules.max_batch))),
                 (np.append(c * weeks + w, np.arange(lots)), np.arange(flows + lots))),
                shape=(lots, flows + lots),
            ).tocsr(), -np.inf, 0,
        ),
    ]  # fmt: skip
    high = np.append(np.full(flows, np.inf), np.repeat(centres.seats // rules.max_batch, weeks))
    found = milp(cost, constraints=rows, bounds=Bounds(0, high), integrality=np.append(np.zeros(flows), np.ones(lots)),
                 options={"time_limit": limit})  # fmt: skip
    if found.x is None:
        return None
    batches = float(np.rint(found.x[flows:]).sum())
    return float(found.fun), float(size.sum()) / (batches * rules.max_batch), float(found.mip_gap)


def peers(seed: int, limit: float) -> None:
    """Print the same files under other ways of planning."""
    people, centres = state(60_000, 1_500, 12, 600, seed, side=False)
    rules = Rules(START)
    plan = measured("60,000 officers, 12 centres, every training at a centre, 52 weeks", people, centres, rules)
    for name, make in (("first come", first_come), ("calendar cycles", calendar_cycles)):
        begun, work = time.perf_counter(), time.process_time()
        table = make(people, centres, rules)
        seconds, work = time.perf_counter() - begun, time.process_time() - work
        line(name, seconds, work, checked(table, people, centres, rules), plan.bound)
    print(f"\none cycle of 13 weeks, HiGHS stopped after {limit:.0f} s")
    print(f"{'':<30}{'s':>7}{'fill':>8}{'over':>9}{'its own proof':>15}")
    for officers, units, count in ((6_000, 150, 4), (60_000, 1_500, 12)):
        people, centres = state(officers, units, count, 600, seed, side=False)
        rules, centres = Rules(START, weeks=13), replace(centres, is_open=centres.is_open[:, :13])
        mine, seconds, _ = clocked(lambda p=people, c=centres, r=rules: plan_roster(p, c, r))
        bound = mine.bound or 1.0
        print(
            f"{f'{officers:,}: chains and one flow':<30}{seconds:>7.1f}{mine.fill:>8.3f}{mine.cost / bound - 1:>9.2%}"
        )
        begun = time.perf_counter()
        found = highs(people, centres, rules, limit)
        told = "nothing found" if found is None else f"{found[1]:>8.3f}{found[0] / bound - 1:>9.2%}{found[2]:>15.2%}"
        print(f"{f'{officers:,}: HiGHS':<30}{time.perf_counter() - begun:>7.1f}{told}", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=["state", "stress", "peers"], default=["state", "stress", "peers"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=60)
    wish = parser.parse_args()
    if "state" in wish.only:
        black = tuple(date.fromisocalendar(2027, week, 1) for week in (12, 44))
        people, centres = state(60_000, 1_500, 12, 600, wish.seed, side=True)
        rules = Rules(START, centre_visits_per_year=1, reserve_share=0.03, blackout_weeks=black, trainers=20,
                      priority_units=("U70", "U71"), seed=7)  # fmt: skip
        measured("(a) 60,000 officers, 12 centres, once a year at a centre, all side rules", people, centres, rules)
    if "stress" in wish.only:
        people, centres = state(400_000, 7_000, 80, 600, wish.seed, side=False)
        measured("(b) 400,000 people, 7,000 units, 80 centres of 600, all at centres", people, centres, Rules(START))
    if "peers" in wish.only:
        peers(wish.seed, wish.limit)


if __name__ == "__main__":
    main()
