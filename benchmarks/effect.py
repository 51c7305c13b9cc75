"""Measure how often something is claimed where nothing was done, how often a real fall is seen, and how intervals hold.

    python benchmarks/effect.py [--runs 1000]

Each run simulates a year and a half of weekly counts of thirty corridors: negative-binomial, each with a level, a slow
walk of its own, a season common to all and a share of weeks reported. One of them is acted on after 52 weeks; 26 weeks
follow. *Claimed*: how often fewer or more is said. Beside `did_it_work` stands the naive reading: counts a week after
over before, of the corridor alone, with a Poisson interval of 90 %. *Covered*: how often the true ratio lies in the
interval, whatever was said. Cases: nothing done; a trend common to all; a season; the acted-on reports a third less;
all report a third less; it was acted on because it had risen just before; it had been falling by itself for a year;
then real falls and rises at several levels.
"""

import argparse
import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from samanvay_insight.effect import Answer, Panel, Role, Span, did_it_work

UNITS, BEFORE, AFTER = 30, 52, 26
DAY = date(2026, 3, 2)
NORMAL = 1.645


@dataclass(frozen=True, slots=True)
class World:
    """What is simulated: mean counts a week, how they cluster and drift, what is common, what befalls the acted-on."""

    name: str
    level: float = 4.0
    others: float = 1.0  # level of the others over that of the acted-on
    size: float = 5.0  # of the negative binomial, by week
    drift: float = 0.03  # standard deviation of each unit's weekly step, in logs
    pull: float = 0.06  # by which it is drawn back each week
    common: float = 0.0  # trend of all, in logs a year
    season: float = 0.0
    effect: float = 1.0
    reported_after: float = 1.0  # of what the acted-on reports, from the day on
    all_reported_after: float = 1.0
    is_spike: bool = False  # the acted-on is the one that had risen most in the last four weeks
    falling: float = 0.0  # of the acted-on by itself, in logs a year
    silently: float = 1.0  # of what the acted-on records from the day on, told by no report
    entries: float = 3.0  # of what else is recorded there, over the level


WORLDS = (
    World("nothing done"),
    World("nothing done, few counts", level=1.0),
    World("nothing done, others have few", others=0.05),
    World("all fall by a third in a year", common=math.log(0.67)),
    World("a season of ±40 %", season=0.4),
    World("acted-on reports a third less", reported_after=0.67),
    World("all report a third less", all_reported_after=0.67),
    World("acted-on silently records −30 %", silently=0.7),
    World("silently −30 %, 10 a week", silently=0.7, level=10.0),
    World("silently −30 %, little else", silently=0.7, entries=1.0),
    World("silently +50 %", silently=1.5),
    World("acted on after a spike", is_spike=True),
    World("falling by itself, −40 % a year", falling=math.log(0.6)),
    World("true −30 %, 2 a week", effect=0.7, level=2.0),
    World("true −30 %, 4 a week", effect=0.7),
    World("true −30 %, 10 a week", effect=0.7, level=10.0),
    World("true −50 %, 2 a week", effect=0.5, level=2.0),
    World("true −50 %, 4 a week", effect=0.5),
    World("true +50 %, 4 a week", effect=1.5),
)


def simulated(world: World, random: np.random.Generator) -> Panel:
    """Return the panel of one run."""
    weeks = BEFORE + AFTER
    levels = world.level * world.others * np.exp(random.normal(0, 0.5, UNITS))
    levels[0] = world.level
    walk = np.zeros((UNITS, weeks))
    state = random.normal(0, world.drift / math.sqrt(2 * world.pull), UNITS)
    for week in range(weeks):
        state = (1 - world.pull) * state + random.normal(0, world.drift, UNITS)
        walk[:, week] = state
    when = np.arange(weeks) / 52
    shared = world.common * when + world.season * np.sin(2 * math.pi * (when + random.random()))
    mean = levels[:, None] * np.exp(walk + shared)
    mean[0] *= np.exp(world.falling * when)
    mean[0, BEFORE:] *= world.effect
    effort = np.clip(random.beta(18, 4, (UNITS, weeks)), 0.3, 1.0)
    effort[:, BEFORE:] *= world.all_reported_after
    effort[0, BEFORE:] *= world.reported_after
    rate = mean * effort
    rate[0, BEFORE:] *= world.silently
    counts = random.poisson(rate * random.gamma(world.size, 1 / world.size, rate.shape))
    entries = _entries(world, levels, effort, random)
    roles = np.full(UNITS, Role.COMPARISON)
    chosen = 0
    if world.is_spike:
        usual = counts[:, : BEFORE - 4].mean(axis=1)
        chosen = int(np.argmax((counts[:, BEFORE - 4 : BEFORE].mean(axis=1) - usual) / np.sqrt(usual + 0.1)))
    roles[chosen] = Role.TREATED
    begin = DAY - timedelta(weeks=BEFORE)
    periods = [Span(begin + timedelta(weeks=at), begin + timedelta(weeks=at + 1)) for at in range(weeks)]
    return Panel([str(at) for at in range(UNITS)], periods, counts, effort, roles, DAY, DAY, entries)


def _entries(world: World, levels: np.ndarray, effort: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return what else is recorded: with a walk of its own, by the same officers."""
    walk = np.zeros(effort.shape)
    state = random.normal(0, world.drift / math.sqrt(2 * world.pull), UNITS)
    for week in range(BEFORE + AFTER):
        state = (1 - world.pull) * state + random.normal(0, world.drift, UNITS)
        walk[:, week] = state
    rate = world.entries * levels[:, None] * np.exp(walk) * effort
    rate[0, BEFORE:] *= world.silently
    return random.poisson(rate * random.gamma(world.size, 1 / world.size, rate.shape))


def naive(panel: Panel) -> tuple[float, float]:
    """Return the interval of counts a week after over before, of the acted-on alone."""
    own = panel.counts[panel.rows(Role.TREATED)[0]]
    before, after = int(own[:BEFORE].sum()), int(own[BEFORE:].sum())
    ratio = math.log((after + 0.5) / AFTER / ((before + 0.5) / BEFORE))
    error = math.sqrt(1 / (after + 0.5) + 1 / (before + 0.5))
    return math.exp(ratio - NORMAL * error), math.exp(ratio + NORMAL * error)


def main() -> None:
    """Run every world and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    head = ("fewer", "more", "no diff.", "cannot tell", "covered", "naive claims", "naive covered")
    print(f"{'':34}" + "".join(f"{each:>14}" for each in head))
    for number, world in enumerate(WORLDS):
        said: Counter[str] = Counter()
        why: Counter[str] = Counter()
        for seed in range(runs):
            panel = simulated(world, np.random.default_rng([number, seed]))
            found = did_it_work(panel)
            low, high = naive(panel)
            said[found.answer] += 1
            why.update(found.reasons)
            if found.estimate is not None:
                said["estimated"] += 1
                said["covered"] += found.estimate.low <= world.effect <= found.estimate.high
            said["naive"] += not low <= 1 <= high
            said["naive covered"] += low <= world.effect <= high
        shares = [said[each] / runs for each in (Answer.FEWER, Answer.MORE, Answer.NO_DIFFERENCE, Answer.CANNOT_TELL)]
        shares += [said["covered"] / max(1, said["estimated"]), said["naive"] / runs, said["naive covered"] / runs]
        print(f"{world.name:34}" + "".join(f"{each:>14.1%}" for each in shares))
        print("    cannot tell since: " + ", ".join(f"{each} {count / runs:.0%}" for each, count in why.most_common(4)))


if __name__ == "__main__":
    main()
