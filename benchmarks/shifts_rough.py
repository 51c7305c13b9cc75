"""Measure what is found and what is falsely found in made-up counts that keep to none of the method's assumptions.

    python benchmarks/shifts_rough.py [--seeds 20]

Two hundred series in 25 districts over 160 weeks, a third of them told in two districts. Rates are log-normal, each
walks by itself (standard deviation of its logarithm 0.15, or 0.25 with ``--walk 0.25``), has a season of its own and
festivals that move by weeks and raise half of the series and lower the others; weekly counts are negative-binomial on
top; districts report nothing for weeks (known as effort). Nothing of the search was tuned on these. Beside them stand
the plain counts of the tests: a season and a trend a series. A change of one series counts once in half a year.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samanvay_insight.shifts import District, Shift, ShiftKind, find_shifts

WEEKS, SERIES, DISTRICTS = 160, 200, 25
CHANGED, QUIET_WEEKS, MONTH_WEEKS = 5, 26, 30.44 / 7
FALLS = (ShiftKind.FELL, ShiftKind.DRIED_UP)


@dataclass(frozen=True, slots=True)
class Told:
    """Counts and effort, series × weeks, the usual weekly counts, and which districts tell a series."""

    counts: np.ndarray
    effort: np.ndarray
    levels: np.ndarray
    districts: list[District]


@dataclass(frozen=True, slots=True)
class Change:
    """From week ``first`` one series goes on at a ratio, or five districts record so many times as much."""

    first: int = WEEKS
    series: int = 0
    ratio: float = 1.0
    recording: float = 1.0


World = Callable[[np.random.Generator, Change], Told]


def rough(random: np.random.Generator, change: Change, walk: float = 0.15) -> Told:
    """Return counts that walk, with festivals and gaps."""
    weeks = np.arange(WEEKS)
    levels = np.exp(random.normal(0.0, 1.0, SERIES))
    peaks, swings = random.uniform(0, 52, SERIES)[:, None], 0.8 * random.beta(2, 5, SERIES)[:, None]
    state, walks = random.normal(0, walk, SERIES), np.zeros((SERIES, WEEKS))
    for week in range(WEEKS):
        state = 0.93 * state + random.normal(0, walk * np.sqrt(1 - 0.93**2), SERIES)
        walks[:, week] = state
    rate = levels[:, None] * np.exp(swings * np.cos(2 * np.pi * (weeks - peaks) / 52.18) + walks)
    begin = random.integers(0, 52)
    for year in range(4):
        at = begin + 52 * year + random.integers(-2, 3)
        rate[:, max(0, at) : max(0, at + 2)] *= np.where(random.random(SERIES) < 0.5, 1.5, 0.75)[:, None]
    spoke = np.where(random.random((DISTRICTS, WEEKS)) < 0.05, 0.0, 1.0)
    for district in np.flatnonzero(random.random(DISTRICTS) < 0.3):
        gap = random.integers(0, WEEKS - 6)
        spoke[district, gap : gap + random.integers(2, 7)] = 0.0
    recorded = spoke.copy()
    recorded[:CHANGED, change.first :] *= change.recording
    return _told(random, change, rate, levels, (spoke, recorded), 0.15)


def plain(random: np.random.Generator, change: Change) -> Told:
    """Return counts of a season and a trend, reported always."""
    weeks = np.arange(WEEKS)
    levels = np.exp(random.normal(-0.8, 1.4, SERIES))
    season = random.normal(0.2, 0.15, SERIES)[:, None] * np.sin(2 * np.pi * weeks / 52.18)
    trend = random.normal(0.0, 0.1, SERIES)[:, None] * (weeks - WEEKS) / 52.18
    spoke = np.ones((DISTRICTS, WEEKS))
    recorded = spoke.copy()
    recorded[:CHANGED, change.first :] *= change.recording
    return _told(random, change, levels[:, None] * np.exp(season + trend), levels, (spoke, recorded), 0.02)


def _told(
    random: np.random.Generator,
    change: Change,
    rate: np.ndarray,
    levels: np.ndarray,
    by_district: tuple[np.ndarray, np.ndarray],
    dispersion: float,
) -> Told:
    concerns = np.zeros((SERIES, DISTRICTS))
    concerns[np.arange(SERIES), random.integers(0, DISTRICTS, SERIES)] = 1.0
    second = random.integers(0, 3 * DISTRICTS, SERIES)
    concerns[second < DISTRICTS, second[second < DISTRICTS]] = 1.0
    concerns /= concerns.sum(axis=1, keepdims=True)
    effort, recorded = (concerns @ each for each in by_district)
    rate[change.series, change.first :] *= change.ratio
    shape = 1 / dispersion
    counts = random.poisson(rate * recorded * random.gamma(shape, dispersion, rate.shape))
    districts = [
        District({int(at): float(concerns[at, each]) for at in np.flatnonzero(concerns[:, each])})
        for each in range(DISTRICTS)
    ]
    return Told(counts, effort, levels, districts)


def search(told: Told, weeks: int, *, districts: bool = True) -> list[Shift]:
    """Return what is found at the end of so many weeks."""
    return find_shifts(
        told.counts[:, :weeks], told.effort[:, :weeks], districts=told.districts if districts else ()
    ).shifts


def a_month(world: World, seeds: int, recording: float, *, districts: bool) -> dict[str, float]:
    """Return findings a month in half a year, by what they say."""
    found: Counter[str] = Counter()
    for seed in range(seeds):
        told = world(np.random.default_rng([1, seed]), Change(WEEKS - QUIET_WEEKS, recording=recording))
        seen = set()
        for weeks in range(WEEKS - QUIET_WEEKS + 1, WEEKS + 1):
            for each in search(told, weeks, districts=districts):
                way = "together" if each.kind is ShiftKind.TOGETHER else "fewer" if each.kind in FALLS else "more"
                if (each.index, way) not in seen:
                    found[f"{way}, lasting" if way == "fewer" and each.weeks > 4 else way] += 1
                seen.add((each.index, way))
    return {name: count / seeds / (QUIET_WEEKS / MONTH_WEEKS) for name, count in sorted(found.items())}


def found_within(world: World, seeds: int, level: float, ratio: float, weeks: int) -> tuple[float, float]:
    """Return the share of changes of one series that are found within so many weeks, and the median of those weeks."""
    passed = []
    for seed in range(seeds):
        levels = world(np.random.default_rng([2, seed]), Change()).levels
        series = int(np.argmin(np.abs(levels - level)))
        told = world(np.random.default_rng([2, seed]), Change(WEEKS - weeks, series, ratio))
        for week in range(1, weeks + 1):
            found = search(told, WEEKS - weeks + week)
            ways = [each.kind in FALLS for each in found if each.index == series and each.kind != ShiftKind.TOGETHER]
            if (ratio < 1) in ways:
                passed.append(week)
                break
    return len(passed) / seeds, float(np.median(passed)) if passed else float("nan")


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--walk", type=float, default=0.15)
    given = parser.parse_args()
    worlds: dict[str, World] = {"plain": plain, "rough": lambda random, change: rough(random, change, given.walk)}
    for name, world in worlds.items():
        print(f"{name} counts", flush=True)
        for recording in (1.0, 2.0, 0.5):
            for districts in (False, True):
                words = f"five districts record ×{recording}, " + ("with" if districts else "without") + " their series"
                months = a_month(world, given.seeds, recording, districts=districts)
                print(f"  {words:55}" + ", ".join(f"{way} {count:.2f}" for way, count in months.items()), flush=True)
        for level, ratio, weeks in ((1, 0.3, 16), (2, 0.3, 16), (4, 0.3, 16), (1, 3.0, 8), (2, 2.0, 8), (4, 2.0, 8)):
            share, median = found_within(world, 2 * given.seeds, level, ratio, weeks)
            print(f"  ×{ratio} at {level} a week: {share:.2f} within {weeks} weeks, median {median:.0f}", flush=True)


if __name__ == "__main__":
    main()
